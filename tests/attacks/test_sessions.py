"""Somebody wants to be somebody else: by a cookie that was foisted, changed, kept, or taken."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hmac import digest
from json import dumps, loads
from unittest.mock import patch

import pytest
from itsdangerous import TimestampSigner

from model.people import Duty
from review.sessions import IDLE, LIFE
from tests.review.conftest import PASSWORD, SECRET, Browser, Desk


def cookie(browser: Browser) -> str:
    [kept] = [each.value for each in browser.cookies.jar if each.name.endswith("desk")]
    assert kept
    return kept


def with_cookie(desk: Desk, value: str) -> Browser:
    browser = desk.browser()
    browser.cookies.set("desk", value, domain="testserver.local")
    return browser


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def test_a_session_that_was_foisted_before_sign_in_is_worth_nothing(desk: Desk) -> None:
    attacker = desk.browser()
    known = attacker.csrf()
    victim = with_cookie(desk, cookie(attacker))
    assert victim.sign_in("editor").status_code == 303
    assert cookie(victim) != cookie(attacker)
    assert victim.csrf() != known
    assert not is_in(attacker)


def test_no_cookie_can_be_changed(desk: Desk) -> None:
    value = cookie(desk.browser("editor"))
    content, time, signature = value.rsplit(".", 2)
    other = b64encode(dumps(loads(b64decode(content)) | {"person": 3}).encode()).decode()
    forged = [
        f"{other}.{time}.{signature}",
        f"{content}.{time}.{signature[::-1]}",
        f"{content}.{time}.",
        f"{content}.{time}",
        content,
        f"{content}.{time}x.{signature}",
        TimestampSigner("guessed").sign(other).decode(),
        TimestampSigner(SECRET.decode()).sign(other).decode(),
        "null",
        "",
        "x" * 5000,
        "é",
        b64encode(b'{"person": 3}').decode(),
    ]
    for each in forged:
        browser = desk.browser(headers={"cookie": f"desk={each}".encode()})
        assert browser.get("/people").status_code == 303, each


@pytest.mark.parametrize("content", [b"{}", b'{"person": 3}', b'{"person": 3, "epoch": 0, "since": 9e9, "seen": 9e9}'])
def test_a_session_of_another_shape_is_no_failure(desk: Desk, content: bytes) -> None:
    """Only another program with our secret could have signed it, such as an older version of this one."""
    key = digest(SECRET, b"sessions of the desk", "sha256").hex()
    browser = with_cookie(desk, TimestampSigner(key).sign(b64encode(content)).decode())
    assert browser.get("/people").status_code == 303


def test_a_cookie_that_was_taken_is_worth_nothing_after_signing_out(desk: Desk) -> None:
    victim = desk.browser("editor")
    kept = cookie(victim)
    thief = with_cookie(desk, kept)
    assert is_in(thief)
    victim.submit("/logout")
    assert not is_in(thief)
    assert not is_in(with_cookie(desk, kept))


def test_signing_out_here_leaves_other_browsers_alone(desk: Desk) -> None:
    here, elsewhere = desk.browser("editor"), desk.browser("editor")
    here.submit("/logout")
    assert is_in(elsewhere)


@pytest.mark.parametrize("deed", ["password", "sessions", "link", "active", "duty"])
def test_a_cookie_that_was_taken_ends_with_what_its_owner_or_an_administrator_does(desk: Desk, deed: str) -> None:
    victim, administrator = desk.browser("operator"), desk.browser("administrator")
    thief = with_cookie(desk, cookie(victim))
    number = next(each.id for each in desk.room.store.people.all() if each.name == "operator")
    match deed:
        case "password":
            new = "vier neue Wörter hier"
            assert victim.submit("/account/password", old=PASSWORD, password=new, again=new).status_code == 303
        case "sessions":
            victim.submit("/account/sessions")
        case "link":
            link = administrator.submit(f"/people/{number}/link").text.split("/invitation/")[1].split('"')[0]
            new = "vier neue Wörter hier"
            assert desk.browser().submit(f"/invitation/{link[:43]}", password=new, again=new).status_code == 303
        case "active":
            administrator.submit(f"/people/{number}/active", active="false")
        case "duty":
            administrator.submit(f"/people/{number}/duty", duty="editor")
            assert thief.get("/sources").status_code == 403
            return
    assert not is_in(thief)


def test_a_cookie_ends_though_it_is_used_and_though_it_is_not(desk: Desk) -> None:
    browser = desk.browser("editor")
    desk.wait(seconds=IDLE.total_seconds() + 1)
    assert not is_in(browser)
    busy = desk.browser("editor")
    for _ in range(int(LIFE / IDLE) * 2):
        desk.wait(seconds=IDLE.total_seconds() / 2)
        is_in(busy)
    desk.wait(seconds=1)
    assert not is_in(busy)


def test_the_signature_itself_has_an_end(desk: Desk) -> None:
    """Should the store of people be put back from a copy, old cookies stay over."""
    browser = with_cookie(desk, cookie(desk.browser("editor")))
    assert is_in(browser)
    later = datetime.now(UTC).timestamp() + IDLE.total_seconds() + 60
    with patch.object(TimestampSigner, "get_timestamp", lambda signer: int(later)):
        assert not is_in(browser)


def test_no_script_and_no_other_site_gets_the_cookie(desk: Desk) -> None:
    plain = desk.browser().get("/login").headers["set-cookie"].lower()
    assert all(each in plain for each in ("httponly", "samesite=lax", "path=/"))
    guarded = desk.with_app(secure=True).browser(base_url="https://testserver").get("/login").headers["set-cookie"]
    assert guarded.startswith("__Host-desk=")
    assert "secure" in guarded.lower()
    assert "domain" not in guarded.lower()


def test_a_plain_cookie_is_nothing_where_https_is_spoken(desk: Desk) -> None:
    """Another host of the domain, or a plain connection, can set `desk` but not `__Host-desk`."""
    value = cookie(desk.browser("administrator"))
    own = desk.with_app(secure=True)
    browser = own.browser(base_url="https://testserver", headers={"cookie": f"desk={value}"})
    assert browser.get("/people").status_code == 303


def test_no_name_of_a_session_is_taken_from_the_address(desk: Desk) -> None:
    value = cookie(desk.browser("administrator"))
    for path in (f"/people?desk={value}", f"/people;desk={value}", f"/people?session={value}"):
        assert desk.browser().get(path).status_code in {303, 404}


def test_nobody_becomes_more_by_a_field_that_no_form_has(desk: Desk) -> None:
    """Mass assignment: fields of the account that its own form does not offer."""
    browser = desk.browser("editor")
    extra = {"duty": "administrator", "id": "3", "person_id": "3", "epoch": "99", "active": "true", "name": "boss"}
    browser.submit("/account", shown="Editor", language="en", password="x", subject="x", **extra)
    browser.submit("/account/sessions", **extra)
    person = desk.room.store.people.named("editor")
    assert person
    assert (person.duty, person.shown, person.epoch) == (Duty.EDITOR, "Editor", 1)
    assert browser.get("/people").status_code == 403


def test_an_invitation_gives_no_more_than_it_says(desk: Desk) -> None:
    administrator = desk.browser("administrator")
    page = administrator.submit("/people", name="li.na", duty="editor", language="en").text
    token = page.split("/invitation/")[1][:43]
    fields = {
        "password": PASSWORD,
        "again": PASSWORD,
        "duty": "administrator",
        "person_id": "3",
        "name": "administrator",
    }
    browser = desk.browser()
    assert browser.submit(f"/invitation/{token}", **fields).status_code == 303
    person = desk.room.store.people.named("li.na")
    assert person
    assert person.duty is Duty.EDITOR
    assert desk.browser().submit(f"/invitation/{token}", **fields).status_code == 400
