"""Two people at one sentence, a desk that dies, a laptop that closes: every word that was typed is there afterwards."""

from collections.abc import Callable

import pytest

from model.languages import Language
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from store.queue import QueueFilter
from tests.browser.conftest import Desk, Visitor

Visit = Callable[..., Visitor]
pytestmark = pytest.mark.timeout(300)

HERS = "3月26日，48座工业城市的代表在波鸿开会。"
HIS = "3月26日，48座城市的代表在波鸿商讨氢能项目。"
MERGED = "3月26日，48座工业城市的代表在波鸿商讨氢能项目。"


def sit_down(visitor: Visitor, name: str) -> None:
    """Sign in, open the riskiest article and begin to write where it stands."""
    visitor.sign_in(name)
    visitor.press("n")
    visitor.page.wait_for_url("**/translations/*")
    visitor.press("Enter")


def write(visitor: Visitor, words: str) -> None:
    """Write over the text of the segment."""
    visitor.press("Control+a")
    visitor.type(words)


def box(visitor: Visitor) -> str:
    text: str = visitor.page.locator(".segment.current form.typing textarea").input_value()
    return text


def test_two_who_write_the_same_sentence_both_find_their_words(desk: Desk, visit: Visit) -> None:
    she, he = visit(), visit()
    sit_down(she, "li.na")
    sit_down(he, "weber")
    write(she, HERS)
    write(he, HIS)
    she.press("Control+Enter")
    she.page.get_by_text("1 of 8 segments approved").wait_for()

    he.press("Control+Enter")
    conflict = he.page.locator(".segment.current:has([data-conflict])")
    conflict.wait_for()
    assert "李娜 has edited this segment in the meantime" in conflict.inner_text()
    assert conflict.locator(".shown").inner_text().strip() == HERS
    assert box(he) == HIS
    write(he, MERGED)
    he.press("Control+Enter")
    he.page.locator("[data-conflict]").wait_for(state="detached")
    assert he.page.locator(".segment .shown", has_text=MERGED).count() == 1
    with Newsroom(Settings(home=desk.home)) as room:
        wanted = QueueFilter(language=Language.ZH, text="Foshan")
        [article] = room.store.queue.page(wanted, 9, now=room.now())
        kept = [change.after for _, change in room.store.history.latest(9, translation_id=article.translation_id)]
    assert kept[:2] == [MERGED, HERS]


def test_a_laptop_that_closes_while_the_desk_is_down_loses_nothing(desk: Desk, visit: Visit) -> None:
    before = visit()
    sit_down(before, "li.na")
    desk.kill()
    write(before, HERS)
    profile = before.context.storage_state()
    before.context.close()
    before.complaints.clear()  # the browser says itself that nobody answers

    desk.start()
    after = visit(storage_state=profile)
    after.open("/queue")
    after.press("n")
    after.page.wait_for_url("**/translations/*")
    assert box(after) == HERS
    after.page.get_by_text("Kept", exact=True).wait_for()


def test_what_was_typed_at_one_machine_comes_back_at_another(desk: Desk, visit: Visit) -> None:
    office = visit()
    sit_down(office, "li.na")
    write(office, HERS)
    office.page.get_by_text("Kept", exact=True).wait_for()
    desk.kill()
    office.context.close()
    office.complaints.clear()

    desk.start()
    home, colleague = visit(), visit()
    sit_down(home, "li.na")
    assert box(home) == HERS
    sit_down(colleague, "weber")
    assert "84座" in box(colleague), "it is nobody else's before it is saved"
