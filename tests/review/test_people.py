"""People are invited, changed and deactivated by administrators, and the history says so."""

import csv
import re
from io import StringIO

import pytest

from model.people import Change, Deed, Duty, Person
from tests.review.conftest import NOON, PASSWORD, Desk

LINK = re.compile(r"http://testserver(/invitation/[\w-]+)")


def person(desk: Desk, name: str) -> Person:
    found = desk.room.store.people.named(name)
    assert found is not None
    return found


def history(desk: Desk) -> list[tuple[str, Deed, str, str, str]]:
    return [
        (each.by, each.deed, each.subject, each.before, each.after) for _, each in desk.room.store.history.latest(50)
    ]


def test_an_invited_person_comes_by_a_link_that_is_shown_once(desk: Desk) -> None:
    administrator = desk.browser("administrator")
    fields = {"name": "Li.Na", "shown": "李娜", "duty": "editor", "language": "zh-Hans"}
    page = administrator.submit("/people", **fields)
    link = LINK.search(page.text)
    assert link is not None
    assert LINK.search(administrator.get("/people").text) is None
    invited = desk.browser()
    assert "欢迎，李娜" not in invited.get(link[1]).text, "the page speaks the language of the browser"
    assert invited.submit(link[1], password=PASSWORD, again=PASSWORD).status_code == 303
    assert 'lang="zh-CN"' in invited.get("/account").text
    assert desk.browser("li.na").get("/people").status_code == 403
    assert history(desk) == [
        ("李娜", Deed.CHANGE_PERSON, "Li.Na", "", "password"),
        ("Administrator", Deed.INVITE, "Li.Na", "", "editor"),
    ]


def test_a_link_ends_by_time_by_a_newer_one_and_by_deactivation(desk: Desk) -> None:
    administrator = desk.browser("administrator")
    links = []
    for path, fields in [("/people", {"name": "li", "duty": "editor", "language": "en"}), ("/people/4/link", {})]:
        link = LINK.search(administrator.submit(path, **fields).text)
        assert link is not None
        links.append(link[1])
    visitor = desk.browser()
    assert [visitor.get(link).status_code for link in links] == [400, 200]
    administrator.submit("/people/4/active", active="false")
    assert visitor.get(links[1]).status_code == 400
    assert visitor.submit(links[1], password=PASSWORD, again=PASSWORD).status_code == 400
    assert administrator.submit("/people/4/link").status_code == 400
    administrator.submit("/people/4/active", active="true")
    desk.wait(days=6, hours=23)
    assert visitor.get(links[1]).status_code == 200
    desk.wait(hours=1)
    assert visitor.get(links[1]).status_code == 400


def test_a_lost_password_is_replaced_by_a_link_and_is_good_until_then(desk: Desk) -> None:
    link = LINK.search(desk.browser("administrator").submit("/people/1/link").text)
    assert link is not None
    old = desk.browser("editor")
    new = "vier andere Wörter im Kopf"
    assert desk.browser().submit(link[1], password=new, again=new).status_code == 303
    assert old.get("/account").status_code == 303
    assert desk.browser().sign_in("editor").status_code == 400


def test_a_duty_counts_at_once(desk: Desk) -> None:
    administrator, editor = desk.browser("administrator"), desk.browser("editor")
    assert administrator.submit("/people/1/duty", duty="administrator").headers["location"] == "/people"
    assert "editor is changed." in administrator.get("/people").text
    assert "editor is changed." not in administrator.get("/people").text
    assert editor.get("/people").status_code == 200
    assert history(desk)[0] == ("Administrator", Deed.CHANGE_PERSON, "editor", "editor", "administrator")
    administrator.submit("/people/1/duty", duty="editor")
    assert editor.get("/people").status_code == 403


def test_an_inactive_person_is_out_at_once_and_old_sessions_stay_ended(desk: Desk) -> None:
    administrator, editor = desk.browser("administrator"), desk.browser("editor")
    administrator.submit("/people/1/active", active="false")
    assert editor.get("/account").status_code == 303
    assert desk.browser().sign_in("editor").status_code == 400
    administrator.submit("/people/1/active", active="true")
    assert editor.get("/account").status_code == 303
    assert desk.browser().sign_in("editor").status_code == 303
    assert [(before, after) for _, _, _, before, after in history(desk)] == [
        ("editor, inactive", "editor"),
        ("editor", "editor, inactive"),
    ]


@pytest.mark.parametrize(("path", "field"), [("duty", {"duty": "editor"}), ("active", {"active": "false"})])
def test_nobody_takes_away_their_own_duty_or_the_last_administrator(
    desk: Desk, path: str, field: dict[str, str]
) -> None:
    administrator = desk.browser("administrator")
    own = administrator.submit(f"/people/3/{path}", **field)
    assert (own.status_code, "ask another administrator" in own.text) == (400, True)
    second = desk.person("second", Duty.ADMINISTRATOR)
    desk.room.store.people.change(3, password="")
    last = desk.browser("second").submit(f"/people/3/{path}", **field)
    assert last.status_code == 303, "one who has not come yet may go"
    assert person(desk, "second") == second
    assert history(desk)[0][2] == "administrator"


def test_the_last_administrator_stays_whoever_asks(desk: Desk) -> None:
    """Two administrators at the same moment: the session is still there, the duty is not counted any more."""
    from model.errors import AccountError
    from pipeline.accounts import change_active, change_duty

    by = desk.person("second", Duty.ADMINISTRATOR, active=False)
    for change in (lambda: change_duty(desk.room, 3, Duty.EDITOR, by), lambda: change_active(desk.room, 3, False, by)):
        with pytest.raises(AccountError, match="last administrator"):
            change()


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "<b>", "x" * 65, "a\u0000", "a\u202eb", "-x", "../x", "EDITOR", "ｅditor"]
)
def test_a_name_that_cannot_be_typed_or_is_taken_is_refused(desk: Desk, name: str) -> None:
    refused = desk.browser("administrator").submit("/people", name=name, duty="editor", language="en")
    assert refused.status_code in {400, 409, 422}
    assert len(desk.room.store.people.all()) == 3


def test_nobody_is_invited_under_the_name_that_others_see_of_somebody_else(desk: Desk) -> None:
    fields = {"name": "new", "shown": " editor", "duty": "editor", "language": "en"}
    assert desk.browser("administrator").submit("/people", **fields).status_code == 400
    assert len(desk.room.store.people.all()) == 3


def test_an_unknown_person_is_no_failure(desk: Desk) -> None:
    administrator = desk.browser("administrator")
    for path, field in [("link", {}), ("duty", {"duty": "editor"}), ("active", {"active": "true"})]:
        assert administrator.submit(f"/people/99/{path}", **field).status_code == 400
        assert administrator.submit(f"/people/x/{path}", **field).status_code == 422


def test_the_history_is_read_page_by_page_and_by_person(desk: Desk) -> None:
    changes = [
        Change(NOON, by, Deed.TRIGGER, subject=f"run {number}") for number in range(60) for by in ("Editor", "Li")
    ]
    desk.room.store.history.record(*changes)
    browser = desk.browser("administrator")
    page = browser.get("/history?person=Editor").text
    assert re.findall(r"run \d+", page) == [f"run {number}" for number in range(59, 9, -1)]
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older is not None
    rest = browser.get(older[1].replace("&amp;", "&")).text
    assert re.findall(r"run \d+", rest) == [f"run {number}" for number in range(9, -1, -1)]
    assert 'rel="next"' not in rest
    assert "Nov 22, 2026, 1:00:00\u202fPM" in page


def test_the_file_holds_everything_and_no_formula(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.audit.AT_A_TIME", 2)
    evil = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '"quoted", and\nbroken', "无害", "a=1"]
    desk.room.store.history.record(*(Change(NOON, "Editor", Deed.EDIT, before=each) for each in evil))
    answer = desk.browser("administrator").get("/history.csv?person=Editor")
    assert answer.headers["content-disposition"] == 'attachment; filename="history.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    safe = [f"'{each}" for each in evil[:7]] + evil[7:]
    safe[4:6] = ["'\t'=1", "'\r'=1"]  # a cell may begin behind a tab or the end of a line as well
    assert [row["before"] for row in rows] == safe[::-1]
    assert {row["at"] for row in rows} == {"2026-11-22T13:00:00+01:00"}
