"""Translations: found, read, approved, held back."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response
from pydantic import Field

from model.languages import Language
from model.people import Duty
from model.translation import State
from pipeline.previewing import preview
from pipeline.reviewing import FOR_GOOD, approve_clean, hold, let_go, reject, reopen, waive
from pipeline.wiring import Newsroom
from review.access import Room
from review.api.access import Held, may
from review.api.paging import Asked, Page, page
from review.api.publishing import publish_now, publish_when_done
from review.api.segments import SegmentShown, shown
from review.api.shapes import LARGEST_ID, Id, Moment, Order, Shape, Target, Words
from review.lookup import opened
from store.listed import ListedTranslation, TranslationFilter

router = APIRouter(prefix="/translations", tags=["translations"], dependencies=[Depends(may(Duty.EDITOR))])


class Hold(Shape):
    """Why a translation stays out of every feed."""

    until: datetime | None = Field(description="Until then; null: until somebody releases it.")
    reason: str


class TranslationListed(Shape):
    """A translation, with what a list shows of it."""

    id: int
    release_id: int
    source: str
    publisher: str
    version: int = Field(description="Number of the release's version that it translates.")
    newest: bool = Field(description="That version is the release's newest.")
    language: Language
    state: State
    german: str = Field(description="The German title.")
    title: str = Field(description="The translated title; empty where there is none yet.")
    updated_at: datetime
    risk: float = Field(description="Sum of the risks of the open segments: how many are likely to need an editor.")
    doubtful: int = Field(description="Open segments that a check doubts.")
    waiting: int = Field(description="Segments that no editor has approved.")
    segments: int
    hold: Hold | None
    waiver: str = Field(description="Why it may go out although a finding blocks it; empty where nobody lets it.")


class TranslationWhole(Shape):
    """A translation, segment by segment."""

    id: int
    release_id: int
    source: str
    publisher: str
    version: int
    newest: bool
    language: Language
    state: State
    updated_at: datetime
    hold: Hold | None
    waiver: str
    engines: list[str] = Field(description="What translated, with versions.")
    segments: list[SegmentShown] = Field(description="In reading order.")


class Approved(Shape):
    """What an approval of the rest has come to."""

    approved: int = Field(description="Segments approved just now.")
    waiting: int = Field(description="Segments left to an editor.")
    state: State = Field(description="Of the translation.")


class Reopened(Shape):
    """How many segments wait for an editor again."""

    reopened: int


class HoldOrder(Order):
    """How long, and why."""

    until: Moment | None = Field(None, description="Null: until somebody releases it.")
    reason: Words = Field("", max_length=2000)


class Reason(Order):
    """Why; it is kept and shown."""

    reason: Words = Field(min_length=1, max_length=2000)


class Preview(Shape):
    """An entry as its subscribers will see it."""

    guid: str
    title: str
    summary: str
    html: str = Field(description="The complete text with its label, a sanitised fragment.")
    url: str
    published: datetime


@router.get("", summary="List translations")
def translations(
    request: Request,
    response: Response,
    room: Room,
    asked: Asked,
    language: Annotated[Target | None, Query(description="Into this language alone.")] = None,
    state: Annotated[State | None, Query(description="In this state alone.")] = None,
    source: Annotated[Words | None, Query(max_length=200, description="Of this source alone.")] = None,
    release: Annotated[int | None, Query(ge=1, le=LARGEST_ID, description="Of this release alone.")] = None,
    since: Annotated[Moment | None, Query(description="Changed at this time or later.")] = None,
    min_risk: Annotated[float | None, Query(ge=0, allow_inf_nan=False, description="With at least this risk.")] = None,
    earlier: Annotated[bool, Query(description="Also those of versions that are not the newest.")] = False,
) -> Page[TranslationListed]:
    """Return translations in the order in which they were begun."""
    wanted = TranslationFilter(language, state, source, release, since, min_risk, earlier)
    rows = room.store.listing.translations(wanted, asked.part)
    return page(request, response, asked, [(row.id, _listed(room, row)) for row in rows])


@router.get("/{translation_id}", summary="Read a translation")
def translation(room: Room, translation_id: Id) -> TranslationWhole:
    """Return a translation with all its segments."""
    return _whole(room, translation_id)


@router.post("/{translation_id}/approve", summary="Approve the rest")
def approve(room: Room, token: Held, after: BackgroundTasks, translation_id: Id) -> Approved:
    """Approve all segments that no check doubts, as they are; the others are left to an editor."""
    opened(room, translation_id)
    count = approve_clean(room, translation_id, token.by)
    after.add_task(publish_when_done, room, translation_id)
    now, _ = opened(room, translation_id)
    done = sum(target.state in {State.REVIEWED, State.FINAL} for target in now.targets.values())
    return Approved(approved=count, waiting=len(now.targets) - done, state=now.state)


@router.post("/{translation_id}/reopen", summary="Send back to review")
def send_back(room: Room, token: Held, translation_id: Id) -> Reopened:
    """Let all approved segments wait for an editor again; the texts stay, and the feeds are written anew."""
    opened(room, translation_id)
    count = reopen(room, translation_id, token.by)
    publish_now(room)
    return Reopened(reopened=count)


@router.post("/{translation_id}/hold", summary="Hold back")
def keep_back(room: Room, token: Held, translation_id: Id, wanted: HoldOrder) -> TranslationWhole:
    """Keep a translation out of every feed until a time; the feeds are written before the answer."""
    opened(room, translation_id)
    hold(room, translation_id, wanted.until or FOR_GOOD, wanted.reason, token.by)
    return _published(room, translation_id)


@router.post("/{translation_id}/release", summary="End a hold")
def release(room: Room, token: Held, translation_id: Id) -> TranslationWhole:
    """Let a translation go that was held or rejected; the feeds are written before the answer."""
    opened(room, translation_id)
    let_go(room, translation_id, token.by)
    return _published(room, translation_id)


@router.post("/{translation_id}/reject", summary="Reject")
def turn_down(room: Room, token: Held, translation_id: Id, wanted: Reason) -> TranslationWhole:
    """Keep a translation out of every feed until somebody releases it, for a reason that everybody sees."""
    opened(room, translation_id)
    reject(room, translation_id, wanted.reason, token.by)
    return _published(room, translation_id)


@router.post("/{translation_id}/waive", summary="Let out although blocked")
def let_out(room: Room, token: Held, translation_id: Id, wanted: Reason) -> TranslationWhole:
    """Let a translation out although findings block it, for a reason that is kept."""
    opened(room, translation_id)
    waive(room, translation_id, wanted.reason, token.by)
    return _published(room, translation_id)


@router.get("/{translation_id}/preview", summary="Preview the entry")
def look(room: Room, translation_id: Id) -> Preview:
    """Return the entry that a feed in this language would hold, with the HTML of its text."""
    translation, _ = opened(room, translation_id)
    item = preview(room, translation)
    return Preview(
        guid=item.guid,
        title=item.title,
        summary=item.summary,
        html=item.content,
        url=item.url,
        published=item.published,
    )


def _published(room: Newsroom, translation_id: int) -> TranslationWhole:
    publish_now(room)
    return _whole(room, translation_id)


def _hold(until: datetime | None, reason: str) -> Hold | None:
    return Hold(until=None if until == FOR_GOOD else until, reason=reason) if until else None


def _listed(room: Newsroom, row: ListedTranslation) -> TranslationListed:
    return TranslationListed(
        id=row.id,
        release_id=row.release_id,
        source=row.source,
        publisher=room.publisher(row.source),
        version=row.number,
        newest=row.newest,
        language=row.language,
        state=row.state,
        german=row.german,
        title=row.title,
        updated_at=row.updated_at,
        risk=row.risk,
        doubtful=row.doubtful,
        waiting=row.waiting,
        segments=row.segments,
        hold=_hold(row.hold_until, row.hold_reason),
        waiver=row.waiver,
    )


def _whole(room: Newsroom, translation_id: int) -> TranslationWhole:
    translation, version = opened(room, translation_id)
    release = version.release
    return TranslationWhole(
        id=translation.id,
        release_id=release.id,
        source=release.source,
        publisher=room.publisher(release.source),
        version=version.number,
        newest=version.id == release.version_id,
        language=translation.language,
        state=translation.state,
        updated_at=translation.updated_at,
        hold=_hold(translation.hold_until, translation.hold_reason),
        waiver=translation.waiver,
        engines=list(translation.engines()),
        segments=shown(translation, version),
    )
