"""What goes out: feeds, their entries, what the gate keeps out, and earlier publications."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path
from pydantic import Field

from feeds.item import Item
from model.feed import Entry, FeedFormat, FeedProfile, Gate
from model.languages import Language
from model.people import Change, Deed, Duty
from pipeline.publish import history_of
from pipeline.reports import Problem
from pipeline.rollback import FeedState, release, roll_back, states
from pipeline.standing import standing
from pipeline.wiring import Newsroom
from review.access import Room
from review.api.access import Held, may
from review.api.publishing import publish_now
from review.api.shapes import LARGEST_ID, Order, Shape

router = APIRouter(prefix="/feeds", tags=["feeds"], dependencies=[Depends(may(Duty.EDITOR))])
operators = [Depends(may(Duty.OPERATOR))]


class FeedShown(Shape):
    """A feed as it is configured and published."""

    name: str
    language: Language
    title: str
    description: str
    gate: Gate = Field(description="The rule that decides whether an entry may be in it.")
    sources: list[str] = Field(description="Names of sources; `*` for all.")
    size: int = Field(description="Entries at most.")
    formats: list[FeedFormat]
    url: str = Field(description="Public address as RSS; empty where none is configured.")
    entries: int | None = Field(description="As published; null where it is not published yet.")
    changed_at: datetime | None = Field(description="When its files last changed.")
    held_at: int | None = Field(description="Number of the publication that it was rolled back to.")


class EntryShown(Shape):
    """An entry that the gate lets out."""

    guid: str = Field(description="Stays for ever.", examples=["tag:isa-portal.de,2026:release/stadt/0a1b/zh-Hans"])
    release_id: int
    translation_id: int | None = Field(description="Null in a German feed.")
    version: int = Field(description="Number of the release's version that it shows.")
    title: str
    url: str
    published: datetime
    modified: datetime | None = Field(description="When it changed after that.")
    withdrawn: datetime | None = Field(description="When its publisher took it back: the entry is a notice then.")
    responsible: str | None = Field(description="`machine` or `editor`; null in a German feed.")


class HeldBack(Shape):
    """A release that is not in the feed."""

    subject: str = Field(description="Its address, or its key where it has none.")
    reason: str = Field(examples=["waits for review"])


class FeedEntries(Shape):
    """A feed as it would be written now."""

    entries: list[EntryShown] = Field(description="The newest first.")
    held_back: list[HeldBack] = Field(description="What the gate keeps out.")
    problems: list[HeldBack] = Field(description="Of what no entry can be made.")


class PublicationShown(Shape):
    """An earlier state of a feed, all formats together."""

    number: int
    kept_at: datetime
    held: bool = Field(description="The feed was rolled back to it and stays there.")


class RollbackOrder(Order):
    """Where to go back to."""

    publication: int | None = Field(None, ge=1, le=LARGEST_ID, description="Null: to the one before that which is out.")


def profile(room: Room, name: Annotated[str, Path(max_length=64)]) -> FeedProfile:
    """Return the feed that an address names.

    Raises:
        HTTPException: 404, there is none.
    """
    for each in room.profiles:
        if each.name == name:
            return each
    raise HTTPException(404, "There is no such feed.")


Profile = Annotated[FeedProfile, Depends(profile)]


@router.get("", summary="List feeds")
def feeds(room: Room) -> list[FeedShown]:
    """Return all feeds."""
    known = {each.name: each for each in states(room)}
    return [_feed(each, known[each.name]) for each in room.profiles]


@router.get("/{name}/entries", summary="List entries and what is held back")
def entries(room: Room, feed: Profile) -> FeedEntries:
    """Return what would be in a feed if it were written now, and why the rest would not."""
    now = standing(room, feed)
    return FeedEntries(
        entries=[_entry(entry, item) for entry, item in now.entries],
        held_back=[_held(problem) for problem in now.held],
        problems=[_held(problem) for problem in now.problems],
    )


@router.get("/{name}/publications", summary="List publications")
def publications(room: Room, feed: Profile) -> list[PublicationShown]:
    """Return the states of a feed that are kept, the newest first."""
    history = history_of(room, feed)
    held = history.held()
    return [
        PublicationShown(number=each.number, kept_at=each.kept_at, held=each == held) for each in history.versions()
    ]


@router.post("/{name}/rollback", summary="Roll back", dependencies=operators)
def go_back(room: Room, token: Held, feed: Profile, wanted: RollbackOrder) -> list[PublicationShown]:
    """Put an earlier publication of a feed back, and hold the feed there until it is released."""
    kept = {each.number for each in history_of(room, feed).versions()}
    if wanted.publication is not None and wanted.publication not in kept:
        raise HTTPException(404, f"There is no publication {wanted.publication} of this feed.")
    if wanted.publication is None and len(kept) < 2:
        raise HTTPException(409, "There is no earlier publication to go back to.")
    version = roll_back(room, feed.name, wanted.publication)
    _record(room, token.by, f"roll back feed {feed.name}", str(version.number))
    return publications(room, feed)


@router.post("/{name}/release", summary="Let a feed go on", dependencies=operators)
def let_go(room: Room, token: Held, feed: Profile) -> list[PublicationShown]:
    """Let a feed that was rolled back be written again; it is written before the answer."""
    if release(room, feed.name):
        _record(room, token.by, f"release feed {feed.name}")
        publish_now(room)
    return publications(room, feed)


def _record(room: Newsroom, by: str, subject: str, after: str = "") -> None:
    room.store.history.record(Change(room.now(), by, Deed.TRIGGER, subject=subject, after=after))


def _feed(feed: FeedProfile, state: FeedState) -> FeedShown:
    return FeedShown(
        name=feed.name,
        language=feed.language,
        title=feed.title,
        description=feed.description,
        gate=feed.gate,
        sources=list(feed.sources),
        size=feed.size,
        formats=list(feed.formats),
        url=feed.url,
        entries=state.entries,
        changed_at=state.changed,
        held_at=state.held,
    )


def _entry(entry: Entry, item: Item) -> EntryShown:
    return EntryShown(
        guid=item.guid,
        release_id=entry.publication.release_id,
        translation_id=entry.translation.id if entry.translation else None,
        version=entry.version.number,
        title=item.title,
        url=item.url,
        published=item.published,
        modified=item.modified,
        withdrawn=item.withdrawn,
        responsible=item.provenance.responsible if item.provenance else None,
    )


def _held(problem: Problem) -> HeldBack:
    return HeldBack(subject=problem.subject, reason=problem.reason)
