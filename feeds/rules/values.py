"""What a value must look like: addresses, dates, languages, media types."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+")
_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_RFC_822 = re.compile(
    rf"(?P<day>{_DAYS}), \d{{2}} (?:{_MONTHS}) \d{{4}} \d{{2}}:\d{{2}}:\d{{2}} (?:[+-]\d{{4}}|GMT|UT|Z)"
)
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
# RFC 3987: a space, a quote, an angle or curly bracket, a backslash, a caret or a control character is in no IRI.
_NO_IRI = re.compile(r"[\x00-\x20\"<>\\^`{|}]")

_CONTROLS = re.compile(r"[\x7f-\x9f\ufdd0-\ufdef]")


def is_iri(value: str) -> bool:
    """Whether `value` is an absolute address or name of any scheme (RFC 3987)."""
    scheme, colon, rest = value.partition(":")
    return bool(colon and rest and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme)) and not _NO_IRI.search(value)


def is_web(value: str) -> bool:
    """Whether `value` is a whole address on the web."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return is_iri(value) and parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_rfc_822(value: str) -> bool:
    """Whether `value` is a date of RFC 822 with a year of four digits, on the weekday that it names."""
    match = _RFC_822.fullmatch(value)
    try:
        return match is not None and parsedate_to_datetime(value).strftime("%a") == match["day"]
    except ValueError:
        return False


def is_rfc_3339(value: str) -> bool:
    """Whether `value` is a date of RFC 3339 with its zone."""
    try:
        return _RFC_3339.fullmatch(value) is not None and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def is_language(value: str) -> bool:
    """Whether `value` has the form of a language tag (BCP 47)."""
    return _LANGUAGE.fullmatch(value) is not None


def is_media_type(value: str) -> bool:
    """Whether `value` has the form of a media type (RFC 6838)."""
    return _MEDIA_TYPE.fullmatch(value) is not None


def is_count(value: str) -> bool:
    """Whether `value` is a whole number, 0 or more."""
    return value.isascii() and value.isdigit()


def controls(text: str) -> list[str]:
    """Return the control characters of C1 and the noncharacters in `text`, each once, as U+0096."""
    return [f"U+{ord(each):04X}" for each in sorted(set(_CONTROLS.findall(text)))]
