import gzip
import logging
from datetime import UTC, datetime

import pytest

from model.errors import UnreadableDocument
from sources.discovery import discover
from sources.pages import Page

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>"""


@pytest.fixture
def read(make_source, now):
    """A function that reads a feed's bytes and gives its links."""

    def read(body: bytes, **fields: object):
        return discover(make_source("feed", **fields), Page("https://musterburg.example/rss", body), now=now).links

    return read


def test_rss2_gives_key_address_title_date_teaser_text_and_categories(read, data) -> None:
    link = read((data / "feed-rss2.xml").read_bytes())[0]

    assert link.key == "pm-2026-101"
    assert link.url == "https://musterburg.example/presse/2026/austausch.html?utm_source=rss"
    assert link.title == "Musterburg und Foshan vereinbaren Austausch & Praktika"
    assert link.published == datetime(2026, 8, 31, 8, 30, tzinfo=UTC)
    assert link.teaser == "Zwölf Auszubildende reisen im Herbst. CO2 ist Thema."
    assert '<a href="https://foshan.example/">Foshan</a>' in link.html
    assert link.categories == ("Wirtschaft", "China")


def test_a_guid_that_is_an_address_is_normalised(read, data) -> None:
    assert read((data / "feed-rss2.xml").read_bytes())[1].key == "https://musterburg.example/presse/2026/haushalt.html"


def test_a_german_weekday_does_not_spoil_the_date(read, data) -> None:
    assert read((data / "feed-rss2.xml").read_bytes())[1].published == datetime(2026, 8, 25, 7, tzinfo=UTC)


def test_a_date_in_the_future_is_left_out_and_the_entry_kept(read, data) -> None:
    assert read((data / "feed-rss2.xml").read_bytes())[2].published is None


def test_an_entry_without_an_address_is_left_out_loudly(read, data, caplog) -> None:
    links = read((data / "feed-rss2.xml").read_bytes())

    assert len(links) == 3
    assert "left out entry 4, which has no address" in caplog.text


def test_atom_gives_the_newest_first_with_its_text(read, data) -> None:
    newer, older = read((data / "feed-atom.xml").read_bytes())

    assert (newer.key, older.key) == ("tag:kreis.example,2026:2", "tag:kreis.example,2026:1")
    assert newer.title == "Neuer: Brücke frei"
    assert newer.html == "<p>Die Brücke ist wieder frei.</p>"
    assert older.published == datetime(2026, 8, 1, 6, tzinfo=UTC)
    assert (older.teaser, older.html) == ("Die Brücke bleibt zu.", "")


def test_rss1_is_read_with_its_dublin_core_date(read, data) -> None:
    (link,) = read((data / "feed-rdf.xml").read_bytes())

    assert (link.key, link.title) == ("https://kammer.example/presse?id=1", "Ausbildung")
    assert link.published == datetime(2026, 8, 3, 12, tzinfo=UTC)


def test_a_full_text_source_may_carry_its_text_in_the_description(read, data) -> None:
    body = (data / "feed-rss2.xml").read_bytes()

    assert read(body, full_text=True)[1].html == "Der Rat hat beschlossen."
    assert read(body)[1].html == ""


def test_include_filters_by_address(read, data) -> None:
    links = read((data / "feed-rss2.xml").read_bytes(), include=r"/haushalt\.html")

    assert [link.title for link in links] == ["Haushalt 2027 beschlossen"]


def test_a_guid_that_several_entries_share_is_no_key(read) -> None:
    item = "<item><title>{0}</title><guid>https://b.example/</guid><link>https://b.example/{0}</link></item>"

    links = read(RSS.format(items=item.format("eins") + item.format("zwei")).encode())

    assert [link.key for link in links] == ["https://b.example/eins", "https://b.example/zwei"]


def test_guids_that_key_parameters_would_make_equal_are_no_keys(read) -> None:
    item = "<item><title>{0}</title><guid>https://b.example/?p={0}</guid><link>https://b.example/{0}</link></item>"

    links = read(RSS.format(items=item.format("eins") + item.format("zwei")).encode(), key_parameters=())

    assert [link.key for link in links] == ["https://b.example/eins", "https://b.example/zwei"]


def test_the_same_entry_twice_is_one_link(read) -> None:
    item = "<item><title>a</title><link>https://b.example/a</link></item>"

    assert len(read(RSS.format(items=item * 2).encode())) == 1


def test_latin1_in_a_feed_that_claims_utf8_is_read_right(read) -> None:
    item = "<item><title>Städte für Köln</title><link>https://b.example/a</link></item>"

    assert read(RSS.format(items=item).encode("latin-1"))[0].title == "Städte für Köln"


def test_a_broken_link_in_one_entry_does_not_spoil_the_others(read) -> None:
    items = "<item><title>a</title><link>http://[kaputt</link></item><item><title>b</title><link>https://b.example/b</link></item>"

    assert [link.title for link in read(RSS.format(items=items).encode())] == ["b"]


@pytest.mark.parametrize("illegal", ["\x0b", "&#11;", "&#x110000;", "&#xD800;", "&#0", f"&#{'9' * 5000};"])
def test_characters_that_xml_forbids_are_dropped(read, caplog, illegal: str) -> None:
    item = f"<item><title>a&#252;{illegal}&#x4E2D;</title><link>https://b.example/a</link></item>"

    assert read(RSS.format(items=item).encode())[0].title == "aü中"
    assert not caplog.records


def test_a_feed_without_entries_is_no_error(read) -> None:
    assert read(RSS.format(items="").encode()) == ()


def test_broken_xml_that_yields_entries_is_used_with_a_warning(read, data, caplog) -> None:
    broken = (data / "feed-rss2.xml").read_bytes().replace(b"</channel>", b"<br> & Co </channel>")

    with caplog.at_level(logging.WARNING):
        links = read(broken)

    assert links[0].key == "pm-2026-101"
    assert "the feed is broken (line" in caplog.text


def test_broken_xml_without_entries_names_the_position(read) -> None:
    with pytest.raises(UnreadableDocument, match=r"/rss: the feed is broken and holds no entry \(line 1, column \d+: "):
        read(b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</channel></rss>')


def test_a_web_page_in_place_of_a_feed_is_named_with_the_feed_that_it_announces(read) -> None:
    page = b"""<!-- cms --><!DOCTYPE html><html><head>
        <link rel="alternate" type="application/rss+xml" href="/presse.rss"></head><body>Nicht gefunden</body></html>"""

    with pytest.raises(
        UnreadableDocument, match=r"HTML page, not a feed; it announces https://musterburg\.example/presse\.rss"
    ):
        read(page)


@pytest.mark.parametrize(
    "body", [b"", b"Wartungsarbeiten", b'{"version": "https://jsonfeed.org/version/1.1"}', b"/etc/passwd"]
)
def test_what_is_no_feed_at_all_is_named(read, body: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"not a feed|holds no entry"):
        read(body)


def test_entities_that_multiply_are_not_expanded(read) -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lol}]>' + RSS.format(
        items="<item><title>&l9;</title><link>https://b.example/a</link></item>"
    ).removeprefix('<?xml version="1.0"?>')

    assert sum(len(link.title) for link in read(bomb.encode())) < 1000


@pytest.mark.parametrize(
    ("name", "entries", "dated"),
    [
        ("derbrutkasten.xml", 10, 10),
        ("faz_net.xml", 13, 13),
        ("golem_iso-8859-1.xml", 40, 40),
        ("heise_atom.xml", 150, 0),  # its dates are in 2035
        ("heise_rdf.xml", 60, 0),
        ("stadtfeuerwehr_weiz_rss091.xml", 15, 15),
    ],
)
def test_feeds_as_found_are_read_completely(read, shared, name: str, entries: int, dated: int) -> None:
    links = read((shared / "feeds" / name).read_bytes())

    assert len(links) == entries
    assert len({link.key for link in links}) == entries
    assert sum(link.published is not None for link in links) == dated
    assert all(link.title and link.url.startswith("http") for link in links)
    assert not [link.title for link in links if "Ã" in link.title or "\ufffd" in link.title or "â€" in link.title]


def test_a_gzip_file_served_as_a_feed_is_no_feed(read, data) -> None:
    with pytest.raises(UnreadableDocument):
        read(gzip.compress((data / "feed-rss2.xml").read_bytes()))
