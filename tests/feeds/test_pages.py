"""The pages beside the feeds: what a reader, a search engine and a feed reader's »subscribe« button find there."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from feeds.item import newest_items
from feeds.pages import Place
from feeds.site import build_site
from model.feed import FeedProfile
from model.languages import Language
from model.translation import State

ROOT = "https://news.example/"
Profile = Callable[..., FeedProfile]


def site_of(profile: Profile, stories: dict[Language, Sequence[Any]], root: str = ROOT, **entry: Any) -> dict[str, str]:
    """Build the site of feeds that hold `stories`."""
    feeds = {}
    for language, told in stories.items():
        one = profile(language, pages=True, pages_url=root)
        feeds[one.name] = (one, newest_items(one, [story.entry(language, **entry) for story in told]))
    return {path: data.decode() for path, data in build_site(feeds, Place(root, "../feeds/"))}


@pytest.fixture(scope="module")
def whole(profile: Profile, stories: Sequence[Any]) -> dict[str, str]:
    return site_of(profile, dict.fromkeys(Language, stories))


def page(site: dict[str, str], path: str) -> BeautifulSoup:
    return BeautifulSoup(site[path], "lxml")


def article(site: dict[str, str], language: str, title: str) -> BeautifulSoup:
    link = page(site, f"{language}/index.html").find("a", string=title)
    assert link is not None, title
    return page(site, f"{language}/{link['href']}")


HYDROGEN = "中德工业城市联盟成员城市共商氢能发展"


def test_every_language_has_an_overview_and_a_page_for_each_release(whole: dict[str, str]) -> None:
    names = [path.split("/") for path in whole if path.endswith(".html")]
    assert {folder for folder, _ in names} == {"de", "en", "zh"}
    assert [sum(folder == language for folder, _ in names) for language in ("de", "en", "zh")] == [4, 4, 4]


def test_the_overview_lists_the_newest_first_with_day_publisher_and_label(whole: dict[str, str]) -> None:
    entries = page(whole, "zh/index.html").select("ol.entries article")
    assert [entry.time["datetime"][:10] for entry in entries] == ["2026-06-24", "2026-03-26", "2026-02-24"]
    assert entries[1].h2.text == HYDROGEN
    assert "2026年3月26日 · Stadt Musterhausen" in entries[1].text
    assert "本文由机器翻译，未经人工审校" in entries[1].text


def test_the_page_says_what_the_feed_says(whole: dict[str, str], profile: Profile, hydrogen: Any) -> None:
    (item,) = newest_items(profile(), [hydrogen.entry(Language.ZH)])
    assert item.content in whole[f"zh/{item.work}.html"]


def test_the_same_release_is_linked_in_the_other_languages(whole: dict[str, str]) -> None:
    head = article(whole, "zh", HYDROGEN)
    links = {link["hreflang"]: link["href"] for link in head.select('link[rel="alternate"][hreflang]')}
    assert set(links) == {"de", "en", "zh-CN"}
    assert links["de"].startswith("https://news.example/de/")
    assert head.find("link", rel="canonical")["href"] == links["zh-CN"]
    ways = [way["href"] for way in head.select("nav a")]
    assert all(way.removeprefix("../") in whole for way in ways)


def test_a_release_without_a_page_in_a_language_is_not_linked_there(profile: Profile, stories: Sequence[Any]) -> None:
    site = site_of(profile, {Language.DE: stories, Language.ZH: stories[:1]})
    head = article(site, "de", "ISA-Städte beraten über Wasserstoff")
    assert [link["hreflang"] for link in head.select('link[rel="alternate"][hreflang]')] == ["de"]
    assert [way.text for way in head.select("nav a")] == ["Deutsch"]


def test_a_feed_reader_finds_the_feeds_from_any_page(whole: dict[str, str]) -> None:
    for path in ("zh/index.html", "en/index.html"):
        feeds = [link["href"] for link in page(whole, path).select('head link[rel="alternate"][type]')]
        assert feeds == [f"../feeds/{path[:2]}{ending}" for ending in (".xml", ".atom", ".json")]


def test_programs_read_what_the_translation_is(whole: dict[str, str]) -> None:
    told = json.loads(article(whole, "zh", HYDROGEN).find("script").string)
    assert (told["@type"], told["headline"], told["inLanguage"]) == ("NewsArticle", HYDROGEN, "zh-CN")
    assert told["translationOfWork"]["headline"] == "ISA-Städte beraten über Wasserstoff"
    assert told["nb:responsible"] == "machine"
    assert told["nb:engine"] == "argos de-zh 0.1"


def test_an_edited_translation_says_so(profile: Profile, hydrogen: Any) -> None:
    site = site_of(profile, {Language.EN: [hydrogen]}, state=State.FINAL)
    assert json.loads(article(site, "en", "ISA cities discuss hydrogen").script.string)["nb:responsible"] == "editor"


def test_no_page_asks_another_host_for_anything(whole: dict[str, str], hydrogen: Any) -> None:
    for path, text in whole.items():
        if path.endswith(".html"):
            loaded = page(whole, path).select("link[rel=stylesheet], script[src], iframe, img")
            addresses = [each.get("href") or each.get("src") for each in loaded]
            # Pictures stay at their publisher; everything else is ours.
            assert all(address == "../style.css" or "presse.example/bilder" in address for address in addresses), path
        assert "@import" not in text


def test_what_a_page_says_can_neither_end_its_script_nor_its_attributes(story: Any, profile: Profile) -> None:
    nasty = '</script><script>alert("1")</script>'
    told = story(publisher=nasty, categories=(nasty,)).title(f'"> {nasty}').paragraph(f"{nasty} & mehr")
    site = site_of(profile, {Language.DE: [told]})
    for path in [path for path in site if path.endswith(".html")]:
        soup = page(site, path)
        assert [script.get("type") for script in soup.find_all("script")] in ([], ["application/ld+json"])
        assert nasty in (soup.h2 or soup.h1).text
    told_headline = json.loads(page(site, next(p for p in site if len(p) > 13)).script.string)["headline"]
    assert told_headline == f'"> {nasty}'


def test_a_withdrawn_release_leaves_a_notice_that_search_engines_forget(story: Any, profile: Profile) -> None:
    told = story(withdrawn=story().published + timedelta(days=1)).title("Geheim").paragraph("Streng geheim.")
    site = site_of(profile, {Language.EN: [told]})
    path = next(path for path in site if path.startswith("en/") and "index" not in path)
    assert page(site, path).find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "Streng" not in site[path]
    assert path not in site["sitemap.xml"]


def test_the_sitemap_names_every_page_in_all_its_languages(whole: dict[str, str]) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = etree.fromstring(whole["sitemap.xml"].encode()).findall("s:url", names)
    assert {url.findtext("s:loc", namespaces=names) for url in urls} == {
        ROOT + path.removesuffix("index.html") for path in whole if path.endswith(".html")
    }
    assert all(len(url.findall("x:link", names)) == 3 for url in urls)


def test_the_opml_subscribes_to_every_feed(whole: dict[str, str]) -> None:
    outlines = etree.fromstring(whole["feeds.opml"].encode()).findall("body/outline")
    assert [outline.get("xmlUrl") for outline in outlines][:2] == [
        "https://feeds.example/de.xml",
        "https://feeds.example/de.atom",
    ]
    assert len(outlines) == 6


def test_without_a_public_address_the_pages_still_hang_together(profile: Profile, stories: Sequence[Any]) -> None:
    site = site_of(profile, dict.fromkeys(Language, stories), root="")
    assert "sitemap.xml" not in site
    assert article(site, "zh", HYDROGEN).find("link", rel="canonical") is None
    assert len(article(site, "zh", HYDROGEN).select("nav a")) == 3


def test_the_same_entries_give_the_same_pages(profile: Profile, stories: Sequence[Any]) -> None:
    told = dict.fromkeys(Language, stories)
    assert site_of(profile, told) == site_of(profile, dict.fromkeys(Language, stories[::-1]))


def test_entries_link_their_pages_where_these_have_an_address(profile: Profile, hydrogen: Any) -> None:
    (with_page,) = newest_items(profile(pages=True, pages_url=ROOT), [hydrogen.entry(Language.ZH)])
    (without,) = newest_items(profile(pages=True), [hydrogen.entry(Language.ZH)])
    assert with_page.url == f"{ROOT}zh/{with_page.work}.html"
    assert without.url == with_page.original_url == "https://presse.example/2026/wasserstoff.html"
