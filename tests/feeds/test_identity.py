"""GUIDs."""

import re

from feeds.identity import Authority, mint_guid
from model.languages import Language

US = Authority("isa-portal.de", "2026")


def test_a_guid_is_the_same_for_ever() -> None:
    """The literal is the promise: a subscriber has seen it."""
    guid = mint_guid(US, "duisburg", "https://presse.example/2026/a.html", Language.ZH)
    assert guid == "tag:isa-portal.de,2026:release/duisburg/c698d3b15a9ec73c88a0cdbdd1a9057e/zh-Hans"


def test_each_release_and_language_has_its_own() -> None:
    keys = [("a", "k", Language.DE), ("a", "k", Language.EN), ("a", "l", Language.DE), ("b", "k", Language.DE)]
    assert len({mint_guid(US, *key) for key in keys}) == 4


def test_any_key_and_source_give_a_tag_uri() -> None:
    """RFC 4151, section 2.1: after the authority only characters of a URI."""
    for source, key in [("süd/west quelle", "ä ö\n?#"), ("x", "\ud800"), ("", "")]:
        assert re.fullmatch(
            r"tag:isa-portal\.de,2026:release/[\w.~%-]*/[0-9a-f]{32}/en",
            mint_guid(US, source, key, Language.EN),
            re.ASCII,
        )
