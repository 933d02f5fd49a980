import gzip
from datetime import UTC, datetime

import pytest

from model.errors import Refused, UnreadableDocument
from sources.discovery import discover

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{body}</{root}>'
)
URLS = HEAD.format(
    root="urlset",
    body="""
    <url><loc>https://stadt.example/presse/alt</loc><lastmod>2026-05-01</lastmod></url>
    <url><loc>https://stadt.example/ohne-datum</loc></url>
    <url><loc> https://stadt.example/presse/neu </loc><lastmod>2026-08-01T10:00:00+02:00</lastmod>
         <image:image><image:loc>https://stadt.example/bild.jpg</image:loc></image:image></url>
    <url><loc>https://stadt.example/presse/neu?utm_source=x</loc></url>
    <url><loc>mailto:x@stadt.example</loc></url><url/>""",
)
NEWS = HEAD.format(
    root="urlset",
    body="".join(
        f"""<url><loc>https://stadt.example/{name}</loc><news:news>
        <news:publication><news:name>Stadt</news:name><news:language>{language}</news:language></news:publication>
        <news:publication_date>{date}</news:publication_date><news:title>Über  {name}</news:title></news:news></url>"""
        for name, language, date in [
            ("a", "de", "2026-08-01T10:00:00+02:00"),
            ("b", "de-DE", "2026-08-02"),
            ("c", "en", "2026-08-03"),
            ("d", "de", "2035-01-01"),
        ]
    ),
)
INDEX = HEAD.format(
    root="sitemapindex",
    body="""
    <sitemap><loc>https://stadt.example/sitemap-2025.xml.gz</loc><lastmod>2025-12-31</lastmod></sitemap>
    <sitemap><loc>/sitemap-2026.xml.gz</loc><lastmod>2026-08-31</lastmod></sitemap>
    <sitemap><loc>https://stadt.example/sitemap-seiten.xml</loc></sitemap>""",
)


@pytest.fixture
def read(make_source, page, now):
    def read(body: str | bytes, include: str = ""):
        return discover(
            make_source("sitemap", include=include), page(body, "https://stadt.example/sitemap.xml"), now=now
        )

    return read


def test_pages_come_newest_first_and_each_once(read) -> None:
    assert [link.url for link in read(URLS).links] == [
        "https://stadt.example/presse/neu",
        "https://stadt.example/presse/alt",
        "https://stadt.example/ohne-datum",
    ]


def test_lastmod_is_no_publication_date(read) -> None:
    assert [link.published for link in read(URLS).links] == [None, None, None]


def test_include_filters_by_address_and_may_match_nothing(read) -> None:
    assert len(read(URLS, include="/presse/").links) == 2
    assert read(URLS, include="/sport/").links == ()


def test_a_news_sitemap_gives_titles_and_dates_of_german_pages(read) -> None:
    links = read(NEWS).links

    assert [link.title for link in links] == ["Über b", "Über a", "Über d"]
    assert [link.published and link.published.astimezone(UTC) for link in links] == [
        datetime(2026, 8, 1, 22, tzinfo=UTC),
        datetime(2026, 8, 1, 8, tzinfo=UTC),
        None,
    ]


def test_an_index_gives_its_sitemaps_newest_first(read) -> None:
    found = read(INDEX)

    assert found.links == ()
    assert found.children == (
        "https://stadt.example/sitemap-2026.xml.gz",
        "https://stadt.example/sitemap-2025.xml.gz",
        "https://stadt.example/sitemap-seiten.xml",
    )


def test_a_compressed_sitemap_is_unpacked(read) -> None:
    assert len(read(gzip.compress(URLS.encode())).links) == 3


def test_a_compressed_giant_is_refused(read) -> None:
    with pytest.raises(Refused, match="larger than 50 MiB"):
        read(gzip.compress(bytes(60 * 2**20), compresslevel=1))


def test_a_broken_archive_is_named(read) -> None:
    with pytest.raises(UnreadableDocument, match="gzip file is broken"):
        read(b"\x1f\x8b" + b"kaputt")


def test_a_slightly_broken_sitemap_is_read_as_far_as_it_goes(read) -> None:
    assert len(read(URLS.replace("/ohne-datum", "/a?b=1&c=2").replace("</urlset>", "")).links) == 3


@pytest.mark.parametrize("body", ["", "Wartungsarbeiten", "<!DOCTYPE html><html><body>404</body></html>", "<rss/>"])
def test_what_is_no_sitemap_is_named(read, body: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"/sitemap\.xml: not a sitemap"):
        read(body)


def test_an_entity_that_names_a_file_is_not_followed(read, tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    body = URLS.replace("<urlset", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><urlset', 1).replace(
        "/presse/alt", "/&e;"
    )

    assert "geheim" not in str(read(body))
