"""What a block is in a press release."""

import pytest

from model.article import Block, BlockKind, Role
from model.richtext import RichText
from sources.extraction.roles import assign_roles, is_dateline, is_kicker

SENTENCE = "Die Stadt hat am Freitag ihren neuen Hafen für den Verkehr freigegeben und ein Fest gefeiert."


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, RichText(text))


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, RichText(text), level=3)


def roles(*blocks: Block) -> list[Role]:
    return [block.role for block in assign_roles(blocks)]


@pytest.mark.parametrize(
    "text",
    [
        "Pressemitteilung",
        "PRESSEMITTEILUNG",
        "Pressemitteilung Nr. 12/2026",
        "Pressemitteilung - 585/pe",
        "Pressemitteilung vom 12. März 2026",
        "Gemeinsame Pressemitteilung",
        "Presse-Information 7/2025",
        "Medieninformation",
        "Presseeinladung:",
    ],
)
def test_a_line_that_names_the_kind_of_text_is_a_kicker(text: str) -> None:
    assert is_kicker(text)


@pytest.mark.parametrize(
    "text", ["Pressemitteilungen sind wichtig", "Presse fordert mehr Geld", "Nachrichtendienst warnt", SENTENCE]
)
def test_a_headline_is_no_kicker(text: str) -> None:
    assert not is_kicker(text)


@pytest.mark.parametrize(
    "text",
    [
        "Berlin, den 26.03.2021",
        "Berlin, 26. März 2021",
        "Foshan/Berlin, 24. März 2021",
        "Bad Homburg v. d. Höhe, 1. Mai 2022",
        "Frankfurt am Main, 3.4.22",
        "26.03.2021",
        "Freitag, 26. März 2021",
        "Berlin, 28.10.2021, 058/21",
        "26.03.2021 14:30 Uhr",
    ],
)
def test_a_line_of_place_and_date_is_a_dateline(text: str) -> None:
    assert is_dateline(text)


@pytest.mark.parametrize(
    "text", ["Termin: 3. Mai 2022 im Rathaus", "Am 3. Mai 2022 beginnt das Fest", "Berlin", "3. Mai"]
)
def test_a_sentence_with_a_date_is_no_dateline(text: str) -> None:
    assert not is_dateline(text)


def test_a_section_about_the_publisher_at_the_end_is_boilerplate() -> None:
    found = roles(paragraph(SENTENCE), heading("Hintergrund"), paragraph(SENTENCE), paragraph(SENTENCE))

    assert found == [Role.BODY, Role.BOILERPLATE, Role.BOILERPLATE, Role.BOILERPLATE]


def test_the_same_heading_in_the_middle_of_the_text_is_body() -> None:
    found = roles(
        paragraph(SENTENCE), heading("Hintergrund"), paragraph(SENTENCE), heading("Der Hafen"), paragraph(SENTENCE)
    )

    assert found == [Role.BODY] * 5


def test_a_heading_that_counts_is_not_about_the_publisher() -> None:
    assert (
        roles(paragraph(SENTENCE), heading("Über 500 Besucher am ersten Tag"), paragraph(SENTENCE)) == [Role.BODY] * 3
    )


def test_contact_ends_where_text_goes_on() -> None:
    found = roles(
        paragraph(SENTENCE), heading("Pressekontakt"), paragraph("Max Muster\nTel.: 0123"), paragraph(SENTENCE * 2)
    )

    assert found == [Role.BODY, Role.CONTACT, Role.CONTACT, Role.BODY]


def test_lines_of_a_contact_block_that_stand_apart_are_one_block() -> None:
    blocks = assign_roles(
        [
            paragraph(SENTENCE),
            paragraph("Ansprechpartnerin:"),
            paragraph("Erika Beispiel"),
            paragraph("E-Mail: e@stadt.example"),
        ]
    )

    assert [block.text.text for block in blocks] == [
        SENTENCE,
        "Ansprechpartnerin:\nErika Beispiel\nE-Mail: e@stadt.example",
    ]


def test_a_dateline_that_opens_a_paragraph_becomes_a_block_of_its_own() -> None:
    blocks = assign_roles([paragraph(f"Foshan/Berlin, 24. März 2021 – {SENTENCE}")])

    assert [(block.role, block.text.text) for block in blocks] == [
        (Role.DATELINE, "Foshan/Berlin, 24. März 2021 –"),
        (Role.BODY, SENTENCE),
    ]


def test_no_words_are_lost_whatever_the_roles() -> None:
    texts = [
        "Pressemitteilung",
        "Berlin, 1. Mai 2022: Los",
        SENTENCE,
        "Kontakt:",
        "Max",
        "Tel.: 1",
        "Über uns",
        SENTENCE,
    ]
    blocks = assign_roles([paragraph(text) for text in texts])

    assert " ".join(block.text.text for block in blocks).split() == " ".join(texts).split()
