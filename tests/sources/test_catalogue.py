from pathlib import Path

import pytest

from model.errors import BadConfiguration
from model.source import Selectors, Source, SourceKind
from sources.catalogue import load_catalogue

ROOT = Path(__file__).parents[2]
FEED = '[[source]]\nname = "stadt"\nkind = "feed"\nurl = "https://b.de/rss"\n'


@pytest.fixture
def written(tmp_path: Path):
    """A function that writes a catalogue into a project's config folder."""
    path = tmp_path / "config" / "sources.toml"
    path.parent.mkdir()

    def write(text: str) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_source_is_read_with_all_its_fields(written) -> None:
    path = written("""
        [[source]]
        name = "stadt-koeln"
        kind = "listing"
        url = "https://b.de/presse"
        publisher = "Stadt Köln"
        enabled = false
        include = '/presse/\\d+'
        pages = 3
        limit = 20
        full_text = true
        delay = 0
        key_parameters = ["id"]
        categories = ["Stadt"]
        note = "verified"
        [source.selectors]
        link = "ul.news > li a"
        next_page = "a[rel=next]"
    """)

    assert load_catalogue(path, {}) == [
        Source(
            name="stadt-koeln",
            kind=SourceKind.LISTING,
            url="https://b.de/presse",
            publisher="Stadt Köln",
            enabled=False,
            include=r"/presse/\d+",
            pages=3,
            limit=20,
            full_text=True,
            delay=0,
            key_parameters=("id",),
            categories=("Stadt",),
            note="verified",
            selectors=Selectors(link="ul.news > li a", next_page="a[rel=next]"),
        )
    ]


def test_an_address_may_name_variables_and_defaults(written) -> None:
    path = written(FEED.replace("https://b.de", "${PORTAL:-https://b.de}/${CITY}"))

    assert load_catalogue(path, {"CITY": "k"})[0].url == "https://b.de/k/rss"
    assert (
        load_catalogue(path, {"CITY": "k", "PORTAL": "http://127.0.0.1:8808"})[0].url == "http://127.0.0.1:8808/k/rss"
    )


def test_a_folder_is_relative_to_the_project(written, tmp_path: Path) -> None:
    folder = '[[source]]\nname = "a"\nkind = "folder"\nurl = "var/inbox"\n'
    path = written(folder + folder.replace('"a"', '"b"').replace("var/inbox", "/data"))

    assert [source.url for source in load_catalogue(path, {})] == [str(tmp_path / "var" / "inbox"), "/data"]


def test_an_empty_catalogue_has_no_sources(written) -> None:
    assert load_catalogue(written("# nothing yet"), {}) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FEED + "inclde = 'x'", ["source 'stadt', inclde", "did you mean include?"]),
        (FEED + "zzz = 'x'", ["zzz", "known are name, kind, url"]),
        (FEED + "[source.selectors]\nlnk = 'a'", ["selectors.lnk", "did you mean link?"]),
        (FEED.replace('name = "stadt"', ""), ["source no. 1, name", "is missing"]),
        (FEED.replace('url = "https://b.de/rss"', ""), ["source 'stadt', url", "is missing"]),
        (FEED.replace('"feed"', '"rss"'), ["kind", "known are feed, listing, sitemap, folder"]),
        (FEED.replace("https://b.de/rss", "b.de/rss"), ["url", "complete http or https address"]),
        (FEED.replace("https://b.de", "${PORTAL}"), ["url", "PORTAL is not set", "${PORTAL:-default}"]),
        (FEED.replace("stadt", "Stadt Köln"), ["name", "a-z and 0-9"]),
        (FEED + "include = '('", ["include", "regular expression"]),
        (FEED + "[source.selectors]\nbody = 'div['", ["selectors.body", "CSS selector"]),
        (FEED + "[source.selectors]\nbody = 1", ["selectors.body", "text in quotes"]),
        (FEED + "selectors = 'a'", ["selectors", "[source.selectors]"]),
        (FEED + "enabled = 'yes'", ["enabled", "true or false"]),
        (FEED + "pages = 'two'", ["pages", "whole number", "'two'"]),
        (FEED + "pages = true", ["pages", "whole number"]),
        (FEED + "pages = 0", ["pages", "1 or more"]),
        (FEED + "delay = -1", ["delay", "0 or more"]),
        (FEED + "categories = 'a'", ["categories", "list of texts"]),
        (FEED + "categories = [1]", ["categories", "list of texts"]),
        (FEED + "publisher = 1", ["publisher", "text in quotes"]),
        (FEED + FEED.replace("rss", "rss2"), ["name", "two sources"]),
        (FEED + FEED.replace("stadt", "kreis").replace("https", "http"), ["source 'kreis', url", "'stadt'"]),
        (FEED.replace('"feed"', '"listing"'), ["include", "selectors.link"]),
        (FEED.replace("[[source]]", "[[sources]]"), ["sources", "[[source]]"]),
        (FEED.replace("[[source]]", "[source]"), ["two brackets"]),
        ("source = [1]", ["source no. 1", "name"]),
        ("[[source]]\nname = \nkind = 1", ["valid TOML", "line 2"]),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_way_out(written, text: str, said: list[str]) -> None:
    path = written(text)

    with pytest.raises(BadConfiguration) as caught:
        load_catalogue(path, {})

    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    for words in said:
        assert words in str(caught.value)


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# Köln".encode("latin-1"))

    for path, words in ((tmp_path / "none.toml", "no such file"), (latin, "UTF-8"), (tmp_path, "cannot be read")):
        with pytest.raises(BadConfiguration, match=words):
            load_catalogue(path, {})


def test_the_catalogue_of_the_product_is_valid_switched_off_and_says_how_sure_it_is() -> None:
    sources = load_catalogue(ROOT / "config" / "sources.toml", {})

    assert len(sources) > 40
    assert not [source.name for source in sources if source.enabled]
    assert not [source.name for source in sources if not source.note]
    assert not [source.name for source in sources if source.kind is not SourceKind.FOLDER and not source.publisher]
