import threading
from collections.abc import Callable


class Pace:
    """Keeps requests to one host apart, whichever threads they come from."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, delay: float) -> None:
        """Sleep until `host` may be asked, and keep it free of others for `delay` seconds from then on."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free.get(host, now))
            self._free[host] = start + delay
        if start > now:
            self._sleep(start - now)
