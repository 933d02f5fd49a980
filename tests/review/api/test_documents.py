"""The API describes itself: as OpenAPI, and as a page that needs no other host."""

import re
from typing import Any

from bs4 import BeautifulSoup

from model.people import Duty
from tests.review.api.conftest import Portal


def described(portal: Portal) -> Any:
    return portal.stranger().read("openapi.json")


def test_every_operation_says_what_it_does_and_who_may(portal: Portal) -> None:
    document = described(portal)
    assert document["openapi"].startswith("3.1")
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert all(each["summary"] and each["description"] and each["x-duty"] in set(Duty) for each in operations)
    assert all(each["security"] == [{"token": []}] for each in operations)
    names = [each["operationId"] for each in operations]
    assert len(names) == len(set(names))
    parameters = [parameter for each in operations for parameter in each.get("parameters", ())]
    assert {each["name"] for each in parameters if each["in"] == "query" and not each.get("description")} == set()


def test_every_problem_is_described_as_one(portal: Portal) -> None:
    document = described(portal)
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                kinds = set(answer["content"])
                assert kinds == ({"application/problem+json"} if status.startswith("4") else {"application/json"})
    shapes = document["components"]["schemas"]
    assert "HTTPValidationError" not in shapes
    assert {"Problem", "Conflict", "ReleaseListed", "TranslationWhole", "SegmentShown"} <= set(shapes)


def test_answers_have_the_shape_that_is_described(portal: Portal) -> None:
    shapes = described(portal)["components"]["schemas"]
    program = portal.program(Duty.ADMINISTRATOR)
    translation = portal.chinese(program)
    for name, value in {
        "ReleaseListed": program.read("releases")["items"][0],
        "ReleaseWhole": program.read("releases/1"),
        "TranslationListed": program.read("translations")["items"][0],
        "TranslationWhole": program.read(f"translations/{translation}"),
        "SegmentShown": program.read(f"translations/{translation}")["segments"][0],
        "TermShown": program.read("terms", limit=1)["items"][0],
        "FeedShown": program.read("feeds")[0],
        "ChangeShown": program.read("history")["items"][0],
    }.items():
        assert set(value) == set(shapes[name]["properties"]), name


def test_the_page_shows_every_operation_and_links_every_shape(portal: Portal) -> None:
    answer = portal.stranger().get("docs")
    page = BeautifulSoup(answer.text, "lxml")
    document = described(portal)
    addresses = {code.text for code in page.select("code.address")}
    assert addresses == {
        f"{method.upper()} /api/v1{path}" for path, methods in document["paths"].items() for method in methods
    }
    ids = {str(each["id"]) for each in page.select("[id]")}
    inside = {str(each["href"])[1:] for each in page.select("a[href^='#']")}
    assert inside <= ids
    assert {"overtaken", "unreadable", "too-many-requests", *document["components"]["schemas"]} <= ids
    outside = {str(each.get("href") or each.get("src")) for each in page.select("[href], [src]")}
    assert {each for each in outside if re.match(r"(?:https?:)?//", each)} == set()
    assert page.select("script, style, [style]") == []
    assert "`" not in page.text
    assert "http://testserver/api/v1/releases?limit=2" in page.select_one("pre").text  # type: ignore[union-attr]
    assert "set-cookie" not in answer.headers


def test_the_root_leads_to_the_page(portal: Portal) -> None:
    assert portal.stranger().get("").headers["location"] == "/api/v1/docs"
