"""Titles and teasers as they are announced, in plain words."""

import re
import unicodedata

from bs4 import BeautifulSoup

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
"""Soft hyphens, zero-width spaces and marks of direction, which would hide a word from every search."""

_BREAK = re.compile(r"(?=<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|tr|td|blockquote))\b)", re.IGNORECASE)


def collapse(text: str) -> str:
    """Return `text` on one line, composed (NFC), without invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def plain(html: str) -> str:
    """Return the words of a piece of HTML; blocks are kept apart, inline elements are not: »CO2«, never »CO 2«."""
    if "<" not in html and "&" not in html:
        return collapse(html)
    return collapse(BeautifulSoup(f"<div>{_BREAK.sub(' ', html)}</div>", "lxml").get_text())
