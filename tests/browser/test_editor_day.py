"""An editor's day at a real desk in a real browser, by keyboard alone."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from model.languages import Language
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from tests.browser.conftest import Desk, Visitor

Visit = Callable[..., Visitor]
pytestmark = pytest.mark.timeout(300)

TITLE = "波鸿与佛山深化氢能合作"


def current(page: Any) -> Any:
    return page.locator(".segment.current")


def approved(page: Any, count: int, of: int = 8) -> None:
    """Wait until the article says how much of it is approved."""
    page.get_by_text(f"{count} of {of} segments approved").wait_for()


def tab_to(visitor: Visitor, words: str, key: str = "Shift+Tab") -> None:
    """Walk by Tab until what has the focus says `words`."""
    for _ in range(60):
        visitor.press(key)
        if words in visitor.page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"no way by Tab to {words}")


def feed(home: Path) -> Any:
    return feedparser.parse((home / "public" / "feeds" / "zh.xml").read_bytes())


def test_by_keyboard_from_signing_in_to_the_feed(desk: Desk, visit: Visit) -> None:
    editor = visit()
    page = editor.page
    editor.sign_in("li.na")
    editor.press("j")
    assert "Bochum und Foshan" in page.evaluate("document.activeElement.textContent"), "the riskiest comes first"
    editor.press("Enter")
    page.wait_for_url("**/translations/*")

    # A wrong number: the page stands at it, and one key repairs it.
    assert "84座工业城市" in current(page).inner_text()
    current(page).locator("button.repair").first.wait_for()
    editor.press("f")
    assert "48座工业城市" in current(page).locator("form.typing textarea").input_value()
    editor.press("Control+Enter")
    approved(page, 1)

    # The next one was written by a machine that knew no better: the forbidden name is repaired in the same way.
    current(page).locator("button.repair").first.wait_for()
    editor.press("f", "Control+Enter")
    approved(page, 2)

    # A sentence that somebody has translated before, but for two words: the memory has it.
    editor.press("h")
    current(page).locator(".help .offers li").first.wait_for()
    editor.press("1")
    assert current(page).locator("form.typing textarea").input_value() == "州政府为港口扩建提供250万欧元资助。"
    editor.press("Control+Enter")
    approved(page, 3)

    # A word that the termbase does not know, selected where it stands.
    editor.press("Enter", "Home", *["ArrowRight"] * 5, *["Shift+ArrowRight"] * 4)
    page.locator("#term-bar .words").get_by_text("充电园区").wait_for()
    editor.press("Escape", "T")
    german = page.locator("#term-dialog [name=de]")
    german.wait_for()
    assert page.locator("#term-dialog [name=zh]").input_value() == "充电园区"
    assert german.evaluate("each => each === document.activeElement"), "the first thing to say has the focus"
    editor.type("Ladepark", "Enter")
    page.locator("#term-dialog [data-kept]").wait_for()
    editor.press("Escape")
    page.wait_for_load_state()
    current(page).locator("button.term", has_text="充电园区").wait_for()
    editor.press("a")
    approved(page, 4)

    # What no check doubts goes at once, after a question.
    tab_to(editor, "Approve the rest")
    editor.press("Enter", "Tab")
    assert page.evaluate("document.activeElement.textContent") == "Yes, approve them"
    editor.press("Enter")
    approved(page, 8)
    assert page.get_by_text("4 segments approved.").is_visible()

    entry = published(desk.home)
    assert "48座工业城市" in entry.content[0].value
    assert "84座" not in entry.content[0].value
    assert "250万欧元" in entry.content[0].value
    with Newsroom(Settings(home=desk.home)) as room:
        match = room.terms.lookup("Ladepark")
        assert match is not None
        assert match.term(Language.ZH).preferred == "充电园区"


def published(home: Path) -> Any:
    """Return the entry once the feed carries it: it is written after the answer."""
    for _ in range(100):
        if (home / "public" / "feeds" / "zh.xml").exists():
            found = [entry for entry in feed(home).entries if entry.title == TITLE]
            if found:
                return found[0]
        time.sleep(0.1)
    raise AssertionError("the feed does not carry the article")
