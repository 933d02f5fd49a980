"""Memories from other programs come in without loss, ours come back as they were, and hostile files do no harm."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from model.errors import PublishError, SourceError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import TranslationUnit
from model.translation import State
from translators.tmx import BadUnit, read_tmx, write_tmx
from translators.tmx_inline import from_seg, to_seg

NOON = datetime(2026, 3, 26, 12, 0, tzinfo=UTC)
LINK = Mark(0, 2, MarkKind.LINK, 'https://isa.example/?a=1&b="2"')
UNIT = TranslationUnit(
    "Die ISA\nwächst <schnell> & gut.",
    Language.ZH,
    RichText("联盟\n发展<很快>&好。", (LINK, Mark(1, 6, MarkKind.STRONG))),
    "li",
    NOON,
    before="b" * 64,
    after="",
    state=State.FINAL,
)
HEADER = (
    '<header creationtool="OmegaT" creationtoolversion="6" segtype="sentence" o-tmf="x" adminlang="EN-US"'
    ' srclang="DE-DE" datatype="plaintext"/>'
)


def file(folder: Path, *units: str, head: str = "", encoding: str = "utf-8") -> Path:
    path = folder / "memory.tmx"
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{head}<tmx version="1.4">{HEADER}<body>\n'
    path.write_text(text + "\n".join(units) + "\n</body></tmx>", encoding=encoding)
    return path


def tu(german: str, target: str, language: str = "zh-CN", attributes: str = "", target_attributes: str = "") -> str:
    return (
        f'<tu {attributes}><tuv xml:lang="de-DE"><seg>{german}</seg></tuv>'
        f'<tuv xml:lang="{language}" {target_attributes}><seg>{target}</seg></tuv></tu>'
    )


def units(path: Path) -> list[TranslationUnit]:
    found = list(read_tmx(path))
    assert not any(isinstance(unit, BadUnit) for unit in found), found
    return found  # type: ignore[return-value]


def bad(path: Path) -> list[BadUnit]:
    return [unit for unit in read_tmx(path) if isinstance(unit, BadUnit)]


def test_our_pairs_come_back_as_they_were(tmp_path: Path) -> None:
    other = replace(UNIT, language=Language.EN, target=RichText("The alliance is growing."), state=State.REVIEWED)

    assert write_tmx(tmp_path / "memory.tmx", [UNIT, other], "1.0") == 2

    assert units(tmp_path / "memory.tmx") == [UNIT, other]


def test_other_programs_find_what_tmx_asks_for(tmp_path: Path) -> None:
    write_tmx(tmp_path / "memory.tmx", [UNIT], "1.0")
    root = etree.parse(tmp_path / "memory.tmx").getroot()

    header, [unit] = dict(root[0].attrib), root[1]
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    assert (header["srclang"], header["segtype"], header["creationtool"]) == ("de", "sentence", "newsbridge")
    assert {"creationtoolversion", "o-tmf", "adminlang", "datatype"} <= set(header)
    assert (unit.get("changeid"), unit.get("changedate")) == ("li", "20260326T120000Z")
    assert [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in unit.findall("tuv")] == ["de", "zh-CN"]
    assert [(each.tag, each.get("type")) for each in unit.findall("tuv")[1][0]] == [
        ("bpt", "link"), ("bpt", "bold"), ("ept", None), ("ph", "lb"), ("ept", None),
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "ZH-CN", "zh_CN", "zh-Hans", "zh-Hans-CN", "zh-SG"])
def test_simplified_chinese_is_recognised_under_any_of_its_names(tmp_path: Path, tag: str) -> None:
    [unit] = units(file(tmp_path, tu("Guten Tag.", "你好。", tag)))

    assert (unit.language, unit.target.text) == (Language.ZH, "你好。")


@pytest.mark.parametrize("tag", ["zh-TW", "zh-Hant", "fr-FR", ""])
def test_languages_that_are_none_of_ours_are_named_and_passed_over(tmp_path: Path, tag: str) -> None:
    [passed] = bad(file(tmp_path, tu("Guten Tag.", "Bonjour.", tag)))

    assert passed == BadUnit(1, 3, "neither Chinese nor English")


def test_one_unit_in_three_languages_is_two_pairs(tmp_path: Path) -> None:
    unit = tu("Guten Tag.", "你好。").replace("</tu>", '<tuv xml:lang="en-GB"><seg>Good day.</seg></tuv></tu>')

    assert {pair.language: pair.target.text for pair in units(file(tmp_path, unit))} == {
        Language.ZH: "你好。",
        Language.EN: "Good day.",
    }


def test_who_and_when_are_taken_from_the_translation_before_the_unit(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        tu(
            "Eins.",
            "一。",
            attributes='changeid="unit" changedate="20200101T000000Z"',
            target_attributes='changeid="li"',
        ),
        tu("Zwei.", "二。", attributes='creationdate="2021-06-01T10:00:00+02:00" creationid="wang"'),
        tu("Drei.", "三。"),
    )

    assert [(unit.reviewer, unit.reviewed_at.isoformat()) for unit in units(path)] == [
        ("li", "2020-01-01T00:00:00+00:00"),
        ("wang", "2021-06-01T10:00:00+02:00"),
        ("", "1970-01-01T00:00:00+00:00"),
    ]
    assert {unit.state for unit in units(path)} == {State.REVIEWED}
    assert {(unit.before, unit.after) for unit in units(path)} == {("", "")}


@pytest.mark.parametrize(
    ("inner", "text", "marks"),
    [
        ('Ein <bpt i="1" type="bold"/>fettes<ept i="1"/> Wort', "Ein fettes Wort", [(4, 10, "strong", None)]),
        ('<bpt i="1">&lt;cf bold="on"&gt;</bpt>Alles<ept i="1">&lt;/cf&gt;</ept> da', "Alles da", []),
        (
            '<bpt i="7">&lt;b&gt;</bpt>A<bpt i="8">&lt;i&gt;</bpt>B<ept i="7"/>C<ept i="8"/>',
            "ABC",
            [(0, 2, "strong", None), (1, 3, "em", None)],
        ),
        (
            'Zum <bpt i="1">&lt;a href="https://a.example"&gt;</bpt>Amt<ept i="1"/>',
            "Zum Amt",
            [(4, 7, "a", "https://a.example")],
        ),
        ('<bpt i="1">&lt;a href="javascript:alert(1)"&gt;</bpt>Amt<ept i="1"/>', "Amt", []),
        ('<bpt i="1" type="link"/>Amt<ept i="1"/>', "Amt", []),
        ('Ein <hi type="italic">schiefes <ph>{0}</ph>Wort</hi>.', "Ein schiefes Wort.", [(4, 17, "em", None)]),
        ('Vor<it pos="begin">&lt;b&gt;</it> und nach<ut>\\par</ut> allem', "Vor und nach allem", []),
        ('Zeile<ph type="lb"/> zwei<ph>&lt;br/&gt;</ph>drei', "Zeile\nzwei\ndrei", []),
        ('Text<ph>&lt;img alt="<sub>Bild</sub>"&gt;</ph> weiter', "Text weiter", []),
        ("  viel\n   Luft  ", "viel Luft", []),
        ("CO<bpt i='1'>&lt;sub&gt;</bpt>2<ept i='1'/>", "CO2", [(2, 3, "sub", None)]),
        ('ohne <ept i="3"/>Anfang <bpt i="4" type="bold"/>ohne Ende', "ohne Anfang ohne Ende", []),
        ("mit <!-- Kommentar --><?befehl?>Text", "mit Text", []),
    ],
)  # fmt: skip
def test_inline_elements_of_any_program_lose_no_words(inner: str, text: str, marks: list[tuple]) -> None:
    found = from_seg(etree.fromstring(f"<seg>{inner}</seg>"))

    assert found.text == text
    assert [(mark.start, mark.end, mark.kind.value, mark.href) for mark in found.marks] == marks


LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
WORDS = st.text(LETTERS, min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).flatmap(
    lambda words: st.sampled_from([" ", "\n"]).map(lambda gap: gap.join(words))
)


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    text = draw(TEXTS)
    marks = set()
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(list(MarkKind)))
        marks.add(Mark(start, end, kind, f"https://a.example/{draw(WORDS)}" if kind is MarkKind.LINK else None))
    return RichText(text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind, mark.href or ""))))


@given(rich_texts())
def test_any_text_with_any_marks_survives(text: RichText) -> None:
    found = from_seg(etree.fromstring(etree.tostring(to_seg(text))))

    assert found.text == text.text
    visible = {mark for mark in text.marks if text.text[mark.start : mark.end].strip()}
    assert {replace(mark, start=0, end=0) for mark in found.marks} >= {
        replace(mark, start=0, end=0) for mark in visible
    }


def test_a_bad_unit_is_named_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        tu("Eins.", "一。"),
        tu("", "二。"),
        tu("Drei.", "三。", attributes='changedate="gestern"'),
        '<tu><tuv xml:lang="en"><seg>Four.</seg></tuv></tu>',
        tu("Fünf.", "五。").replace("<tuv", '<prop type="x-newsbridge-state">translated</prop><tuv', 1),
        '<tu><tuv xml:lang="de"><seg>Sechs.</seg></tuv><tuv xml:lang="en"/></tu>',
        tu("Sieben.", "七。"),
    )

    found = list(read_tmx(path))

    assert [unit.source for unit in found if isinstance(unit, TranslationUnit)] == ["Eins.", "Sieben."]
    assert bad(path) == [
        BadUnit(2, 4, "no text in de-DE"),
        BadUnit(3, 5, "gestern: not a date such as 20260326T103000Z"),
        BadUnit(4, 6, "no German"),
        BadUnit(5, 7, "state translated: a memory holds what is reviewed or final"),
        BadUnit(6, 8, "no text in en"),
    ]


def test_a_file_that_breaks_off_gives_what_stood_before(tmp_path: Path) -> None:
    path = file(tmp_path, tu("Eins.", "一。"), tu("Zwei.", "二。"))
    path.write_text(path.read_text(encoding="utf-8").split("二。")[0], encoding="utf-8")

    first, broken = read_tmx(path)

    assert isinstance(first, TranslationUnit)
    assert isinstance(broken, BadUnit)
    assert (broken.line, "nothing is read from here on" in broken.reason) == (4, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "iso-8859-1"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = file(tmp_path, tu("Grüße aus Köln.", "Greetings.", "en"))
    text = path.read_text(encoding="utf-8")
    declared = {"utf-8-sig": "utf-8", "iso-8859-1": "iso-8859-1"}.get(encoding, "utf-16")
    text = text.replace('encoding="utf-8"', f'encoding="{declared}"')
    path.write_bytes(b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding))

    [unit] = units(path)

    assert unit.source == "Grüße aus Köln."


BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("abcdefg", "bcdefgh", strict=True)
) + "]>\n"  # fmt: skip


def test_entities_of_the_file_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    reads_a_file = f'<!DOCTYPE tmx [<!ENTITY h SYSTEM "{secret.as_uri()}">]>\n'

    for head in (BOMB, reads_a_file):
        good, passed = tu("Eins.", "一。"), tu("Zwei &h;", "二。")
        found = list(read_tmx(file(tmp_path, good, passed, head=head)))
        assert isinstance(found[0], TranslationUnit)
        assert [type(unit) for unit in found[1:]] == [BadUnit]
        assert "geheim" not in str(found)


def test_a_dtd_is_neither_looked_for_nor_missed(tmp_path: Path) -> None:
    head = '<!DOCTYPE tmx SYSTEM "http://192.0.2.1/tmx14.dtd">\n'

    assert [unit.source for unit in units(file(tmp_path, tu("Eins.", "一。"), head=head))] == ["Eins."]


def test_a_namespace_does_not_hide_the_units(tmp_path: Path) -> None:
    path = file(tmp_path, tu("Eins.", '<hi type="bold">一</hi>。'))
    path.write_text(path.read_text(encoding="utf-8").replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '))

    assert [unit.target.text for unit in units(path)] == ["一。"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "not a TMX file"), (b"<html><body/></html>", "begins with <html>"), (b"PK\x03\x04", "not a TMX file")],
)
def test_what_is_no_tmx_file_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(content)

    with pytest.raises(SourceError, match=reason):
        list(read_tmx(path))
    with pytest.raises(SourceError, match="No such file"):
        list(read_tmx(tmp_path / "missing.tmx"))


def test_a_failed_export_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text("old")

    def breaking():
        yield UNIT
        raise SourceError(subject="store", reason="gone")

    with pytest.raises(SourceError):
        write_tmx(path, breaking(), "1.0")
    with pytest.raises(PublishError, match="cannot be written"):
        write_tmx(tmp_path / "no folder" / "memory.tmx", [UNIT], "1.0")

    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("memory.tmx", "old")]


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    odd = replace(UNIT, source="A\x00B\x1f", target=RichText("中\x0b文\ufffe"), reviewer="l\x01i")
    write_tmx(tmp_path / "memory.tmx", [odd], "1.0")

    [unit] = units(tmp_path / "memory.tmx")

    assert (unit.source, unit.target.text, unit.reviewer) == ("AB", "中文", "li")


def test_a_large_file_is_read_in_little_memory(tmp_path: Path) -> None:
    many = [tu(f"Satz Nummer {number} steht hier.", "这里有一个句子。") for number in range(70_000)]
    path = file(tmp_path, *many, tu("", "无"))
    code = (
        "import resource, sys; from pathlib import Path; from translators.tmx import read_tmx\n"
        "used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = used(); last = None\n"
        "for count, last in enumerate(read_tmx(Path(sys.argv[1]))): pass\n"
        "print(last.number, last.line, used() - before)"
    )

    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)

    number, line, grown = run.stdout.split()
    assert (number, line) == ("70001", "None")
    assert int(grown) < 20_000, f"{grown} kB"


def test_dates_are_written_in_utc(tmp_path: Path) -> None:
    berlin = replace(UNIT, reviewed_at=NOON.astimezone(tz=None) + timedelta(microseconds=5))
    write_tmx(tmp_path / "memory.tmx", [berlin], "1.0")

    assert units(tmp_path / "memory.tmx")[0].reviewed_at == NOON
