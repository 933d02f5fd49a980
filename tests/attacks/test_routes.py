"""Somebody asks for an address that is not for them; by hand-made tables, so that a new route needs a decision."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from model.people import Duty
from review import app as desk_app
from review.access import Allowed, signed_in
from review.api import app as api_app
from review.api.access import May, holder
from tests.attacks.duties import API, DESK, decided
from tests.review.api.conftest import Portal
from tests.review.conftest import Desk

BELOW = {"operator": (Duty.EDITOR,), "administrator": (Duty.EDITOR, Duty.OPERATOR)}


def calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from calls(each)


def declared(routers: tuple[APIRouter, ...]) -> Iterator[tuple[str, str, str]]:
    for route in (route for router in routers for route in router.routes if isinstance(route, APIRoute)):
        called = list(calls(route.dependant))
        duties = [call.duty for call in called if isinstance(call, Allowed | May)]
        signed = "signed" if {signed_in, holder} & set(called) else "public"
        who = max(duties, key=list(Duty).index).value if duties else signed
        yield from ((method, route.path, who) for method in route.methods or ())


def address(path: str) -> str:
    return re.sub(r"\{\w+\}", "1", path)


@pytest.mark.parametrize(("routers", "table"), [(desk_app.ROUTERS, DESK), (api_app.ROUTERS, API)], ids=["desk", "api"])
def test_every_route_is_for_those_for_whom_it_was_decided(
    routers: tuple[APIRouter, ...], table: dict[str, str]
) -> None:
    assert sorted(declared(routers)) == sorted(decided(table))


def test_nothing_is_served_beside_the_tables(desk: Desk, portal: Portal) -> None:
    """Neither a route of another kind nor a mounted application slips past: the framework's own list says so."""
    served = {getattr(route, "path", "") for route in desk.app.routes}
    assert served - {""} == {"/api/v1", "/static"}
    assert set(desk.app.openapi()["paths"]) <= {path for _, path, _ in decided(DESK)}
    assert set(portal.stranger().read("openapi.json")["paths"]) == {path for _, path, _ in decided(API)}


def test_nobody_gets_in_without_signing_in(desk: Desk) -> None:
    browser = desk.browser()
    headers = {"x-csrf-token": browser.csrf(), "accept": "application/json"}
    for method, path, _ in (each for each in decided(DESK) if each[2] != "public"):
        assert browser.request(method, address(path), headers=headers).status_code == 401, (method, path)


def test_no_browser_does_what_a_higher_duty_may(desk: Desk) -> None:
    browsers = {duty: desk.browser(duty.value) for duty in Duty}
    tokens = {duty: browser.csrf() for duty, browser in browsers.items()}
    for method, path, who in decided(DESK):
        for duty in BELOW.get(who, ()):
            answer = browsers[duty].request(method, address(path), headers={"x-csrf-token": tokens[duty]})
            assert answer.status_code == 403, (method, path, duty)


def test_no_program_does_what_a_higher_duty_may(portal: Portal) -> None:
    programs = {duty: portal.program(duty) for duty in Duty}
    strangers = [portal.stranger(), portal.stranger("nb_" + "x" * 43, address="198.51.100.9")]
    for method, path, who in decided(API):
        for stranger in strangers:
            assert stranger.request(method, address(path).lstrip("/")).status_code in {401, 429}, path
        for duty in BELOW.get(who, ()):
            assert programs[duty].request(method, address(path).lstrip("/")).status_code == 403, (path, duty)


def test_a_session_is_no_token_and_a_token_no_session(portal: Portal) -> None:
    """The desk asks for a cookie and a token of the page, the API for a token that no browser sends by itself."""
    browser = portal.desk.browser("administrator")
    assert browser.get("/api/v1/token").status_code == 401
    secret = portal.token(Duty.ADMINISTRATOR)
    stranger = portal.desk.browser()
    assert stranger.get("/people", headers={"authorization": f"Bearer {secret}"}).status_code == 303


def test_no_method_passes_for_another(portal: Portal) -> None:
    """Fields and headers by which some frameworks let a GET be a DELETE, or the other way round."""
    browser = portal.desk.browser("administrator")
    overriding = {"x-http-method-override": "POST", "x-method-override": "POST", "x-http-method": "POST"}
    before = portal.room.store.people.all()
    for path in ("/people/1/active?active=false", "/people/1/active?_method=POST&active=false"):
        assert browser.get(path, headers=overriding).status_code == 405
    answer = browser.submit("/people?_method=DELETE", _method="DELETE", name="")
    assert answer.status_code in {400, 422}
    for method in ("HEAD", "TRACE", "OPTIONS", "CONNECT", "DELETE", "FOO"):
        assert browser.request(method, "/logout").status_code in {403, 405}, method
    assert portal.room.store.people.all() == before
    assert browser.get("/account").status_code == 200
