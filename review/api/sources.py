"""Where releases come from, and how the sources are."""

from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import Field

from model.people import Duty
from model.source import Source, SourceHealth, SourceKind
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
    releases: int = Field(description="Stored so far.")
    last_visit: datetime | None
    last_success: datetime | None
    last_error: str = Field(description="Why visits fail; empty while they do not.")
    failures: int = Field(description="Failed visits since the last success.")
    found: int = Field(description="Releases announced at the last success.")


@router.get("", summary="List sources")
def sources(room: Room) -> list[SourceShown]:
    """Return all sources of the catalogue."""
    known = room.store.sources.health([each.name for each in room.catalogue])
    return [_shown(each, known[each.name]) for each in room.catalogue]


def _shown(source: Source, health: SourceHealth) -> SourceShown:
    return SourceShown(
        name=source.name,
        kind=source.kind,
        url=source.url,
        publisher=source.publisher,
        enabled=source.enabled,
        releases=health.releases,
        last_visit=health.last_visit,
        last_success=health.last_success,
        last_error=health.last_error,
        failures=health.failures,
        found=health.found,
    )
