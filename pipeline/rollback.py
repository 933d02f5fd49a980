"""Putting an earlier publication of a feed back, and letting the feed go on."""

from dataclasses import dataclass
from datetime import datetime

from feeds.formats import SUFFIXES
from feeds.history import History, Version
from feeds.packing import put_out
from feeds.reading import ids, parse
from model.errors import PublishError
from model.feed import FeedProfile
from pipeline.deliver import go_out
from pipeline.publish import PublishOrder, history_of, profiles_of, publish_turn
from pipeline.subscribing import folder_of, hand_out, is_packed
from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class FeedState:
    """One feed as it is published.

    Attributes:
        entries: in its first format; None where it is not published.
        changed: when its files last changed.
        versions: what can be put back, the newest first.
        held: the number of the version that it was rolled back to.
    """

    name: str
    entries: int | None
    changed: datetime | None
    versions: list[Version]
    held: int | None


def states(newsroom: Newsroom) -> list[FeedState]:
    """Return how each feed stands."""
    return [_state(history_of(newsroom, profile), profile) for profile in newsroom.profiles]


def roll_back(newsroom: Newsroom, name: str, to: int | None = None) -> Version:
    """Put an earlier publication back, all formats together, and hold the feed there; return the version.

    The hold comes first: should the machine stop between two files, the next publication finishes the work. Where the
    delivery elsewhere fails, that is recorded and tried again by the next publication.

    Args:
        newsroom: where.
        name: of the feed.
        to: number of the version; None: the one before that which is out.

    Raises:
        BadConfiguration: no feed is called so.
        PublishError: there is no such version, or another run is writing the feed.
    """
    [profile] = profiles_of(newsroom, PublishOrder([name]))
    history = history_of(newsroom, profile)
    with publish_turn(newsroom, profile) as mine:
        if not mine:
            raise PublishError(path=name, reason="another run has been writing this feed for a minute; try again")
        version = history.before() if to is None else history.version(to)
        files = version.files()
        history.hold(version)
        put_out(folder_of(newsroom, profile), files, is_packed(newsroom, profile))
        hand_out(newsroom, profile)
    go_out(newsroom)
    return version


def release(newsroom: Newsroom, name: str) -> bool:
    """Let a feed that was rolled back be published again; return whether it was held.

    Raises:
        BadConfiguration: no feed is called so.
    """
    [profile] = profiles_of(newsroom, PublishOrder([name]))
    return history_of(newsroom, profile).release()


def _state(history: History, profile: FeedProfile) -> FeedState:
    current, held = history.current(), history.held()
    form = profile.formats[0]
    data = current.files().get(f"{profile.name}{SUFFIXES[form]}") if current else None
    return FeedState(
        name=profile.name,
        entries=len(list(ids(form, parse(form, data)))) if data else None,
        changed=current.kept_at if current else None,
        versions=history.versions(),
        held=held.number if held else None,
    )
