"""How many requests a token may make."""

from threading import Lock

MOST, SECONDS = 600, 60.0
"""Requests of one token, in how many seconds."""


class Limiter:
    """Counts requests by key, in this process alone: as many at once as a whole period allows, then at an even pace.

    The generic cell rate algorithm (ITU-T I.371, annex A): of each key it keeps when its requests so far would be
    over at an even pace, nothing else.
    """

    def __init__(self, most: int = MOST, seconds: float = SECONDS) -> None:
        self._pace, self._period = seconds / most, seconds
        self._over: dict[object, float] = {}
        self._turn = Lock()

    def wait(self, key: object, now: float) -> float:
        """Return for how many seconds `key` has to wait; 0.0 lets the request pass and counts it."""
        with self._turn:
            over = max(self._over.get(key, now), now) + self._pace
            # What is left of a sum of fractions must not cost the last request of a period.
            if over - now > self._period + self._pace / 2:
                return over - now - self._period
            self._over[key] = over
            return 0.0
