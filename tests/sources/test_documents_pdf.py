"""Releases as PDF files, made here letter by letter."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from model.article import Article, BlockKind, Role
from model.errors import UnreadableDocument
from sources.documents import read_document

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Text = tuple[float, float, float, str, str]
"""x and y in points from the lower left, size, font (R or B), words."""


def pdf_bytes(pages: list[list[Text]]) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for name in ("Helvetica", "Helvetica-Bold")
    ]
    kids = []
    for page in pages:
        shown = "\n".join(f"BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET" for x, y, size, font, words in page)
        objects.append(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}\nendstream")
        fonts = "<< /Font << /R 3 0 R /B 4 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {fonts} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return written(objects)


def written(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("cp1252")


def set_lines(lines: list[str], y: float, x: float = 70, size: float = 11, font: str = "R") -> list[Text]:
    return [(x, y - 14 * index, size, font, line) for index, line in enumerate(lines)]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    first = [
        (70, 805, 9, "R", "Stadt Musterstadt · Rathausplatz 1"),
        (70, 770, 11, "R", "Pressemitteilung Nr. 7/2025"),
        (70, 745, 11, "R", "Musterstadt, 14. Mai 2025"),
        (70, 715, 18, "B", "Neue Brücke über die Muster wird im"),
        (70, 693, 18, "B", "September eröffnet"),
        *set_lines(
            [
                "Nach drei Jahren Bauzeit wird die neue Brücke für den Verkehr freigegeben. Die Wirt-",
                "schaftsförderung rechnet mit 14,8 Mio. Euro, und die Nord-Süd-Achse senkt die CO2-",
                "Emissionen. Für die Ein- und Ausfahrt am Hafen gilt: Sie bleibt frei, sagt die Nord-",
                "Süd-Gesellschaft.",
            ],
            660,
        ),
        (70, 580, 11, "B", "Was sich ändert"),
        *set_lines(["Die Buslinie 7 fährt ab Montag wieder durch die Innenstadt und hält am Rathaus, wo"], 560),
        (290, 30, 9, "R", "Seite 1 von 2"),
    ]
    second = [
        (70, 805, 9, "R", "Stadt Musterstadt · Rathausplatz 1"),
        *set_lines(["ein neuer Fahrstuhl entsteht."], 770),
        (70, 730, 11, "B", "Pressekontakt:"),
        *set_lines(["Max Muster", "Telefon: 0123 4567-89", "presse@musterstadt.example"], 714),
        (290, 30, 9, "R", "Seite 2 von 2"),
    ]
    path = tmp_path / "release.pdf"
    path.write_bytes(pdf_bytes([first, second]))
    return path


@pytest.fixture
def article(release: Path) -> Article:
    return read_document(release, NOW)


def texts(article: Article) -> list[str]:
    return [block.text.text for block in article.blocks]


def test_the_largest_letters_of_the_first_page_are_the_title(article: Article) -> None:
    assert article.title == "Neue Brücke über die Muster wird im September eröffnet"


def test_kicker_dateline_and_contact_are_told_apart(article: Article) -> None:
    by_role = {block.role: block.text.text for block in article.blocks if block.kind is BlockKind.PARAGRAPH}

    assert by_role[Role.KICKER] == "Pressemitteilung Nr. 7/2025"
    assert by_role[Role.DATELINE] == "Musterstadt, 14. Mai 2025"
    assert by_role[Role.CONTACT] == "Max Muster\nTelefon: 0123 4567-89\npresse@musterstadt.example"
    assert article.published is not None
    assert article.published.date().isoformat() == "2025-05-14"


def test_lines_are_joined_and_only_the_hyphens_of_the_line_end_go(article: Article) -> None:
    body = next(text for text in texts(article) if text.startswith("Nach drei"))

    assert "Die Wirtschaftsförderung rechnet mit 14,8 Mio. Euro" in body
    assert "die Nord-Süd-Achse senkt die CO2-Emissionen." in body
    assert "sagt die Nord-Süd-Gesellschaft." in body
    assert "\n" not in body


def test_headers_footers_and_page_numbers_are_dropped(article: Article) -> None:
    whole = "\n".join(texts(article))

    assert "Rathausplatz" not in whole
    assert "Seite" not in whole


def test_a_sentence_that_the_page_cuts_is_one_again(article: Article) -> None:
    sentence = next(text for text in texts(article) if text.startswith("Die Buslinie 7"))

    assert sentence.endswith("hält am Rathaus, wo ein neuer Fahrstuhl entsteht.")


def test_a_bold_line_is_a_heading(article: Article) -> None:
    heading = next(block for block in article.blocks if block.text.text == "Was sich ändert")

    assert heading.kind is BlockKind.HEADING


def test_a_letterhead_is_dropped_and_the_items_of_a_list_are_one_list(tmp_path: Path) -> None:
    page = [
        (70, 720, 9, "B", "Presseamt der Stadt Musterstadt"),
        (70, 700, 11, "R", "Pressemitteilung Nr. 8/2025"),
        (70, 670, 18, "B", "Drei neue Fähren für den Hafen"),
        *set_lines(["Die Stadt kauft drei Fähren und lässt sie im Sommer über den Fluss fahren, und zwar:"], 640),
        *set_lines(["- am Morgen zur Werft", "- am Mittag zum Markt", "- am Abend zum Bahnhof"], 610),
    ]
    path = tmp_path / "letterhead.pdf"
    path.write_bytes(pdf_bytes([page]))

    article = read_document(path, NOW)

    assert "Presseamt der Stadt Musterstadt" not in texts(article)
    assert len({block.group for block in article.blocks if block.kind is BlockKind.LIST_ITEM}) == 1


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "Links beginnt der Text mit",
        "einem Satz über den Hafen",
        "und die vielen Schiffe, die",
        "dort im Sommer anlegen.",
    ]
    right = [
        "Rechts geht es weiter mit",
        "dem Bahnhof und den Zügen,",
        "die im Herbst wieder nach",
        "Norden fahren werden.",
    ]
    page = [
        (70, 780, 18, "B", "Hafen und Bahnhof in neuem Glanz"),
        *set_lines(left, 740),
        *set_lines(right, 740, x=320),
    ]
    path = tmp_path / "columns.pdf"
    path.write_bytes(pdf_bytes([page]))

    whole = " ".join(texts(read_document(path, NOW)))

    assert "den Hafen und die vielen Schiffe, die dort im Sommer anlegen. Rechts geht es weiter" in whole


def test_a_small_figure_below_the_line_stays_with_its_word(tmp_path: Path) -> None:
    page = [
        (70, 780, 18, "B", "Weniger Abgase im Hafen"),
        (70, 740, 11, "R", "Der Ausstoß von CO"),
        (171.5, 737, 7, "R", "2"),
        (175.5, 740, 11, "R", "-Gas sinkt in diesem Jahr um ein Viertel."),
    ]
    path = tmp_path / "co2.pdf"
    path.write_bytes(pdf_bytes([page]))

    assert "Der Ausstoß von CO2-Gas sinkt in diesem Jahr um ein Viertel." in texts(read_document(path, NOW))


def test_a_pdf_of_pictures_sends_its_owner_to_ocr(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_bytes([[]]))

    with pytest.raises(UnreadableDocument, match="holds pictures only; run it through OCR first"):
        read_document(path, NOW)


def test_a_pdf_with_a_password_says_so(release: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(release))
    writer.encrypt("geheim", algorithm="AES-256")
    writer.write(release)

    with pytest.raises(UnreadableDocument, match="protected by a password"):
        read_document(release, NOW)


def test_a_pdf_that_only_forbids_printing_is_read(release: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(release))
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(release)

    assert read_document(release, NOW).title.startswith("Neue Brücke")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\nnothing of use", b"%PDF-1.7\n" + bytes(range(256)) * 20, b"no pdf at all"]
)
def test_a_broken_pdf_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)

    with pytest.raises(UnreadableDocument, match="broken PDF"):
        read_document(path, NOW)


def test_a_pdf_cut_off_anywhere_is_an_error_or_an_article_but_no_crash(release: Path) -> None:
    whole = release.read_bytes()
    for end in range(100, len(whole), 400):
        release.write_bytes(whole[:end])
        with suppress(UnreadableDocument):
            assert read_document(release, NOW).title
