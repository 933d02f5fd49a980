"""When is it worth asking again? Pure decisions; who waits is the fetcher."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from model.errors import FetchError
from sources.transport import Answer, FetchLimits

_BUSY = frozenset({429, 502, 503, 504})
"""Statuses that pass by themselves."""


def pause(
    outcome: Answer | FetchError, attempt: int, limits: FetchLimits, jitter: float, now: datetime
) -> float | None:
    """Return the seconds to wait before asking again, or None where asking again cannot help.

    Args:
        outcome: what the last try brought.
        attempt: how many tries there were before it.
        limits: how often, how long.
        jitter: from 0 to 1, so that many clients that failed together do not come back together.
        now: current time, to read a Retry-After that names a date.
    """
    backoff = limits.backoff * 2**attempt * (1 + jitter)
    if attempt >= limits.retries:
        return None
    if isinstance(outcome, FetchError):
        return backoff if outcome.fields.get("temporary") else None
    if outcome.status == 500:  # as often a bug of the server's as a passing trouble: one more try
        return backoff if attempt == 0 else None
    if outcome.status not in _BUSY:
        return None
    asked = retry_after(outcome, now)
    return max(asked, backoff) if asked <= limits.patience else None


def retry_after(answer: Answer, now: datetime) -> float:
    """Return the seconds that the server asks us to wait (RFC 9110, section 10.2.3), 0 where it does not say."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())
