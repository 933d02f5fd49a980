"""Inline HTML to text with marks."""

import pytest
from lxml import html

from model.richtext import Mark, MarkKind, RichText
from sources.richtext import from_element, safe_href


def rich(markup: str) -> RichText:
    return from_element(html.fragment_fromstring(markup, create_parent="div"))


def marked(text: RichText, kind: MarkKind) -> list[str]:
    return [text.text[mark.start : mark.end] for mark in text.marks if mark.kind is kind]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Stadt\n   <b>Duisburg</b>\t baut", "Stadt Duisburg baut"),
        ("Stadt<b> Duisburg </b>baut", "Stadt Duisburg baut"),
        ("Wirt<b>schaft</b>", "Wirtschaft"),
        ("<span>CO</span><sub>2</sub>-Ausstoß", "CO2-Ausstoß"),
        ("Wasser&shy;stoff&#8203;technologie", "Wasserstofftechnologie"),
        ("25&nbsp;Mio.&nbsp;Euro", "25 Mio. Euro"),
        ("„Wir“ – ‚sie‘", "„Wir“ – ‚sie‘"),
        ("<q>Glück auf</q>, sagte er", "„Glück auf“, sagte er"),
        ("<q>„Glück auf“</q>, sagte er", "„Glück auf“, sagte er"),
        ("Mu\u0308nchen", "München"),
        ("<div>Erstens</div><div>zweitens</div>", "Erstens zweitens"),
    ],
)
def test_white_space_collapses_and_words_are_neither_glued_nor_split(markup: str, text: str) -> None:
    assert rich(markup).text == text


def test_marks_cover_words_and_not_the_space_beside_them() -> None:
    text = rich("Die <b> Stadt <i>Foshan </i></b>, CO<sub>2</sub> und 10<sup>3</sup>")

    assert marked(text, MarkKind.STRONG) == ["Stadt Foshan"]
    assert marked(text, MarkKind.EMPHASIS) == ["Foshan"]
    assert marked(text, MarkKind.SUBSCRIPT) == ["2"]
    assert marked(text, MarkKind.SUPERSCRIPT) == ["3"]


def test_empty_marks_vanish_and_those_that_touch_are_one() -> None:
    text = rich("<b></b><b>Pressemit</b><b>teilung</b><i> </i>")

    assert text == RichText("Pressemitteilung", (Mark(0, 16, MarkKind.STRONG),))


@pytest.mark.parametrize("href", ["https://stadt.example/a?b=c", "mailto:presse@stadt.example", "tel:+4930123"])
def test_a_link_that_a_reader_may_follow_stays(href: str) -> None:
    assert rich(f'<a href="{href}">hier</a>').marks == (Mark(0, 4, MarkKind.LINK, href),)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "/nur/ein/pfad",
        "#oben",
    ],
)
def test_a_link_that_is_none_loses_its_address_and_keeps_its_text(href: str) -> None:
    text = rich(f'<a href="{href}">hier</a>')

    assert text == RichText("hier")


def test_a_space_within_an_address_is_encoded() -> None:
    assert safe_href(" https://stadt.example/neue datei.pdf ") == "https://stadt.example/neue%20datei.pdf"


def test_a_line_break_between_lines_stays_and_one_within_a_sentence_goes() -> None:
    assert rich("Max Muster<br>Telefon: 123").text == "Max Muster\nTelefon: 123"
    assert rich("Die Stadt<br>baut einen Hafen").text == "Die Stadt baut einen Hafen"
    assert rich("Stadt Musterstadt<br/>www.musterstadt.example").text == "Stadt Musterstadt\nwww.musterstadt.example"
    assert rich("Max Muster<br>fon 0123 456").text == "Max Muster\nfon 0123 456"


def test_marks_keep_their_words_where_breaks_and_spaces_collapse() -> None:
    text = rich("  Eins  <br>\n <br>  <b>Zwei</b> <br> <a href='https://a.example'>Drei</a>  ")

    assert text.text == "Eins\nZwei\nDrei"
    assert marked(text, MarkKind.STRONG) == ["Zwei"]
    assert marked(text, MarkKind.LINK) == ["Drei"]
