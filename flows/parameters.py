"""What the flows share: typed parameters, which are the operators' form in Prefect, and the newsroom itself."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

from prefect.runtime import flow_run
from pydantic import Field

from model.berlin import midnight
from pipeline.logs import about, configure
from pipeline.settings import LogForm, Settings
from pipeline.wiring import Newsroom

SourceName = Annotated[str, Field(min_length=1, examples=["koeln"])]
SourceNames = Annotated[list[str] | None, Field(examples=[["koeln"]])]
FeedNames = Annotated[list[str] | None, Field(examples=[["zh"]])]
EngineName = Annotated[str, Field(examples=["argos"])]
Languages = Annotated[list[str] | None, Field(examples=[["zh-Hans"]])]
Limit = Annotated[int | None, Field(ge=1, le=10_000)]


@contextmanager
def newsroom(engine: str = "") -> Iterator[Newsroom]:
    """Open the newsroom that the worker's environment (`NEWSBRIDGE_...`) describes; its log names the run.

    Args:
        engine: for all languages of this run; "" is what the environment says.
    """
    settings = Settings(engine=engine) if engine else Settings()
    if settings.log is LogForm.JSON:
        configure(as_json=True, level=logging.INFO)
    with about(run=flow_run.id), Newsroom(settings) as room:
        yield room


def since_midnight(day: date | None) -> datetime | None:
    """Return the beginning of `day` in Berlin, None where no day is given."""
    return midnight(day) if day else None
