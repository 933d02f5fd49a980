import io
import re
from collections import Counter
from itertools import chain, combinations
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
import requests
from bs4 import BeautifulSoup
from protego import Protego
from pypdf import PdfReader

from sources.catalogue import load_catalogue
from sources.fetching import Fetcher
from sources.visiting import visit

PUBLIC = "https://presse.industriestaedte.example"
ARTICLE = "article.mitteilung, div.spalte-haupt, td.inhalt"
AROUND = ".teilen, .druck, .zurueck"
ABOUT = re.compile(r"\n(?:Über die ISA|Information zur ISA:)\n")


def page(address: str) -> BeautifulSoup:
    return BeautifulSoup(requests.get(address, timeout=10).content, "lxml")


def links_of(address: str) -> set[str]:
    """Complete addresses of all that a page refers to; its public address counts as the one that it was asked at."""
    soup = page(address)
    found = [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
    found += [part.split()[0] for tag in soup.select("[srcset]") for part in str(tag["srcset"]).split(",")]
    base = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    return {urljoin(address, link).replace(PUBLIC, base) for link in found}


def text_of(address: str) -> str:
    """The release at an address as lines of text, without what stands around it."""
    response = requests.get(address, timeout=10)
    if response.headers["Content-Type"] == "application/pdf":
        return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(response.content)).pages)
    soup = BeautifulSoup(response.content, "lxml")
    article = soup.select_one(ARTICLE)
    assert article is not None, address
    for tag in article.select(AROUND):
        tag.decompose()
    for tag in article.select("p, h1, h2, h3, li, td, th, div, figcaption, caption, address"):
        tag.append("\n")
    lines = (" ".join(line.split()) for line in article.get_text().splitlines())
    return "\n".join(line for line in lines if line)


@pytest.fixture(scope="session")
def found(portal: str, root: Path) -> dict[str, list[str]]:
    """Addresses of the releases that newsbridge finds, by source."""
    catalogue = load_catalogue(root / "examples/portal/sources.toml", {"NEWSBRIDGE_EXAMPLE_PORTAL": portal})
    with Fetcher(trusted=frozenset({urlsplit(portal).netloc})) as fetcher:
        return {
            source.name: [link.url for link in visit(source, fetcher, lambda _: None).links] for source in catalogue
        }


@pytest.fixture(scope="session")
def releases(found: dict[str, list[str]]) -> dict[str, str]:
    """Texts of the releases by address."""
    return {address: text_of(address) for addresses in found.values() for address in addresses}


def test_every_link_of_the_site_resolves_and_no_page_is_out_of_reach(portal: str, root: Path) -> None:
    waiting, seen, outside = [f"{portal}/"], set[str](), set[str]()
    while waiting:
        address, fragment = urldefrag(waiting.pop())
        if fragment:
            assert page(address).select_one(f"#{fragment}"), f"{address}: has no #{fragment}"
        if address in seen:
            continue
        seen.add(address)
        response = requests.get(address, timeout=10)
        assert response.status_code == 200, address
        if response.headers["Content-Type"].startswith("text/html"):
            links = links_of(address)
            waiting += [link for link in links if link.startswith(portal)]
            outside |= {link for link in links if not link.startswith(portal)}
    for link in outside:
        parts = urlsplit(link)
        assert parts.scheme in {"mailto", "javascript"} or (parts.hostname or "").endswith(".example"), link
    www = root / "examples/portal/www"
    for file in www.rglob("*.html"):
        assert f"{portal}/{file.relative_to(www).as_posix().removesuffix('index.html')}" in seen


def test_the_feed_announces_teasers_with_dates_and_nothing_more(portal: str) -> None:
    feed = feedparser.parse(requests.get(f"{portal}/presse/rss.xml", timeout=10).content)
    assert not feed.bozo
    assert len(feed.entries) == 5
    for entry in feed.entries:
        assert entry.published_parsed.tm_year == 2026
        assert 80 < len(entry.summary) < 300
        assert entry.summary not in text_of(entry.link)
        assert "content" not in entry
    assert len({entry.id for entry in feed.entries}) == 5


def test_the_feed_dates_each_release_as_its_page_does(portal: str) -> None:
    months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober"]
    for entry in feedparser.parse(requests.get(f"{portal}/presse/rss.xml", timeout=10).content).entries:
        date = entry.published_parsed
        assert f"\n{date.tm_mday}. {months[date.tm_mon - 1]} 2026" in text_of(entry.link)


def test_both_sources_together_find_each_release_once(portal: str, root: Path, found: dict[str, list[str]]) -> None:
    www = root / "examples/portal/www"
    there = {f"{portal}/{file.relative_to(www).as_posix()}" for file in (www / "presse/2026").iterdir()}
    assert Counter(chain(*found.values())) == Counter(there)
    assert {name: len(addresses) for name, addresses in found.items()} == {
        "industriestaedte-feed": 5,
        "industriestaedte-liste": 3,
    }


def test_releases_are_as_long_as_releases_are(releases: dict[str, str]) -> None:
    for address, text in releases.items():
        assert 400 <= len(text) <= 3500, f"{address}: {len(text)} characters"


def test_no_two_releases_share_a_sentence(releases: dict[str, str]) -> None:
    def sentences(text: str) -> set[str]:
        body, *about = ABOUT.split(text)
        assert about, "says nothing about the publisher"
        return {part for line in body.splitlines() for part in re.split(r"(?<=[.!?“]) ", line) if len(part.split()) > 4}

    found = {address: sentences(text) for address, text in releases.items()}
    for one, other in combinations(found, 2):
        assert not found[one] & found[other], f"{one} and {other}"


def test_the_pdf_says_what_its_source_says(releases: dict[str, str], root: Path) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[^\w,.;:„“@+]", "", text)

    (text,) = [text for address, text in releases.items() if address.endswith(".pdf")]
    source = root / "examples/portal/authoring/07-neue-mitgliedsstadt-zwickau.md"
    assert letters(source.read_text(encoding="utf-8")) in letters(text)


def test_sitemap_and_robots_name_every_release_and_forbid_none(portal: str, releases: dict[str, str]) -> None:
    sitemap = BeautifulSoup(requests.get(f"{portal}/sitemap.xml", timeout=10).content, "xml")
    robots = Protego.parse(requests.get(f"{portal}/robots.txt", timeout=10).text)
    assert list(robots.sitemaps) == [f"{portal}/sitemap.xml"]
    assert releases.keys() <= {tag.text for tag in sitemap.select("loc")}
    assert all(robots.can_fetch(address, "newsbridge") for address in releases)
    assert not robots.can_fetch(f"{portal}/suche/", "newsbridge")


def test_the_portal_stays_small(root: Path) -> None:
    sizes = {file: file.stat().st_size for file in (root / "examples/portal").rglob("*") if file.suffix != ".pyc"}
    assert sum(sizes.values()) < 600_000
    assert all(size < 60_000 for file, size in sizes.items() if file.suffix == ".png")
