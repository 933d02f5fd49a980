"""What people set for themselves."""

import pytest

from model.languages import Language
from model.people import Deed
from tests.review.conftest import PASSWORD, Desk


def test_somebody_changes_their_own_name_and_language(desk: Desk) -> None:
    browser = desk.browser("editor")
    browser.submit("/account", shown=" 李  娜 ", language="zh-Hans")
    page = browser.get("/account").text
    assert 'lang="zh-CN"' in page
    assert "<bdi>李 娜</bdi>" in page
    person = desk.room.store.people.named("editor")
    assert person is not None
    assert (person.shown, person.language) == ("李 娜", Language.ZH)
    [(_, change)] = desk.room.store.history.latest(1)
    assert (change.deed, change.before, change.after) == (Deed.CHANGE_PERSON, "Editor", "李 娜")


@pytest.mark.parametrize(
    "shown", ["Operator", "ｏｐｅｒａｔｏｒ", "administrator", "", "   ", "x" * 81, "a\u202eb", "a\u200bb"]
)
def test_nobody_can_be_taken_for_somebody_else(desk: Desk, shown: str) -> None:
    browser = desk.browser("editor")
    assert browser.submit("/account", shown=shown, language="en").status_code in {400, 422}
    assert "<bdi>Editor</bdi>" in browser.get("/account").text


def test_a_new_password_ends_all_other_sessions(desk: Desk) -> None:
    here, there = desk.browser("editor"), desk.browser("editor")
    new = "vier andere Wörter im Kopf"
    assert here.submit("/account/password", old="wrong", password=new, again=new).status_code == 400
    assert here.submit("/account/password", old=PASSWORD, password=new, again="x").status_code == 400
    assert there.get("/account").status_code == 200
    assert here.submit("/account/password", old=PASSWORD, password=new, again=new).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert desk.browser().sign_in("editor").status_code == 400
    assert desk.browser().sign_in("editor", new).status_code == 303


def test_signing_out_everywhere_spares_this_browser(desk: Desk) -> None:
    here, there = desk.browser("editor"), desk.browser("editor")
    assert here.submit("/account/sessions").status_code == 303
    assert "All other browsers are signed out." in here.get("/account").text
    assert there.get("/account").status_code == 303
