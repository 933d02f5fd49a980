from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.comparison import compare
from model.languages import Language
from model.values import Value, ValueKind, find_values, to_text

DE, EN, ZH = Language.DE, Language.EN, Language.ZH


def amounts(text: str, language: Language) -> list[tuple[str, str]]:
    return [(value.kind.value, str(value.amount).removesuffix(".0")) for value in find_values(text, language)]


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("2,5 Mio. Euro", "€2.5 million", "250万欧元"),
        ("2,5 Millionen Euro", "2.5 million euros", "250万欧元"),
        ("1,2 Milliarden Euro", "EUR 1.2 billion", "12亿欧元"),
        ("1,2 Mrd. €", "€1.2bn", "12亿欧元"),
        ("70.000 Euro", "70,000 euros", "7万欧元"),
        ("12,50 Euro", "€12.50", "12.5欧元"),
        ("5 Mio. US-Dollar", "US$5 million", "500万美元"),
        ("412 TEUR", "€412,000", "41.2万欧元"),
        ("3.000 t", "3,000 t", "3000吨"),
        ("1.234,5", "1,234.5", "1234.5"),
        ("850.000 Container", "850,000 containers", "85万个集装箱"),
        ("12 000 Menschen", "12,000 people", "1.2万人"),
        ("120 Mio. Menschen", "120 million people", "1亿2000万人"),
        ("mehr als 30 Millionen", "more than 30 million", "3000多万"),
        ("14,2 Prozent", "14.2 per cent", "14.2%"),
        ("4,5 %", "4.5%", "4.5%"),
        ("5 Prozent", "five percent", "百分之五"),
        ("0,03 Prozentpunkte", "0.03 percentage points", "0.03个百分点"),
        ("neun Prozent", "nine per cent", "9%"),
        ("24. März 2021", "24 March 2021", "2021年3月24日"),
        ("24.03.2021", "March 24, 2021", "2021年3月24日"),
        ("2021-03-24", "24th March 2021", "二〇二一年三月二十四日"),
        ("vom 24. bis 26. März", "from 24 to 26 March", "3月24日至26日"),
        ("im April 2016", "in April 2016", "2016年4月"),
        ("im März", "in March", "3月"),
        ("19.30 Uhr", "7:30 p.m.", "19时30分"),
        ("19:30 Uhr", "7.30 pm", "晚上7点30分"),
        ("9 bis 18 Uhr", "9 a.m. to 6 p.m.", "9时至18时"),
        ("12 Uhr", "noon", "12时"),
        ("14. Fünfjahresplan", "14th Five-Year Plan", "“十四五”规划"),
        ("2. Videokonferenz", "second video conference", "第二次视频会议"),
        ("die zweite Runde", "the 2nd round", "第2轮"),
        ("48 Städte", "48 cities", "48座城市"),
        ("zwölf Gleise", "twelve tracks", "十二条轨道"),
        ("zwei Städte", "two cities", "两座城市"),
        ("rund ein Dutzend", "about a dozen", "约十二个"),
        ("eine Million", "one million", "100万"),
        ("eine halbe Million Gäste", "500,000 guests", "50万游客"),
        ("die 1990er-Jahre", "the 1990s", "20世纪90年代"),
        ("von 2,1 auf 2,8 Mio. Tonnen", "from 2.1 million to 2.8 million tonnes", "从210万吨增至280万吨"),
        ("von 17 auf 24 Prozent", "from 17 to 24 per cent", "从17%上升到24%"),
        ("die A 7 bei Kempten", "the A7 near Kempten", "肯普滕附近的A7"),
        ("bis Mitte 2026", "by mid-2026", "到2026年年中"),
        ("Az. 4 K 1187/22", "case no. 4 K 1187/22", "案卷号：4 K 1187/22"),
        ("Tel. 0221 4711-308", "phone 0221 4711-308", "电话0221 4711-308"),
        ("zwölfjährige Kinder", "12-year-old children", "12岁的孩子"),
        ("jeder Euro", "every euro", "每1欧元"),
    ],
)
def test_three_languages_say_the_same_value(german: str, english: str, chinese: str) -> None:
    source = find_values(german, DE)
    for text, language in ((english, EN), (chinese, ZH)):
        comparison = compare(source, find_values(text, language), text)
        assert comparison.missing == (), (language, comparison)
        assert comparison.extra == (), (language, comparison)


@pytest.mark.parametrize(
    ("german", "wrong", "language"),
    [
        ("2,5 Mio. Euro", "€25 million", EN),
        ("2,5 Mio. Euro", "25万欧元", ZH),
        ("1.234 Tonnen", "1.234 tonnes", EN),
        ("100 Euro", "$100", EN),
        ("5 Prozent", "€5", EN),
        ("24. März 2021", "24 March 2012", EN),
        ("24. März 2021", "2021年3月25日", ZH),
        ("19.30 Uhr", "7:30 a.m.", EN),
        ("1 Milliarde", "1亿", ZH),
        ("14. Fünfjahresplan", "15th Five-Year Plan", EN),
        ("14. Fünfjahresplan", "14 per cent", EN),
        ("48 Städte", "48% 的城市", ZH),
    ],
)
def test_a_wrong_value_is_missing_and_extra(german: str, wrong: str, language: Language) -> None:
    comparison = compare(find_values(german, DE), find_values(wrong, language), wrong)

    assert comparison.missing
    assert comparison.extra


def test_an_address_owns_its_digits() -> None:
    text = "Tel. +49 (30) 25 79 72 – 23, Fax 0211/12345-0, isa2021@pks-24.de, www.isa-2021.de/48"

    found = [(value.kind, value.text) for value in find_values(text, DE)]

    assert found == [
        (ValueKind.PHONE, "+49 (30) 25 79 72 – 23"),
        (ValueKind.PHONE, "0211/12345-0"),
        (ValueKind.EMAIL, "isa2021@pks-24.de"),
        (ValueKind.URL, "www.isa-2021.de/48"),
    ]


def test_an_address_ends_where_the_sentence_goes_on() -> None:
    for text in (
        "Mehr unter https://a.example/b(c)?d=1.",
        "(https://a.example/b(c)?d=1)",
        "在https://a.example/b(c)?d=1下载",
    ):
        assert [value.text for value in find_values(text, ZH)] == ["https://a.example/b(c)?d=1"]


def test_a_date_range_in_digits_is_no_phone_number() -> None:
    assert amounts("01.04.2022–31.03.2025", DE) == [("date", "2022-04-01"), ("date", "2025-03-31")]


def test_an_impossible_date_is_not_a_date() -> None:
    assert not [kind for kind, _ in amounts("45.13.2021", DE) if kind == "date"]


def test_digits_in_a_name_are_asked_of_nobody() -> None:
    source = find_values("CO2, COVID-19 und der A380 im G20-Format", DE)

    assert compare(source, [], "").missing == ()


def test_units_of_thousand_are_not_multipliers_in_chinese() -> None:
    assert amounts("5千瓦，1200万千瓦时，90千牛", ZH)[0] == ("number", "5")
    assert ("number", "12000000") in amounts("1200万千瓦时", ZH)
    assert ("number", "90") in amounts("90千牛", ZH)


def test_metres_are_not_millions() -> None:
    assert amounts("163 m in diameter, €5m", EN) == [("number", "163"), ("money", "5000000")]


def test_german_billion_is_a_million_millions() -> None:
    assert amounts("2 Billionen", DE) == [("number", "2000000000000")]
    assert amounts("2 billion", EN) == [("number", "2000000000")]


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("2,5 Mio. Euro", "€2.5 million", "250万欧元"),
        ("185.000 Euro", "€185,000", "18.5万欧元"),
        ("3 Mio. Yuan", "3 million yuan", "300万元人民币"),
        ("24. März 2021", "24 March 2021", "2021年3月24日"),
        ("24. März", "24 March", "3月24日"),
        ("April 2016", "April 2016", "2016年4月"),
        ("19.30 Uhr", "7:30 p.m.", "19时30分"),
        ("0.15 Uhr", "12:15 a.m.", "0时15分"),
        ("12 Uhr", "12 p.m.", "12时"),
        ("1.234,5", "1,234.5", "1234.5"),
        ("3.000", "3,000", "3000"),
        ("2060", "2060", "2060"),
        ("850.000", "850,000", "85万"),
        ("12.345", "12,345", "12345"),
        ("14. Mal", "14th", "第14"),
        ("2. Mal", "2nd", "第2"),
        ("4,5 %", "4.5 per cent", "4.5%"),
        ("+49 (30) 25 79 72 – 23", "+49 (30) 25 79 72 – 23", "+49 (30) 25 79 72 – 23"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(german: str, english: str, chinese: str) -> None:
    value = find_values(german, DE)[0]

    assert (to_text(value, EN), to_text(value, ZH)) == (english, chinese)


figures = st.builds(
    lambda kind, amount, unit: Value(kind, amount, 0, 0, "", unit=unit if kind is ValueKind.MONEY else ""),
    st.sampled_from([ValueKind.NUMBER, ValueKind.PERCENT, ValueKind.MONEY]),
    st.decimals(min_value=2, max_value=Decimal(10) ** 13, places=2),
    st.sampled_from(["EUR", "USD", "GBP", "CHF", "CNY", "JPY"]),
)
dates = st.dates(min_value=date(1900, 1, 1)).map(lambda day: Value(ValueKind.DATE, day.isoformat(), 0, 0, ""))
times = st.times().map(lambda time: Value(ValueKind.TIME, f"{time.hour:02}:{time.minute:02}", 0, 0, ""))


@given(st.one_of(figures, dates, times), st.sampled_from([EN, ZH]))
def test_what_is_written_is_found_again(value: Value, language: Language) -> None:
    text = to_text(value, language)

    assert compare([value], find_values(text, language), text).missing == ()


@given(st.text(), st.sampled_from(list(Language)))
def test_any_text_can_be_searched_and_values_never_overlap(text: str, language: Language) -> None:
    found = find_values(text, language)

    assert all(text[value.start : value.end] == value.text for value in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
