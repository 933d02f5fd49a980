from pathlib import Path

import pytest

from model.languages import Language
from model.termbase import Termbase
from translators.asides import take_out
from translators.terms import load_terms

EN, ZH = Language.EN, Language.ZH


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(Path(__file__).parents[2] / "config" / "terms.tsv"))


def test_an_address_at_the_end_goes_past_the_engine_and_returns_before_the_stop(terms: Termbase) -> None:
    prepared = take_out("Weitere Informationen unter www.isa-portal.example.", terms, EN)

    assert prepared.text == "Weitere Informationen."
    assert prepared.put_back("Further information.") == "Further information: www.isa-portal.example."


def test_an_address_in_the_middle_returns_where_its_neighbour_went(terms: Termbase) -> None:
    german = "Anmeldungen sind unter www.x.example bis zum 5. Mai möglich."
    prepared = take_out(german, terms, EN)
    english = "Registrations are possible until 5 May."

    assert prepared.text == "Anmeldungen sind bis zum 5. Mai möglich."
    places = {"Anmeldungen": "Registrations", "sind": "are", "bis": "until", "Mai": "May"}

    def align(offset: int) -> int:
        known = [word for word in places if prepared.text.index(word) <= offset]
        return english.index(places[known[-1]]) if known else 0

    assert prepared.put_back(english, align) == "Registrations are possible (www.x.example) until 5 May."


def test_chinese_gets_full_width_brackets_and_no_spaces(terms: Termbase) -> None:
    prepared = take_out("Der Bericht (www.x.example) liegt vor.", terms, ZH)

    assert prepared.put_back("报告已发布。", lambda offset: 0 if offset < 11 else 2) == "报告（www.x.example）已发布。"


def test_neighbours_stay_together(terms: Termbase) -> None:
    prepared = take_out("Rückfragen an presse@x.example oder 0221 4711-308.", terms, ZH)

    assert prepared.text == "Rückfragen."
    assert prepared.put_back("咨询。") == "咨询：presse@x.example或0221 4711-308。"


def test_a_bracket_of_labels_is_translated_as_a_contact_line(terms: Termbase) -> None:
    prepared = take_out("Kontakt (Tel. 0211 12345-0, E-Mail: a@b.example) ist Frau Meier.", terms, ZH)

    assert (
        prepared.put_back("联系人是Meier女士。") == "联系人是Meier女士（电话：0211 12345-0，电子邮件：a@b.example）。"
    )


def test_a_postal_address_in_a_sentence_is_kept(terms: Termbase) -> None:
    prepared = take_out("Bewerbungen an die Stadt Köln, Rathausplatz 1, 50667 Köln, sind möglich.", terms, EN)

    assert prepared.text == "Bewerbungen an die Stadt Köln, sind möglich."
    assert "Rathausplatz 1, 50667 Köln" in prepared.put_back("Applications are possible.")


def test_the_stop_of_the_sentence_is_no_part_of_an_address_and_no_preposition_is_left_over(terms: Termbase) -> None:
    prepared = take_out("Die Feier beginnt um 14 Uhr in der Mathieustraße 10, 52074 Aachen.", terms, EN)

    assert prepared.text == "Die Feier beginnt um 14 Uhr."
    assert prepared.put_back("It starts at 2 p.m.") == "It starts at 2 p.m.: Mathieustraße 10, 52074 Aachen."


def test_an_address_never_falls_into_a_chinese_word(terms: Termbase) -> None:
    prepared = take_out("Die Pressestelle (presse@x.example) hilft gern.", terms, ZH)
    chinese = "媒体希望帮助。"
    places = {"Pressestelle": "媒", "stelle": "体", "hilft": "希望", "gern": "帮助"}

    def align(offset: int) -> int:
        known = [word for word in places if prepared.text.index(word) <= offset]
        return chinese.index(places[known[-1]]) if known else 0

    assert prepared.put_back(chinese, align) == "媒体（presse@x.example）希望帮助。"


def test_a_list_of_places_is_translated_by_the_termbase(terms: Termbase) -> None:
    german = "Dabei sind drei Städte (Köln, Region Schwarzwald (Lahr und Freiburg), Fulda (Region)) und Foshan."
    prepared = take_out(german, terms, ZH)

    assert prepared.text == "Dabei sind drei Städte und Foshan."
    assert prepared.put_back("x。") == "x（科隆、黑森林地区（拉尔和弗莱堡）、富尔达（地区））。"


def test_a_list_that_runs_over_paragraphs_keeps_its_one_bracket(terms: Termbase) -> None:
    first = take_out("Ihr gehören 21 Städte an (Aachen, Bottrop, Mainz,", terms, EN)
    last = take_out("Städtenetzwerk „Drei gewinnt“ mit Raunheim, Solingen, Kreis Düren) aus 8 Ländern.", terms, EN)

    assert first.put_back("It has 21 cities.") == "It has 21 cities (Aachen, Bottrop, Mainz,"
    assert last.put_back("from 8 states.") == (
        "city network “Drei gewinnt” with Raunheim, Solingen, Düren district) from 8 states."
    )


def test_a_list_of_plain_nouns_is_the_engine_s_work(terms: Termbase) -> None:
    german = "Die Themen (Wasserstoff, Batterien, Speicher) standen fest."

    assert take_out(german, terms, EN).text == german


@pytest.mark.parametrize("garbage", ["x", "", "。", "?"])
def test_nothing_is_lost_whatever_the_engine_says(garbage: str, terms: Termbase) -> None:
    german = "Frau Meier (030 1234567) und www.a.example sowie (Aachen, Köln, Bonn) an b@c.example."
    for language in (EN, ZH):
        back = take_out(german, terms, language).put_back(garbage, lambda offset: offset * 7)
        assert all(piece in back for piece in ("030 1234567", "www.a.example", "b@c.example", garbage))
        assert "Aachen" in back or "亚琛" in back
