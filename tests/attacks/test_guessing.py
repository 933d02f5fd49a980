"""Somebody tries names, passwords, tokens and links until one fits."""

import time
from statistics import median

import pytest

from model.people import Duty
from pipeline import passwords
from pipeline.accounts import MOST_FAILURES, WINDOW
from tests.review.api.conftest import Portal
from tests.review.conftest import PASSWORD, Desk


def tries(desk: Desk, name: str, password: str, address: str) -> int:
    return desk.browser(address=address).submit("/login", name=name, password=password).status_code


def test_no_name_can_be_guessed_from_many_addresses(desk: Desk) -> None:
    for number in range(MOST_FAILURES):
        assert tries(desk, "editor", f"wrong {number}", f"198.51.100.{number}") == 400
    for spelled in ("editor", "EDITOR", " editor ", "ｅｄｉｔｏｒ", "Editor"):
        assert tries(desk, spelled, PASSWORD, "203.0.113.1") == 429, spelled
    desk.wait(seconds=WINDOW.total_seconds() + 1)
    assert tries(desk, "editor", PASSWORD, "203.0.113.1") == 303


@pytest.mark.parametrize("network", ["198.51.100.7", "2001:db8:0:1::{:x}"])
def test_no_address_can_try_many_names(desk: Desk, network: str) -> None:
    """Password spraying; of IPv6 one visitor has a whole network."""
    for number in range(MOST_FAILURES):
        assert tries(desk, f"name{number}", "Passwort1234", network.format(number)) == 400
    assert tries(desk, "editor", PASSWORD, network.format(99)) == 429
    assert tries(desk, "editor", PASSWORD, "203.0.113.1") == 303


def test_getting_in_oneself_forgives_no_other_name(desk: Desk) -> None:
    """Nine tries at another's password, then one's own, and again: the address stays counted."""
    for number in range(MOST_FAILURES - 1):
        tries(desk, "administrator", f"wrong {number}", "198.51.100.7")
    assert tries(desk, "editor", PASSWORD, "198.51.100.7") == 303
    tries(desk, "administrator", "wrong", "198.51.100.7")
    assert tries(desk, "administrator", PASSWORD, "198.51.100.7") == 429


def test_no_token_of_the_api_can_be_guessed(portal: Portal) -> None:
    good = portal.token(Duty.EDITOR)
    guesses = ["nb_" + "x" * 43, "", "nb_", good[:-1], good + "x", good.upper(), "nb_%", f"{good} ", "é"]
    for guess in guesses:
        stranger = portal.desk.browser(address=f"198.51.100.{len(guess)}")
        headers = {"authorization": f"Bearer {guess}".encode()}
        expected = {200} if guess.strip() == good else {401}
        assert stranger.get("/api/v1/token", headers=headers).status_code in expected, guess
    loud = portal.stranger("nb_wrong", address="203.0.113.5")
    codes = [loud.get("token").status_code for _ in range(MOST_FAILURES + 2)]
    assert codes[:MOST_FAILURES] == [401] * MOST_FAILURES
    assert codes[MOST_FAILURES:] == [429] * 2
    assert loud.get("token").headers["retry-after"].isdecimal()
    assert portal.stranger(good, address="203.0.113.5").get("token").status_code == 200


def test_no_invitation_can_be_guessed_or_used_for_another(desk: Desk) -> None:
    page = desk.browser("administrator").submit("/people", name="li.na", duty="editor", language="en").text
    token = page.split("/invitation/")[1][:43]
    stranger = desk.browser()
    assert stranger.get(f"/invitation/{token}").status_code == 200
    for guess in (token[:-1], token.swapcase(), token + "x", "%", "_" * 43, "x" * 43, "' OR 1=1", "é", "\ud7ff"):
        assert stranger.get(f"/invitation/{guess}").status_code in {400, 404}, guess


def test_an_unknown_name_takes_as_long_as_a_wrong_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hashes that take long enough to be measured; the rest of a request is the same for both."""
    from argon2 import PasswordHasher

    slow = PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", slow)
    kept = slow.hash(PASSWORD)

    def taken(stored: str) -> float:
        begun = time.perf_counter()
        assert not passwords.matches(stored, "wrong password")
        return time.perf_counter() - begun

    pairs = [(taken(""), taken(kept)) for _ in range(15)]
    unknown, wrong = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    assert 0.5 < unknown / wrong < 2
    browser = desk.browser()
    said = {browser.submit("/login", name=name, password="wrong").text.split("<main")[1] for name in ("nix", "editor")}
    assert len({text.replace("nix", "").replace("editor", "") for text in said}) == 1


def test_no_host_of_the_attacker_comes_into_a_link(desk: Desk) -> None:
    """The link is shown to the administrator alone, whose browser names the host; other headers count for nothing."""
    browser = desk.browser("administrator")
    poisoned = {"x-forwarded-host": "evil.example", "x-host": "evil.example", "forwarded": "host=evil.example"}
    csrf = browser.csrf()
    fields = {"csrf": csrf, "name": "li.na", "duty": "editor", "language": "en"}
    page = browser.post("/people", data=fields, headers=poisoned)
    assert "/invitation/" in page.text
    assert "evil.example" not in page.text
    page = browser.get("/nothing", headers=poisoned)
    assert "evil.example" not in page.text + str(page.headers)
