"""A publisher whose page was broken into wants a script to run at the desk, in a feed reader, or on a portal."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from feeds.blocks import render_blocks
from feeds.content import wrap
from feeds.phrases import PHRASES
from model.article import Block, BlockKind
from model.errors import UnreadableDocument
from model.languages import Language
from model.richtext import RichText
from model.translation import State
from pipeline.approving import approve
from pipeline.previewing import without_plain_pictures
from pipeline.publish import PublishOrder
from pipeline.site import publish_all
from sources.extraction import extract_html
from tests.review.api.conftest import Portal
from tests.review.conftest import NOON
from translators.splitting import segment

VECTORS = (Path(__file__).parent / "data" / "markup.txt").read_text(encoding="utf-8").splitlines()
PLAIN = "<p>Die Stadt Musterstadt eröffnet am 3. Juni 2026 ein neues Zentrum für Wasserstofftechnik im Norden.</p>"
PAGE = "<!doctype html><html lang=de><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main>"
TOGETHER = 62
"""Vectors in a page; more, and the first that eats the rest would hide the others."""
FORBIDDEN = {
    *("script", "style", "svg", "math", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input"),
    *("button", "select", "textarea", "meta", "base", "link", "template", "video", "audio", "source", "picture", "map"),
    *("area", "body", "html", "head", "title", "noscript", "xmp", "plaintext", "marquee", "details", "dialog", "slot"),
}
ATTRIBUTES = {"href", "src", "alt", "lang", "scope"}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
BESIDE = 3
"""Vectors in a paragraph."""
NO_ICON = "data:,"
"""How the desk's own pages say that they have no icon."""


def pages() -> Iterator[tuple[str, str]]:
    """Yield a title and a body; the vectors stand between plain paragraphs, which make the page an article."""
    for first in range(0, len(VECTORS), TOGETHER):
        some = VECTORS[first : first + TOGETHER]
        yield some[0], PLAIN + "".join(f"<div>{each}</div>{PLAIN}" for each in some)
    for first in range(0, len(VECTORS), BESIDE):
        vector = " ".join(VECTORS[first : first + BESIDE])
        yield vector, f"{PLAIN}<p>Davor {vector} danach.</p>{PLAIN}<ul><li>{vector}</li></ul>"


def harm(fragment: str, more: frozenset[str] = frozenset(), schemes: frozenset[str] = SCHEMES) -> list[str]:
    """Return what of a fragment a browser could carry out."""
    found = []
    for element in html.fragment_fromstring(fragment, create_parent="section").iter():
        if not isinstance(element.tag, str):
            found.append(f"comment or instruction: {element.text}")
            continue
        if element.tag in FORBIDDEN:
            found.append(f"<{element.tag}>")
        found += [f"<{element.tag} {name}>" for name in element.attrib if name not in ATTRIBUTES | more]
        for name in ("href", "src"):
            address = element.get(name)
            if address is not None and urlsplit(address).scheme not in schemes:
                found.append(f"{name}={address}")
    return found


def collect(portal: Portal) -> None:
    for number, (title, body) in enumerate(islice(pages(), len(VECTORS) // TOGETHER + 1)):
        url = f"https://presse.example/{number}"
        with suppress(UnreadableDocument):  # a vector that swallows the page
            article = extract_html(PAGE.format(title=title, body=body), url=url, now=NOON)
            portal.room.store.releases.add("musterstadt", [url], url, article, segment(article), NOON)


@pytest.fixture
def hostile(portal: Portal) -> Portal:
    """A newsroom that has collected and translated pages full of vectors, and published them."""
    collect(portal)
    portal.translate()
    publish_all(portal.room, PublishOrder())
    return portal


def test_there_are_vectors_enough() -> None:
    assert len(VECTORS) == len(set(VECTORS)) >= 150


def test_nothing_but_text_our_marks_and_safe_addresses_is_collected() -> None:
    read = 0
    for title, body in pages():
        try:
            article = extract_html(PAGE.format(title=title, body=body), url="https://presse.example/1", now=NOON)
        except UnreadableDocument:  # it swallows the page
            continue
        read += 1
        rendered = render_blocks(article.blocks, PHRASES[Language.DE])
        assert harm(rendered) == [], title
        assert harm(wrap(rendered, Language.DE)) == [], title
    assert read > len(VECTORS) / BESIDE * 0.8


def test_the_last_gate_holds_alone() -> None:
    """Whatever an engine, an editor or a broken extraction lets through: sanitising comes last."""
    shown, relative = frozenset({"rel", "target"}), SCHEMES | {""}
    for vector in VECTORS:
        clean = wrap(f"<p>{vector}</p>", Language.ZH)
        assert harm(clean, schemes=relative) == [], vector
        assert harm(without_plain_pictures(clean)[0], shown, relative) == [], vector


def own_elements(text: str) -> list[str]:
    """Return what a page of the desk may not hold: anything that its templates do not write."""
    found = []
    for element in html.document_fromstring(text or "<p>").iter(etree.Element):
        found += [f"<{element.tag} {name}>" for name in element.attrib if name.startswith("on") or name == "style"]
        if element.tag == "script" and not (element.get("src") or "").startswith("/static/"):
            found.append("inline script")
        if element.tag in {"iframe", "object", "embed", "base", "math", "style", "template", "video", "audio"}:
            found.append(f"<{element.tag}>")
        for name in ("href", "src", "action", "formaction"):
            address = (element.get(name) or "").strip()
            if urlsplit(address).scheme.lower() not in SCHEMES | {""} and (element.tag, address) != ("link", NO_ICON):
                found.append(f"{name}={address}")
    return found


def test_what_was_collected_runs_neither_at_the_desk_nor_at_readers(hostile: Portal) -> None:
    desk_shows_text(hostile)
    feeds_hold_nothing_that_runs(hostile)


def desk_shows_text(hostile: Portal) -> None:
    browser = hostile.desk.browser("administrator")
    places = ["", "/preview", "/proof", "/history", "/changes", "/repairs"]
    for number in range(1, 9):
        for place in places:
            answer = browser.get(f"/translations/{number}{place}")
            assert answer.status_code in {200, 404}, (number, place)
            assert own_elements(answer.text) == [], (number, place)
    for page in ("/queue", "/queue?text=script", "/failures", "/statistics", "/newsroom"):
        assert own_elements(browser.get(page).text) == [], page


def feeds_hold_nothing_that_runs(hostile: Portal) -> None:
    settings = hostile.room.settings
    files = {path for folder in (settings.output_path, settings.pages_path) for path in folder.rglob("*.*")}
    assert {path.suffix for path in files} >= {".json", ".html", ".xml", ".atom"}
    checked = 0
    for path in files:
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".html":
            tree = html.document_fromstring(data)
            assert not tree.xpath("//*[@*[starts-with(name(), 'on')] or @style or self::iframe or self::object]"), path
            scripts = tree.xpath("//script[not(@type='application/ld+json')]")
            assert not scripts, path
            for script in tree.xpath("//script"):
                json.loads(script.text)
                assert "</" not in script.text
        elif path.suffix == ".json" and b'"items"' in data:
            for item in json.loads(data)["items"]:
                assert harm(item["content_html"]) == []
                checked += 1
        elif data.lstrip().startswith(b"<?xml"):
            root = etree.fromstring(data)
            for element in root.iter("{*}encoded", "{*}content"):
                if element.text and "<div" in element.text:
                    assert harm(element.text) == []
                    checked += 1
    assert checked > 8


def test_what_an_editor_writes_is_text_in_every_feed(portal: Portal) -> None:
    """An editor's account was taken: their words reach readers, but never as markup."""
    store = portal.room.store
    for number in range(1, 5):
        translation = store.translations.with_id(number)
        for count, segment_id in enumerate(translation.targets):
            approve(portal.room, number, segment_id, VECTORS[(number * 7 + count) % len(VECTORS)], "x", State.REVIEWED)
    publish_all(portal.room, PublishOrder())
    for path in portal.room.settings.output_path.rglob("*.json"):
        for item in json.loads(path.read_bytes()).get("items", []):
            assert harm(item["content_html"]) == []
    browser = portal.desk.browser("administrator")
    for number in range(1, 5):
        for place in ("", "/preview", "/proof", "/history"):
            assert own_elements(browser.get(f"/translations/{number}{place}").text) == []


def test_a_paragraph_that_looks_like_the_end_of_a_feed_ends_nothing(portal: Portal) -> None:
    text = "]]></content:encoded></item></channel></rss><script>alert(1)</script> &#0; \x0b --> ?>"
    portal.collect(f"Titel {text}", text)
    portal.translate()
    publish_all(portal.room, PublishOrder())
    block = Block(BlockKind.PARAGRAPH, RichText(text))
    assert block.text.text == text
    for path in portal.room.settings.output_path.rglob("*"):
        if path.suffix in {".xml", ".rss", ".atom", ".opml"}:
            root = etree.fromstring(path.read_bytes())
            assert not root.xpath("//*[local-name()='script']")
