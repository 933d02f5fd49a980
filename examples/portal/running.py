"""Run a command while the portal is served, as if the command had been started by itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from examples.portal.server import PortalServer, serving

ADDRESS_VARIABLE = "NEWSBRIDGE_EXAMPLE_PORTAL"
CANNOT_START = 127  # what a shell answers for a command that it does not find (POSIX.1-2017, XCU 2.8.2)
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(command: Sequence[str], server: PortalServer) -> int:
    """Run `command` with the portal's address in its environment; return its exit code.

    A command that a signal ended counts as 128 plus the signal's number, as in a shell.
    """
    with serving(server):
        try:
            process = subprocess.Popen(command, env={**os.environ, ADDRESS_VARIABLE: server.address})
        except OSError as error:
            print(f"{command[0]}: {error.strerror}", file=sys.stderr)
            return CANNOT_START
        with _forwarding(process):
            code = process.wait()
    return code if code >= 0 else 128 - code


@contextmanager
def _forwarding(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Pass the signals that we are sent on to `process` while the block runs."""

    def forward(number: int, _: FrameType | None) -> None:
        # Ctrl-C reaches the command without us, and a second one makes many programs stop at once.
        if number != signal.SIGINT or not sys.stdin.isatty():
            process.send_signal(number)

    previous = {number: signal.signal(number, forward) for number in FORWARDED}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
