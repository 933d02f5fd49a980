"""Entry point: `newsbridge` and `python -m newsbridge`."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from newsbridge.commands import app


def main() -> None:
    """Run the command line; every expected error is one line on standard error and an exit code.

    Exit codes: 0, 1 when something failed, 2 for wrong use, 130 when interrupted.
    """
    from model.errors import BadConfiguration, NewsbridgeError
    from newsbridge.language import explain

    _open_missing_streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where what goes wrong can still be said; at exit it would be a traceback
    except NewsbridgeError as error:
        _fail(explain(error), 2 if isinstance(error, BadConfiguration) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`newsbridge ... | head`); that is their choice, and needs no words.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        # A full disk, under the output or anywhere else; whoever could say more has raised an error of ours.
        _drop_output()
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", 1)


def _fail(line: str, code: int) -> NoReturn:
    sys.stderr.write(f"newsbridge: {line}\n")
    sys.exit(code)


def _open_missing_streams() -> None:
    """Give the program somewhere to read and write where its caller has closed a standard stream (`>&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open until we end


def _drop_output() -> None:
    """Let what is left unwritten go nowhere: https://docs.python.org/3/library/signal.html#note-on-sigpipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


if __name__ == "__main__":
    main()
