"""Somebody sends what no form sends: too much, too deep, too large, or written in another language than expected."""

import json
import re
from typing import Any

import pytest

from model.people import Duty
from tests.attacks.duties import API, DESK, decided
from tests.attacks.test_routes import address
from tests.review.api.conftest import Portal

INJECTED = ["' OR '1'='1", "'; DROP TABLE person; --", "x') UNION SELECT password FROM person --", '" OR 1=1 --', "\\'"]
WILD = ["%", "_", "%%", "\\%", "%a%", "[a-z]", "*", "?"]
TEMPLATES = [
    "{{ 7 * 191 }}",
    "{% import os %}",
    "${7*191}",
    "#{7*191}",
    "<%= 7*191 %>",
    "{0.__class__}",
    "%(x)s %d",
    "{x}",
]
STRANGE = ["\x00", "\ud800", "\ufffe", "\u202e", "\r\nX: y", "é" * 10, "𝔄", "\x1b[31m", "a\x08b"]
NUMBERS = [
    "0",
    "-1",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 400,
    "1e5",
    "0x10",
    "1.0",
    "NaN",
    "１",
    "%00",
    "+1",
    " 1",
]


def test_no_number_in_an_address_is_a_failure(portal: Portal) -> None:
    browser, program = portal.desk.browser("administrator"), portal.program(Duty.ADMINISTRATOR)
    for client, table in ((browser, DESK), (program, API)):
        for method, path, _ in decided(table):
            if method != "GET" or "_id}" not in path:
                continue
            for number in NUMBERS:
                asked = re.sub(r"\{\w+_id\}", number, path).lstrip("/" if table is API else "")
                assert client.get(address(asked)).status_code < 500, asked


def test_no_search_is_an_instruction(portal: Portal) -> None:
    """SQL, wildcards, templates and strange letters in whatever is looked for; what is not there is not found."""
    browser, program = portal.desk.browser("administrator"), portal.program(Duty.ADMINISTRATOR)
    people = portal.room.store.people.all()
    # A lone surrogate has no place in an address.
    for text in (*INJECTED[:2], *TEMPLATES[:2], *STRANGE[:1], "%"):
        for path, name in (
            ("/queue", "text"),
            ("/queue", "source"),
            ("/queue", "check"),
            ("/history", "person"),
            ("/terms", "text"),
            ("/memory", "text"),
            ("/memory", "by"),
            ("/xliff/export", "source"),
        ):
            answer = browser.get(path, params={name: text})
            assert answer.status_code in {200, 303, 422}, (path, name, text)
            assert "1337" not in re.sub(r'content="[^"]*"', "", answer.text), (path, text)
        for path, name in (("releases", "source"), ("memory", "text"), ("terms", "text"), ("history", "by")):
            assert program.get(path, params={name: text}).status_code in {200, 422}, (path, name, text)
    assert portal.room.store.people.all() == people


def test_a_wildcard_is_a_letter(portal: Portal) -> None:
    browser = portal.desk.browser("editor")
    assert "/translations/" in browser.get("/queue", params={"text": "ISA"}).text
    for wild in ("%", "_SA", "I%", "%ISA%", "\\"):
        assert "/translations/" not in browser.get("/queue", params={"text": wild}).text, wild


def test_no_parameter_of_an_address_is_a_failure(portal: Portal) -> None:
    """Every parameter that any address declares, filled with what cannot be one."""
    browser, program = portal.desk.browser("administrator"), portal.program(Duty.ADMINISTRATOR)
    described = [(browser, portal.desk.app.openapi(), ""), (program, portal.stranger().read("openapi.json"), "/")]
    asked = 0
    for client, document, strip in described:
        for path, methods in document["paths"].items():
            named = [each["name"] for each in methods.get("get", {}).get("parameters", []) if each["in"] == "query"]
            for name in named:
                for value in ("\x00", "9" * 40):
                    answer = client.get(address(path).lstrip(strip) if strip else address(path), params={name: value})
                    assert answer.status_code < 500, (path, name, value[:10])
                    asked += 1
    assert asked > 50


def forms(portal: Portal) -> list[tuple[str, list[str]]]:
    """Return every address that takes a form, with the names of its fields."""
    document = portal.desk.app.openapi()
    shapes = document["components"]["schemas"]
    found = []
    for path, methods in document["paths"].items():
        body = methods.get("post", {}).get("requestBody", {}).get("content", {})
        for kind in body.values():
            shape = kind["schema"]
            shape = shapes[shape["$ref"].rsplit("/", 1)[-1]] if "$ref" in shape else shape
            found.append((path, list(shape.get("properties", {}))))
    return found


@pytest.mark.parametrize("value", ["x" * 300_000, "\x00", "9" * 40, "'\"><script>{{7*191}} %s {0}"], ids=len)
def test_no_field_of_a_form_is_a_failure(portal: Portal, value: str) -> None:
    """Every field of every form, one value in all of them: refused or kept, in order, and never lost in a failure."""
    browser = portal.desk.browser("administrator")
    tried = 0
    for path, fields in forms(portal):
        if path in {"/logout", "/account/sessions"} or path.startswith(("/runs", "/sources", "/report")):
            continue
        csrf = {"x-csrf-token": browser.csrf()}
        answer = browser.post(address(path), headers=csrf, data=dict.fromkeys(fields, value))
        assert answer.status_code < 500, (path, value[:20], answer.text[-300:])
        assert "1337" not in re.sub(r'content="[^"]*"', "", answer.text)
        tried += 1
    assert tried > 20


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 900_000,
        b'{"a":' * 200_000,
        b'{"text": "' + b"x" * 1_900_000 + b'"}',
        b'{"text": "\\ud800", "revision": 0}',
        b'{"text": "\\u0000", "revision": 0}',
        b'{"text": 1e999, "revision": 1e999}',
        b'{"revision": ' + b"9" * 5000 + b"}",
        b'{"__proto__": {"duty": "administrator"}, "duty": "administrator"}',
        b"\xef\xbb\xbf{}",
        '{"text": "x"}'.encode("utf-16"),
        b"",
        b"null",
        b'"x"',
        b'{"text": "a", "text": "b"}',
        b"<xml/>",
        b"text=x&revision=0",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_no_json_is_a_failure(portal: Portal, body: bytes) -> None:
    program = portal.program(Duty.ADMINISTRATOR)
    for method, path, _ in decided(API):
        if (method, path.rsplit("/", 1)[-1]) in {("PATCH", "{segment_id}"), ("POST", "memory"), ("POST", "comments")}:
            for kind in ("application/json", "text/plain"):
                answer = program.request(
                    method, address(path).lstrip("/"), content=body, headers={"content-type": kind}
                )
                assert answer.status_code < 500, (path, kind)


def test_no_program_gives_itself_more_by_a_member_too_many(portal: Portal) -> None:
    program = portal.program(Duty.EDITOR)
    number = portal.chinese(program)
    segment = program.read(f"translations/{number}")["segments"][0]
    extra: dict[str, Any] = {"state": "final", "duty": "administrator", "by": "Li Na", "edited_by": "x", "id": 1}
    answer = program.patch(
        f"translations/{number}/segments/{segment['id']}", json={"text": "x", "revision": segment["revision"]} | extra
    )
    assert answer.status_code == 422
    for body in ({"text": "x", "by": ""}, {"text": "x", "settled_by": "x"}):
        assert program.post(f"translations/{number}/comments", json=body).status_code == 422


def test_an_answer_in_json_cannot_be_read_as_a_page(portal: Portal) -> None:
    program = portal.program()
    portal.collect("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    for path in ("releases", "translations", "<script>alert(1)</script>", "releases/<script>"):
        answer = program.get(path, headers={"accept": "text/html"})
        assert answer.headers["content-type"] in {"application/json", "application/problem+json"}, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.text)
