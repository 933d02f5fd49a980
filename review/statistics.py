"""What the machine's work was worth: a page with plots, and the same figures as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from model.languages import TARGET_LANGUAGES
from model.people import Duty
from model.statistics import Chosen, month_of
from pipeline.statistics import months_before, statistics
from pipeline.statistics_files import figures_csv, segments_csv
from pipeline.wiring import Newsroom
from review.access import Room, allow
from review.numbers import Numbers
from review.pages import language_of, render
from review.worth import Worth

router = APIRouter(prefix="/statistics", dependencies=[Depends(allow(Duty.EDITOR))])

SHOWN = 12
"""Months that the page shows where nobody chooses others."""
MONTH = r"^(\d{4}-(0[1-9]|1[0-2]))?$"

Month = Annotated[str | None, Query(pattern=MONTH)]


@dataclass(frozen=True)
class Asked:
    """What is chosen as it stands in the address; "" leaves out nothing, no `since` means twelve months."""

    language: Annotated[str, Query(max_length=16)] = ""
    source: Annotated[str, Query(max_length=200)] = ""
    engine: Annotated[str, Query(max_length=500)] = ""
    since: Month = None
    until: Month = None

    def chosen(self, room: Newsroom) -> Chosen:
        """Return what is chosen for the store."""
        known = {language.value: language for language in TARGET_LANGUAGES}
        since = months_before(month_of(room.now()), SHOWN - 1) if self.since is None else self.since
        return Chosen(
            known.get(self.language), self.source or None, self.engine or None, since or None, self.until or None
        )


Wanted = Annotated[Asked, Depends()]


@router.get("", response_class=HTMLResponse)
def show(request: Request, room: Room, asked: Wanted) -> HTMLResponse:
    """Show the figures of approved translations, and what waits."""
    chosen = asked.chosen(room)
    found = statistics(room, chosen)
    language = language_of(request)
    numbers = Numbers(language)
    months = [(numbers.month(month).text, tongue, each) for (month, tongue), each in found.by_language.items()]
    return render(
        request,
        "statistics.html",
        chosen=chosen,
        found=found,
        plots=Worth(found, language).plots() if found.months else [],
        numbers=numbers,
        by_month=months[::-1],
        by_engine=[(*key, each) for key, each in found.by_engine.items()],
        by_source=[(*key, each) for key, each in found.by_source.items()],
        languages_known=TARGET_LANGUAGES,
        query=request.url.query,
        now=room.now(),
    )


@router.get(".csv")
def export(room: Room, asked: Wanted) -> StreamingResponse:
    """Return the figures of the page as CSV."""
    return _csv(figures_csv(statistics(room, asked.chosen(room))), "statistics.csv")


@router.get("/segments.csv")
def export_segments(room: Room, asked: Wanted) -> StreamingResponse:
    """Return every approved segment behind the figures as CSV."""
    return _csv(segments_csv(room, asked.chosen(room)), "segments.csv")


def _csv(lines: Iterator[str], name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)
