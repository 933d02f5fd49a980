from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.comparison import compare
from model.languages import Language
from model.names import find_names
from model.termbase import Termbase
from model.values import find_values
from translators.repair import repair
from translators.terms import load_terms

EN, ZH = Language.EN, Language.ZH
TERMS = Path(__file__).parents[2] / "config" / "terms.tsv"
GERMAN = (
    "Staatssekretär a. D. Friedhelm Ost zahlte am 24. März 2021 um 19.30 Uhr 2,5 Mio. Euro an die PKS GmbH in Köln, "
    "das sind 4,5 % bis 2060, Tel. +49 (30) 25 79 72 – 23, www.isa-portal.example."
)


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(TERMS))


@pytest.mark.parametrize(
    ("german", "target", "repaired"),
    [
        ("Es kostet 2,5 Mio. Euro.", "It costs €25 million.", "It costs €2.5 million."),
        ("Am 24. März 2021 kamen 48 Städte.", "On 24 March 2012 48 cities came.", "On 24 March 2021 48 cities came."),
        ("Er ruft +49 (30) 25 79 72 – 23 an.", "He calls +49 (30) 25 79 72-23.", "He calls +49 (30) 25 79 72 – 23."),
        ("So Qiang Rong.", "So says Qian Rog.", "So says Qiang Rong."),
        ("Stefanie Behmer kam.", "Stephanie Behmeer came.", "Stefanie Behmer came."),
    ],
)
def test_what_is_unambiguous_is_replaced(german: str, target: str, repaired: str, terms: Termbase) -> None:
    assert repair(german, target, EN, terms) == repaired


def test_chinese_figures_are_replaced_in_their_notation(terms: Termbase) -> None:
    assert repair("Es kostet 2,5 Mio. Euro.", "费用为25万欧元。", ZH, terms) == "费用为250万欧元。"


def test_what_is_still_missing_is_said_in_one_note(terms: Termbase) -> None:
    german = "Friedhelm Ost nannte den 14. Fünfjahresplan und 2060."

    assert repair(german, "x", EN, terms) == "x [in the German: Friedhelm Ost; 14th; 2060; 14th Five-Year Plan]"
    assert repair(german, "某事。", ZH, terms) == "某事。（德文原文：弗里德黑尔姆·奥斯特；第14；2060；“十四五”规划）"


def test_several_wrong_values_are_left_and_noted(terms: Termbase) -> None:
    repaired = repair("Es kamen 48 Städte und 27 Firmen.", "There came 84 cities and 72 firms.", EN, terms)

    assert repaired == "There came 84 cities and 72 firms. [in the German: 48; 27]"


def test_a_name_of_the_german_is_not_taken_for_the_damaged_form_of_another(terms: Termbase) -> None:
    repaired = repair("Die Karl Meier AG und die Karl Maier AG.", "Karl Meier AG and another.", EN, terms)

    assert repaired.startswith("Karl Meier AG and another.")


def test_a_good_translation_is_not_touched(terms: Termbase) -> None:
    english = (
        "Former State Secretary Friedhelm Ost paid €2.5 million to PKS GmbH in Cologne at 7:30 p.m. on 24 March 2021, "
        "that is 4.5 per cent until 2060, tel. +49 (30) 25 79 72 – 23, www.isa-portal.example."
    )

    assert repair(GERMAN, english, EN, terms) == english


def test_an_empty_translation_stays_empty_for_the_check_to_see(terms: Termbase) -> None:
    assert repair(GERMAN, " ", EN, terms) == " "


fragments = st.sampled_from(
    [
        "x",
        "25",
        "2.5 million",
        "€3",
        "24 March",
        "Friedhelm Ots",
        "7 p.m.",
        "第2",
        "250万",
        "科隆",
        "Koln",
        "PKS",
        "；",
        "]",
        "）",
        "[in the German: 5]",
    ]
)


@given(st.one_of(st.text(), st.lists(fragments).map(" ".join)), st.sampled_from([EN, ZH]))
def test_repairing_twice_changes_nothing_and_nothing_is_missing(target: str, language: Language) -> None:
    terms = TERMBASE
    once = repair(GERMAN, target, language, terms)

    assert repair(GERMAN, once, language, terms) == once
    if target.strip():
        assert compare(find_values(GERMAN, Language.DE), find_values(once, language), once).missing == ()
        assert all(name.is_in(once, language) for name in find_names(GERMAN, terms))


TERMBASE = Termbase(load_terms(TERMS))


# Terms


@pytest.mark.parametrize(
    ("german", "target", "repaired"),
    [
        ("Die ISA tagte.", "德中工业城市联盟开会。", "中德工业城市联盟开会。"),
        ("Der Oberbürgermeister kam.", "The Lord Mayor came.", "The Lord Mayor came."),
        ("Der Staatssekretär kam.", "国务卿来了。", "国务秘书来了。"),
        ("Oberbürgermeister Meier kam.", "大市长Meier来了。", "市长Meier来了。"),
    ],
)
def test_a_forbidden_form_gives_way_to_the_preferred_one(
    german: str, target: str, repaired: str, terms: Termbase
) -> None:
    assert repair(german, target, ZH if target[0] > "z" else EN, terms).startswith(repaired)


def test_a_forbidden_form_that_may_stand_for_something_else_is_left(terms: Termbase) -> None:
    chinese = "国务秘书会见了美国国务卿。"

    assert repair("Der Staatssekretär traf den Außenminister.", chinese, ZH, terms) == chinese


def test_a_term_that_is_lost_is_noted_as_it_is_preferred(terms: Termbase) -> None:
    assert repair("Der Beirat tagte.", "它开会了。", ZH, terms) == "它开会了。（德文原文：顾问委员会）"
    assert (
        repair("Der Klimabeirat tagte.", "The group met.", EN, terms)
        == "The group met. [in the German: advisory board]"
    )


def test_a_term_in_an_acceptable_form_or_in_the_plural_is_not_lost(terms: Termbase) -> None:
    assert repair("Die Mitgliedsstadt dankt.", "Member cities say thanks.", EN, terms) == "Member cities say thanks."
    assert repair("Das Landratsamt half.", "The district office helped.", EN, terms) == "The district office helped."
    assert repair("Die Bürgermeisterwahl", "The poll", EN, terms) == "The poll"


@pytest.mark.parametrize(
    ("german", "chinese", "repaired"),
    [
        ("Die Firmen in Fulda bilden aus.", "在Fulda企业培训。", "在富尔达企业培训。"),
        ("Messeplatz 1, 50679 Köln", "地址：Messeplatz 1, 50679 Köln，德国", "地址：Messeplatz 1, 50679 Köln，德国"),
        ("Die Fulda Werke GmbH baut.", "公司Fulda Werke GmbH建厂。", "公司Fulda Werke GmbH建厂。"),
        ("So Qiang Rong.", "秘书Qiang Rong说。", "秘书Qiang Rong说。"),
    ],
)
def test_german_left_between_chinese_words_is_replaced(
    german: str, chinese: str, repaired: str, terms: Termbase
) -> None:
    assert repair(german, chinese, ZH, terms) == repaired
