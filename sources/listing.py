"""Overview pages of press releases: an HTML page with a link to each."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from model.errors import UnreadableDocument
from model.source import Link, Source
from sources.charset import decode
from sources.identity import absolute, release_key
from sources.pages import Discovery, Page
from sources.plaintext import plain

_SAYS_NOTHING = re.compile(
    r"(jetzt )?(mehr|weiter|weiterlesen|lesen|details?|download|pdf)( (lesen|erfahren|dazu|anzeigen|infos?))?|"
    r"(zum|zur|den|die) (ganzen |vollständigen )?(artikel|beitrag|meldung|pressemitteilung)( lesen)?",
    re.IGNORECASE,
)
_ORNAMENT = " >»›→▶"
_CUT = re.compile(r"\s*(\.\.\.|…)")


def read_listing(source: Source, page: Page) -> Discovery:
    """Return the releases that the overview page `page` links to, in its order, and the page that follows.

    Links are those of `selectors.link`, or all where there is none, whose address matches `include`. Where several
    links lead to one release, its address is the shortest of theirs and its title the longest of their texts.

    Raises:
        UnreadableDocument: nothing matches; after a change of the layout this is how the operator learns of it.
    """
    soup = BeautifulSoup(decode(page), "lxml")
    base = _base(soup, page.url)
    own = release_key(page.url, source.key_parameters)
    texts: dict[str, list[str]] = {}
    addresses: dict[str, str] = {}
    for anchor in _anchors(soup, source):
        url = absolute(base, str(anchor.get("href", "")))
        key = release_key(url, source.key_parameters)
        if url and key != own and re.search(source.include, url):
            addresses[key] = min(url, addresses.get(key, url), key=len)
            texts.setdefault(key, []).append(plain(anchor.decode_contents()))
    if not addresses:
        reason = f"{_rule(source)} matches no link; the layout may have changed"
        raise UnreadableDocument(subject=page.url, reason=reason)
    links = (Link(url, key, title=_title(texts[key])) for key, url in addresses.items())
    return Discovery(tuple(links), next_url=_next(soup, source, base))


def _base(soup: BeautifulSoup, url: str) -> str:
    base = soup.select_one("base[href]")
    return absolute(url, str(base["href"])) or url if base else url


def _anchors(soup: BeautifulSoup, source: Source) -> Iterator[Tag]:
    for element in soup.select(source.selectors.link or "a[href], area[href]"):
        yield from _links_of(element)


def _links_of(element: Tag) -> list[Tag]:
    """Return what a selector means that names a link, a part of a link, or something that holds links."""
    if element.get("href"):
        return [element]
    around = element.find_parent("a", href=True)
    return [around] if around else element.select("a[href]")


def _title(texts: list[str]) -> str:
    """Return the longest text that is not cut short, else the longest before its cut; "" where all only say »mehr«."""
    trimmed = [text.rstrip(_ORNAMENT) for text in texts]
    told = [text for text in trimmed if text and not _SAYS_NOTHING.fullmatch(text.rstrip(" .…:"))]
    whole = [text for text in told if not _CUT.search(text)]
    return max(whole or [_CUT.split(text)[0] + "…" for text in told], key=len, default="")


def _next(soup: BeautifulSoup, source: Source, base: str) -> str:
    found = soup.select_one(source.selectors.next_page) if source.selectors.next_page else None
    links = _links_of(found) if found else []
    return absolute(base, str(links[0]["href"])) if links else ""


def _rule(source: Source) -> str:
    parts = [("selectors.link", source.selectors.link), ("include", source.include)]
    return " with ".join(f"{name} {value!r}" for name, value in parts if value)
