"""What goes out follows the rules of XLIFF 2.1; what comes back is read whoever wrote it, or refused for a reason."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from model.errors import SourceError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term
from model.translation import State
from translators import xliff_reading
from translators.xliff_inline import codes_of, from_content, tidy
from translators.xliff_reading import read_xliff
from translators.xliff_values import (
    BAD_STATE,
    BROKEN_OFF,
    DECLARES,
    DOUBLED_CODE,
    MISNESTED_CODE,
    NO_CHARACTER,
    NO_SEGMENT,
    NO_SOURCE,
    NOT_INLINE,
    NOT_XLIFF,
    OLD_XLIFF,
    TARGET_PLACE,
    TOO_LARGE,
    UNKNOWN_CODE,
    WRONG_CODE,
    Candidate,
    Damaged,
    Flaw,
    Note,
    Paragraph,
    Returned,
    ReturnedUnit,
    Sentence,
    Sheet,
)
from translators.xliff_writing import write_xliff

CORE = "urn:oasis:names:tc:xliff:document:2.0"
SPACES = {"x": CORE, "mtc": "urn:oasis:names:tc:xliff:matches:2.0", "gls": "urn:oasis:names:tc:xliff:glossary:2.0"}
SPACES["mda"] = "urn:oasis:names:tc:xliff:metadata:2.0"
LINK = "https://isa.example/?a=1&b=2"
GERMAN = RichText(
    "Mehr zur ISA:\nCO2 sinkt.",
    (
        Mark(0, 12, MarkKind.STRONG),
        Mark(5, 17, MarkKind.EMPHASIS),
        Mark(9, 12, MarkKind.LINK, LINK),
        Mark(16, 17, MarkKind.SUBSCRIPT),
    ),
)
CHINESE = RichText(
    "联盟\u0007（ISA）：\n二氧化碳减少。",
    (Mark(0, 8, MarkKind.STRONG), Mark(4, 7, MarkKind.LINK, LINK), Mark(4, 7, MarkKind.SUPERSCRIPT)),
)
MACHINE = RichText("ISA：CO2减少。", (Mark(0, 3, MarkKind.LINK, LINK), Mark(6, 7, MarkKind.SUBSCRIPT)))
SECOND = "Zweiter Satz."


def sheet(number: int = 7) -> Sheet:
    """A translation with everything that a sheet can hold."""
    first = Sentence(
        id=number * 10,
        source=GERMAN,
        target=CHINESE,
        state=State.REVIEWED,
        origin="person",
        revision=3,
        notes=(Note("finding", "numbers: 48 \u0001 fehlt", 1), Note("english", "More", 10, of_target=False)),
        candidates=(
            Candidate("mt", "argos de-zh 0.3", GERMAN, MACHINE),
            Candidate("tm", "", RichText("Mehr zur ISA"), RichText("关于联盟"), 0.87),
        ),
        terms=(Term("ISA", Language.ZH, "联盟", ("盟",), ("协会",), first="联盟（ISA）"),),
    )
    second = Sentence(number * 10 + 1, RichText(SECOND), None, State.INITIAL)
    heading = Sentence(number * 10 + 2, RichText("Titel"), RichText("标题"), State.TRANSLATED, "machine")
    blocks = (Paragraph(0, "title", (heading,)), Paragraph(4, "list-item", (first, second), ("\n",)))
    return Sheet(number, 5, "abc", "https://presse.example/1?a=b&c=d", Language.ZH, blocks, {"title": "Titel \u0002"})


def written(*sheets: Sheet) -> bytes:
    file = BytesIO()
    assert write_xliff(file, Language.ZH, sheets or [sheet()]) == len(sheets or [1])
    return file.getvalue()


def units(content: bytes) -> list[ReturnedUnit | Flaw]:
    return list(read_xliff(BytesIO(content), "a.xlf"))


def segments(content: bytes) -> list[Returned | Flaw]:
    return [each for unit in units(content) if isinstance(unit, ReturnedUnit) for each in unit.segments]


# The rules of the specification: its schema and the constraints of sections 4.2 to 4.4, 5.1, 5.2, 5.4.

INLINE = {"cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"}
CODE = {"canCopy", "canDelete", "canReorder", "copyOf", "id", "subType", "type"}
SINGLE = {*CODE, "dataRef", "disp", "equiv"}
STRUCTURE = {"id", "canResegment", "translate", "{http://www.w3.org/XML/1998/namespace}space"}
ATTRIBUTES = {
    "xliff": {"version", "srcLang", "trgLang"},
    "file": {*STRUCTURE, "original"},
    "unit": {*STRUCTURE, "name", "type"},
    "segment": {"id", "canResegment", "state", "subState"},
    "ignorable": {"id"},
    "notes": set(),
    "note": {"id", "appliesTo", "category", "priority"},
    "originalData": set(),
    "data": {"id"},
    "source": set(),
    "target": set(),
    "cp": {"hex"},
    "ph": SINGLE,
    "pc": {*CODE, "dataRefStart", "dataRefEnd", "dispStart", "dispEnd", "equivStart", "equivEnd"},
    "sc": SINGLE,
    "ec": {*SINGLE, "startRef"},
    "match": {"id", "ref", "type", "similarity", "origin", "matchQuality", "matchSuitability"},
    "glossEntry": {"id", "ref"},
    "metaGroup": {"id", "category", "appliesTo"},
    "meta": {"type"},
}
CHILDREN = {
    "xliff": "(file )+",
    "file": "(metadata )?(notes )?(unit )+",
    "unit": "(matches )?(glossary )?(metadata )?(notes )?(originalData )?((segment|ignorable) )+",
    "segment": "source (target )?",
    "ignorable": "source (target )?",
    "notes": "(note )+",
    "originalData": "(data )+",
    "data": "(cp )*",
    "matches": "(match )+",
    "match": "(metadata )?(originalData )?source target ",
    "glossary": "(glossEntry )+",
    "glossEntry": "term (translation )+(definition )?",
    "metadata": "(metaGroup )+",
    "metaGroup": "(meta )+",
    **dict.fromkeys(("source", "target", "pc"), f"(({'|'.join(sorted(INLINE))}) )*"),
}


def name(element: Any) -> str:
    return str(etree.QName(element).localname)


def broken_rules(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        children = "".join(f"{name(child)} " for child in element)
        if not re.fullmatch(CHILDREN.get(name(element), ""), children):
            yield f"<{name(element)}> holds {children}"
        if name(element) in ATTRIBUTES and (foreign := set(element.keys()) - ATTRIBUTES[name(element)]):
            yield f"<{name(element)}> has {foreign}"
        for each in ("id", "startRef", "dataRef", "dataRefStart", "dataRefEnd"):
            if each in element.attrib and not re.fullmatch(r"[\w.:-]+", element.get(each)):
                yield f"{each}={element.get(each)} is no NMTOKEN"
        for each in ("type", "subType", "subState"):
            value = element.get(each, "fmt") if name(element) != "meta" else "fmt"
            if value not in {"fmt", "link", "mt", "tm"} and not re.fullmatch(r"[^\s:]+:[^\s:]+", value):
                yield f"{each}={value}"
        if element.get("subType") and not element.get("type"):
            yield "subType without type"
        if element.get("subState") and not element.get("state"):
            yield "subState without state"
    yield from (f"twice: {each}" for scope in scopes(root) for each, count in Counter(scope).items() if count > 1)
    yield from dangling(root)
    yield from unequal(root)


def scopes(root: Any) -> Iterator[list[str]]:
    """Yield the ids of each scope in which they must differ (section 4.3.1.15 and those of the modules)."""
    yield root.xpath("x:file/@id", namespaces=SPACES)
    for path in ("x:file/x:unit", ".//x:notes/x:note", ".//x:originalData/x:data", ".//mtc:match", ".//gls:glossEntry"):
        for parent in {element.getparent() for element in root.xpath(path, namespaces=SPACES)}:
            yield [each.get("id") for each in parent if each.get("id") and name(each) == path.rsplit(":", 1)[1]]
    inside = "x:segment/@id|x:ignorable/@id|*/x:source//@id|*/x:target//x:*[not(@id=../..//x:source//@id)]/@id"
    for unit in root.iterfind("x:file/x:unit", SPACES):
        yield [str(each) for each in unit.xpath(inside, namespaces=SPACES)]
    for group in root.iterfind(".//mda:metadata", SPACES):
        yield group.xpath("mda:metaGroup/@id", namespaces=SPACES)


def dangling(root: Any) -> Iterator[str]:
    for holder in (*root.iterfind(".//x:unit", SPACES), *root.iterfind(".//mtc:match", SPACES)):
        data = set(holder.xpath("x:originalData/x:data/@id", namespaces=SPACES))
        bodies = holder.xpath("x:source|x:target|x:segment|x:ignorable", namespaces=SPACES)
        for element in (each for body in bodies for each in body.iter(etree.Element)):
            wanted = {element.get(each) for each in ("dataRef", "dataRefStart", "dataRefEnd")} - {None}
            yield from (f"no data {each}" for each in wanted - data)
            if (element.get("dataRefStart") is None) is not (element.get("dataRefEnd") is None):
                yield "dataRefStart and dataRefEnd go together"
    for text in root.xpath(".//x:source|.//x:target", namespaces=SPACES):
        begun, ended = text.xpath(".//x:sc/@id", namespaces=SPACES), text.xpath(".//x:ec/@startRef", namespaces=SPACES)
        if sorted(begun) != sorted(ended):
            yield f"{begun} are begun, {ended} ended"
    for element in root.xpath(".//mtc:match|.//gls:glossEntry", namespaces=SPACES):
        unit = next(element.iterancestors(f"{{{CORE}}}unit"))
        if element.get("ref") not in {f"#{each}" for each in unit.xpath("x:segment/@id", namespaces=SPACES)}:
            yield f"{element.get('ref')} is no segment of the unit"


def unequal(root: Any) -> Iterator[str]:
    """A code of the target has the id of its twin in the source and is the same element."""
    for text in root.xpath(".//x:target", namespaces=SPACES):
        twins = {each.get("id"): name(each) for each in text.getprevious().iter(etree.Element) if each.get("id")}
        for each in text.iter(etree.Element):
            if twins.get(each.get("id"), name(each)) != name(each):
                yield f"{each.get('id')} is another element in the source"


def test_a_file_keeps_to_the_specification() -> None:
    content = written(sheet(7), sheet(8))
    assert list(broken_rules(content)) == []
    root = etree.fromstring(content)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "de", "zh-Hans")
    assert {each.get("translate") for each in root.iter(f"{{{CORE}}}unit", f"{{{CORE}}}file")} == {"yes"}
    assert [each.get("state") for each in root.iter(f"{{{CORE}}}segment")] == ["translated", "reviewed", "initial"] * 2
    kinds = {name(each) for each in root.iter(etree.Element)}
    assert {"pc", "sc", "ec", "ph", "cp", "match", "glossEntry", "metaGroup", "note", "ignorable"} <= kinds


def test_the_rules_are_not_blind() -> None:
    """What the test above looks for is found where it is."""
    good = written().decode()
    for before, after in [
        ("<ec startRef=", "<ec id="),
        ('dataRef="d', 'dataRef="e'),
        ('ref="#s70"', 'ref="#s99"'),
        ('<segment id="s71"', '<segment id="s70"'),
        ('id="n2"', 'id="n1"'),
        (' type="fmt" subType', " subType"),
        ("<notes>", "<notes/><notes>"),
        ('original="', 'nb="'),
    ]:
        assert before in good
        assert list(broken_rules(good.replace(before, after, 1).encode())), before


def test_another_program_reads_the_file() -> None:
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="the Translate Toolkit is not installed")
    store = xliff2.Xliff2File.parsestring(written())
    read = {unit.getid(): (str(unit.source), str(unit.target or "")) for unit in store.units}
    assert read["b0::s72"] == ("Titel", "标题")
    assert read["b4::s71"] == (SECOND, "")


def test_everything_comes_back() -> None:
    _, first, second = segments(written())
    assert isinstance(first, Returned)
    known = codes_of("s70", GERMAN, CHINESE).known()
    assert from_content(first.source, known) == GERMAN
    assert first.target is not None
    assert from_content(first.target, known) == CHINESE
    assert (first.id, first.state, first.revision) == ("s70", State.REVIEWED, 3)
    assert isinstance(second, Returned)
    assert (second.target, second.state, second.revision) == (None, State.INITIAL, 0)
    [unit, *_] = units(written())
    assert isinstance(unit, ReturnedUnit)
    assert (unit.origin.translation_id, unit.origin.version_id, unit.origin.content_hash) == (7, 5, "abc")
    assert unit.origin.language == "zh-Hans"


def test_a_program_may_write_it_in_its_own_way() -> None:
    """Other prefixes, UTF-16, XLIFF 2.2, annotations, comments, elements of modules that we do not know."""
    own = f"""<?xml version="1.0" encoding="UTF-16"?>
<xlf:xliff trgLang="zh-CN" xmlns:xlf="{CORE[:-1]}2" srcLang="de-DE" version="2.2" xmlns:acme="urn:acme">
 <xlf:file acme:job="1" id="t7"><acme:settings><unit xmlns="urn:acme"/></acme:settings>
  <xlf:group id="g"><xlf:unit id="b0"><acme:qa/><xlf:segment state="final" id="s72" subState="acme:ok"><!-- c -->
   <xlf:source><xlf:mrk id="x1" type="term">Ti</xlf:mrk>tel</xlf:source><acme:info/>
   <xlf:target xml:lang="zh-CN"><xlf:sm id="x2"/>标<!-- c -->题<xlf:em startRef="x2"/></xlf:target>
  </xlf:segment></xlf:unit></xlf:group></xlf:file></xlf:xliff>"""
    [unit] = units(own.encode("utf-16"))
    assert isinstance(unit, ReturnedUnit)
    [segment] = unit.segments
    assert isinstance(segment, Returned)
    assert (segment.source, segment.target, segment.state) == (("Titel",), ("标题",), State.FINAL)
    assert (segment.revision, segment.exported, unit.origin.translation_id, segment.line) == (None, None, 7, 4)


def test_a_pair_may_come_back_as_two_halves() -> None:
    halves = (*codes_of("s1", MACHINE).known(),)
    content = (
        f'<target><sc id="{halves[0]}"/>ISA<ec startRef="{halves[0]}"/>：CO<pc id="{halves[1]}">2</pc>减少。</target>'
    )
    [segment] = segments(single(content))
    assert isinstance(segment, Returned)
    assert segment.target is not None
    assert from_content(segment.target, codes_of("s1", MACHINE).known()) == MACHINE


def single(inside: str, before: str = "<source>S</source>", attributes: str = 'id="s1"') -> bytes:
    return (
        f'<xliff xmlns="{CORE}" version="2.1" srcLang="de" trgLang="en"><file id="t1"><unit id="b0">\n'
        f"<segment {attributes}>{before}{inside}</segment></unit></file></xliff>"
    ).encode()


@pytest.mark.parametrize(
    ("content", "template"),
    [
        (single("", before=""), NO_SOURCE),
        (single("<source>T</source>"), NO_SOURCE),
        (single("<source>S</source>", before="<target/>"), TARGET_PLACE),
        (single("<target/><target/>"), TARGET_PLACE),
        (single("", attributes='id="s1" state="signed-off"'), BAD_STATE),
        (single('<target>a<g id="1">b</g></target>'), NOT_INLINE),
        (single('<target><cp hex="D800"/></target>'), NO_CHARACTER),
        (single('<target><cp hex="110000"/></target>'), NO_CHARACTER),
        (single('<target><cp hex="zz"/></target>'), NO_CHARACTER),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_spoils_one_segment(content: bytes, template: str) -> None:
    [flaw] = segments(content)
    assert isinstance(flaw, Flaw)
    assert (flaw.template, flaw.line, flaw.segment) == (template, 2, "s1")
    assert template.format_map(flaw.fields)


@pytest.mark.parametrize(
    ("target", "template"),
    [
        ('<pc id="s1-9">ISA</pc>', UNKNOWN_CODE),
        ('<pc id="s1-1">I</pc>S<pc id="s1-1">A</pc>', DOUBLED_CODE),
        ('ISA<sc id="s1-1"/>', MISNESTED_CODE),
        ('<ec startRef="s1-1"/>ISA<sc id="s1-1"/>', MISNESTED_CODE),
        ('<ph id="s1-1"/>ISA', WRONG_CODE),
        ('<pc id="s1-1"></pc>ISA', "the code {code} stands around no words"),
    ],
)
def test_a_damaged_code_is_named(target: str, template: str) -> None:
    [segment] = segments(single(f"<target>{target}</target>"))
    assert isinstance(segment, Returned)
    assert segment.target is not None
    with pytest.raises(Damaged) as error:
        from_content(segment.target, codes_of("s1", MACHINE).known())
    assert error.value.template == template
    assert "s1-" in str(error.value)


def test_a_unit_without_segments_is_named() -> None:
    [flaw] = units(single("").replace(b"segment", b"ignorable"))
    assert isinstance(flaw, Flaw)
    assert (flaw.template, flaw.line) == (NO_SEGMENT, 1)


def test_what_stands_before_a_break_is_good() -> None:
    content = written(sheet(7), sheet(8))
    cut = content[: content.rindex(b"<segment") + 20]
    *good, flaw = units(cut)
    assert len(good) == 3
    assert isinstance(flaw, Flaw)
    assert (flaw.template, flaw.line) == (BROKEN_OFF, cut.count(b"\n") + 1)


OLD = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>'
BOMB = (
    '<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + f']><xliff xmlns="{CORE}" version="2.1" srcLang="&m;"><file id="t1"/></xliff>'
).encode()
OUTSIDE = (
    f'<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff xmlns="{CORE}" version="2.1" srcLang="de">'
    '<file id="t1"><unit id="b0"><segment id="s1"><source>&a;</source></segment></unit></file></xliff>'
).encode()


@pytest.mark.parametrize(
    ("content", "template"),
    [
        (OLD, OLD_XLIFF),
        (OLD.replace(b"1.2", b"3.0"), OLD_XLIFF),
        (b"<tmx version='1.4'/>", NOT_XLIFF),
        (b"PK\x03\x04", NOT_XLIFF),
        (b"", NOT_XLIFF),
        (OUTSIDE, DECLARES),
        (f'<!DOCTYPE xliff SYSTEM "http://127.0.0.1:9/x.dtd"><xliff xmlns="{CORE}" version="2.1"/>'.encode(), DECLARES),
    ],
)
def test_a_file_that_is_not_ours_to_read_is_refused(content: bytes, template: str) -> None:
    with pytest.raises(SourceError) as error:
        units(content)
    assert error.value.message == template
    assert str(error.value).startswith("a.xlf: ")


def test_entities_that_grow_without_end_are_not_read() -> None:
    with pytest.raises(SourceError) as error:
        units(BOMB)
    assert error.value.message in {DECLARES, NOT_XLIFF}


def test_a_file_is_bounded_in_size_and_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = (
        single("")
        .replace(b"<unit", b'<group id="g">' * 300 + b"<unit")
        .replace(b"</unit>", b"</unit>" + b"</group>" * 300)
    )
    [flaw] = units(deep)
    assert isinstance(flaw, Flaw)
    assert flaw.template == BROKEN_OFF
    monkeypatch.setattr(xliff_reading, "LARGEST", 100)
    with pytest.raises(SourceError, match="larger than"):
        units(single(""))
    assert TOO_LARGE


def test_tidying_takes_white_space_off_with_its_marks() -> None:
    text = RichText("\u3000 Wort \n", (Mark(0, 7, MarkKind.STRONG),))
    assert tidy(text) == RichText("Wort", (Mark(0, 4, MarkKind.STRONG),))
