"""From bytes to text, for pages whose declarations are missing or wrong."""

import codecs
import re

from charset_normalizer import from_bytes

from sources.pages import Page

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096

_PLAUSIBLE = ["cp1252", "iso8859_15", "mac_roman", "cp850", "utf_16", "utf_32"]
"""What German text without a declaration can be; a free guess takes short Latin-1 pages for Polish or Chinese."""

_STRAY = re.compile("[\udc80-\udcff]+")
_TWICE = re.compile("Ã[\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|Â[\xa0-¿]|â[€„][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
"""UTF-8 that was taken for windows-1252 and encoded again: »Ã¤« for »ä«, »â€ž« for »„«."""


def decode(page: Page) -> str:
    """Return the text of `page`. Never raises: bytes that mean nothing become U+FFFD."""
    return decode_bytes(page.body, page.charset)


def decode_bytes(body: bytes, charset: str = "") -> str:
    """Return the text of `body`, which a header declares as `charset` ("" where it says nothing).

    In this order: a byte order mark; UTF-8 wherever the bytes are UTF-8, since German text in another encoding is never
    so by accident, while declarations often lie; the header; the `meta` or XML declaration; a guess.
    """
    return _TWICE.sub(_once, _text(body, charset)).replace("\0", "")


def _text(body: bytes, charset: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace").removeprefix("\ufeff")
    utf8 = _utf8(body)
    if utf8 is not None:
        return utf8
    found = _DECLARED.search(body, 0, _DECLARED_WITHIN)
    for declared in (charset, found[1].decode("ascii") if found else ""):
        text = _declared(body, declared)
        if text is not None:
            return text
    return _guess(body)


def _utf8(body: bytes) -> str | None:
    """Decode `body` as UTF-8 with at most some stray windows-1252 characters, as when a CMS pastes old text in."""
    if b"\0" in body:
        return None
    text = body.decode("utf-8", errors="surrogateescape")
    stray = sum(map(len, _STRAY.findall(text)))
    right = sum(character > "\x7f" for character in text) - stray
    if stray and stray >= right:
        return None
    return _STRAY.sub(_windows, text)


def _windows(stray: re.Match[str]) -> str:
    return stray[0].encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")


def _declared(body: bytes, encoding: str) -> str | None:
    try:
        name = codecs.lookup(encoding).name
        # Browsers read all three alike: https://encoding.spec.whatwg.org/#names-and-labels
        if name in {"iso8859-1", "ascii", "cp1252"}:
            return body.decode("cp1252", errors="replace")
        return body.decode(name)
    except (LookupError, ValueError, TypeError):
        return None


def _guess(body: bytes) -> str:
    best = from_bytes(body, cp_isolation=_PLAUSIBLE).best()
    return str(best) if best else body.decode("cp1252", errors="replace")


def _once(twice: re.Match[str]) -> str:
    try:
        return twice[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return twice[0]
