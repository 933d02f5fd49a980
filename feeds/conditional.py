"""What a request asks on condition, and which part of a file it wants (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.IGNORECASE)
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")
_OLD_NAMES = {"x-gzip": "gzip"}
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Unsatisfiable(Exception):
    """The part that was asked for lies beyond the end."""


def is_known(headers: Mapping[str, str], etag: str, modified: int) -> bool:
    """Whether the reader has this version already.

    Args:
        headers: of the request, names in lower case.
        etag: of what would be sent.
        modified: when it last changed, in seconds since 1970.
    """
    if (tags := headers.get("if-none-match")) is not None:
        return tags.strip() == "*" or etag in _TAG.findall(tags)
    since = _seconds(headers.get("if-modified-since", ""))
    return since is not None and modified <= since


def wanted_part(headers: Mapping[str, str], etag: str, modified: int, length: int) -> tuple[int, int] | None:
    """Return first and last byte of the part that is asked for, None for the whole.

    Several parts at once, and a part of another version than this one, are answered with the whole.

    Raises:
        Unsatisfiable: there is no such part.
    """
    match = _RANGE.fullmatch(headers.get("range", "").strip())
    if match is None or match.groups() == ("", "") or not _is_of_version(headers, etag, modified):
        return None
    first, last = (int(number) if number else None for number in match.groups())
    if first is None:
        first, last = length - min(last or 0, length), length - 1
    last = length - 1 if last is None else min(last, length - 1)
    if first > last:
        raise Unsatisfiable
    return first, last


def accepted_codings(headers: Mapping[str, str], known: Sequence[str]) -> list[str]:
    """Return the content codings of `known` that the reader takes, the best first (RFC 9110, section 12.5.3).

    Args:
        headers: of the request, names in lower case.
        known: in our order, which decides between codings that the reader likes equally.
    """
    weights = {}
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, parameter = part.partition(";")
        weights[_OLD_NAMES.get(name.strip(), name.strip())] = _weight(parameter)
    liked = [(weights.get(coding, weights.get("*", 0.0)), coding) for coding in known]
    return [coding for weight, coding in sorted(liked, key=lambda each: -each[0]) if weight > 0]


def _weight(parameter: str) -> float:
    match = _WEIGHT.fullmatch(parameter.strip())
    return float(match[1]) if match else 1.0


def _is_of_version(headers: Mapping[str, str], etag: str, modified: int) -> bool:
    version = headers.get("if-range", "").strip()
    return version in {"", etag} or _seconds(version) == modified


def _seconds(date: str) -> int | None:
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except ValueError:
        return None
