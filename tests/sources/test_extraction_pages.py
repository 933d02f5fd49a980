"""Pages as the usual systems build them, with their noise: what belongs to the release comes out, the rest does not."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from model.article import Article
from model.berlin import BERLIN
from sources.extraction import extract_html

PAGES = Path(__file__).parent / "data" / "pages"
EXPECTED: dict[str, Any] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def page(request: pytest.FixtureRequest) -> tuple[Article, dict[str, Any]]:
    expected = EXPECTED[request.param]
    html = (PAGES / f"{request.param}.html").read_bytes()
    return extract_html(html, url=expected["url"], now=NOW), expected


def text_of(article: Article) -> str:
    return " ".join("\n".join(block.text.text for block in article.blocks).split())


def test_the_headline_is_that_of_the_release(page: tuple[Article, dict[str, Any]]) -> None:
    article, expected = page

    assert article.title == expected["title"]


def test_the_date_is_neither_that_of_a_change_nor_of_an_event_nor_of_another_release(
    page: tuple[Article, dict[str, Any]],
) -> None:
    article, expected = page

    assert article.published is not None
    assert article.published.astimezone(BERLIN).date().isoformat() == expected["date"]


def test_every_part_of_the_release_is_there(page: tuple[Article, dict[str, Any]]) -> None:
    article, expected = page

    assert [snippet for snippet in expected["wanted"] if snippet not in text_of(article)] == []


def test_nothing_that_stands_around_the_release_is_there(page: tuple[Article, dict[str, Any]]) -> None:
    article, expected = page

    assert [snippet for snippet in expected["unwanted"] if snippet in text_of(article)] == []
