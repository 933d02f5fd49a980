"""Translation memories as TMX 1.4 files, in and out, a unit at a time: https://www.gala-global.org/tmx-14b.

hypomnema, which reads and writes TMX, asks for Python 3.13; lxml is here already.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from model.errors import PublishError, SourceError
from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from model.translation import REVIEWED, State
from translators.tmx_inline import clean, from_seg, to_seg

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PROP = "x-newsbridge-"
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""For a unit without a date: whatever an editor has reviewed is newer."""
_LAST_LINE = 65_535
_SAFE = {"load_dtd": False, "no_network": True, "resolve_entities": False, "huge_tree": False}


@dataclass(frozen=True)
class BadUnit:
    """A unit that could not be read.

    Attributes:
        number: which unit of the file it is, from 1.
        line: where it begins; None behind line 65,534, beyond which libxml2 does not count.
        reason: what is wrong with it.
    """

    number: int
    line: int | None
    reason: str


def read_tmx(path: Path) -> Iterator[TranslationUnit | BadUnit]:
    """Yield the pairs of German with Chinese or English in a TMX file, and what could not be read.

    The file may be of any size: one unit at a time is in memory. Entities, DTDs and the network are left alone. A unit
    without a date is as old as can be; one without a state was reviewed; one from elsewhere has no neighbours. Where
    the file breaks off, what stood before is good and the rest is one bad unit.

    Raises:
        SourceError: the file cannot be opened, or is no TMX file.
    """
    _ensure_tmx(path)
    with path.open("rb") as file:
        reading = etree.iterparse(file, events=("end",), tag=("{*}tu", "tu"), **_SAFE)
        number = 0
        try:
            for number, (_, element) in enumerate(reading, start=1):
                yield from _read_unit(element, number)
                _forget(element)
        except etree.XMLSyntaxError as error:
            yield BadUnit(number + 1, error.lineno, f"not well-formed, nothing is read from here on: {error.msg}")


def write_tmx(path: Path, units: Iterable[TranslationUnit], version: str) -> int:
    """Write pairs as a TMX file, which appears whole or not at all; return how many.

    Args:
        path: the file; one that is there is replaced.
        units: the pairs, taken one at a time.
        version: ours, for the header.

    Raises:
        PublishError: the file cannot be written; what was there stays.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                count = _write(file, units, version)
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(path=path, reason=f"cannot be written: {error.strerror or error}") from error
    return count


def _ensure_tmx(path: Path) -> None:
    """Look at the first element alone: another kind of file would be read to its end before that is seen."""
    try:
        with path.open("rb") as file:
            _, root = next(etree.iterparse(file, events=("start",), **_SAFE))
    except OSError as error:
        raise SourceError(subject=str(path), reason=error.strerror or str(error)) from error
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise SourceError(subject=str(path), reason=f"not a TMX file: {error}") from error
    if etree.QName(root).localname != "tmx":
        raise SourceError(subject=str(path), reason=f"not a TMX file: it begins with <{etree.QName(root).localname}>")


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _read_unit(element: Any, number: int) -> Iterator[TranslationUnit | BadUnit]:
    try:
        variants: dict[Language, Any] = {}
        for variant in element.iterchildren("{*}tuv"):
            if language := _language(variant.get(_LANG) or variant.get("lang") or ""):
                variants.setdefault(language, variant)
        source = variants.pop(Language.DE, None)
        if source is None or not variants:
            raise ValueError("no German" if source is None else "neither Chinese nor English")
        german = _text(source).text
        units = [_unit(german, language, variant, element) for language, variant in variants.items()]
    except ValueError as error:
        line = element.sourceline
        yield BadUnit(number, line if line < _LAST_LINE else None, str(error))
    else:
        yield from units


def _language(tag: str) -> Language | None:
    """Return which of our languages a file means by `tag`; traditional Chinese is none of them."""
    primary, *rest = tag.lower().replace("_", "-").split("-")
    if primary == "zh":
        return None if _TRADITIONAL & set(rest) else Language.ZH
    return {"de": Language.DE, "en": Language.EN}.get(primary)


def _unit(german: str, language: Language, variant: Any, element: Any) -> TranslationUnit:
    properties = {each.get("type"): (each.text or "").strip() for each in element.iterchildren("{*}prop")}
    state = properties.get(f"{_PROP}state", State.REVIEWED)
    if state not in REVIEWED:
        raise ValueError(f"state {state}: a memory holds what is {' or '.join(REVIEWED)}")
    return TranslationUnit(
        source=german,
        language=language,
        target=_text(variant),
        reviewer=_attribute(variant, element, "changeid", "creationid"),
        reviewed_at=_date(_attribute(variant, element, "changedate", "creationdate")),
        before=properties.get(f"{_PROP}before", ""),
        after=properties.get(f"{_PROP}after", ""),
        state=State(state),
    )


def _attribute(variant: Any, element: Any, *names: str) -> str:
    """Return the first of an attribute that is there, of the variant before that of its unit."""
    return next((value for name in names for each in (variant, element) if (value := each.get(name))), "")


def _text(variant: Any) -> RichText:
    seg = variant.find("{*}seg")
    text = RichText("") if seg is None else from_seg(seg)
    if not text.text:
        raise ValueError(f"no text in {variant.get(_LANG) or variant.get('lang')}")
    return text


def _date(written: str) -> datetime:
    if not written:
        return _UNDATED
    try:
        date = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{written}: not a date such as 20260326T103000Z") from error
    return date.replace(tzinfo=date.tzinfo or UTC)


def _write(file: Any, units: Iterable[TranslationUnit], version: str) -> int:
    header = etree.Element(
        "header",
        {
            "creationtool": "newsbridge",
            "creationtoolversion": version,
            "segtype": "sentence",
            "o-tmf": "newsbridge",
            "adminlang": "en",
            "srclang": Language.DE.html,
            "datatype": "html",
        },
    )
    count = 0
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        out.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with out.element("tmx", version="1.4"):
            out.write("\n", header, "\n")
            with out.element("body"):
                for count, unit in enumerate(units, start=1):  # noqa: B007 -- counted for the caller
                    out.write("\n", _element(unit))
                out.write("\n")
    return count


def _element(unit: TranslationUnit) -> Any:
    changed = unit.reviewed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    element = etree.Element("tu", changedate=changed)
    if unit.reviewer:
        element.set("changeid", clean(unit.reviewer))
    for name, value in (("before", unit.before), ("after", unit.after), ("state", unit.state)):
        if value:
            etree.SubElement(element, "prop", type=_PROP + name).text = value
    for language, text in ((Language.DE, RichText(unit.source)), (unit.language, unit.target)):
        etree.SubElement(element, "tuv", {_LANG: language.html}).append(to_seg(text))
    return element
