"""The log of the command line: errors alone, or with `--verbose` everything; as JSON where the operator wants it."""

import logging
import secrets


def start_log(verbose: bool) -> None:
    """Begin to log to standard error, for a person.

    Args:
        verbose: also what is no error.
    """
    from pipeline.logs import configure

    configure(as_json=False, level=logging.INFO if verbose else logging.ERROR)


def log_as_json() -> None:
    """Go on for a program: all of it, one JSON object a line, each with the number of this run."""
    from pipeline.logs import always_about, configure

    always_about(run=secrets.token_hex(6))
    configure(as_json=True, level=logging.INFO)
