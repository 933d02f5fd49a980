"""Whatever a program sends is answered in order: a problem that names the thing, never a failure."""

from collections.abc import Iterator
from typing import Any

import pytest

from model.people import Duty
from review.headers import LARGEST_BODY
from tests.review.api.conftest import Portal

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"},
        {"since": "2026-11-22T12:00:00"},
        {"since": "0001-01-01T00:00:00+23:59"},
        {"since": "9999-12-31T23:59:59-23:59"},
        {"since": "99999999999999999999"},
        {"since": "0.5"},
        {"since": "2026-11-22T12:00:00 01:00"},
        {"source": "x" * 201},
        {"source": "\x00"},
        {"state": "nix"},
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_read_is_named(portal: Portal, query: dict[str, str]) -> None:
    answer = portal.program().get("releases", params=query)
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "/api/v1/docs#unreadable")
    assert [each["where"] for each in problem["errors"]] == [f"query.{next(iter(query))}"]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", str(2**31), str(2**64), "1e3", "%00", "１"])
def test_a_number_that_is_none_is_refused(portal: Portal, number: str) -> None:
    program = portal.program()
    for path in (f"releases/{number}", f"translations/{number}", f"translations/1/segments/{number}"):
        assert program.get(path).status_code == (404 if number == "１" and path.startswith("x") else 422), path


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e400"])
def test_a_risk_that_is_none_is_refused(portal: Portal, value: str) -> None:
    assert portal.program().get("translations", params={"min_risk": value}).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff",
        b'{"revision": 0, "revision": 1, "x": 2}',
        b'{"revision": -1}',
        b'{"revision": 1e99}',
        b'{"revision": 99999999999999999999999}',
        b'{"revision": 0, "state": "final"}',
        b'{"revision": 0, "text": 5}',
        b'{"revision": 0, "text": "\\u0000"}',
        b'{"revision": 0, "text": "\\ud800"}',
        b'{"text": "no revision"}',
        b'{"revision": NaN}',
        b"[" * 100_000,
        b'{"revision": 0, "text": "' + b"x" * 20_001 + b'"}',
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_cannot_be_read_is_no_failure(portal: Portal, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = portal.program().patch("translations/1/segments/1", content=body, headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert 400 <= answer.status_code < 500, answer.text
    assert portal.room.store.history.latest(1)[0][1].by == "Administrator", "nothing is stored"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_another_kind_of_body_is_refused(portal: Portal, kind: str) -> None:
    headers = {"content-type": kind}
    answer = portal.program().post("translations/1/reject", content=b'{"reason": "x"}', headers=headers)
    assert answer.status_code == 422
    assert portal.room.store.translations.with_id(1).hold_until is None


def test_an_empty_text_is_not_approved(portal: Portal) -> None:
    program = portal.program()
    segment = program.read("translations/1")["segments"][0]
    answer = program.patch(f"translations/1/segments/{segment['id']}", json={"revision": 0, "text": "  "})
    assert (answer.status_code, "empty" in answer.json()["detail"]) == (400, True)


def test_a_body_has_an_end(portal: Portal) -> None:
    program = portal.program()
    declared = program.post("memory", json={"source": "x" * LARGEST_BODY, "target": "x", "language": "en"})
    assert (declared.status_code, declared.headers["content-type"]) == (413, "application/problem+json")

    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST_BODY // 2**16 + 2):
            yield b"x" * 2**16

    assert program.post("memory", content=endless()).status_code == 413


def test_what_is_sent_comes_back_as_data(portal: Portal) -> None:
    program = portal.program(Duty.ADMINISTRATOR)
    said = program.act("POST", "translations/1/comments", text=EVIL)
    answer = program.get("translations/1/comments")
    assert (said["text"], answer.headers["content-type"]) == (EVIL, "application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert program.read("translations/1/comments")[0]["text"] == EVIL
    for value in (EVIL, "' OR 1=1 --", "%", "_", "\\", "{0}", "\u202e"):
        assert program.read("releases", source=value)["items"] == []
        assert program.read("memory", text=value)["items"] == []
        assert program.get("terms", params={"text": value}).status_code == 200


def test_an_unforeseen_failure_says_nothing_of_its_inside(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr("store.listing.Listing.releases", fail)
    answer = portal.program().get("releases")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"]


def test_a_language_that_we_do_not_translate_into_is_named(portal: Portal) -> None:
    problem = portal.program().get("translations?language=de").json()
    assert "en or zh-Hans" in problem["detail"]
