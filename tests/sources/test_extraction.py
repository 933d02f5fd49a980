"""From a page to an article."""

from datetime import UTC, datetime

import pytest

from model.article import Article, Block, BlockKind, Role
from model.berlin import BERLIN
from model.errors import BadConfiguration, UnreadableDocument
from model.richtext import MarkKind
from model.source import Link, Selectors
from sources.extraction import extract_html

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://www.stadt.example/presse/hafen.html"
LEAD = "Die Stadt Musterstadt hat am Freitag ihren neuen Hafen für den Verkehr mit Wasserstoff freigegeben."
FIRST = (
    "Der Hafen ist 25 Hektar groß und kostet 14,8 Mio. Euro, wie Stadträtin Erika Beispiel sagte. Er soll den Ausstoß"
    " der Schiffe um ein Viertel senken und 300 neue Arbeitsplätze schaffen."
)
SECOND = (
    "Die Bauzeit betrug drei Jahre. In dieser Zeit wurden vier Kräne aufgestellt, zwei Gleise verlegt und ein Lager für"
    " Wasserstoff gebaut, das die Stadtwerke betreiben."
)
LINKED_DATA = (
    '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2025-05-14"}]}</script>'
)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='de'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def article_page(inner: str = "", head: str = "", before: str = "", after: str = "") -> str:
    text = f"<p>{FIRST}</p>{inner}<p>{SECOND}</p>"
    return page(f"{before}<main><h1>Neuer Hafen eröffnet im Mai</h1><div class='text'>{text}</div></main>{after}", head)


def read(html: str | bytes, url: str = URL, selectors: Selectors | None = None, hint: Link | None = None) -> Article:
    return extract_html(html, url=url, selectors=selectors or Selectors(), now=NOW, hint=hint)


def texts(article: Article, kind: BlockKind | None = None, role: Role | None = None) -> list[str]:
    return [b.text.text for b in article.blocks if kind in {None, b.kind} and role in {None, b.role}]


def blocks(article: Article, kind: BlockKind) -> list[Block]:
    return [block for block in article.blocks if block.kind is kind]


class TestStructure:
    def test_the_title_comes_first_and_only_once(self) -> None:
        article = read(article_page(inner="<h2>Neuer Hafen eröffnet im Mai</h2>"))

        assert [block.kind for block in article.blocks].count(BlockKind.TITLE) == 1
        assert texts(article) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_headings_keep_their_level_and_bold_lines_become_headings(self) -> None:
        article = read(article_page(inner=f"<h3>Die Kosten</h3><p>{SECOND}</p><p><b>Der Betrieb</b></p>"))

        assert [(b.text.text, b.level) for b in blocks(article, BlockKind.HEADING)] == [
            ("Die Kosten", 3),
            ("Der Betrieb", 3),
        ]

    def test_lists_keep_depth_order_and_group(self) -> None:
        nested = "<ul><li>Kräne<ol><li>Nord</li><li>Süd</li></ol></li><li><p>Gleise</p><p>neu</p></li></ul>"
        lists = f"{nested}<ol><li>Lager</li></ol>"
        items = blocks(read(article_page(inner=lists)), BlockKind.LIST_ITEM)

        assert [(b.text.text, b.level, b.ordered, b.group) for b in items] == [
            ("Kräne", 1, False, 1),
            ("Nord", 2, True, 1),
            ("Süd", 2, True, 1),
            ("Gleise\nneu", 1, False, 1),
            ("Lager", 1, True, 2),
        ]

    def test_quotes_stay_quotes(self) -> None:
        article = read(
            article_page(inner="<blockquote><p>„Ein guter Tag für die ganze Stadt“, sagte sie.</p></blockquote>")
        )

        assert texts(article, BlockKind.QUOTE) == ["„Ein guter Tag für die ganze Stadt“, sagte sie."]

    def test_tables_of_data_keep_the_place_of_each_cell(self) -> None:
        table = (
            "<table><caption>Umschlag</caption><tr><th>Jahr</th><th colspan='2'>Tonnen</th></tr>"
            "<tr><td rowspan='2'>2024</td><td>10</td><td>11</td></tr><tr><td>12</td><td></td></tr></table>"
        )
        article = read(article_page(inner=table))

        assert [(b.text.text, b.row, b.column, b.header) for b in blocks(article, BlockKind.TABLE_CELL)] == [
            ("Jahr", 0, 0, True),
            ("Tonnen", 0, 1, True),
            ("2024", 1, 0, False),
            ("10", 1, 1, False),
            ("11", 1, 2, False),
            ("12", 2, 1, False),
        ]
        assert "Umschlag" in texts(article, BlockKind.PARAGRAPH)

    def test_a_cell_that_says_what_a_label_says_stays_in_its_table(self) -> None:
        table = "<table><tr><th>Name</th><th>E-Mail</th></tr><tr><td>Muster</td><td>–</td></tr></table>"

        assert texts(read(article_page(inner=table)), BlockKind.TABLE_CELL) == ["Name", "E-Mail", "Muster", "–"]

    def test_a_table_that_lays_out_the_page_is_read_as_text(self) -> None:
        cell = f"<p>{FIRST}</p><p>{SECOND}</p>"
        article = read(page(f"<h1>Neuer Hafen eröffnet im Mai</h1><table><tr><td>{cell}</td></tr></table>"))

        assert texts(article, BlockKind.PARAGRAPH) == [FIRST, SECOND]

    def test_two_line_breaks_part_paragraphs_and_one_parts_lines(self) -> None:
        article = read(
            page(f"<h1>Neuer Hafen eröffnet im Mai</h1><div>{FIRST}<br><br>{SECOND}<br>Ende der Meldung</div>")
        )

        assert texts(article, BlockKind.PARAGRAPH) == [FIRST, f"{SECOND}\nEnde der Meldung"]

    def test_links_become_absolute_and_formulas_keep_their_marks(self) -> None:
        article = read(
            article_page(
                inner="<p>Mehr zum CO<sub>2</sub>-Ausstoß steht im <a href='/bericht'>Bericht der Stadt</a>.</p>"
            )
        )
        marks = next(b.text.marks for b in article.blocks if b.text.text.startswith("Mehr zum CO2-Ausstoß"))

        assert [mark.kind for mark in marks] == [MarkKind.SUBSCRIPT, MarkKind.LINK]
        assert marks[1].href == "https://www.stadt.example/bericht"

    def test_definition_lists_put_the_word_before_its_meaning(self) -> None:
        article = read(
            article_page(inner="<dl><dt>Beginn</dt><dd>10 Uhr am Kai</dd><dt>Ort:</dt><dd>Osthafen, Tor 3</dd></dl>")
        )

        assert {"Beginn: 10 Uhr am Kai", "Ort: Osthafen, Tor 3"} <= set(texts(article))


class TestRelease:
    def test_every_part_of_a_release_is_told_apart(self) -> None:
        html = page(
            "<article><p>Pressemitteilung Nr. 12/2025</p><h1>Neuer Hafen eröffnet im Mai</h1><p>14. Mai 2025</p>"
            f"<p class='lead'>{LEAD}</p><p>{FIRST}</p><h3>Über die Stadt</h3><p>{SECOND}</p>"
            "<h3>Kontakt</h3><p>Max Muster<br>Tel.: 0123 456</p><p>presse@stadt.example</p></article>"
        )
        found = [(block.role, block.text.text) for block in read(html).blocks[1:]]

        assert found == [
            (Role.KICKER, "Pressemitteilung Nr. 12/2025"),
            (Role.DATELINE, "14. Mai 2025"),
            (Role.LEAD, LEAD),
            (Role.BODY, FIRST),
            (Role.BOILERPLATE, "Über die Stadt"),
            (Role.BOILERPLATE, SECOND),
            (Role.CONTACT, "Kontakt"),
            (Role.CONTACT, "Max Muster\nTel.: 0123 456\npresse@stadt.example"),
        ]

    def test_an_old_page_laid_out_with_tables_and_line_breaks_is_read(self) -> None:
        html = page(
            "<table><tr><td><a href='/'>Start</a><br><a href='/p'>Presse</a></td><td><font size='4'><b>Neuer Hafen"
            f" eröffnet im Mai</b></font><br><br>Musterstadt, 14.05.2025 - {FIRST}<br><br>{SECOND}<br><br>Kontakt:<br>"
            "Max Muster<br>Tel. 0123/456</td></tr></table>",
            head="<title>Presse</title>",
        )
        article = read(html)

        assert texts(article) == [
            "Neuer Hafen eröffnet im Mai",
            "Musterstadt, 14.05.2025 -",
            FIRST,
            SECOND,
            "Kontakt:\nMax Muster\nTel. 0123/456",
        ]

    def test_an_overview_of_releases_is_no_release(self) -> None:
        links = "".join(
            f"<li><a href='/{n}'>Meldung {n} über ein Thema der Stadt</a> 12.03.2025</li>" for n in range(30)
        )

        with pytest.raises(UnreadableDocument, match="no article text found"):
            read(page(f"<h1>Alle Pressemitteilungen der Stadt</h1><ul>{links}</ul>"))


class TestPictures:
    def test_a_figure_has_address_caption_and_credit(self) -> None:
        figure = (
            "<figure><img src='/hafen.jpg' alt='Kran am Kai'>"
            "<figcaption>Der neue Hafen. Foto: Stadt Musterstadt / M. Muster</figcaption></figure>"
        )
        block = blocks(read(article_page(inner=figure)), BlockKind.FIGURE)[0]

        assert block.text.text == "Der neue Hafen."
        assert block.image is not None
        assert (block.image.url, block.image.alt) == ("https://www.stadt.example/hafen.jpg", "Kran am Kai")
        assert block.image.credit == "Stadt Musterstadt / M. Muster"

    @pytest.mark.parametrize(
        "img",
        [
            "<img src='data:image/gif;base64,R0' data-src='/hafen.jpg'>",
            "<img data-srcset='/klein.jpg 320w, /hafen.jpg 1280w'>",
            "<picture><source srcset='/hafen.jpg 1x'><img alt=''></picture>",
        ],
    )
    def test_a_picture_that_loads_late_is_found(self, img: str) -> None:
        images = [block.image for block in blocks(read(article_page(inner=f"<p>{img}</p>")), BlockKind.FIGURE)]

        assert [image.url for image in images if image] == ["https://www.stadt.example/hafen.jpg"]

    @pytest.mark.parametrize(
        "img", ["<img src='/logo.png'>", "<img src='/x.gif' width='1' height='1'>", "<img src='javascript:alert(1)'>"]
    )
    def test_icons_pixels_and_scripts_are_no_pictures(self, img: str) -> None:
        assert blocks(read(article_page(inner=img)), BlockKind.FIGURE) == []

    def test_a_caption_beside_its_picture_leaves_the_text(self) -> None:
        lines = "<p class='bildunterschrift'>Der Hafen</p><p>© Stadt Musterstadt</p>"
        box = f"<div class='bild'><img src='/hafen.jpg'>{lines}</div>"
        article = read(article_page(inner=box))
        figure = blocks(article, BlockKind.FIGURE)[0]

        assert (figure.text.text, figure.image.credit if figure.image else "") == ("Der Hafen", "Stadt Musterstadt")
        assert texts(article, BlockKind.PARAGRAPH) == [FIRST, SECOND]


class TestFurniture:
    @pytest.mark.parametrize(
        "junk",
        [
            "<nav><a href='/'>Startseite</a></nav>",
            "<div class='cookie-banner'><p>Wir verwenden Cookies, um Ihnen den besten Dienst zu bieten.</p></div>",
            "<script>var text = 'Das ist ein langer Text in einem Skript, der niemals erscheinen darf.';</script>",
            "<!-- Ein Kommentar, der niemals erscheinen darf, auch wenn er noch so lang ist und Sätze hat. -->",
            "<ul class='share-buttons'><li>Facebook</li><li>Seite teilen</li></ul>",
            "<p><a href='/drucken'>Seite drucken</a></p><p>Teilen</p>",
            "<aside><h2>Weitere Meldungen</h2><p>Ein anderer Artikel mit langem Text über etwas anderes.</p></aside>",
            "<div class='related'><h3>Mehr zum Thema</h3><p><a href='/a'>Der alte Hafen wird saniert</a></p></div>",
            "<p style='display:none'>Dieser Text ist versteckt und darf niemals in einer Meldung erscheinen.</p>",
            "<p><a href='/b'>Lesen Sie auch: Der alte Hafen wird saniert</a></p>",
            "<p>3 Min. Lesezeit</p><p>Kategorien: Presse, Umwelt</p><p>Titelbild: M. Muster</p>",
            "<div><p>Empfohlener redaktioneller Inhalt</p><p>Hier finden Sie einen externen Inhalt von X.</p></div>",
            "<p>Jetzt spenden</p><p>Alle Pressemitteilungen</p><p>War dieser Artikel hilfreich?</p>",
            "<form><label>Suche</label><input value='Suchwort'></form>",
            "<ol class='breadcrumb'><li>Start</li><li>Presse</li></ol>",
        ],
    )
    def test_what_is_around_and_between_the_text_is_dropped(self, junk: str) -> None:
        for html in (article_page(inner=junk), article_page(before=junk, after=junk)):
            assert texts(read(html)) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    @pytest.mark.parametrize("name", ["id='CookieBox'", "class='consent-layer'", "id='comments'"])
    def test_consent_and_comments_go_even_where_they_are_longer_than_the_article(self, name: str) -> None:
        said = "".join(
            f"<p>Das ist ein langer Satz Nummer {n}, der mit der Meldung nichts zu tun hat.</p>" for n in range(30)
        )
        layer = f"<div {name}>{said}</div>"

        for html in (article_page(before=layer), article_page(after=layer)):
            assert texts(read(html)) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_a_form_around_the_whole_page_is_no_reason_to_drop_it(self) -> None:
        html = page(f"<form><h1>Neuer Hafen eröffnet im Mai</h1><p>{FIRST}</p><p>{SECOND}</p></form>")

        assert texts(read(html)) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_a_lead_above_the_text_is_found_and_named(self) -> None:
        html = page(
            f"<main><header><h1>Neuer Hafen eröffnet im Mai</h1><p class='article__teaser'>{LEAD}</p></header>"
            f"<div><div><p>{FIRST}</p><p>{SECOND}</p></div></div></main>"
        )

        assert texts(read(html), role=Role.LEAD) == [LEAD]

    def test_a_first_paragraph_in_bold_is_the_lead_and_loses_the_bold(self) -> None:
        html = page(f"<h1>Neuer Hafen eröffnet im Mai</h1><p><strong>{LEAD}</strong></p><p>{FIRST}</p><p>{SECOND}</p>")
        lead = next(block for block in read(html).blocks if block.role is Role.LEAD)

        assert (lead.text.text, lead.text.marks) == (LEAD, ())

    def test_an_address_that_cloudflare_hides_is_written_out(self) -> None:
        key, address = 0x42, "presse@stadt.example"
        code = bytes([key, *(ord(letter) ^ key for letter in address)]).hex()
        link = f"<a class='__cf_email__' href='/cdn-cgi/x' data-cfemail='{code}'>[email&#160;protected]</a>"
        hidden = f"<p>Fragen an {link}.</p>"

        assert f"Fragen an {address}." in texts(read(article_page(inner=hidden)))


class TestTitle:
    def test_the_headline_that_readers_see_wins_over_the_one_for_search_engines(self) -> None:
        head = (
            "<title>Hafen Musterstadt: alle Infos | Stadt</title><meta property='og:title' content='Hafen: alle Infos'>"
        )

        assert read(article_page(head=head)).title == "Neuer Hafen eröffnet im Mai"

    def test_a_heading_that_the_metadata_confirms_wins_over_the_name_of_the_site(self) -> None:
        html = article_page(
            before="<h1>Presseportal der Stadt Musterstadt</h1>",
            head="<meta property='og:title' content='Neuer Hafen eröffnet im Mai'>",
        )

        assert read(html).title == "Neuer Hafen eröffnet im Mai"

    @pytest.mark.parametrize("kicker", ["<span class='kicker'>Wirtschaft</span> ", "<em>Wirtschaft</em> "])
    def test_a_kicker_within_the_heading_is_left_out(self, kicker: str) -> None:
        html = page(
            f"<h1>{kicker}Neuer Hafen eröffnet im Mai</h1><p>{FIRST}</p><p>{SECOND}</p>",
            head="<title>Neuer Hafen eröffnet im Mai | Stadt</title>",
        )

        assert read(html).title == "Neuer Hafen eröffnet im Mai"

    def test_the_name_of_the_site_is_no_headline_however_large(self) -> None:
        html = page(
            "<a href='/'>Verband der Häfen</a><h1>Verband der Häfen</h1><h2>Neuer Hafen eröffnet im Mai</h2>"
            f"<p>{FIRST}</p><p>{SECOND}</p>",
            head="<title>Neuer Hafen eröffnet im Mai - Verband der deutschen Binnenhäfen</title>",
        )

        assert read(html).title == "Neuer Hafen eröffnet im Mai"

    @pytest.mark.parametrize(
        "section", ["Pressemitteilung", "Aktuelles", "Detailansicht", "Presse &amp; Medien", "Pressearchiv"]
    )
    @pytest.mark.parametrize("title", ["{} | Stadt Musterstadt", "Stadt Musterstadt - {}", "{}: Stadt Musterstadt"])
    def test_the_name_of_the_section_is_no_headline(self, section: str, title: str) -> None:
        html = page(
            f"<h1>{section}</h1><div><h2>Neuer Hafen eröffnet im Mai</h2><p>{FIRST}</p><p>{SECOND}</p></div>",
            head=f"<title>{title.format(section)}</title>",
        )

        assert texts(read(html)) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    @pytest.mark.parametrize("kicker", ["Umwelt<br>", "<small>Pressemitteilung 12/2025</small> "])
    def test_a_kicker_that_the_layout_parts_from_the_headline_is_left_out(self, kicker: str) -> None:
        html = page(
            f"<h1>{kicker}Neuer Hafen eröffnet im Mai</h1><p>{FIRST}</p><p>{SECOND}</p>",
            head="<title>Neuer Hafen eröffnet im Mai - Stadt</title>",
        )

        assert texts(read(html)) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_without_a_heading_the_title_of_the_page_serves_without_the_site(self) -> None:
        html = page(f"<p>{FIRST}</p><p>{SECOND}</p>", head="<title>Neuer Hafen eröffnet im Mai | Musterstadt</title>")

        assert read(html).title == "Neuer Hafen eröffnet im Mai"

    def test_a_hint_fills_the_gap_and_only_the_gap(self) -> None:
        hint = Link(url=URL, key="k", title="Aus dem Feed", published=datetime(2025, 5, 1, tzinfo=UTC))
        bare = read(f"<p>{FIRST}</p><p>{SECOND}</p>", hint=hint)

        assert (bare.title, bare.published) == ("Aus dem Feed", hint.published)
        assert read(article_page(), hint=hint).title == "Neuer Hafen eröffnet im Mai"

    def test_soft_hyphens_leave_the_title(self) -> None:
        html = article_page().replace("Neuer Hafen", "Neuer Ha&shy;fen")

        assert read(html).title == "Neuer Hafen eröffnet im Mai"


class TestDate:
    DAY = datetime(2025, 5, 14, tzinfo=BERLIN)

    @pytest.mark.parametrize(
        ("head", "before"),
        [
            (
                LINKED_DATA,
                "",
            ),
            ("<meta property='article:published_time' content='2025-05-14T00:00:00+02:00'>", ""),
            ("", "<time datetime='2025-05-14'>vor kurzem</time>"),
            ("", "<p>Pressemitteilung vom 14. Mai 2025</p>"),
            ("", "<p class='date'><b>14</b> <span>Mai</span> <i>2025</i></p>"),
            ("", "<p>Veröffentlicht: 14/05/2025</p>"),
            ("", "<span>14.05.2025</span>"),
            ("<meta name='date' content='2025-05-14'>", ""),
        ],
    )
    def test_each_statement_of_the_page_is_understood(self, head: str, before: str) -> None:
        assert read(article_page(head=head, before=before)).published == self.DAY

    def test_the_page_is_believed_before_its_address(self) -> None:
        url = "https://www.stadt.example/2024/01/02/hafen"

        assert read(article_page(before="<p>14.05.2025</p>"), url=url).published == self.DAY
        assert read(article_page(), url=url).published == datetime(2024, 1, 2, tzinfo=BERLIN)

    def test_a_date_in_the_future_is_passed_over(self) -> None:
        html = article_page(
            before="<p>14.05.2025</p>", head="<meta property='article:published_time' content='2031-01-01'>"
        )

        assert read(html).published == self.DAY

    def test_a_dateline_dates_the_release(self) -> None:
        html = page(f"<h1>Neuer Hafen eröffnet im Mai</h1><p>Musterstadt, 14. Mai 2025 – {FIRST}</p><p>{SECOND}</p>")
        article = read(html)

        assert article.published == self.DAY
        assert texts(article, role=Role.DATELINE) == ["Musterstadt, 14. Mai 2025 –"]
        assert FIRST in texts(article)

    def test_a_line_of_change_and_the_footer_date_nothing(self) -> None:
        html = article_page(after="<p>Stand: 14.05.2025</p><footer>© 2024 Stadt, 01.02.2024</footer>")

        assert read(html).published is None

    def test_the_time_of_publication_wins_over_that_of_a_change(self) -> None:
        times = "<time class='updated' datetime='2025-06-01'>x</time><time datetime='2025-05-14'>y</time>"

        assert read(article_page(before=f"<p>{times}</p>")).published == self.DAY
        assert (
            read(article_page(before="<p><b>Geändert am</b> <i>1.6.2025</i> <i>14.5.2025</i></p>")).published
            == self.DAY
        )

    def test_the_date_of_another_release_dates_nothing(self) -> None:
        other = "<h2>Weitere Meldungen</h2><div><span>14.05.2025</span><a href='/b'>Der alte Hafen</a></div>"

        linked = "<div><h3><a href='/b'>Der alte Hafen</a></h3><p>Anreißer.</p><span>14.05.2025</span></div>"

        assert read(article_page(after=other)).published is None
        assert read(article_page(after=linked)).published is None

    def test_the_line_of_place_and_date_wins_over_what_may_be_the_time_of_a_change(self) -> None:
        html = article_page(inner=f"<p>{SECOND * 3}</p>", head="<meta name='dc.date' content='2026-01-15'>")
        html = html.replace("</div></main>", "<p>Musterstadt, den 14.05.2025</p></div></main>")

        assert read(html).published == self.DAY

    def test_a_date_that_the_text_tells_of_dates_nothing(self) -> None:
        told = "<p>Der Grundstein war am 14. Mai 2025 gelegt worden, als noch niemand an die Kosten dachte.</p>"

        assert read(article_page(inner=told)).published is None


class TestAddressAndLanguage:
    @pytest.mark.parametrize(
        ("url", "canonical", "expected"),
        [
            (URL, "https://www.stadt.example/hafen", "https://www.stadt.example/hafen"),
            ("https://presse.duisburg.de/x?s=1", "https://www.duisburg.de/x", "https://www.duisburg.de/x"),
            (URL, "https://evil.example.org/hafen", URL),
            ("https://www.duisburg.de/x", "https://www.bochum.de/x", "https://www.duisburg.de/x"),
            (URL, "/presse/hafen", "https://www.stadt.example/presse/hafen"),
            ("http://127.0.0.1:8080/x", "https://www.duisburg.de/x", "https://www.duisburg.de/x"),
            (URL, "javascript:alert(1)", URL),
        ],
    )
    def test_a_canonical_address_is_believed_on_its_own_site_only(
        self, url: str, canonical: str, expected: str
    ) -> None:
        assert read(article_page(head=f"<link rel='canonical' href='{canonical}'>"), url=url).url == expected

    def test_a_page_in_english_says_so_whatever_it_declares(self) -> None:
        text = (
            "The city has opened a new harbour for hydrogen, which is the largest of its kind in the whole region. " * 3
        )

        assert read(page(f"<h1>New harbour opened this week</h1><p>{text}</p>")).language == "en"

    def test_a_german_page_that_declares_english_is_german(self) -> None:
        assert read(article_page().replace("lang='de'", "lang='en'")).language == "de"

    def test_keywords_and_author_come_from_the_metadata(self) -> None:
        head = "<meta name='keywords' content='Hafen, Wasserstoff ,Hafen'><meta name='author' content='Amt für Presse'>"
        article = read(article_page(head=head))

        assert article.categories == ("Hafen", "Wasserstoff")
        assert article.author == "Amt für Presse"

    def test_broken_structured_data_is_no_reason_to_fail(self) -> None:
        head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'

        assert read(article_page(head=head)).title == "Neuer Hafen eröffnet im Mai"


class TestSelectors:
    HTML = page(
        "<h1>Portal der Stadt</h1><b class='t'>Der wahre Titel</b><i class='d'>14. Mai 2025</i>"
        "<em class='l'>Kurz gesagt.</em>"
        f"<div class='x'><p>{FIRST}</p></div><div class='y'><p>{SECOND}</p><p class='weg'>Fort damit.</p></div>"
    )

    def test_selectors_go_before_every_rule(self) -> None:
        article = read(self.HTML, selectors=Selectors(title=".t", date=".d", lead=".l", body=".y", remove=".weg"))

        assert texts(article) == ["Der wahre Titel", "Kurz gesagt.", SECOND]
        assert texts(article, role=Role.LEAD) == ["Kurz gesagt."]
        assert article.published == datetime(2025, 5, 14, tzinfo=BERLIN)

    def test_a_selector_that_finds_no_text_says_so_instead_of_guessing(self) -> None:
        with pytest.raises(UnreadableDocument, match="no article text found"):
            read(self.HTML, selectors=Selectors(body=".fehlt"))

    def test_a_selector_that_is_no_css_is_the_operators_to_mend(self) -> None:
        with pytest.raises(BadConfiguration, match="selector `body`: 'div\\[' is no CSS selector"):
            read(self.HTML, selectors=Selectors(body="div["))


class TestSections:
    def test_a_section_that_is_furniture_goes_with_all_that_it_holds_and_the_text_goes_on(self) -> None:
        box = "<div><h3>Mehr zum Thema</h3><p>Der alte Hafen wird saniert, so hat es der Rat beschlossen.</p></div>"

        assert texts(read(article_page(inner=box))) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_furniture_without_a_box_of_its_own_ends_where_the_text_goes_on(self) -> None:
        flat = "<h3>Mehr zum Thema</h3><p><a href='/a'>Der alte Hafen wird saniert</a></p>"
        article = read(page(f"<h1>Neuer Hafen eröffnet im Mai</h1><p>{FIRST}</p>{flat}<p>{SECOND * 2}</p>"))

        assert texts(article) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND * 2]

    def test_a_teaser_goes_with_the_lines_under_its_linked_heading(self) -> None:
        teaser = "<div><h3><a href='/a'>Der alte Hafen wird saniert</a></h3><p>Der Rat hat es so beschlossen.</p></div>"

        assert texts(read(article_page(inner=teaser))) == ["Neuer Hafen eröffnet im Mai", FIRST, SECOND]

    def test_a_part_of_the_article_whose_heading_is_a_link_stays(self) -> None:
        part = f"<div><h2><a href='/plan'>Der Plan der Stadt</a></h2><p>{SECOND * 3}</p></div>"

        assert SECOND * 3 in texts(read(article_page(inner=part)))

    def test_the_contact_that_ends_the_text_stays_whatever_its_letters(self) -> None:
        mail = "<p><a href='mailto:m@s.example'>m@s.example</a></p>"
        contact = f"<h2>Pressekontakt</h2><address>Max Muster<br>Tel.: 0123 456</address>{mail}"
        article = read(page(f"<h1>Neuer Hafen eröffnet im Mai</h1><div><p>{FIRST}</p><p>{SECOND}</p>{contact}</div>"))

        assert texts(article, role=Role.CONTACT) == ["Pressekontakt", "Max Muster\nTel.: 0123 456\nm@s.example"]

    def test_the_name_of_the_author_alone_is_no_text(self) -> None:
        assert texts(read(article_page(inner="<p>Von Erika Muster</p>")))[1:] == [FIRST, SECOND]


class TestBadInput:
    @pytest.mark.parametrize("bad", ["\x00", "\ud83d", "&#0;", "&#xD83D;"])
    def test_nothing_that_a_database_refuses_comes_out(self, bad: str) -> None:
        data = '<script type="application/ld+json">{"@type": "Article", "headline": "Neuer\\ud83d Hafen\\u0000", '
        data += '"keywords": "Ha\\ud83dfen", "author": "Er\\u0000ika"}</script>'
        html = article_page(inner=f"<p>Ein{bad} Satz mit einem Zeichen, das{bad} keines ist.</p>", head=data)
        article = read(html, selectors=Selectors(title="h1"))
        said = [article.title, article.author, *article.categories, *texts(article)]

        assert "\x00" not in "".join(said)
        assert "".join(said).encode("utf-8")

    def test_a_hidden_address_that_is_no_text_is_no_reason_to_fail(self) -> None:
        assert read(article_page(inner="<p><a data-cfemail='4242'>x</a></p>")).title == "Neuer Hafen eröffnet im Mai"

    @pytest.mark.parametrize(
        "html", ["", "   ", "<html></html>", "<nav><a href='/'>Start</a></nav>", b"\xff\xfe\x00", "\x00"]
    )
    def test_a_page_without_text_is_refused_by_name(self, html: str | bytes) -> None:
        with pytest.raises(UnreadableDocument, match=f"{URL}: no article text found"):
            read(html)

    def test_a_page_of_a_headline_alone_is_refused(self) -> None:
        with pytest.raises(UnreadableDocument, match="no article text found"):
            read(page("<h1>Neuer Hafen eröffnet im Mai</h1>"))

    def test_old_encodings_are_read_right(self) -> None:
        assert (
            read(article_page().replace("utf-8", "iso-8859-1").encode("cp1252")).title == "Neuer Hafen eröffnet im Mai"
        )

    def test_nothing_that_runs_comes_out(self) -> None:
        attack = (
            "<p onclick='x()'>Klick <a href='javascript:x()'>hier</a> und <a href='data:text/html,x'>dort</a>,"
            " sagte die Stadt.</p>"
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; ist nur Text in dieser Meldung der Stadt.</p>"
        )
        article = read(article_page(inner=attack))

        assert all(mark.href is None for block in article.blocks for mark in block.text.marks)
        assert "<script>alert(1)</script> ist nur Text in dieser Meldung der Stadt." in texts(article)

    @pytest.mark.parametrize(
        "html",
        [
            article_page(inner="<div>" * 5000),
            article_page(inner="<span>" * 5000 + "tief" + "</span>" * 5000),
            article_page(inner="<ul><li>" * 3000),
            article_page(inner="<table><tr>" + "<td colspan='9999' rowspan='9999'>x</td>" * 300 + "</tr></table>"),
            article_page(inner="<b><i>" * 2000),
        ],
    )
    @pytest.mark.timeout(20)
    def test_a_page_that_nests_without_end_is_read_or_refused_in_time(self, html: str) -> None:
        assert read(html).title == "Neuer Hafen eröffnet im Mai"

    @pytest.mark.timeout(30)
    def test_a_page_of_megabytes_is_read_in_time(self) -> None:
        article = read(article_page(inner=f"<p>{FIRST} <b>{SECOND}</b></p>" * 5000))

        assert len(article.blocks) > 5000
