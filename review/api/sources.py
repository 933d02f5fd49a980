"""Where releases come from, and how the sources are."""

from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import Field

from model.people import Duty
from model.source import SourceKind
from pipeline.health import Condition
from pipeline.watching import Watched, watch
from review.access import Room
from review.api.access import may
from review.api.shapes import Shape

router = APIRouter(prefix="/sources", tags=["sources"], dependencies=[Depends(may(Duty.OPERATOR))])


class SourceShown(Shape):
    """A source with its health."""

    name: str
    kind: SourceKind
    url: str
    publisher: str
    enabled: bool
    condition: Condition = Field(description="How it is, judged by its visits and its rhythm.")
    reason: str = Field(description="Why, in English.")
    remedy: str = Field(description="What to do; may be empty.")
    releases: int = Field(description="Stored so far.")
    last_visit: datetime | None
    last_success: datetime | None
    last_error: str = Field(description="Why visits fail; empty while they do not.")
    failures: int = Field(description="Failed visits since the last success.")
    found: int = Field(description="Releases announced at the last success.")


@router.get("", summary="List sources")
def sources(room: Room) -> list[SourceShown]:
    """Return all sources of the catalogue."""
    return [_shown(each) for each in watch(room, room.read_catalogue())]


def _shown(watched: Watched) -> SourceShown:
    source, known, health = watched.source, watched.known, watched.health
    return SourceShown(
        name=source.name,
        kind=source.kind,
        url=source.url,
        publisher=source.publisher,
        enabled=source.enabled,
        condition=health.condition,
        reason=str(health.reason),
        remedy=str(health.remedy),
        releases=known.releases,
        last_visit=known.last_visit,
        last_success=known.last_success,
        last_error=known.last_error,
        failures=known.failures,
        found=known.found,
    )
