"""Who gets into the API: tokens with the duty, and nobody else."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from model.people import Deed, Duty
from pipeline.tokens import make, revoke
from review.api.app import ROUTERS
from review.api.documents import duty_of
from review.api.limits import Limiter
from tests.review.api.conftest import Portal, Program
from tests.review.conftest import PASSWORD, Desk

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def requests() -> Iterator[tuple[APIRoute, str]]:
    for route in ROUTES:
        yield from ((route, method) for method in sorted(route.methods or ()))


def address(route: APIRoute) -> str:
    return re.sub(r"\{\w+\}", "1", route.path).lstrip("/")


def name(value: object) -> str:
    return value.path if isinstance(value, APIRoute) else str(value)


EVERY = list(requests())
HIGHER = [(route, method) for route, method in EVERY if duty_of(route) is not Duty.EDITOR]


def is_problem(answer: object, status: int) -> bool:
    problem = answer.json()  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    return answer.status_code == problem["status"] == status  # type: ignore[attr-defined]


def test_the_table_holds_every_route(portal: Portal) -> None:
    described = portal.stranger().read("openapi.json")["paths"]
    assert set(described) == {route.path for route in ROUTES}
    assert {route.path for route, _ in HIGHER} >= {"/history", "/sources", "/feeds/{name}/rollback"}


@pytest.mark.parametrize(("route", "method"), EVERY, ids=name)
def test_nobody_uses_a_route_without_a_token(desk: Desk, route: APIRoute, method: str) -> None:
    for secret in ("", "nb_wrong"):
        answer = Portal(desk).stranger(secret).request(method, address(route))
        assert is_problem(answer, 401)
        assert answer.headers["www-authenticate"].startswith('Bearer realm="newsbridge"')


@pytest.mark.parametrize(("route", "method"), HIGHER, ids=name)
def test_nobody_uses_a_route_of_a_higher_duty(desk: Desk, route: APIRoute, method: str) -> None:
    wanted = duty_of(route)
    assert wanted is not None
    for duty in Duty:
        if not duty.includes(wanted):
            assert is_problem(Portal(desk).program(duty).request(method, address(route)), 403)


def test_whoever_has_the_duty_gets_in(portal: Portal) -> None:
    program = portal.program(Duty.ADMINISTRATOR, "boss")
    for path in ("history", "sources", "feeds", "token"):
        program.read(path)
    assert program.read("token") == {"name": "boss", "duty": "administrator", "expires_at": "2026-12-22T12:00:00Z"}


def test_a_session_of_the_desk_counts_for_nothing(portal: Portal) -> None:
    browser = portal.desk.browser("administrator")
    answer = browser.get("/api/v1/releases")
    assert is_problem(answer, 401)
    assert "set-cookie" not in answer.headers
    forged = browser.post("/api/v1/translations/1/approve", headers={"x-csrf-token": browser.csrf()})
    assert is_problem(forged, 401)


def test_other_ways_of_signing_in_are_none(portal: Portal) -> None:
    secret = portal.token()
    for header in (f"Basic {secret}", secret, f"Token {secret}", "Bearer", "Bearer ", "Bearer \u00e9"):
        given = {"Authorization": header.encode("latin-1")}
        assert is_problem(portal.stranger(headers=given).get("releases"), 401)  # type: ignore[arg-type]
    assert is_problem(portal.stranger().get(f"releases?token={secret}&access_token={secret}"), 401)
    assert portal.stranger(headers={"Authorization": f"bearer {secret}"}).get("releases").status_code == 200


def test_no_other_site_may_read(portal: Portal) -> None:
    program = portal.program(headers={"Origin": "https://evil.example"})
    asked = program.options("releases", headers={"Access-Control-Request-Method": "GET"})
    assert is_problem(asked, 405)
    for answer in (asked, program.get("releases")):
        assert [header for header in answer.headers if header.startswith("access-control")] == []


def test_a_token_ends_by_time_and_by_revocation(portal: Portal) -> None:
    room = portal.room
    _, secret = make(room, "short", Duty.EDITOR, 1, "Li Na")
    lasting, other = make(room, "lasting", Duty.EDITOR, None, "Li Na")
    programs = [portal.stranger(each) for each in (secret, other)]
    assert [each.get("token").status_code for each in programs] == [200, 200]
    portal.desk.wait(hours=23, minutes=59)
    assert [each.get("token").status_code for each in programs] == [200, 200]
    portal.desk.wait(minutes=1)
    assert [each.get("token").status_code for each in programs] == [401, 200]
    revoke(room, lasting.id, "Petra")
    assert [each.get("token").status_code for each in programs] == [401, 401]
    assert 'error="invalid_token"' in programs[1].get("token").headers["www-authenticate"]
    done = [(each.by, each.deed, each.subject, each.after) for _, each in room.store.history.latest(3)]
    assert done == [
        ("Petra", Deed.REVOKE_TOKEN, "token lasting", "editor"),
        ("Li Na", Deed.MAKE_TOKEN, "token lasting", "editor"),
        ("Li Na", Deed.MAKE_TOKEN, "token short", "editor"),
    ]
    revoke(room, lasting.id, "Petra")
    assert len(room.store.history.latest(10)) == 3


def test_the_secret_is_kept_nowhere(portal: Portal) -> None:
    secret = portal.token(name="portal")
    portal.stranger(secret).read("token")
    assert re.fullmatch(r"nb_[\w-]{43}", secret)
    files = [path for path in portal.room.settings.home.rglob("*.sqlite*") if path.is_file()]
    assert files
    assert not any(secret.encode() in path.read_bytes() for path in files)


def test_bad_tokens_are_throttled_by_address_and_shut_out_nobody_else(portal: Portal) -> None:
    good = portal.token()
    answers = [portal.stranger(f"nb_{number}").get("token") for number in range(11)]
    assert [each.status_code for each in answers] == [401] * 10 + [429]
    assert answers[-1].headers["retry-after"] == "900"
    assert answers[-1].json()["type"] == "/api/v1/docs#too-many-requests"
    assert portal.stranger(good).get("token").status_code == 200, "a good token passes"
    assert portal.desk.browser(address="192.0.2.7").sign_in("editor", PASSWORD).status_code == 303
    assert portal.stranger("nb_x", address="192.0.2.8").get("token").status_code == 401
    assert portal.stranger().get("token").status_code == 401, "no token is no failure"
    portal.desk.wait(minutes=15)
    assert portal.stranger("nb_x").get("token").status_code == 401


def test_the_last_use_is_written_once_a_minute(portal: Portal) -> None:
    program = portal.program()
    seen = []
    for seconds in (0, 59, 1):
        portal.desk.wait(seconds=seconds)
        program.read("token")
        seen.append(portal.room.store.tokens.all()[0].used_at)
    assert [(each - seen[0]).total_seconds() for each in seen if each and seen[0]] == [0, 0, 60]


def test_a_token_has_its_requests_a_minute(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(portal.desk.app.state._state, "limiter", Limiter(3, 60))
    busy, calm = portal.program(name="busy"), portal.program(name="calm")
    assert [busy.get("token").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = busy.get("releases")
    assert is_problem(refused, 429)
    assert refused.headers["retry-after"] == "20"
    assert calm.get("token").status_code == 200
    portal.desk.wait(seconds=20)
    assert [busy.get("token").status_code for _ in range(2)] == [200, 429]


def test_the_limit_lets_a_whole_period_pass_at_once_and_then_an_even_pace() -> None:
    limiter = Limiter(600, 60)
    assert [limiter.wait("a", 1e9) for _ in range(600)] == [0.0] * 600
    assert limiter.wait("a", 1e9) == pytest.approx(0.1, abs=1e-3)
    assert limiter.wait("a", 1e9 + 0.101) == 0.0
    assert limiter.wait("a", 1e9 + 0.101) > 0
    assert [limiter.wait("a", 1e9 + 61) for _ in range(600)] == [0.0] * 600


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "<b>", "portal", "PORTAL"])
def test_a_name_is_good_and_of_one_token(portal: Portal, name: str) -> None:
    from model.errors import AccountError

    first, _ = make(portal.room, "portal", Duty.EDITOR, 30, "Li Na")
    with pytest.raises(AccountError):
        make(portal.room, name, Duty.EDITOR, 30, "Li Na")
    revoke(portal.room, first.id, "Li Na")
    assert make(portal.room, "portal", Duty.OPERATOR, 30, "Li Na")[0].duty is Duty.OPERATOR


def test_two_stores_know_each_their_own_tokens(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> None:
    from pipeline.settings import Settings
    from pipeline.wiring import Newsroom

    home = tmp_path_factory.mktemp("other")
    with Newsroom(Settings(home=home)) as other:
        _, foreign = make(other, "foreign", Duty.ADMINISTRATOR, 30, "Li Na")
    program: Program = portal.stranger(foreign)
    assert is_problem(program.get("releases"), 401)
