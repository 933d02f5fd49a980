"""Shares, times and ranges in words, and the many ways in which three languages say them."""

import pytest

from model.comparison import compare
from model.languages import Language
from model.values import ValueKind, find_values, to_text

DE, EN, ZH = Language.DE, Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("50 Prozent der Firmen", "half of the companies", "半数企业"),
        ("die Hälfte der Firmen", "50 per cent of the companies", "一半企业"),
        ("ein Drittel der Betriebe", "a third of the companies", "三分之一的企业"),
        ("zu zwei Dritteln", "two thirds", "三分之二"),
        ("drei Viertel", "three quarters", "四分之三"),
        ("drei von vier Betrieben", "three out of four companies", "四家企业中有三家"),
        ("drei von vier Betrieben", "three quarters of the companies", "四分之三的企业"),
        ("vier von zehn Kliniken", "four in ten hospitals", "四成医院"),
        ("20 Prozent Nachlass", "a 20 per cent discount", "八折优惠"),
        ("15 Prozent Rabatt", "15 per cent off", "八五折"),
        ("um halb acht", "at half past seven", "七点半"),
        ("um halb acht", "at 7:30 p.m.", "晚上7点半"),
        ("um acht Uhr abends", "at 8 p.m.", "晚上八点整"),
        ("8 Uhr abends", "8 p.m.", "20时"),
        ("Viertel nach drei", "a quarter past three", "三点一刻"),
        ("10–12 Uhr", "10 a.m. to 12 noon", "10时至12时"),
        ("24./25. März", "24–25 March", "3月24日至25日"),
        ("Ende März", "at the end of March", "3月底"),
        ("im 3. Quartal 2025", "in the third quarter of 2025", "2025年第三季度"),
        ("im 3. Quartal 2025", "in Q3 2025", "2025年第3季度"),
        ("KW 12", "calendar week 12", "第12周"),
        ("in der Saison 2024/25", "in the 2024/25 season", "2024至2025赛季"),
        ("5 bis 7 Grad", "5 to 7 degrees", "5至7度"),
        ("drei Jahrzehnte", "three decades", "三十年"),
        ("rund ein Dutzend Firmen", "around a dozen companies", "十多家企业"),
        ("eine halbe Stunde", "30 minutes", "30分钟"),
        ("eine halbe Million Euro", "half a million euros", "50万欧元"),
        ("die Februarwoche", "the week in February", "2月的一周"),
        ("€ 5", "€5", "5欧元"),
        ("500 US-Dollar", "US$500", "500美元"),
        ("auf 11,9 Milliarden", "to €11.9 billion", "119亿欧元"),
        ("Blutgruppe 0 negativ", "blood group O negative", "O型阴性血"),
        ("Az. 12 K 345/21", "case no. 12 K 345/21", "案卷号：12 K 345/21"),
        ("in einer Viertelstunde", "in 15 minutes", "15分钟后"),
    ],
)
def test_three_languages_say_the_same(german: str, english: str, chinese: str) -> None:
    source = find_values(german, DE)
    for text, language in ((english, EN), (chinese, ZH)):
        comparison = compare(source, find_values(text, language), text)
        assert comparison.missing == (), (language, comparison)
        assert comparison.extra == (), (language, comparison)


@pytest.mark.parametrize(
    ("german", "wrong", "language"),
    [
        ("ein Drittel der Betriebe", "a quarter of the companies", EN),
        ("ein Drittel der Betriebe", "四分之一的企业", ZH),
        ("50 Prozent der Firmen", "a third of the companies", EN),
        ("20 Prozent Nachlass", "七折优惠", ZH),
        ("um halb acht", "at half past eight", EN),
        ("8 Uhr abends", "8 a.m.", EN),
        ("vier von zehn Kliniken", "五成医院", ZH),
        ("im 3. Quartal 2025", "in the second quarter of 2025", EN),
    ],
)
def test_a_wrong_share_or_time_is_missing(german: str, wrong: str, language: Language) -> None:
    assert compare(find_values(german, DE), find_values(wrong, language), wrong).missing


def test_the_second_half_of_a_game_is_no_share() -> None:
    assert [value.kind for value in find_values("in der zweiten Hälfte", DE)] == [ValueKind.ORDINAL]


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("die Hälfte", "half", "一半"),
        ("ein Drittel", "a third", "三分之一"),
        ("zwei Drittel", "two thirds", "三分之二"),
        ("drei Viertel", "three quarters", "四分之三"),
    ],
)
def test_a_share_is_written_in_words(german: str, english: str, chinese: str) -> None:
    (value,) = find_values(german, DE)

    assert (to_text(value, EN), to_text(value, ZH)) == (english, chinese)
