"""Getting in and out, and who does not get in."""

import json
import time
from base64 import b64encode

import pytest
from argon2 import PasswordHasher

from model.people import Duty
from pipeline import accounts, inviting, passwords
from review.entry import local
from tests.review.conftest import PASSWORD, Desk

WRONG = "Name and password do not belong together."


def test_a_page_asks_for_sign_in_and_then_comes(desk: Desk) -> None:
    browser = desk.browser()
    asked = browser.get("/people?x=1")
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=%2Fpeople%3Fx%3D1")
    assert 'name="next" value="/people?x=1"' in browser.get(asked.headers["location"]).text
    done = browser.submit("/login", name="Administrator", password=PASSWORD, next="/people?x=1")
    assert (done.status_code, done.headers["location"]) == (303, "/people?x=1")
    assert browser.get("/people").status_code == 200
    assert browser.get("/login?next=/account").headers["location"] == "/account"


def test_whoever_signs_out_is_out(desk: Desk) -> None:
    browser = desk.browser("editor")
    assert browser.submit("/logout").headers["location"] == "/login"
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("editor", "wrong"),
        ("nobody", PASSWORD),
        ("invited", ""),
        ("closed", PASSWORD),
        ("", ""),
        ("editor", PASSWORD + "\0"),
    ],
)
def test_every_failure_has_the_same_answer(desk: Desk, name: str, password: str) -> None:
    desk.person("invited", password="")
    desk.person("closed", active=False)
    browser = desk.browser()
    answer = browser.submit("/login", name=name, password=password)
    if name == "" or password == "":
        assert answer.status_code in {400, 422}
    else:
        assert (answer.status_code, WRONG in answer.text) == (400, True)
    assert browser.get("/account").status_code == 303


def test_an_unknown_name_costs_as_much_as_a_wrong_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in hashes, since a clock would not be the same twice."""
    computed: list[str] = []
    hasher = passwords.HASHER
    monkeypatch.setattr(
        passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1, type=hasher.type).told(computed)
    )
    for name in ("editor", "nobody"):
        desk.browser().sign_in(name, "wrong, and long")
    assert computed == ["verify", "hash"]


class Counting(PasswordHasher):
    """Tells what it computes."""

    def told(self, computed: list[str]) -> "Counting":
        self._computed = computed
        return self

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self._computed.append("hash")
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self._computed.append("verify")
        return super().verify(hash, password)


def test_the_eleventh_attempt_waits_whoever_makes_it(desk: Desk) -> None:
    for number in range(accounts.MOST_FAILURES):
        assert desk.browser(address=f"192.0.2.{number}").sign_in("EDITOR", "wrong").status_code == 400
    late = desk.browser(address="198.51.100.7").sign_in("editor")
    assert (late.status_code, "Try again in 15 minutes" in late.text) == (429, True)
    desk.wait(minutes=15, seconds=1)
    assert desk.browser().sign_in("editor").status_code == 303


@pytest.mark.parametrize("addresses", [("192.0.2.9", "192.0.2.9"), ("2001:db8::1", "2001:db8::ffff:2")])
def test_one_address_cannot_try_one_name_after_the_other(desk: Desk, addresses: tuple[str, str]) -> None:
    for number in range(accounts.MOST_FAILURES):
        desk.browser(address=addresses[0]).sign_in(f"name{number}", "wrong")
    assert desk.browser(address=addresses[1]).sign_in("editor").status_code == 429
    assert desk.browser(address="198.51.100.7").sign_in("editor").status_code == 303


def test_success_forgets_the_failures_of_the_name(desk: Desk) -> None:
    for round_ in range(3):
        for number in range(accounts.MOST_FAILURES - 1):
            desk.browser(address=f"192.0.{round_}.{number}").sign_in("editor", "wrong")
        assert desk.browser(address="198.51.100.7").sign_in("editor").status_code == 303


def test_a_session_of_before_is_worth_nothing_after_sign_in(desk: Desk) -> None:
    """Fixation: whoever foists their cookie on somebody shares neither the session nor its token."""
    attacker = desk.browser()
    foisted, known = attacker.csrf(), dict(attacker.cookies)
    victim = desk.browser(cookies=known)
    assert victim.csrf() == foisted
    assert victim.sign_in("editor").status_code == 303
    assert victim.csrf() != foisted
    assert attacker.get("/account").status_code == 303
    assert victim.post("/account/sessions", data={"csrf": foisted}).status_code == 403


def test_a_session_ends_when_nobody_uses_it_and_in_any_case_after_a_week(desk: Desk) -> None:
    browser = desk.browser("editor")
    for _ in range(14):
        desk.wait(hours=11.9)
        assert browser.get("/account").status_code == 200
    desk.wait(hours=11.9)
    assert browser.get("/account").status_code == 303
    assert browser.sign_in("editor").status_code == 303
    desk.wait(hours=12.1)
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize("cookie", ["", "null", "e30=", "a.b.c", "\xff", "x" * 5000])
def test_a_cookie_that_we_did_not_sign_is_no_session(desk: Desk, cookie: str) -> None:
    browser = desk.browser()
    assert browser.get("/account", headers={"cookie": f"desk={cookie}".encode("latin-1")}).status_code == 303


def test_a_signature_does_not_fit_another_session(desk: Desk) -> None:
    browser = desk.browser("editor")
    signed = browser.cookies["desk"].strip('"')
    forged = b64encode(
        json.dumps({"person": 3, "epoch": 0, "since": time.time(), "seen": time.time()}).encode()
    ).decode()
    cookie = ".".join([forged, *signed.split(".")[1:]])
    assert desk.browser(cookies={"desk": cookie}).get("/people").status_code == 303


def test_the_cookie_is_hidden_from_scripts_and_other_sites(desk: Desk) -> None:
    given = desk.browser().get("/login").headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= set(given.split("; "))
    assert "secure" not in given


@pytest.mark.parametrize("secure", [True, False])
def test_behind_https_the_cookie_is_for_https_alone(desk: Desk, secure: bool) -> None:
    """Either the operator says so, or the proxy does and uvicorn has put it into the scope."""
    behind = desk.with_app(secure=secure)
    browser = behind.browser(base_url="http://desk.example" if secure else "https://desk.example")
    given = browser.get("/login").headers["set-cookie"]
    assert given.startswith("__Host-desk=")
    assert "; secure" in given


def test_the_first_administrator_comes_by_a_link_that_is_good_once(desk: Desk) -> None:
    desk.room.store.people.change(3, password="")
    first = inviting.first_administrator(desk.room)
    assert first is not None
    person, token = first
    assert person.name == "administrator"
    browser = desk.browser()
    page = browser.get(f"/invitation/{token}")
    assert "Welcome, Administrator" in page.text
    done = browser.submit(f"/invitation/{token}", password=PASSWORD, again=PASSWORD)
    assert done.headers["location"] == "/account"
    assert browser.get("/people").status_code == 200
    assert inviting.first_administrator(desk.room) is None
    used = desk.browser()
    assert "not good any more" in used.get(f"/invitation/{token}").text
    assert used.submit(f"/invitation/{token}", password=PASSWORD, again=PASSWORD).status_code == 400


def test_the_link_of_the_first_administrator_lasts_a_day(desk: Desk) -> None:
    desk.room.store.people.change(3, active=False)
    first = inviting.first_administrator(desk.room)
    assert first is not None
    assert first[0].name == "administrator2"
    desk.wait(hours=24)
    assert desk.browser().get(f"/invitation/{first[1]}").status_code == 400


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kurz", "kurz", "12 to 256 characters"),
        ("x" * 257, "x" * 257, "12 to 256 characters"),
        ("li.na.li.na.li.na", "li.na.li.na.li.na", "easily guessed"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "easily guessed"),
        (PASSWORD, PASSWORD + "!", "The two passwords differ."),
    ],
)
def test_a_bad_password_leaves_the_link_good(desk: Desk, password: str, again: str, said: str) -> None:
    _, token = inviting.invite(desk.room, "li.na", Duty.EDITOR, "Administrator")
    browser = desk.browser()
    refused = browser.submit(f"/invitation/{token}", password=password, again=again)
    assert (refused.status_code, said in refused.text) == (400, True)
    assert browser.submit(f"/invitation/{token}", password=PASSWORD, again=PASSWORD).status_code == 303


def test_a_password_is_the_same_however_its_letters_are_composed(desk: Desk) -> None:
    desk.person("jo", password=passwords.hashed("Gru\u0308n ist die Heide"))
    assert desk.browser().sign_in("jo", "Gr\u00fcn ist die Heide").status_code == 303


def test_a_hash_is_renewed_when_the_parameters_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    desk.browser("editor")
    person = desk.room.store.people.named("editor")
    assert person is not None
    assert "m=16,t=2" in person.password


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example/",
        "/\n//evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "evil.example",
        "",
        "///evil.example",
        "//[::1",
        "/\u2028/evil.example",
    ],
)
def test_nobody_is_led_to_another_site(desk: Desk, address: str) -> None:
    assert local(address) == "/"
    done = desk.browser().submit("/login", name="editor", password=PASSWORD, next=address)
    assert done.headers["location"] == "/"


def test_the_way_back_stays_on_the_desk() -> None:
    assert local("/translations/7?a=b&c=//x#s3") == "/translations/7?a=b&c=//x#s3"


def test_the_page_before_sign_in_speaks_the_language_of_the_browser(desk: Desk) -> None:
    browser = desk.browser()
    for header, tag, words in [
        ("de-AT,de;q=0.9,en;q=0.8", "de", "Anmelden"),
        ("zh-TW, zh;q=0.8", "zh-CN", "登录"),
        ("fr, en;q=0.1, de;q=0.5", "de", "Anmelden"),
        ("fr;q=x, *", "en", "Sign in"),
        ("de;q=0", "en", "Sign in"),
    ]:
        page = browser.get("/login", headers={"accept-language": header}).text
        assert f'<html lang="{tag}">' in page
        assert f"<h1>{words}</h1>" in page
