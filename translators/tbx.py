"""Reading TBX, the exchange format of termbases: that of 2008 (`martif`) and ISO 30042:2019 (`tbx`, DCA and DCT)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from model.errors import BadConfiguration
from model.languages import Language
from translators.terms import LANGUAGES, Row

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is read."""

OURS = "newsbridge "
"""How a note begins that holds what only newsbridge knows: `newsbridge kind: place`, `newsbridge form: first`."""

_CONCEPTS = {"termEntry", "conceptEntry"}
_SECTIONS = {"langSet", "langSec"}
_TERMS = {"tig", "ntig", "termSec"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAGS = {"de": Language.DE, "en": Language.EN, "zh": Language.ZH}
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_FORBIDDEN = {"deprecatedTerm", "supersededTerm"}


@dataclass(frozen=True)
class Form:
    """A term of a concept in one language.

    Attributes:
        status: `preferredTerm`, `admittedTerm`, `deprecatedTerm`, `supersededTerm`; "" where the file says nothing.
        role: `first` or `short` where a note of ours says so, else "".
    """

    text: str
    status: str
    role: str


@dataclass(frozen=True)
class Termbook:
    """What a TBX file holds.

    Attributes:
        rows: as lines of our file, in its order.
        skipped: concepts, by their place, that could not be taken, with the reason.
    """

    rows: tuple[Row, ...]
    skipped: tuple[tuple[str, str], ...]


def read_tbx(path: Path) -> Termbook:
    """Read the TBX file at `path`; a concept gives a line for each of its German terms.

    Definitions and notes become the note of the line. Traditional Chinese and other languages are left out.

    Raises:
        BadConfiguration: it cannot be read, is too large, declares entities, or is no TBX.
    """
    root = _root(path)
    rows: list[Row] = []
    skipped: list[tuple[str, str]] = []
    for concept in root.iter(etree.Element):
        if _name(concept) not in _CONCEPTS:
            continue
        where = concept.get("id") or f"line {concept.sourceline}"
        found = list(_rows(concept))
        rows += found
        if not found:
            skipped.append((where, "no German term with an English or Chinese one"))
    return Termbook(tuple(rows), tuple(skipped))


def _root(path: Path) -> Any:
    content = _content(path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        reason = f"is not well-formed XML: {getattr(error, 'msg', None) or error}"
        raise BadConfiguration(where=f"{path}, line {line}" if line else path, reason=reason) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        reason = "declares entities, which TBX does not need and which may be an attack; it is not read"
        raise BadConfiguration(where=path, reason=reason)
    if _name(root) not in {"martif", "tbx"}:
        reason = f"is no TBX: it begins with <{_name(root)}> instead of <tbx> or <martif>"
        raise BadConfiguration(where=f"{path}, line {root.sourceline}", reason=reason)
    return root


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            reason = f"has {size // 2**20} MiB; at most {LARGEST // 2**20} MiB are read, divide it"
            raise BadConfiguration(where=path, reason=reason)
        return path.read_bytes()
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error


def _rows(concept: Any) -> Iterator[Row]:
    """Yield a line for each German term of a concept."""
    forms: dict[Language, list[Form]] = {}
    for section in concept.iter(etree.Element):
        if _name(section) in _SECTIONS and (language := _language(section.get(_XML_LANG, ""))):
            forms.setdefault(language, []).extend(_forms(section))
    said = _said(concept)
    equivalents = {
        name: cell for language in LANGUAGES for name, cell in _cells(language, forms.get(language, ())).items()
    }
    for german in forms.get(Language.DE, ()) if any(equivalents.get(name) for name in LANGUAGES.values()) else ():
        yield {"de": german.text, **equivalents, **said}


def _language(tag: str) -> Language | None:
    main, *rest = tag.lower().replace("_", "-").split("-")
    return None if _TRADITIONAL & set(rest) else _TAGS.get(main)


def _forms(section: Any) -> Iterator[Form]:
    for part in section.iter(etree.Element):
        if _name(part) not in _TERMS:
            continue
        text = next((_text(element) for element in part.iter(etree.Element) if _name(element) == "term"), "")
        said = dict(_categories(part))
        status = said.get("administrativeStatus", "").removesuffix("-admn-sts")
        if text:
            yield Form(text, status, _ours(part).get("form", ""))


def _cells(language: Language, forms: Sequence[Form]) -> dict[str, str]:
    """Return the cells of one language: the first preferred form, else the first that is not forbidden, leads."""
    column = LANGUAGES[language]
    plain = [form for form in forms if not form.role and form.status not in _FORBIDDEN]
    preferred = next((form for form in plain if form.status == "preferredTerm"), plain[0] if plain else None)
    cells = {
        column: preferred.text if preferred else "",
        f"{column}_also": ";".join(form.text for form in plain if form is not preferred),
        f"{column}_forbidden": ";".join(form.text for form in forms if form.status in _FORBIDDEN),
    }
    roles = {f"{column}_{form.role}": form.text for form in forms if form.role in {"first", "short"}}
    return {name: cell for name, cell in (cells | roles).items() if cell}


def _said(concept: Any) -> dict[str, str]:
    """Return what is said of the concept as a whole: our kind and basis, and definitions and notes of anybody."""
    ours = {name: cell for name, cell in _ours(concept).items() if name in {"kind", "basis"}}
    notes = [
        text
        for element in concept.iter(etree.Element)
        if (_name(element) == "note" or element.get("type", _name(element)) == "definition")
        and (text := _text(element))
        and not text.startswith(OURS)
    ]
    note = " — ".join(dict.fromkeys(notes))
    return ours | ({"note": note} if note else {})


def _ours(part: Any) -> dict[str, str]:
    """Return our own notes of a concept or term, by name; those of its terms are not the concept's."""
    notes = [_text(note) for note in part.iterchildren(etree.Element) if _name(note) == "note"]
    pairs = (note.removeprefix(OURS).partition(":") for note in notes if note.startswith(OURS))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _categories(part: Any) -> Iterator[tuple[str, str]]:
    """Yield data categories with their values: DCA writes them as `type`, DCT as names of elements."""
    for element in part.iter(etree.Element):
        yield element.get("type") or _name(element), _text(element)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
