"""Text and addresses as XML and HTML can carry them."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

# XML 1.0, section 2.2: everything else makes a document that no parser may accept; lone surrogates have no UTF-8. What
# the section discourages goes too: to the W3C's validator the controls of C1 are text in another encoding.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_NEXT_LINE = "\x85"
_WEB = frozenset({"http", "https"})
_OTHER = frozenset({"mailto", "tel"})
SCHEMES = _WEB | _OTHER
# RFC 3986, section 2.2, and the percent sign of what is encoded already.
_KEPT = "!#$%&'()*+,/:;=?@[]~"


def legal(text: str) -> str:
    """Return `text` without the characters that XML forbids or discourages."""
    return _ILLEGAL.sub("", text.replace(_NEXT_LINE, "\n"))


def one_line(text: str) -> str:
    """Return `text` for an element that holds plain words: legal, its white space collapsed."""
    return " ".join(legal(text).split())


def address(url: str) -> str:
    """Return `url` as an absolute URI (RFC 3986) in ASCII, or "" where it is none that a reader may follow.

    Relative addresses, `javascript:`, `data:` and other schemes are none.
    """
    try:
        parts = urlsplit(legal(url).strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # what urlsplit says of `http://[`, and idna of a label that is too long
        return ""
    if parts.scheme not in (_WEB if host else _OTHER):
        return ""
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))


def web_address(url: str) -> str:
    """Return `url` as `address` does, or "" where it does not lead to the web."""
    found = address(url)
    return found if urlsplit(found).scheme in _WEB else ""
