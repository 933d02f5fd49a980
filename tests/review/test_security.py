"""Attacks on the frame of the desk; those on routes are generated from the route table, so that none is forgotten."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from model.errors import StoreError
from model.people import Duty
from pipeline.passwords import MOST
from review import app as desk_app
from review.access import OWN_TOKENS, Allowed, signed_in
from review.headers import LARGEST_BODY
from review.sessions import token
from tests.review.conftest import PASSWORD, Desk

PUBLIC = {
    "/metrics",
    "/healthz",
    "/readyz",
    "/login",
    "/login/provider",
    "/login/provider/back",
    "/logout",
    "/invitation/{token}",
    *OWN_TOKENS,
}
ROUTES = [route for router in desk_app.ROUTERS for route in router.routes if isinstance(route, APIRoute)]
"""All routes; a test compares them with those of the application."""
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from calls(each)


def duty_for(route: APIRoute) -> Duty | None:
    return next((call.duty for call in calls(route.dependant) if isinstance(call, Allowed)), None)


def address(route: APIRoute) -> str:
    return re.sub(r"\{\w+\}", "1", route.path)


def requests() -> Iterator[tuple[APIRoute, str]]:
    for route in ROUTES:
        yield from ((route, method) for method in sorted(route.methods))


def name(value: object) -> str:
    return value.path if isinstance(value, APIRoute) else str(value)


EVERY = list(requests())
GUARDED = [(route, method) for route, method in EVERY if route.path not in PUBLIC]
CHANGES = [(route, method) for route, method in EVERY if method != "GET" and route.path not in OWN_TOKENS]
HIGHER = [(route, method) for route, method in GUARDED if duty_for(route) not in {None, Duty.EDITOR}]


def test_the_table_holds_every_route(desk: Desk) -> None:
    assert set(desk.app.openapi()["paths"]) <= {route.path for route in ROUTES}
    assert {route.path for route in ROUTES} >= PUBLIC | {"/queue", "/people", "/history.csv"}


def test_every_route_says_who_may_use_it() -> None:
    assert [route.path for route, _ in GUARDED if signed_in not in set(calls(route.dependant))] == []
    assert {route.path for route, _ in HIGHER} >= {"/people", "/people/{person_id}/duty", "/history", "/history.csv"}


@pytest.mark.parametrize(("route", "method"), GUARDED, ids=name)
def test_nobody_uses_a_route_without_signing_in(desk: Desk, route: APIRoute, method: str) -> None:
    browser = desk.browser()
    headers = {"x-csrf-token": browser.csrf()}
    page = browser.request(method, address(route), headers=headers)
    assert (page.status_code, page.headers["location"].startswith("/login")) == (303, True)
    for asked in ({"hx-request": "true"}, {"accept": "application/json"}):
        assert browser.request(method, address(route), headers=headers | asked).status_code == 401


@pytest.mark.parametrize(("route", "method"), HIGHER, ids=name)
def test_nobody_uses_a_route_of_a_higher_duty(desk: Desk, route: APIRoute, method: str) -> None:
    wanted = duty_for(route)
    assert wanted is not None
    for duty in Duty:
        browser = desk.browser(duty.value)
        answer = browser.request(method, address(route), headers={"x-csrf-token": browser.csrf()})
        assert (answer.status_code == 403) is not duty.includes(wanted), duty
    assert len(desk.room.store.people.all()) == len(Duty)


@pytest.mark.parametrize(("route", "method"), CHANGES, ids=name)
def test_no_route_changes_anything_without_the_token_of_the_session(desk: Desk, route: APIRoute, method: str) -> None:
    browser, other = desk.browser("administrator"), desk.browser("editor")
    own, foreign = browser.csrf(), other.csrf()
    forged: list[dict[str, Any]] = [
        {},
        {"data": {"csrf": ""}},
        {"data": {"csrf": foreign}},
        {"data": {"csrf": own[:-1]}},
        {"data": {"csrf": "é"}},
        {"files": {"csrf": ("csrf", own)}},
        {"json": {"csrf": own}},
        {"headers": {"x-csrf-token": foreign}, "data": {"csrf": own}},
        {"headers": {"content-type": "text/plain"}, "content": f"csrf={own}"},
        {"params": {"csrf": own}},
        {"data": {"csrf": own}, "headers": {"origin": "https://evil.example"}},
        {"data": {"csrf": own}, "headers": {"origin": "null"}},
        {"headers": {"x-csrf-token": own, "sec-fetch-site": "cross-site"}},
        {"headers": {"x-csrf-token": own, "sec-fetch-site": "same-site"}},
    ]
    assert [browser.request(method, address(route), **each).status_code for each in forged] == [403] * len(forged)
    assert browser.get("/account").status_code == 200


def test_a_page_of_ours_passes_by_field_and_by_header(desk: Desk) -> None:
    browser = desk.browser("editor")
    ours = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert browser.post("/account/sessions", data={"csrf": browser.csrf()}, headers=ours).status_code == 303
    assert browser.post("/account/sessions", headers=ours | {"x-csrf-token": browser.csrf()}).status_code == 303


@pytest.mark.parametrize(
    ("path", "caching"),
    [("/login", "no-store"), ("/nix", "no-store"), ("/account", "no-store"), ("/static/desk.js", "no-cache")],
)
def test_every_answer_carries_the_headers(desk: Desk, path: str, caching: str) -> None:
    given = desk.browser().get(path).headers
    assert given["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert (given["x-content-type-options"], given["referrer-policy"]) == ("nosniff", "same-origin")
    assert (given["cross-origin-opener-policy"], given["cache-control"]) == ("same-origin", caching)
    assert "server" not in given
    assert "strict-transport-security" not in given


def test_https_alone_is_asked_for_where_the_operator_says_so(desk: Desk) -> None:
    given = desk.with_app(secure=True).browser().get("/login").headers
    assert given["strict-transport-security"] == "max-age=31536000"


def test_a_failure_is_a_page_without_a_traceback(desk: Desk) -> None:
    def fail(request: Request) -> None:
        raise RuntimeError(f"the secret is {token(request)}")

    own = desk.with_app()
    own.app.add_api_route("/fails", fail)
    answer = own.browser("editor").get("/fails")
    assert (answer.status_code, "The desk has failed at this." in answer.text) == (500, True)
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_wrong_with_the_store_is_told_to_those_who_have_signed_in(desk: Desk) -> None:
    def fail() -> None:
        raise StoreError(url="sqlite:////srv/x.sqlite", reason="disk full")

    own = desk.with_app()
    own.app.add_api_route("/outside", fail)
    own.app.add_api_route("/inside", fail, dependencies=[Depends(signed_in)])
    browser = own.browser("editor")
    assert "/srv" not in browser.get("/outside").text
    assert "store sqlite:////srv/x.sqlite: disk full" in browser.get("/inside").text
    plain = browser.get("/inside", headers={"hx-request": "true"})
    assert (plain.status_code, plain.text) == (500, "store sqlite:////srv/x.sqlite: disk full")


def test_an_unknown_address_is_said_in_the_language_of_the_reader(desk: Desk) -> None:
    browser = desk.browser(headers={"accept-language": "de"})
    assert "Unter dieser Adresse gibt es nichts." in browser.get("/nix").text
    assert browser.get("/nix", headers={"accept": "application/json"}).json() == {
        "detail": "Unter dieser Adresse gibt es nichts."
    }
    assert browser.request("DELETE", "/login", headers={"x-csrf-token": browser.csrf()}).status_code == 405


def test_a_body_has_an_end(desk: Desk) -> None:
    browser = desk.browser("administrator")
    csrf = browser.csrf()
    declared = browser.post("/people", data={"csrf": csrf, "name": "x" * LARGEST_BODY})
    assert (declared.status_code, "2 MB" in declared.text) == (413, True)

    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 2**16 + 2):
            yield b"x" * 2**16

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/people", content=endless(), headers=kind).status_code == 413


@pytest.mark.parametrize("length", [MOST + 1, 1024, 1025, 200_000])
def test_a_long_name_or_password_is_refused_before_it_costs_anything(desk: Desk, length: int) -> None:
    browser = desk.browser()
    for fields in ({"name": "x" * length, "password": PASSWORD}, {"name": "editor", "password": "x" * length}):
        assert browser.submit("/login", **fields).status_code in {400, 422}


@pytest.mark.parametrize(
    "content",
    [b"csrf=%ff&name=%00", b"--x\r\n\r\n", b"name", b"csrf[]=x", b"&" * 2000, b"csrf=a&csrf=b", "csrf=\u202e".encode()],
)
def test_a_broken_form_is_no_failure(desk: Desk, content: bytes) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"):
        answer = desk.browser().post("/login", content=content, headers={"content-type": kind})
        assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd", "/static/"],
)
def test_static_files_stay_in_their_folder(desk: Desk, path: str) -> None:
    assert desk.browser().get(path).status_code == 404


def test_names_are_text_on_every_page(desk: Desk) -> None:
    desk.person("evil", Duty.ADMINISTRATOR, shown=EVIL)
    browser = desk.browser("evil")
    browser.submit("/people", name="li.na", shown=EVIL[:60] + "x", duty="editor", language="en")
    browser.submit("/account", shown=EVIL[:70], language="en")
    browser.submit("/people/1/duty", duty="operator")
    for page in ("/people", "/history", "/account", "/queue", f"/history?person={EVIL}"):
        text = browser.get(page).text
        assert "<img src=x" not in text
        assert "<script>" not in text
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize("value", [EVIL, "\r\nset-cookie: a=b", "{{ 7 * 7 }}", "%(name)s {name} %d", "' OR 1=1 --"])
def test_what_is_typed_comes_back_as_text(desk: Desk, value: str) -> None:
    browser = desk.browser()
    answer = browser.submit("/login", name=value, password=value, next=value)
    assert answer.status_code == 400
    assert "<img src=x" not in answer.text
    assert "49" not in answer.text.replace(browser.csrf(), "")
    browser = desk.browser("administrator")
    assert "<img src=x" not in browser.submit("/people", name=value, duty=value, language=value).text
    assert "<img src=x" not in browser.get("/history", params={"person": value}).text
    assert "a=b" not in browser.get("/login", params={"next": value}).headers["location"]


def test_a_header_of_the_browser_opens_no_door(desk: Desk) -> None:
    """Whoever names another address in a header is throttled all the same."""
    for number in range(10):
        desk.browser().post("/login", data={}, headers={"x-forwarded-for": f"198.51.100.{number}"})
        desk.browser().submit("/login", name=f"n{number}", password="wrong")
    browser = desk.browser()
    headers = {"x-forwarded-for": "203.0.113.9", "x-csrf-token": browser.csrf()}
    answer = browser.post("/login", data={"name": "editor", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 429
