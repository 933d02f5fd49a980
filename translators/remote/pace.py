"""Keeping to the rate that a server allows."""

import threading
import time
from collections.abc import Callable


class Pace:
    """Keeps requests apart, each by what it costs; shared by all languages and threads that ask the same server.

    Args:
        requests_a_minute, characters_a_minute: the rates to keep to; 0 is no limit.
        clock, sleep: a monotonic clock in seconds, and what waits; for tests.
    """

    def __init__(
        self,
        requests_a_minute: int,
        characters_a_minute: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._a_request = 60 / requests_a_minute if requests_a_minute else 0.0
        self._a_character = 60 / characters_a_minute if characters_a_minute else 0.0
        self._clock = clock
        self._sleep = sleep
        self._free = 0.0
        self._lock = threading.Lock()

    def wait(self, characters: int) -> None:
        """Sleep until a request of so many `characters` may be sent."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free)
            self._free = start + max(self._a_request, self._a_character * characters)
        if start > now:
            self._sleep(start - now)
