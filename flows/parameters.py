"""What the flows share: typed parameters, which are the operators' form in Prefect, and the newsroom itself."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from model.languages import TARGET_LANGUAGES, Language, parse_language
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

SourceNames = Annotated[list[str] | None, Field(examples=[["koeln"]])]
FeedNames = Annotated[list[str] | None, Field(examples=[["zh"]])]
Languages = Annotated[list[str] | None, Field(examples=[["zh-Hans"]])]
Limit = Annotated[int | None, Field(ge=1, le=10_000)]


def newsroom() -> Newsroom:
    """Return the newsroom that the worker's environment (`NEWSBRIDGE_...`) describes."""
    return Newsroom(Settings())


def midnight(day: date | None) -> datetime | None:
    """Return the beginning of `day` in Berlin."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Berlin")) if day else None


def target_languages(tags: Sequence[str] | None) -> list[Language]:
    """Return the languages named, all where none is named.

    Raises:
        UnknownLanguage: a tag is none of ours.
    """
    return [parse_language(tag) for tag in tags] if tags else list(TARGET_LANGUAGES)
