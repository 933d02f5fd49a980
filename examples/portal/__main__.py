"""Serve the example portal: `python -m examples.portal serve` or `python -m examples.portal run -- COMMAND`."""

import argparse
import errno
import sys
from contextlib import suppress

from examples.portal.running import ADDRESS_VARIABLE, run
from examples.portal.server import DEFAULT_PORT, PortalServer


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    options = _parser().parse_args(arguments)
    running = options.verb == "run"
    try:
        server = open_server(options.port, or_any=running)
    except (OSError, OverflowError) as error:
        print(f"port {options.port}: {error}; `--port 0` takes a free one", file=sys.stderr)
        return 1
    with server:
        return run(options.command, server) if running else serve(server)


def open_server(port: int, *, or_any: bool) -> PortalServer:
    """Open the portal on `port`; with `or_any` on a free one where another process has it.

    Raises:
        OSError: the port is taken or not ours to take.
        OverflowError: there is no such port.
    """
    try:
        return PortalServer(port)
    except OSError as error:
        if not or_any or error.errno != errno.EADDRINUSE:
            raise
    return PortalServer(0)


def serve(server: PortalServer) -> int:
    """Serve the portal until Ctrl-C; return the exit code."""
    print(f"{server.address}/", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m examples.portal", description="A small German press portal.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    serving = verbs.add_parser("serve", help="serve the portal until Ctrl-C")
    running = verbs.add_parser("run", help=f"serve it while a command runs, its address in {ADDRESS_VARIABLE}")
    running.add_argument("command", nargs="+", metavar="COMMAND", help="the command, after --")
    for verb in (serving, running):
        verb.add_argument("--port", type=int, default=DEFAULT_PORT, help="%(default)s by default; 0 takes a free one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
