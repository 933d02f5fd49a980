from pathlib import Path

import pytest

from model.article import BlockKind, Role
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.termbase import Termbase
from translators.rules import by_rule
from translators.terms import load_terms

EN, ZH = Language.EN, Language.ZH


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(Path(__file__).parents[2] / "config" / "terms.tsv"))


def ruled(text: str, role: Role, terms: Termbase) -> tuple[str | None, str | None]:
    english = by_rule(RichText(text), role, BlockKind.PARAGRAPH, EN, terms)
    chinese = by_rule(RichText(text), role, BlockKind.PARAGRAPH, ZH, terms)
    return english and english.text, chinese and chinese.text


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("Kontakt:", "Contact:", "联系方式："),
        ("Ansprechpartnerin: Stefanie Behmer", "Contact person: Stefanie Behmer", "联系人：Stefanie Behmer"),
        ("Reinhardtstraße 34", "Reinhardtstraße 34", "Reinhardtstraße 34"),
        ("10117 Berlin", "10117 Berlin", "10117 Berlin"),
        ("Postfach 10 01 65, 42601 Solingen", "Postfach 10 01 65, 42601 Solingen", "Postfach 10 01 65, 42601 Solingen"),
        ("E-Mail: isa@example.org", "E-mail: isa@example.org", "电子邮件：isa@example.org"),
        ("Tel: +49 (30) 25 79 72 – 23", "Tel.: +49 (30) 25 79 72 – 23", "电话：+49 (30) 25 79 72 – 23"),
        ("Tel./Fax: 0211/12345-0", "Tel./Fax: 0211/12345-0", "电话/传真：0211/12345-0"),
        ("T +49 30 1234567", "Tel.: +49 30 1234567", "电话：+49 30 1234567"),
        ("www.isa-portal.example", "www.isa-portal.example", "www.isa-portal.example"),
        ("Frau Meier", "Ms Meier", "Meier女士"),
        (
            "Medienkontakt: Lars Kettwig, presse@nahverkehr.example",
            "Press contact: Lars Kettwig, presse@nahverkehr.example",
            "媒体联系人：Lars Kettwig，presse@nahverkehr.example",
        ),
        (
            "PKS Kommunikations- und Strategieberatung GmbH",
            "PKS Kommunikations- und Strategieberatung GmbH",
            "德国PKS公共关系和战略咨询有限公司",
        ),
        ("Stabsstelle Kommunikation", "Stabsstelle Kommunikation", "Stabsstelle Kommunikation"),
    ],
)
def test_a_contact_line_keeps_what_must_arrive(german: str, english: str, chinese: str, terms: Termbase) -> None:
    assert ruled(german, Role.CONTACT, terms) == (english, chinese)


@pytest.mark.parametrize(
    ("german", "english", "chinese"),
    [
        ("Berlin, den 26.03.2021", "Berlin, 26 March 2021", "柏林，2021年3月26日"),
        ("Köln/Foshan, 3. Mai 2024", "Cologne/Foshan, 3 May 2024", "科隆/佛山，2024年5月3日"),
        ("Freitag, 26. März 2021", "Friday, 26 March 2021", "2021年3月26日（周五）"),
        ("Pressemitteilung", "Press release", "新闻稿"),
        ("PRESSEMITTEILUNG Nr. 12/2026", "Press release No. 12/2026", "新闻稿第12/2026号"),
        (
            "Pressemitteilung vom 26. März 2021",
            "Press release, 26 March 2021",
            "新闻稿，2021年3月26日",
        ),
        ("Information zur ISA:", "About ISA:", "关于中德工业城市联盟："),
        ("Wasserstoff", "Hydrogen", "氢能"),
        ("Friedhelm Ost und Qiang Rong", "Friedhelm Ost and Qiang Rong", "弗里德黑尔姆·奥斯特和Qiang Rong"),
        ("1.234,5 t", "1,234.5 t", "1234.5 t"),
        ("2,5 Mio. Euro", "€2.5 million", "250万欧元"),
        ("Foto: Max Müller", "Photo: Max Müller", "图片：Max Müller"),
        ("* * *", "* * *", "* * *"),
    ],
)
def test_a_form_is_translated_anywhere(german: str, english: str, chinese: str, terms: Termbase) -> None:
    assert ruled(german, Role.BODY, terms) == (english, chinese)


@pytest.mark.parametrize(
    ("german", "role"),
    [
        ("Die Stadt wächst.", Role.BODY),
        ("Kontakt zwischen Deutschland und China", Role.BODY),
        ("Die Konferenz beginnt am 3. Mai.", Role.BODY),
        ("Für Rückfragen steht Ihnen Frau Meier unter 0211 12345-0 gern zur Verfügung.", Role.CONTACT),
    ],
)
def test_a_sentence_is_the_engine_s_work(german: str, role: Role, terms: Termbase) -> None:
    assert ruled(german, role, terms) == (None, None)


def test_a_link_stays_on_the_same_words(terms: Termbase) -> None:
    source = RichText("E-Mail: isa@example.org", (Mark(8, 23, MarkKind.LINK, "mailto:isa@example.org"),))

    chinese = by_rule(source, Role.CONTACT, BlockKind.PARAGRAPH, ZH, terms)

    assert chinese is not None
    (mark,) = chinese.marks
    assert chinese.text[mark.start : mark.end] == "isa@example.org"
    assert mark.href == "mailto:isa@example.org"


def test_lines_of_a_block_stay_lines(terms: Termbase) -> None:
    assert (
        ruled("Tel: 0211 12345-0\nFax: 0211 12345-1", Role.CONTACT, terms)[0] == "Tel.: 0211 12345-0\nFax: 0211 12345-1"
    )
