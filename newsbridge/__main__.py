"""Entry point: `newsbridge` and `python -m newsbridge`."""

import sys

from newsbridge.commands import app


def main() -> None:
    """Run the command line; every expected error is one line on standard error and an exit code.

    Exit codes: 0, 1 when something failed, 2 for wrong use, 130 when interrupted.
    """
    from model.errors import BadConfiguration, NewsbridgeError
    from newsbridge.language import explain

    try:
        app()
    except NewsbridgeError as error:
        sys.stderr.write(f"newsbridge: {explain(error)}\n")
        sys.exit(2 if isinstance(error, BadConfiguration) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (`newsbridge ... | head`); that is their choice, not an error.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
