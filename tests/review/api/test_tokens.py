"""Administrators make and revoke tokens: on a page, and from a terminal."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model.people import Deed, Duty
from newsbridge.commands import app
from newsbridge.language import speaks_german
from pipeline.settings import Settings
from pipeline.tokens import holder
from pipeline.wiring import Newsroom
from tests.review.api.conftest import Portal
from tests.review.conftest import Desk

SECRET = re.compile(r"nb_[\w-]{43}")


def test_a_token_is_made_on_a_page_shown_once_and_revoked(portal: Portal) -> None:
    browser = portal.desk.browser("administrator")
    page = browser.submit("/tokens", name="portal", duty="operator", days="90")
    secret = SECRET.search(page.text)
    assert secret is not None
    assert SECRET.search(browser.get("/tokens").text) is None
    program = portal.stranger(secret[0])
    assert program.read("token") == {"name": "portal", "duty": "operator", "expires_at": "2027-02-20T12:00:00Z"}
    assert browser.submit("/tokens/1/revoke").headers["location"] == "/tokens"
    assert "The token portal is revoked." in browser.get("/tokens").text
    assert program.get("token").status_code == 401
    deeds = [(each.by, each.deed, each.subject) for _, each in portal.room.store.history.latest(2)]
    assert deeds == [
        ("Administrator", Deed.REVOKE_TOKEN, "token portal"),
        ("Administrator", Deed.MAKE_TOKEN, "token portal"),
    ]
    assert "revoked a token" in browser.get("/history").text


def test_a_token_without_an_end_and_one_that_cannot_be(desk: Desk) -> None:
    browser = desk.browser("administrator")
    assert browser.submit("/tokens", name="portal", duty="editor", days="0").status_code == 200
    assert desk.room.store.tokens.all()[0].expires_at is None
    for wrong in ({"name": "portal"}, {"name": ""}, {"name": "a b"}, {"days": "3651"}, {"days": "-1"}, {"duty": "x"}):
        fields = {"name": "other", "duty": "editor", "days": "30"} | wrong
        assert browser.submit("/tokens", **fields).status_code in {400, 422}, wrong
    assert browser.submit("/tokens/99/revoke").status_code == 400
    assert len(desk.room.store.tokens.all()) == 1


def test_a_token_that_is_over_is_shown_as_such(desk: Desk) -> None:
    browser = desk.browser("administrator")
    browser.submit("/tokens", name="portal", duty="editor", days="1")
    assert 'action="/tokens/1/revoke"' in browser.get("/tokens").text
    desk.wait(days=1)
    page = desk.browser("administrator").get("/tokens").text
    assert "<td>over</td>" in page
    assert 'action="/tokens/1/revoke"' not in page


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(home: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--home", str(home), "token", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_token_is_made_listed_and_revoked_from_a_terminal(tmp_path: Path, english: None) -> None:
    from model.errors import AccountError

    code, out, said = run(tmp_path, "make", "nightly", "--duty", "operator", "--days", "30")
    assert (code, bool(SECRET.fullmatch(out.strip())), "shown this once" in said) == (0, True, True)
    with Newsroom(Settings(home=tmp_path)) as room:
        assert holder(room, out.strip(), "192.0.2.1").duty is Duty.OPERATOR
    listed = run(tmp_path, "list")[1]
    assert "nightly" in listed
    assert out.strip() not in listed
    assert run(tmp_path, "revoke", "nightly")[1] == "nightly: revoked\n"
    assert "revoked" in run(tmp_path, "list")[1]
    with Newsroom(Settings(home=tmp_path)) as room, pytest.raises(AccountError):
        holder(room, out.strip(), "192.0.2.1")
    with pytest.raises(AccountError, match="no such token"):
        run(tmp_path, "revoke", "nobody")
    assert run(tmp_path, "make", "nightly", "--days", "0")[2].endswith("never.\n")
