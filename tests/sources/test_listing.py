import gzip
import json

import pytest

from model.errors import UnreadableDocument
from model.source import Selectors
from sources.discovery import discover

OVERVIEW = """<!DOCTYPE html><html><head><base href="https://stadt.example/presse/"></head><body>
<nav><a href="/">Start</a> <a href="/presse">Presse</a></nav>
<ul class="meldungen">
  <li><a href="12-bruecke.html"><img src="x.jpg"></a>
      <h3><a href="12-bruecke.html?utm_source=start">Neue Brücke über die Muster wird im ...</a></h3>
      <a href="12-bruecke.html#mehr">Neue Brücke über die Muster wird im Mai freigegeben &gt;</a>
      <a href="12-bruecke.html">weiterlesen</a></li>
  <li><a href="11-co2.html"><h3>Weniger CO<sub>2</sub></h3><p>in der Innenstadt</p></a></li>
  <li><a href="10-rat.html">mehr</a> <a href="mailto:presse@stadt.example">Presse</a> <a href="http://[kaputt">x</a></li>
</ul>
<p class="weiter"><a href="?seite=2">Weiter</a></p>
</body></html>"""


@pytest.fixture
def read(make_source, page):
    def read(html: str | bytes = OVERVIEW, include: str = "", **selectors: str):
        return discover(make_source("listing", include=include, selectors=Selectors(**selectors)), page(html))

    return read


def test_a_selector_gives_each_release_once_in_the_order_of_the_page(read) -> None:
    links = read(link="ul.meldungen a").links

    assert [link.url.rpartition("/")[2] for link in links] == ["12-bruecke.html", "11-co2.html", "10-rat.html"]
    assert all(link.key == link.url for link in links)


def test_the_title_is_the_longest_text_that_is_not_cut_short(read) -> None:
    titles = [link.title for link in read(link="ul.meldungen a").links]

    assert titles == ["Neue Brücke über die Muster wird im Mai freigegeben", "Weniger CO2 in der Innenstadt", ""]


def test_where_all_texts_are_cut_the_title_shows_it(read) -> None:
    html = '<a href="/1"></a><a href="/1">Neue Brücke über ... © Stadt</a><a href="/1">weiter...</a>'

    assert read(html, include="/1$").links[0].title == "Neue Brücke über…"


def test_without_a_selector_the_addresses_decide(read) -> None:
    assert len(read(include=r"/presse/\d+-").links) == 3


def test_selector_and_address_both_have_to_match(read) -> None:
    assert len(read(link="ul.meldungen a", include=r"/1[12]-").links) == 2


@pytest.mark.parametrize("selector", ["ul.meldungen", "ul.meldungen li", "ul.meldungen h3, ul.meldungen li:last-child"])
def test_a_selector_may_name_what_holds_a_link_or_stands_in_one(read, selector: str) -> None:
    assert {link.key.rpartition("/")[2] for link in read(link=selector).links} == {
        "12-bruecke.html",
        "11-co2.html",
        "10-rat.html",
    }


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"link": "div.alt a"}, "selectors.link 'div.alt a' matches no link"),
        ({"link": "ul a", "include": "/2027/"}, "selectors.link 'ul a' with include '/2027/' matches no link"),
    ],
)
def test_a_page_where_nothing_matches_is_an_error_that_names_rule_and_page(
    read, rules: dict[str, str], said: str
) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(**rules)

    assert str(caught.value) == f"https://stadt.example/presse: {said}; the layout may have changed"


@pytest.mark.parametrize("selector", ["p.weiter", "p.weiter a"])
def test_the_next_page_is_found(read, selector: str) -> None:
    assert read(link="ul a", next_page=selector).next_url == "https://stadt.example/presse/?seite=2"


def test_the_last_page_has_no_next(read) -> None:
    assert read(link="ul a", next_page="a.gibt-es-nicht").next_url == ""


def test_a_latin1_page_without_declaration_is_read_right(read) -> None:
    assert read('<a href="/1">Städte grüßen</a>'.encode("latin-1"), include="/1").links[0].title == "Städte grüßen"


def test_the_overview_page_itself_is_no_release(read) -> None:
    assert [link.url for link in read('<a href="?">hier</a><a href="/presse/1">a</a>', include="/presse").links] == [
        "https://stadt.example/presse/1"
    ]


def test_an_overview_page_as_found_gives_all_its_releases(read, make_source, page, shared) -> None:
    expected = json.loads((shared / "listing-iwr.links.json").read_text(encoding="utf-8"))
    body = gzip.decompress((shared / "listing-iwr.html.gz").read_bytes())

    found = discover(make_source("listing", include=r"/energie-themen/pm-\d+-"), page(body, expected["base"])).links

    assert {link.url for link in found} == {item["url"] for item in expected["items"]}
    assert all(len(link.title) > 20 for link in found)
