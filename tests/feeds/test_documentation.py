"""The page for subscribers tells everything that a feed holds."""

from pathlib import Path

import nh3
import pytest
from lxml import etree

from feeds.content import wrap
from model.languages import Language

PAGE = Path(__file__).parents[2] / "docs" / "feeds.md"
GOLDEN = Path(__file__).parent / "golden" / "zh.xml"


def named(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{element.prefix}:{name.localname}" if element.prefix else name.localname


def test_every_element_of_a_feed_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {named(element) for element in etree.parse(GOLDEN).iter()} - {"rss", "channel", "item"}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []


def test_every_attribute_of_the_label_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    label = etree.parse(GOLDEN).find(".//{https://isa-portal.de/ns/newsbridge/1.0}translation")
    assert [name for name in label.attrib if f"| `{name}` |" not in page] == []


@pytest.mark.parametrize("tag", sorted(nh3.ALLOWED_TAGS | {"h1", "script", "style", "iframe", "form"}))
def test_an_element_is_documented_or_taken_out(tag: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    documented = f"`{tag}`" in text[text.index("## The text") : text.index("No scripts")] or tag in {
        "div",
        "h3",
        "h4",
        "h5",
    }
    context = {"tr": "<table><tr></tr></table>", "td": "<table><tr><td>x</td></tr></table>"}
    fragment = context.get(tag, f"<{tag}>x</{tag}>")
    survives = f"<{tag}" in wrap(fragment, Language.EN)
    assert survives <= documented
