"""Pages of ministries, agencies, associations and broadcasters, with what people expect of them."""

import gzip
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sources.extraction import extract_html

PAGES = Path(__file__).parents[2] / ".." / "shared" / "realdata" / "html"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
Expected = dict[str, Any]

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the saved pages of third parties are not on this machine")


@dataclass
class Score:
    """How often something was as expected, and where it was not."""

    right: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, what: str, *, right: bool) -> None:
        self.asked += 1
        self.right += right
        if not right:
            self.wrong.append(what)

    @property
    def share(self) -> float:
        return self.right / max(self.asked, 1)


def plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").split())


def sentences(text: str) -> list[str]:
    return [plain(part) for part in re.split(r"(?<=[.!?])\s+|\n", text) if part.strip()]


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    scores = {name: Score() for name in ("title", "date", "wanted", "unwanted")}
    for path in sorted(PAGES.glob("*.json")):
        expected: Expected = json.loads(path.read_text(encoding="utf-8"))
        score_page(path, expected, scores)
    for name, score in scores.items():
        print(f"{name}: {score.right}/{score.asked} = {score.share:.1%}", *score.wrong, sep="\n  ")
    return scores


def score_page(path: Path, expected: Expected, scores: dict[str, Score]) -> None:
    page = gzip.decompress(path.with_suffix(".html.gz").read_bytes())
    article = extract_html(page, url=expected["url"], now=NOW)
    text = plain("\n".join(block.text.text for block in article.blocks))
    day = article.published.astimezone(ZoneInfo("Europe/Berlin")).date().isoformat() if article.published else ""
    scores["title"].add(f"{path.stem}: {article.title}", right=article.title == plain(expected["title"]))
    scores["date"].add(f"{path.stem}: {day}", right=day == expected["date"][:10])
    wanted = [plain(snippet) for snippet in expected.get("with") or []] + sentences(expected.get("text") or "")
    for snippet in wanted:
        scores["wanted"].add(f"{path.stem}: {snippet}", right=snippet in text)
    for snippet in expected.get("without") or []:
        scores["unwanted"].add(f"{path.stem}: {snippet}", right=plain(snippet) not in text)


def test_titles_are_those_that_readers_see(scores: dict[str, Score]) -> None:
    assert scores["title"].asked >= 24
    assert scores["title"].share >= 0.95


def test_dates_are_those_of_publication(scores: dict[str, Score]) -> None:
    assert scores["date"].share >= 0.9


def test_text_of_the_article_is_there(scores: dict[str, Score]) -> None:
    assert scores["wanted"].share >= 0.95


def test_text_around_the_article_is_not(scores: dict[str, Score]) -> None:
    assert scores["unwanted"].share >= 0.95
