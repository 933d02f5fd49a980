"""Writing TBX as ISO 30042:2019 has it: dialect TBX-Basic, data categories as attributes (DCA)."""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from lxml.builder import ElementMaker

from translators.tbx import OURS
from translators.terms import LANGUAGES, NONE, Row, several

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_make = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {"": "preferredTerm", "_also": "admittedTerm", "_forbidden": "deprecatedTerm"}
_ROLES = {"_first": "first", "_short": "short"}


def write_tbx(rows: Iterable[Row], title: str) -> bytes:
    """Return `rows`, lines of a termbase file, as a TBX file; `read_tbx` makes the same lines of it again.

    What TBX-Basic has no place for stands in notes that begin with »newsbridge«: kind, basis, first and short form.
    """
    body = _make.body(*(_concept(number, row) for number, row in enumerate(rows, start=1)))
    header = _make.tbxHeader(
        _make.fileDesc(_make.titleStmt(_make.title(title)), _make.sourceDesc(_make.p("newsbridge")))
    )
    root = _make.tbx(header, _make.text(body), type="TBX-Basic", style="dca")
    root.set(_XML_LANG, "de")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _concept(number: int, row: Row) -> etree._Element:
    concept = _make.conceptEntry(id=f"c{number}")
    for name in ("kind", "basis"):
        if row.get(name):
            concept.append(_make.note(f"{OURS}{name}: {row[name]}"))
    if row.get("note"):
        concept.append(_make.note(row["note"]))
    concept.append(_section("de", [_term(row["de"])]))
    for language, column in LANGUAGES.items():
        if terms := list(_terms(row, column)):
            concept.append(_section(language.value, terms))
    return concept


def _section(tag: str, terms: Sequence[etree._Element]) -> etree._Element:
    section = _make.langSec(*terms)
    section.set(_XML_LANG, tag)
    return section


def _terms(row: Row, column: str) -> Iterator[etree._Element]:
    for ending, status in _STATUS.items():
        cell = row.get(column + ending, "")
        for form in several(cell) if ending else [cell]:
            if form and form != NONE:
                yield _term(form, status)
    for ending, role in _ROLES.items():
        if row.get(column + ending):
            yield _term(row[column + ending], "admittedTerm", role)


def _term(text: str, status: str = "", role: str = "") -> etree._Element:
    section = _make.termSec(_make.term(text))
    if status:
        section.append(_make.termNote(f"{status}-admn-sts", type="administrativeStatus"))
    if role == "short":
        section.append(_make.termNote("shortForm", type="termType"))
    if role:
        section.append(_make.note(f"{OURS}form: {role}"))
    return section
