"""The headline: what several statements of the page agree on, never the line above it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from sources.extraction.boilerplate import names_of
from sources.extraction.metadata import Metadata
from sources.extraction.page import body_of
from sources.extraction.roles import is_kicker
from sources.richtext import Element, clean

_KICKERS = {
    "kicker",
    "overline",
    "topline",
    "roofline",
    "dachzeile",
    "spitzmarke",
    "eyebrow",
    "ueberzeile",
    "subheadline",
    "supertitle",
}
_SHORTEST_PART = 8
_SECTION_AND_SITE = 2
_SECTION = re.compile(
    r"(?:aktuelle[sn]?|neuigkeiten|news(?:room|details?|archiv|ansicht)?|nachrichten|meldung(?:en)?|mitteilung(?:en)?"
    r"|(?:presse|medien)(?:mitteilung|meldung|information|aussendung)?(?:en)?|presse(?:archiv|bereich|portal|service|texte)"
    r"|(?:detail|einzel|artikel)(?:ansicht|seite|s)?|archiv|blog|startseite|home|beitrag|inhalt)"
    r"(?: (?:und|&|/|-|–) \w+| \d{4})?",
    re.IGNORECASE,
)
"""What a site calls the part that its releases stand in."""
_SITE_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*|\s+::\s+")
_SAME = 0.8
_TELLING = 20
"""Letters; a shorter heading of the first rank may be the name of the site or of the section."""


def find_title(root: Element, meta: Metadata) -> tuple[str, Element | None]:
    """Return the headline and the element that shows it, None where only the metadata knows it; "" where nothing does.

    A heading that the metadata confirms wins, as its letters are those that readers see: metadata is cut, rewritten for
    search engines and carries the name of the site.
    """
    sites = _site_names(root, meta)
    claims = [claim for claim in _claims(root, meta) if not is_kicker(claim) and _fold(claim) not in sites]
    shown = [
        (heading_text(element, claims), element) for element in root.iter("h1", "h2", "h3") if _is_visible(element)
    ]
    shown = _below_section([(text, element) for text, element in shown if text and _fold(text) not in sites])
    for claim in claims:
        agreed = [pair for pair in shown if _agree(pair[0], claim)]
        if agreed:
            return max(agreed, key=lambda pair: (pair[1].tag == "h1", _alike(pair[0], claim)))
    own = [(text, element) for text, element in shown if element.tag == "h1" and element.find(".//a") is None]
    telling = [pair for pair in own if len(pair[0]) >= _TELLING]
    if telling or not claims:
        return next(iter(telling or own or shown), ("", None))
    return claims[0], _showing(root, claims[0])


def _claims(root: Element, meta: Metadata) -> list[str]:
    """Return what the page says that its headline is, the surest first; the parts of its `<title>` last."""
    marked = [_text(element) for element in root.xpath("//*[@itemprop='headline']")]
    whole = [meta.headline, without_site(meta.og_title, meta.site), without_site(meta.html_title, meta.site)]
    parts = [part for part in _SITE_SEPARATOR.split(meta.html_title) if len(part) >= _SHORTEST_PART]
    if any(_is_section(part.partition(":")[0]) for part in parts) and len(parts) <= _SECTION_AND_SITE:
        whole, parts = whole[:-1], []
    return [claim for claim in [*(marked if len(marked) == 1 else []), *whole, *parts] if claim]


def _below_section(shown: list[tuple[str, Element]]) -> list[tuple[str, Element]]:
    """Leave out headings that name a section of the site, and what stands above the first of them."""
    sections = [at for at, (text, element) in enumerate(shown) if element.tag == "h1" and _is_section(text)]
    below = shown[sections[0] + 1 :] if sections else shown
    return [pair for pair in below if not _is_section(pair[0])] or shown


def _is_section(text: str) -> bool:
    return is_kicker(text) or bool(_SECTION.fullmatch(text))


def _site_names(root: Element, meta: Metadata) -> set[str]:
    """Return the names of the site, folded: what it says itself, and the texts that lead to its first page."""
    home = [link for link in root.iter("a") if re.fullmatch(r"https?://[^/?#]+/?|/", link.get("href", ""))]
    names = {_fold(meta.site), *(_fold(_text(link)) for link in home)}
    return names - {"", _fold(meta.og_title), _fold(meta.headline)}


def heading_text(element: Element, claims: Sequence[str] = ()) -> str:
    """Return the text of a heading on one line, without a kicker inside it: by its name, or as no claim has it."""
    text = _text(element)
    folded = {_fold(claim) for claim in claims}
    after_break = next((clean(gap.tail or "").strip() for gap in element.iter("br")), "")
    if after_break and _fold(after_break) in folded:
        return after_break
    for node in element.iterdescendants():
        kicker = _text(node)
        rest = text.removeprefix(kicker).strip(" :|–-")
        known = names_of(node) & _KICKERS or is_kicker(kicker) or _fold(rest) in folded
        if kicker and rest and rest != text and known:
            return rest
    return text


def without_site(title: str, site: str = "") -> str:
    """Return the `<title>` without the name of the site: »Neuer Hafen eröffnet | Stadt Duisburg«."""
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    if site and parts[-1].casefold() == site.casefold():
        cut = title[: title.rindex(parts[-1])]
        return re.sub(r"[\s|–—·•»:-]+$", "", cut)
    longest = max(parts, key=len)
    return longest if len(longest) > len(title) / 2 else title


def _showing(root: Element, title: str) -> Element | None:
    """Return the first element, of whatever kind, that shows the title and nothing else."""
    same = _fold(title)
    return next(
        (
            node
            for node in body_of(root).iter("h4", "h5", "h6", "p", "div", "span", "b", "strong")
            if node.text and _fold(node.text) == same and _is_visible(node)
        ),
        None,
    )


def _is_visible(element: Element) -> bool:
    return not any(parent.tag in {"nav", "aside", "footer"} for parent in element.iterancestors())


def _agree(shown: str, claim: str) -> bool:
    """Whether a heading says the same as a claim of the metadata, which may be cut or longer by the site's name."""
    a, b = _fold(shown), _fold(claim)
    if len(a) < 8 or not b:
        return a == b
    return (a in b and len(a) > len(b) / 3) or (len(b) > 20 and b in a) or _alike(shown, claim) >= _SAME


def _alike(shown: str, claim: str) -> float:
    return SequenceMatcher(None, _fold(shown)[:300], _fold(claim)[:300], autojunk=False).ratio()


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _text(element: Element) -> str:
    return clean(" ".join(_spaced(element))).strip()


def _spaced(element: Element) -> list[str]:
    """Return the texts of a heading, parted where a `<br>` parts them, else as they touch."""
    for gap in element.iter("br"):
        gap.tail = " " + (gap.tail or "")
    return ["".join(element.itertext())]
