import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.languages import Language
from translators.typography import typeset

SENTENCE = "Ein Satz."


@pytest.mark.parametrize(
    ("machine", "printed"),
    [
        ("该市正在建设,并将继续.", "该市正在建设，并将继续。"),
        ("他来吗?", "他来吗？"),
        ("他在建!", "他在建！"),
        ("目标: 减排; 增效", "目标：减排；增效。"),
        ("中德工业城市联盟 (ISA) 成立", "中德工业城市联盟（ISA）成立。"),
        ("PKS (Berlin) GmbH", "PKS (Berlin) GmbH。"),
        ("该 市 在 2021 年 由 Friedhelm Ost 说", "该市在2021年由Friedhelm Ost说。"),
        ("增长 4.5 %,达到 1,234.5 万欧元", "增长4.5%，达到1,234.5万欧元。"),
        (
            "会议于19:30开始,地点:www.isa-portal.de,联系a.b@c-d.de。",
            "会议于19:30开始，地点：www.isa-portal.de，联系a.b@c-d.de。",
        ),
        ("见https://a.de/b?c=d,e.f 。", "见https://a.de/b?c=d,e.f。"),
        ("„好“,他说", "“好”，他说。"),
        ('他说:"好"', "他说：“好”。"),
        ("等等...", "等等……"),
        ("城市 - 未来", "城市——未来。"),
        ("好。。", "好。"),
        ("电话: +49 (30) 25 79 72 – 23", "电话：+49 (30) 25 79 72 – 23。"),
        ("Friedhelm Ost, Qiang Rong和其他人", "Friedhelm Ost, Qiang Rong和其他人。"),
        ("2021. 该市", "2021。该市。"),
    ],
)
def test_chinese_gets_full_width_punctuation_but_not_in_numbers_and_addresses(machine: str, printed: str) -> None:
    assert typeset(machine, Language.ZH, SENTENCE) == printed


@pytest.mark.parametrize(
    ("machine", "printed"),
    [
        ("„Yes“ , he said .", "“Yes”, he said."),
        ("»Yes«, he said.", "“Yes”, he said."),
        ('"Yes", he said.', "“Yes”, he said."),
        ("The city  ( Foshan ) is large", "The city (Foshan) is large."),
        ("It rose by 4.5 %.", "It rose by 4.5%."),
        ("It is 1,234.5 or 19:30,then more.", "It is 1,234.5 or 19:30, then more."),
        ("The city，large。", "The city, large."),
        ("See www.a.de/b,c.", "See www.a.de/b,c."),
        ("The city‚s ‚best‘ idea", "The city‚s ‘best’ idea."),
        ("And so on...", "And so on…"),
        ("It begins at 16 p.m.", "It begins at 4 p.m."),
        ("It begins at 19:30 p.m.", "It begins at 7:30 p.m."),
        ("It begins at 12 p.m.", "It begins at 12 p.m."),
    ],
)
def test_english_gets_english_quotation_marks_and_spaces(machine: str, printed: str) -> None:
    assert typeset(machine, Language.EN, SENTENCE) == printed


@pytest.mark.parametrize(
    ("source", "machine", "printed"),
    [
        ("Neue Brücke", "新桥。", "新桥"),
        ("Neue Brücke", "新桥", "新桥"),
        ("Die Brücke ist neu.", "桥是新的", "桥是新的。"),
        ("Ist sie neu?", "是新的", "是新的？"),
        ("„Sie ist neu.“", "“是新的”", "“是新的。”"),
        ("Er sagt: „Sie ist neu“.", "他说：“是新的”", "他说：“是新的”。"),
        ("Er sagt: „Sie ist neu.“", "他说：“是新的。”", "他说：“是新的。”"),
        ("Ziele:", "目标", "目标："),
        ("Und dann …", "然后", "然后……"),
        ("Und dann", "然后……", "然后……"),
    ],
)
def test_a_translation_ends_as_the_german_ends(source: str, machine: str, printed: str) -> None:
    assert typeset(machine, Language.ZH, source) == printed


@pytest.mark.parametrize(
    ("source", "machine", "language", "printed"),
    [
        ("Sie zahlt 250 Millionen Euro.", "该市支付250 Millionen欧元。", Language.ZH, "该市支付2.5亿欧元。"),
        ("Sie zahlt 250 Millionen Euro.", "该市支付250 Millionen Euro。", Language.ZH, "该市支付2.5亿欧元。"),
        ("Sie zahlt 250 Millionen Euro.", "该市支付250 million欧元。", Language.ZH, "该市支付2.5亿欧元。"),
        ("Sie zahlt 2,5 Mio. Euro.", "该市支付2,5 Mio.欧元。", Language.ZH, "该市支付250万欧元。"),
        ("Er tagte am 24. März 2021.", "理事会于24. März 2021召开。", Language.ZH, "理事会于2021年3月24日召开。"),
        ("Er tagte am 24. März 2021.", "理事会于24 March 2021召开。", Language.ZH, "理事会于2021年3月24日召开。"),
        ("Um 19.30 Uhr ist Beginn.", "19.30 Uhr开始。", Language.ZH, "19时30分开始。"),
        ("Rund 5 Prozent kamen.", "约5 Prozent来了。", Language.ZH, "约5%来了。"),
        ("Er kam am 24. März 2021.", "He came on 24. März 2021.", Language.EN, "He came on 24 March 2021."),
        ("2,5 Millionen kamen.", "2,5 million came.", Language.EN, "2.5 million came."),
        ("1.234 Tonnen kamen.", "1.234 tonnes came.", Language.EN, "1,234 tonnes came."),
    ],
)
def test_a_half_translated_value_is_written_anew(source: str, machine: str, language: Language, printed: str) -> None:
    assert typeset(machine, language, source) == printed


@pytest.mark.parametrize(
    ("source", "machine", "language"),
    [
        ("Es kamen viele.", "2,5 million came.", Language.EN),
        ("Sie zahlt 3 Millionen Euro.", "该市支付250 Millionen欧元。", Language.ZH),
        ("Version 2.0.1 kommt.", "Version 2.0.1 is coming.", Language.EN),
        ("Die Lebensgeschichte der May 5 beginnt.", "The story of May 5 begins.", Language.EN),
    ],
)
def test_a_value_that_the_german_does_not_prove_stays(source: str, machine: str, language: Language) -> None:
    assert typeset(machine, language, source) == machine


@pytest.mark.parametrize(
    ("machine", "printed"),
    [
        ("這個城市正在發展。", "这个城市正在发展。"),
        ("ＩＳＡ有２１座城市，增长５％。", "ISA有21座城市，增长5%。"),
        ("10—12时开放。", "10至12时开放。"),
        ("2021–2025年的计划。", "2021至2025年的计划。"),
        ("电话：+49 (30) 25 79 72 – 23。", "电话：+49 (30) 25 79 72 – 23。"),
        ("见https://a.de/2021–2025年。", "见https://a.de/2021–2025年。"),
        ("未来--城市。", "未来——城市。"),
        ("未来—城市。", "未来——城市。"),
        ("未来——城市。", "未来——城市。"),
    ],
)
def test_chinese_has_simplified_characters_half_width_digits_and_its_own_dashes(machine: str, printed: str) -> None:
    assert typeset(machine, Language.ZH, SENTENCE) == printed


def test_a_name_may_keep_its_traditional_characters() -> None:
    assert typeset("臺積電在德累斯頓建厂。", Language.ZH, SENTENCE, kept=("臺積電",)) == "臺積電在德累斯顿建厂。"


def test_english_has_curved_apostrophes() -> None:
    assert typeset("The city's plan doesn't work.", Language.EN, SENTENCE) == "The city’s plan doesn’t work."


def test_an_english_headline_has_no_stop() -> None:
    assert typeset("New bridge.", Language.EN, "Neue Brücke") == "New bridge"


def test_a_machine_that_said_nothing_gets_no_stop() -> None:
    assert typeset("  ", Language.ZH, SENTENCE) == ""


_ANYTHING = st.text(st.sampled_from('中国 ab12.,:;?!()（），。“”„"«»-–…%@/'), max_size=40)
_PARTS = (
    "中国",
    "城市",
    " ",
    ",",
    ".",
    ", ",
    ". ",
    "ISA",
    "(ISA)",
    "（联盟）",
    "1,5 %",
    "„好“",
    "“是”",
    '"GmbH"',
    "a@b.de",
    ":",
    "10—12",
    "2021–25年",
    "2,5 Mio.",
    "５％",
    "--",
    "—",
    "發展",
)
_LIKELY = st.lists(st.sampled_from(_PARTS), max_size=12).map("".join)
_SOURCES = st.sampled_from([SENTENCE, "Titel", "Was?", "„Ja.“", ""])
_SOURCES_WITH_VALUES = st.one_of(_SOURCES, st.just("2,5 Mio. Euro, 1,5 % um 10 bis 12 Uhr."))
_LANGUAGES = st.sampled_from([Language.ZH, Language.EN])


@given(_ANYTHING, _LANGUAGES, _SOURCES)
def test_no_letter_and_no_digit_is_lost(text: str, language: Language, source: str) -> None:
    printed = typeset(text, language, source)

    # 至 stands for the dash of a range.
    assert [sign for sign in printed if sign.isalnum() and sign != "至"] == [sign for sign in text if sign.isalnum()]


@given(_LIKELY, _LANGUAGES, _SOURCES_WITH_VALUES)
def test_setting_twice_changes_nothing(text: str, language: Language, source: str) -> None:
    once = typeset(text, language, source)

    assert typeset(once, language, source) == once
