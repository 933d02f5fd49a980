"""Every page of the desk, for each duty and in each language: no error in the console, nothing that the policy forbids.

What a page complains of, and which hosts it asks, is held against by the fixture `visit`.
"""

from collections.abc import Callable

import pytest

from model.languages import Language
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from tests.browser.conftest import Desk, Visitor
from tests.browser.walking import pages

Visit = Callable[..., Visitor]
pytestmark = pytest.mark.timeout(600)

EVERYBODY = {"/queue", "/terms", "/memory", "/statistics", "/account", "/xliff"}
OPERATORS = EVERYBODY | {"/sources", "/newsroom", "/failures", "/runs"}
MAY_OPEN = {
    "li.na": EVERYBODY,
    "weber": OPERATORS,
    "adam": OPERATORS | {"/people", "/tokens", "/history"},
}


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("li.na", Language.ZH),
        ("weber", Language.DE),
        # Who may see everything sees it in each language.
        ("adam", Language.EN),
        ("adam", Language.DE),
        ("adam", Language.ZH),
    ],
)
def test_no_page_complains(desk: Desk, visit: Visit, name: str, language: Language) -> None:
    with Newsroom(Settings(home=desk.home)) as room:
        room.store.people.change(room.store.people.named(name).id, language=language)
    visitor = visit(name)
    seen = set()
    for path in pages(visitor, "/queue"):
        seen.add(path.partition("?")[0])
        if not path.startswith("/api/"):  # for engineers, in English
            assert visitor.page.locator("html").get_attribute("lang") == language.html
        assert visitor.page.locator("h1, h2").count(), f"{path} has no heading"
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.complaints == [], path
    assert seen >= MAY_OPEN[name]
    assert not (seen & (MAY_OPEN["adam"] - MAY_OPEN[name])), "nobody is led where they may not go"


def test_nobody_needs_an_account_to_read_that_they_need_one(visit: Visit) -> None:
    visitor = visit(language=Language.ZH)
    visitor.open("/queue")
    assert visitor.page.locator("html").get_attribute("lang") == "zh-CN"
    assert visitor.page.locator("input[name=password]").is_visible()
