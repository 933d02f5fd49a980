"""What the flows share: typed parameters, which are the operators' form in Prefect, and the newsroom itself."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from model.berlin import midnight
from pipeline.settings import Settings
from pipeline.wiring import Newsroom

SourceNames = Annotated[list[str] | None, Field(examples=[["koeln"]])]
FeedNames = Annotated[list[str] | None, Field(examples=[["zh"]])]
Languages = Annotated[list[str] | None, Field(examples=[["zh-Hans"]])]
Limit = Annotated[int | None, Field(ge=1, le=10_000)]


def newsroom() -> Newsroom:
    """Return the newsroom that the worker's environment (`NEWSBRIDGE_...`) describes."""
    return Newsroom(Settings())


def since_midnight(day: date | None) -> datetime | None:
    """Return the beginning of `day` in Berlin, None where no day is given."""
    return midnight(day) if day else None
