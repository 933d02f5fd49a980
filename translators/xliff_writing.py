"""Translations as an XLIFF 2.1 file: https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html.

A `<file>` is a translation, a `<unit>` a block, a `<segment>` a sentence. Candidates, terms and what we need to know
when the file comes back stand in the modules Translation Candidates, Glossary and Metadata (sections 5.1, 5.2, 5.4).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from lxml import etree

from model.languages import Language
from model.richtext import RichText
from model.terms import Term
from translators.tmx_inline import clean
from translators.xliff_elements import CORE, OriginalData, core, put_content
from translators.xliff_inline import codes_of, fingerprint
from translators.xliff_values import OURS, Candidate, Paragraph, Sentence, Sheet

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_PREFIXES = {None: CORE, "mtc": MATCHES, "gls": GLOSSARY, "mda": METADATA}
_FORMS = 6
"""Forms of a term; of a country there may be twenty, which help nobody."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_xliff(file: BinaryIO, language: Language, sheets: Iterable[Sheet]) -> int:
    """Write `sheets`, translations into `language`, as one XLIFF file; return how many.

    One at a time is in memory. There must be one at least, as XLIFF asks for a `<file>`.
    """
    number = 0
    attributes = {"version": "2.1", "srcLang": Language.DE.value, "trgLang": language.value}
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        with out.element(f"{{{CORE}}}xliff", attributes, nsmap={None: CORE}):
            for number, sheet in enumerate(sheets, start=1):  # noqa: B007 -- counted for the caller
                out.write("\n", _file(sheet))
            out.write("\n")
    return number


def segment_name(segment_id: int) -> str:
    """Return the id of a `<segment>`."""
    return f"s{segment_id}"


def unit_name(block: int) -> str:
    """Return the id of the `<unit>` of a block."""
    return f"b{block}"


def _file(sheet: Sheet) -> Any:
    file = etree.Element(f"{{{CORE}}}file", {"id": f"t{sheet.translation_id}"}, nsmap=_PREFIXES)
    file.set("original", clean(sheet.original))
    file.set("canResegment", "no")
    file.set("translate", "yes")
    ours = {
        "translation": str(sheet.translation_id),
        "version": str(sheet.version_id),
        "hash": sheet.content_hash,
        **sheet.facts,
    }
    file.append(_metadata([_group(ours)]))
    file.extend(map(_unit, sheet.paragraphs))
    _break_lines(file)
    return file


def _unit(paragraph: Paragraph) -> Any:
    name = unit_name(paragraph.block)
    unit = core("unit", id=name, name=paragraph.kind, type=f"{OURS}:{paragraph.kind}", canResegment="no")
    unit.set("translate", "yes")
    unit.set(_SPACE, "preserve")
    data = OriginalData()
    bodies = list(_bodies(paragraph, data))
    modules = (_matches(paragraph), _glossary(paragraph), _metadata(map(_kept, paragraph.sentences)), _notes(paragraph))
    for part in (*modules, data.element(), *bodies):
        if part is not None:
            unit.append(part)
    for part in (unit, *unit.iterchildren(f"{{{MATCHES}}}*", f"{{{GLOSSARY}}}*")):
        _break_lines(part)
    return unit


def _break_lines(element: Any) -> None:
    """Let each child stand on a line of its own, which whoever reads an error with a line number is glad of."""
    element.text = "\n"
    for child in element:
        child.tail = "\n"


def _bodies(paragraph: Paragraph, data: OriginalData) -> Iterator[Any]:
    """Yield segments, and between them what stands between sentences."""
    for number, sentence in enumerate(paragraph.sentences):
        yield _segment(sentence, data)
        if number < len(paragraph.gaps) and paragraph.gaps[number]:
            gap, ignorable = RichText(paragraph.gaps[number]), core("ignorable")
            codes = codes_of(f"{segment_name(sentence.id)}-after", gap)
            put_content(etree.SubElement(ignorable, f"{{{CORE}}}source"), gap, codes.source, codes, data)
            yield ignorable


def _segment(sentence: Sentence, data: OriginalData) -> Any:
    name = segment_name(sentence.id)
    segment = core("segment", id=name, canResegment="no", state=sentence.state.value)
    codes = codes_of(name, sentence.source, sentence.target)
    put_content(etree.SubElement(segment, f"{{{CORE}}}source"), sentence.source, codes.source, codes, data)
    if sentence.target is not None:
        segment.set("subState", f"{OURS}:{sentence.origin}")
        put_content(etree.SubElement(segment, f"{{{CORE}}}target"), sentence.target, codes.target, codes, data)
    return segment


def _matches(paragraph: Paragraph) -> Any:
    """Return the candidates of all sentences, None where there are none: section 5.1."""
    offered = [(sentence, candidate) for sentence in paragraph.sentences for candidate in sentence.candidates]
    if not offered:
        return None
    matches = etree.Element(f"{{{MATCHES}}}matches")
    for number, (sentence, candidate) in enumerate(offered, start=1):
        matches.append(_match(f"m{number}", sentence, candidate))
    return matches


def _match(id_: str, sentence: Sentence, candidate: Candidate) -> Any:
    name = segment_name(sentence.id)
    similarity = f"{candidate.similarity * 100:.1f}"
    attributes = {"id": id_, "ref": f"#{name}", "type": candidate.kind, "similarity": similarity}
    match = etree.Element(f"{{{MATCHES}}}match", attributes)
    if candidate.origin:
        match.set("origin", clean(candidate.origin))
    codes, data = codes_of(name, candidate.source, candidate.target), OriginalData()
    texts = (("source", candidate.source, codes.source), ("target", candidate.target, codes.target))
    for tag, text, own in texts:
        put_content(etree.SubElement(match, f"{{{CORE}}}{tag}"), text, own, codes, data)
    if (kept := data.element()) is not None:
        match.insert(0, kept)
    return match


def _glossary(paragraph: Paragraph) -> Any:
    """Return the terms of all sentences, None where there are none: section 5.2."""
    wanted = [(sentence, term) for sentence in paragraph.sentences for term in sentence.terms]
    if not wanted:
        return None
    glossary = etree.Element(f"{{{GLOSSARY}}}glossary")
    for number, (sentence, term) in enumerate(wanted, start=1):
        reference = f"#{segment_name(sentence.id)}"
        entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry", id=f"g{number}", ref=reference)
        _fill_entry(entry, term)
    return glossary


def _fill_entry(entry: Any, term: Term) -> None:
    etree.SubElement(entry, f"{{{GLOSSARY}}}term", source=OURS).text = clean(term.source)
    for form in term.forms[:_FORMS]:
        etree.SubElement(entry, f"{{{GLOSSARY}}}translation", source=OURS).text = clean(form)
    if term.forbidden:
        # The module has no place for what a thing must not be called.
        definition = etree.SubElement(entry, f"{{{GLOSSARY}}}definition", source=OURS)
        definition.text = clean("≠ " + "; ".join(term.forbidden))


def _kept(sentence: Sentence) -> Any:
    ours = {"revision": str(sentence.revision)}
    if sentence.target is not None:
        ours["exported"] = fingerprint(sentence.target, sentence.state)
    return _group(ours, segment_name(sentence.id))


def _metadata(groups: Iterable[Any]) -> Any:
    """Return our facts: section 5.4."""
    metadata = etree.Element(f"{{{METADATA}}}metadata")
    metadata.extend(groups)
    return metadata


def _group(facts: Mapping[str, str], id_: str = "") -> Any:
    group = etree.Element(f"{{{METADATA}}}metaGroup", category=OURS)
    if id_:
        group.set("id", id_)
    for name, value in facts.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = clean(value)
    return group


def _notes(paragraph: Paragraph) -> Any:
    """Return what editors should know; a note concerns a unit, so it names its sentence where there are several."""
    notes = core("notes")
    several = len(paragraph.sentences) > 1
    for number, sentence in enumerate(paragraph.sentences, start=1):
        for note in sentence.notes:
            attributes = {"id": f"n{len(notes) + 1}", "appliesTo": "target" if note.of_target else "source"}
            attributes |= {"category": clean(note.category), "priority": str(note.priority)}
            element = etree.SubElement(notes, f"{{{CORE}}}note", attributes)
            element.text = clean(f"[{number}] {note.text}" if several else note.text)
    return notes if len(notes) else None
