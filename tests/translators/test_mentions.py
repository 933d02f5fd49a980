import pytest

from model.languages import Language
from model.mentions import Passage, mentions
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term
from translators.mentions import Translated, exchanged, settle

ZH = Language.ZH
ISA = "中德工业城市联盟（ISA）"
TERMS = (
    Term("ISA", ZH, "中德工业城市联盟", ("ISA",), kind="organisation", first=ISA),
    Term("Industriestädteallianz", ZH, "工业城市联盟", ("中德工业城市联盟",), kind="organisation"),
    Term("ISA-Sekretariat", ZH, "联盟秘书处", ("ISA秘书处",), kind="organisation"),
    Term("Siemens", ZH, "西门子", ("Siemens",), kind="organisation", first="西门子（Siemens）"),
    Term("Deutsche Bahn", ZH, "德国铁路公司", kind="organisation", first="德国铁路公司（Deutsche Bahn）", short="德铁"),
    Term("Foshan", ZH, "佛山", kind="place"),
)


def settled(*segments: tuple[str, str], headline: bool = False, fixed: tuple[int, ...] = ()) -> list[str]:
    article = [
        Translated(german, RichText(chinese), headline=headline and number == 0, editable=number not in fixed)
        for number, (german, chinese) in enumerate(segments)
    ]
    changed = settle(article, ZH, TERMS)
    again = [
        Translated(segment.source, changed.get(number, segment.target), segment.headline, segment.editable)
        for number, segment in enumerate(article)
    ]
    assert settle(again, ZH, TERMS) == {}, "settling again changes something"
    return [segment.target.text for segment in again]


def test_the_original_in_brackets_stands_once_and_the_plain_form_after_it() -> None:
    assert settled(
        ("Siemens baut.", "西门子建厂。"),
        ("Siemens zahlt, sagt Siemens.", "西门子（Siemens）付款，西门子（Siemens）说。"),
    ) == ["西门子（Siemens）建厂。", "西门子付款，西门子说。"]


def test_a_headline_has_the_plain_form_and_the_body_begins_anew() -> None:
    assert settled(
        ("Siemens baut", "西门子（Siemens）建厂"), ("Siemens baut hier.", "西门子在此建厂。"), headline=True
    ) == ["西门子建厂", "西门子（Siemens）在此建厂。"]


def test_later_mentions_are_short_where_there_is_a_short_form() -> None:
    assert settled(
        ("Die Deutsche Bahn baut.", "德国铁路公司建设。"),
        ("Die Deutsche Bahn zahlt.", "德国铁路公司付款。"),
    ) == ["德国铁路公司（Deutsche Bahn）建设。", "德铁付款。"]


def test_an_acceptable_form_becomes_the_first_form_but_stays_after_it() -> None:
    assert settled(("Die ISA tagt.", "ISA开会。"), ("Die ISA dankt.", "ISA致谢。")) == [f"{ISA}开会。", "ISA致谢。"]


def test_two_names_of_one_thing_are_introduced_once() -> None:
    terms = (*TERMS, Term("Chinesisch-Deutsche Industriestädteallianz", ZH, "中德工业城市联盟", first=ISA))
    german = "Die Chinesisch-Deutsche Industriestädteallianz tagt."
    article = [
        Translated(german, RichText("中德工业城市联盟开会。")),
        Translated("Die ISA dankt.", RichText(f"{ISA}致谢。")),
    ]

    assert [text.text for _, text in sorted(settle(article, ZH, terms).items())] == [
        f"{ISA}开会。",
        "中德工业城市联盟致谢。",
    ]


@pytest.mark.parametrize(
    "chinese",
    ["工业城市联盟（ISA）开会。", "西门子（Siemens AG）与工业城市联盟（ISA）开会。", "西门子 (Siemens) 开会。"],
)
def test_what_stands_in_brackets_or_has_its_original_in_brackets_is_left(chinese: str) -> None:
    assert settled(("Die Industriestädteallianz (ISA) und die Siemens AG tagen.", chinese)) == [chinese]


def test_text_of_an_editor_stays_and_counts_as_a_mention() -> None:
    assert settled(("Siemens baut.", "西门子建厂。"), ("Siemens zahlt.", "西门子（Siemens）付款。"), fixed=(0,)) == [
        "西门子建厂。",
        "西门子付款。",
    ]


def test_a_note_at_the_end_is_no_mention() -> None:
    assert settled(("Siemens baut.", "它建厂。（德文原文：西门子）"), ("Siemens zahlt.", "西门子付款。")) == [
        "它建厂。（德文原文：西门子）",
        "西门子（Siemens）付款。",
    ]


def test_only_what_the_german_says_is_a_mention() -> None:
    assert settled(
        ("Der Konzern baut.", "西门子建厂。"), ("Das ISA-Sekretariat hilft der ISA.", "ISA秘书处协助ISA。")
    ) == [
        "西门子建厂。",
        f"ISA秘书处协助{ISA}。",
    ]


def test_links_stay_on_their_words() -> None:
    link = Mark(0, 3, MarkKind.LINK, "https://siemens.example")
    strong = Mark(4, 6, MarkKind.STRONG)
    article = [Translated("Siemens baut.", RichText("西门子在建厂。", (link, strong)))]

    text = settle(article, ZH, TERMS)[0]

    assert [text.text[mark.start : mark.end] for mark in text.marks] == ["西门子（Siemens）", "建厂"]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ((0, 2), "ab"),
        ((0, 3), "abXYZ"),
        ((3, 6), "XYZef"),
        ((2, 4), "XYZ"),
        ((4, 6), "ef"),
        ((0, 6), "abXYZef"),
        ((3, 4), "XYZ"),
    ],
)
def test_a_mark_over_exchanged_words_covers_the_new_ones(mark: tuple[int, int], words: str) -> None:
    text = RichText("abcdef", (Mark(*mark, MarkKind.STRONG),))

    changed = exchanged(text, 2, 4, "XYZ")

    assert changed.text == "abXYZef"
    assert changed.text[changed.marks[0].start : changed.marks[0].end] == words


def test_a_check_sees_each_mention_with_what_is_wanted() -> None:
    passages = [
        Passage("Siemens", "西门子", headline=True),
        Passage("Siemens", "Siemens"),
        Passage("Siemens", "西门子"),
    ]

    assert [(mention.wanted, mention.right) for mention in mentions(passages, ZH, TERMS)] == [
        ("西门子", True),
        ("西门子（Siemens）", False),
        ("西门子", True),
    ]
