"""What the shapes of the API share: how ids, times and texts come in and go out."""

import re
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from model.languages import TARGET_LANGUAGES, Language
from model.richtext import Mark, MarkKind

LARGEST_ID = 2**31 - 1
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T")
_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")


class Shape(BaseModel):
    """What is sent out; later versions may add members."""

    model_config = ConfigDict(frozen=True)


class Order(BaseModel):
    """What comes in; a member that we do not know is refused, as it would be a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _kept(text: str) -> str:
    if _UNKEPT.search(text):
        raise ValueError("holds a character that cannot be kept: U+0000, or half of a surrogate pair")
    return text


def _written(moment: object) -> object:
    """Refuse what pydantic would take for seconds since 1970."""
    if not isinstance(moment, str) or not _MOMENT.match(moment):
        raise ValueError("a time such as 2026-11-22T12:00:00Z is wanted")
    return moment


def _sensible(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 9000:
        raise ValueError("a year from 1970 to 9000 is wanted")
    return moment.astimezone(UTC)


def _target(language: Language) -> Language:
    if language not in TARGET_LANGUAGES:
        raise ValueError(f"translations are in {' or '.join(TARGET_LANGUAGES)}")
    return language


Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Words = Annotated[str, AfterValidator(_kept)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_sensible)]
"""A time with its zone (RFC 3339), turned into UTC."""
Target = Annotated[
    Language,
    AfterValidator(_target),
    WithJsonSchema({"type": "string", "enum": [language.value for language in TARGET_LANGUAGES]}),
]
"""A language that we translate into."""


class MarkShown(Shape):
    """Inline markup over the characters from `start` to before `end`, counted in Unicode code points."""

    start: int
    end: int
    kind: MarkKind = Field(description="The HTML element that shows it.")
    href: str | None = Field(description="Of a link: where it leads.")

    @classmethod
    def of(cls, mark: Mark) -> "MarkShown":
        """Return the shape of `mark`."""
        return cls(start=mark.start, end=mark.end, kind=mark.kind, href=mark.href)
