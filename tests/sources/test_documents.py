"""Releases that come as files of text."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.article import Article, BlockKind, Role
from model.berlin import BERLIN
from model.errors import SourceError, UnreadableDocument
from model.richtext import MarkKind
from sources.documents import read_document

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DATA = Path(__file__).parent / "data"
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed"
Write = Callable[[str, str | bytes], Path]

BODY = (
    "Nach drei Jahren Bauzeit wird die neue Brücke für den Verkehr freigegeben. Die Stadt rechnet mit Kosten von 14,8"
    " Mio. Euro, von denen das Land 60 Prozent trägt."
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def texts(article: Article, role: Role | None = None, kind: BlockKind | None = None) -> list[str]:
    return [b.text.text for b in article.blocks if role in {None, b.role} and kind in {None, b.kind}]


class TestReleaseOfTheUsualShape:
    """Markdown in a file named .txt, with every part that a release has."""

    @pytest.fixture
    def article(self) -> Article:
        return read_document(DATA / "release.txt", NOW)

    def test_the_headline_is_the_title_and_not_the_word_above_it(self, article: Article) -> None:
        assert article.title.startswith("Häfen und Hochschulen des Städtebunds Nordlicht (SBN) planen")
        assert texts(article, Role.KICKER) == ["Pressemitteilung"]

    def test_place_and_date_are_the_dateline_and_date_the_release(self, article: Article) -> None:
        assert texts(article, Role.DATELINE) == ["Musterstadt, den 14.05.2025"]
        assert article.published == datetime(2025, 5, 14, tzinfo=BERLIN)
        assert article.language == "de"

    def test_the_paragraph_in_bold_is_the_lead(self, article: Article) -> None:
        assert article.lead.startswith("Die Häfen und Hochschulen")
        assert len(texts(article, Role.LEAD)) == 1

    def test_a_sentence_that_an_empty_line_cuts_is_whole_again(self, article: Article) -> None:
        joined = next(text for text in texts(article) if text.startswith("Ihm gehören"))

        assert "Nordende (Altstadt und Werft), Südende mit dem Verbund „Zwei Ufer“" in joined

    def test_the_part_about_the_publisher_is_boilerplate(self, article: Article) -> None:
        assert texts(article, Role.BOILERPLATE)[0] == "Information zum SBN:"
        assert len(texts(article, Role.BOILERPLATE)) == 3

    def test_the_contact_keeps_its_lines_and_links(self, article: Article) -> None:
        heading, lines = (block for block in article.blocks if block.role is Role.CONTACT)

        assert heading.text.text == "Kontakt:"
        assert lines.text.text.split("\n") == [
            "Ansprechpartner: Max Muster",
            "Nordlicht Büro GmbH",
            "Am Kai 7",
            "12345 Musterstadt",
            "E-Mail: presse@nordlicht.example",
            "Tel: +49 (40) 12 34 56 – 78",
            "Fax: +49 (40) 12 34 56 – 79",
            "www.nordlicht.example",
        ]
        assert [mark.href for mark in lines.text.marks] == [
            "mailto:presse@nordlicht.example",
            "http://www.nordlicht.example",
        ]

    def test_formulas_and_numbered_lists_keep_their_form(self, article: Article) -> None:
        formula = next(block for block in article.blocks if "CO2-Ausstoß" in block.text.text)

        assert [mark.kind for mark in formula.text.marks] == [MarkKind.SUBSCRIPT]
        assert len(texts(article, kind=BlockKind.LIST_ITEM)) == 3
        assert all(block.ordered for block in article.blocks if block.kind is BlockKind.LIST_ITEM)


@pytest.mark.skipif(not SEED.is_dir(), reason="the release that the project began with is not on this machine")
def test_every_word_of_the_first_release_is_kept() -> None:
    path = next(SEED.glob("*.txt"))
    article = read_document(path, NOW)
    whole = " ".join(" ".join(texts(article)).split())
    source = path.read_text(encoding="utf-8").replace("<sub>2</sub>", "2").replace("**", "").replace("#", "")
    links = [mark.href for block in article.blocks for mark in block.text.marks if mark.kind is MarkKind.LINK]

    missing = [word for word in source.split() if "](" not in word and word not in whole]

    assert missing == []
    assert links == ["mailto:isa@pks-gmbh.net", "http://www.isa-portal.de"]
    assert "Region Schwarzwald (Lahr und Freiburg), Städtenetzwerk „Drei gewinnt“" in whole
    assert article.published == datetime(2021, 3, 26, tzinfo=BERLIN)
    assert [role for role in Role if texts(article, role)] == list(Role)


class TestPlainText:
    @pytest.fixture
    def article(self) -> Article:
        return read_document(DATA / "plain.txt", NOW)

    def test_a_headline_over_two_lines_is_one_title(self, article: Article) -> None:
        assert article.title == "Neue Brücke über die Muster wird im September eröffnet"

    def test_lines_cut_by_the_width_are_joined(self, article: Article) -> None:
        body = next(text for text in texts(article) if text.startswith("Nach drei"))

        assert "\n" not in body
        assert body.endswith("60 Prozent der Nord-Süd-Achse und der Wirtschaftsförderung.")

    def test_kicker_dateline_heading_list_and_contact_are_told_apart(self, article: Article) -> None:
        assert texts(article, Role.KICKER) == ["PRESSEMITTEILUNG Nr. 12/2025"]
        assert texts(article, Role.DATELINE) == ["Musterstadt, 14. Mai 2025"]
        assert texts(article, kind=BlockKind.HEADING) == ["Was sich ändert"]
        assert texts(article, kind=BlockKind.LIST_ITEM) == [
            "Die Buslinie 7 fährt wieder durch die Innenstadt.",
            "Der Radweg wird vier Meter breit.",
        ]
        assert texts(article, Role.CONTACT)[0].split("\n")[-1] == "presse@musterstadt.example"

    def test_a_file_whose_lines_are_paragraphs_is_read_line_by_line(self, write: Write) -> None:
        article = read_document(write("a.txt", f"Neue Brücke eröffnet\n{BODY}\n{BODY} Ende."), NOW)

        assert texts(article) == ["Neue Brücke eröffnet", BODY, f"{BODY} Ende."]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
    def test_any_usual_encoding_is_read_right(self, write: Write, encoding: str) -> None:
        article = read_document(write("a.txt", f"Neue Brücke eröffnet\r\n\r\n{BODY}\r\n".encode(encoding)), NOW)

        assert texts(article) == ["Neue Brücke eröffnet", BODY]

    def test_a_date_in_the_last_line_dates_the_release(self, write: Write) -> None:
        article = read_document(write("a.txt", f"Neue Brücke eröffnet\n\n{BODY}\n\nMusterstadt, 14.05.2025\n"), NOW)

        assert article.published == datetime(2025, 5, 14, tzinfo=BERLIN)


class TestMarkdown:
    def test_headings_tables_quotes_and_nested_lists_keep_their_form(self, write: Write) -> None:
        table = "| Jahr | Euro |\n|---|---|\n| 2024 | 10 |"
        markdown = f"# Neue Brücke eröffnet\n\n{BODY}\n\n## Zahlen\n\n{table}\n\n> Ein Zitat.\n\n- a\n  - b\n"
        article = read_document(write("a.md", markdown), NOW)

        assert texts(article, kind=BlockKind.TABLE_CELL) == ["Jahr", "Euro", "2024", "10"]
        assert texts(article, kind=BlockKind.QUOTE) == ["Ein Zitat."]
        assert [block.level for block in article.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2]

    def test_html_within_markdown_is_made_harmless(self, write: Write) -> None:
        markdown = f"# Neue Brücke eröffnet\n\n{BODY} <script>alert(1)</script>[x](javascript:alert(1)) H<sub>2</sub>\n"
        article = read_document(write("a.md", markdown), NOW)

        assert "alert" not in " ".join(texts(article)).replace("[x](javascript:alert(1))", "")
        assert [mark.kind for block in article.blocks for mark in block.text.marks] == [MarkKind.SUBSCRIPT]


class TestHtmlFile:
    def test_a_saved_page_is_read_like_a_page(self, write: Write) -> None:
        page = f"<html><body><h1>Neue Brücke eröffnet</h1><p>{BODY}</p></body></html>".encode("latin-1")

        assert texts(read_document(write("a.HTM", page), NOW)) == ["Neue Brücke eröffnet", BODY]

    def test_one_without_text_is_refused_by_its_path(self, write: Write) -> None:
        path = write("leer.html", "<html><body></body></html>")

        with pytest.raises(UnreadableDocument, match=f"{path}: no article text found"):
            read_document(path, NOW)


class TestBadFiles:
    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"fehlt\.txt: there is no such file"):
            read_document(tmp_path / "fehlt.txt", NOW)

    def test_a_folder_is_no_document(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match="is a folder; name a file in it"):
            read_document(tmp_path, NOW)

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf"])
    @pytest.mark.parametrize("content", [b"", b" \n\t\n"])
    def test_an_empty_file_says_so(self, write: Write, name: str, content: bytes) -> None:
        with pytest.raises(UnreadableDocument, match="is empty"):
            read_document(write(name, content), NOW)

    def test_an_unknown_kind_says_what_can_be_read(self, write: Write) -> None:
        with pytest.raises(
            UnreadableDocument, match=r"a\.docx: unknown kind of file; what can be read is .*\.pdf.*\.txt"
        ):
            read_document(write("a.docx", b"PK"), NOW)

    def test_a_headline_alone_is_no_release(self, write: Write) -> None:
        with pytest.raises(UnreadableDocument, match="no article text found"):
            read_document(write("a.md", "# Neue Brücke eröffnet\n"), NOW)

    def test_a_text_in_english_says_so(self, write: Write) -> None:
        english = (
            "New bridge opened\n\n"
            + "The city has opened the new bridge, which is the longest in the whole region. " * 4
        )

        assert read_document(write("a.txt", english), NOW).language == "en"
