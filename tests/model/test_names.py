from pathlib import Path

import pytest

from model.languages import Language
from model.names import NameKind, find_names
from model.termbase import Termbase
from translators.terms import load_terms

EN, ZH = Language.EN, Language.ZH


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(Path(__file__).parents[2] / "config" / "terms.tsv"))


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Staatssekretär a. D. Friedhelm Ost beschrieb die Chancen.", "Friedhelm Ost"),
        ("Qiang Rong, stellvertretender Generalsekretär der ISA, nahm eine Analyse vor.", "Qiang Rong"),
        ("„Das ist gut“, so Prokurist Tang Shiyu.", "Tang Shiyu"),
        ("„Das ist gut“, sagte Sensorhersteller Rainer Hübschmann.", "Rainer Hübschmann"),
        ("Rückfragen beantwortet Frau Dr. Seidel.", "Seidel"),
        ("Die Dezernentin Ji-won Park kam.", "Ji-won Park"),
        ("Prof. Dr. Eva von der Heide leitet das Institut.", "Eva von der Heide"),
        ("Oberbürgermeisterin Aynur Çelik begrüßte die Gäste.", "Aynur Çelik"),
        ("Vizegouverneur Huo Zhenbang und Landrat Axel Kuhlmann unterschrieben.", "Axel Kuhlmann"),
        ("Anna Maria Schmidt gewann.", "Anna Maria Schmidt"),
    ],
)
def test_a_person_is_found_by_title_office_speech_apposition_or_given_name(text: str, person: str) -> None:
    assert person in [name.text for name in find_names(text, ()) if name.kind is NameKind.PERSON]


@pytest.mark.parametrize(
    "text",
    [
        "Die Erneuerbaren Energien und neue Mobilität standen im Mittelpunkt.",
        "Im Rückblick, so die Vorsitzende, war das richtig.",
        "Das Robert Koch-Institut und die Georg-August-Universität Göttingen forschen.",
        "Zur Sache, Herr Minister!",
        "Der Vorstand beschloss Investitionen in Millionenhöhe.",
        "Band II kostet 5 EUR, die Leistung liegt bei 3 MW.",
    ],
)
def test_plain_nouns_are_no_names(text: str) -> None:
    assert find_names(text, ()) == []


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Die PKS GmbH pflegt das Netzwerk.", "PKS GmbH"),
        ("Der Aufsichtsrat der Lenneberg SE tagte.", "Lenneberg SE"),
        ("Die Kessler Maschinenbau GmbH & Co. KG wächst.", "Kessler Maschinenbau GmbH & Co. KG"),
        ("Kennenlernen der Projekte. Die PKS GmbH hilft.", "PKS GmbH"),
        ("Partner ist Dornseifer & Klappert AG.", "Dornseifer & Klappert AG"),
    ],
)
def test_a_company_is_found_by_its_legal_form(text: str, company: str) -> None:
    assert [name.text for name in find_names(text, ())] == [company]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Die Chancen der Chinesisch-Deutschen Industriestädteallianz", "Chinesisch-Deutsche Industriestädteallianz"),
        ("Der Hamburger Hafen wächst.", "Hamburg"),
        ("im Thüringer Wald", "Thüringen"),
        ("Nordrhein-Westfalens Ministerin", "Nordrhein-Westfalen"),
        ("für ISA-Mitgliedsstädte", "ISA"),
        ("Region des Perlflussdeltas", "Perlflussdelta"),
    ],
)
def test_a_term_is_found_in_its_inflected_forms(text: str, term: str, terms: Termbase) -> None:
    assert term in [name.match.source for name in find_names(text, terms) if name.match]


def test_a_name_that_the_publisher_misspells_is_still_recognised_and_kept_as_written(terms: Termbase) -> None:
    (name,) = find_names("Region des Perlflossdeltas", terms)

    assert name.text == "Perlflossdeltas"
    assert name.written(ZH) == "Perlflossdeltas"
    assert name.is_in("在珠江三角洲地区", ZH)


def test_a_street_named_after_a_city_is_not_the_city(terms: Termbase) -> None:
    assert find_names("Hildesheimer Straße 20, am Berliner Platz", terms) == []


def test_a_name_is_there_in_its_preferred_acceptable_or_latin_form(terms: Termbase) -> None:
    (name,) = find_names("Wuppertal wächst.", terms)

    assert [name.is_in(text, ZH) for text in ("伍珀塔尔发展", "乌珀塔尔发展", "Wuppertal发展", "某市发展")] == [
        True,
        True,
        True,
        False,
    ]


def test_an_acronym_inside_another_word_does_not_count(terms: Termbase) -> None:
    (name,) = find_names("Die ISA tagt.", terms)

    assert not name.is_in("VISAS are needed", EN)
    assert name.is_in("ISA’s meeting", EN)
