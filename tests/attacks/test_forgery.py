"""Another site makes the browser of somebody who has signed in change something."""

from typing import Any

from review.access import OWN_TOKENS
from tests.attacks.duties import API, DESK, decided
from tests.attacks.test_routes import address
from tests.review.api.conftest import Portal
from tests.review.conftest import PASSWORD, Desk

FORM = "application/x-www-form-urlencoded"


def forgeries(own: str, foreign: str) -> list[dict[str, Any]]:
    """Return what other sites, other tabs and guessers could send."""
    return [
        {},
        {"data": {"csrf": ""}},
        {"data": {"csrf": foreign}},
        {"data": {"csrf": own[:-1]}},
        {"data": {"csrf": own + "x"}},
        {"data": {"csrf": own.swapcase()}},
        {"data": {"csrf": [foreign, "x"]}},
        {"data": {"csrf[]": own}},
        {"data": {"CSRF": own}},
        {"data": {"csrf": "\x00" + own}},
        {"params": {"csrf": own}},
        {"files": {"csrf": ("csrf", own)}},
        {"json": {"csrf": own}},
        {"headers": {"content-type": "text/plain"}, "content": f"csrf={own}"},
        {"headers": {"content-type": "application/json"}, "content": f"csrf={own}"},
        {"headers": {"content-type": f"text/plain; {FORM}"}, "content": f"csrf={own}"},
        {"headers": {"x-csrf-token": foreign}, "data": {"csrf": own}},
        {"headers": {"x-csrf-token": ""}, "data": {"csrf": own}},
        {"headers": {"origin": "https://evil.example"}, "data": {"csrf": own}},
        {"headers": {"origin": "null"}, "data": {"csrf": own}},
        {"headers": {"origin": "http://testserver.evil.example"}, "data": {"csrf": own}},
        {"headers": {"origin": "http://testserver:81"}, "data": {"csrf": own}},
        {"headers": {"sec-fetch-site": "cross-site"}, "data": {"csrf": own}},
        {"headers": {"sec-fetch-site": "same-site"}, "data": {"csrf": own}},
    ]


def test_no_change_passes_without_the_token_of_its_session(desk: Desk) -> None:
    """All forgeries at the address that ends all sessions, the plain ones at every other that changes something."""
    browser = desk.browser("administrator")
    every = forgeries(browser.csrf(), desk.browser("editor").csrf())
    for method, path, _ in decided(DESK):
        if method == "GET" or path in OWN_TOKENS:
            continue
        for forged in every if path == "/account/sessions" else (every[0], every[2], every[-2]):
            answer = browser.request(method, address(path), **forged)
            assert answer.status_code == 403, (method, path, forged)
    assert browser.get("/account").status_code == 200
    assert desk.room.store.history.latest(10) == []


def test_nobody_is_signed_in_as_the_attacker(desk: Desk) -> None:
    """Login CSRF: work and searches of the victim would be kept in an account that the attacker reads."""
    attacker, victim = desk.browser(), desk.browser()
    fields = {"name": "editor", "password": PASSWORD, "csrf": attacker.csrf()}
    assert victim.post("/login", data=fields).status_code == 403
    victim.csrf()
    assert victim.post("/login", data=fields).status_code == 403
    assert victim.get("/account").status_code == 303


def test_an_address_that_only_reads_changes_nothing(portal: Portal) -> None:
    """What a picture or a link on another site can ask for: all GET addresses, as the most powerful person."""
    browser = portal.desk.browser("administrator")
    store = portal.room.store

    def stored() -> list[object]:
        translations = [store.translations.with_id(number) for number in range(1, 5)]
        return [store.people.all(), store.tokens.all(), store.history.latest(10), store.failures.all(), *translations]

    before = stored()
    for method, path, _ in decided(DESK):
        if method == "GET":
            assert browser.get(address(path)).status_code < 500, path
    assert stored() == before


def test_the_api_believes_no_cookie(portal: Portal) -> None:
    """A page elsewhere can make the browser send its cookies; the API asks for what no browser adds by itself."""
    browser = portal.desk.browser("administrator")
    own = browser.csrf()
    for method, path, _ in decided(API):
        answer = browser.request(method, f"/api/v1{address(path)}", headers={"x-csrf-token": own})
        assert answer.status_code == 401, (method, path)


def test_another_site_may_not_read_what_the_api_says(portal: Portal) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "PATCH"}
    program = portal.program()
    for answer in (program.options("translations", headers=asked), program.get("token", headers=asked)):
        assert "access-control-allow-origin" not in answer.headers
    assert portal.desk.browser("editor").get("/queue", headers=asked).headers.get("access-control-allow-origin") is None
