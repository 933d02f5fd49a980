"""Closed feeds: subscribers come and go, and each gets a copy of what is published."""

import shutil
from dataclasses import replace
from pathlib import Path

from feeds.formats import files_of, own_address
from feeds.namespace import STYLESHEET
from feeds.packing import put_out, take_away
from feeds.pages import OVERVIEW
from feeds.subscribers import new_token, own_copy, own_url
from model.errors import BadConfiguration, PublishError
from model.feed import FeedProfile, Subscription
from pipeline.wiring import Newsroom

_LONGEST_NAME = 80


def folder_of(newsroom: Newsroom, profile: FeedProfile) -> Path:
    """Return where a feed is written: the public folder, or for a closed feed one that nobody serves."""
    settings = newsroom.settings
    return settings.closed_path / profile.name if profile.is_closed else settings.output_path


def is_packed(newsroom: Newsroom, profile: FeedProfile) -> bool:
    """Whether the files of a feed get compressed copies: those that are served, where the operator wants them."""
    return newsroom.settings.packed and not profile.is_closed


def hand_out(newsroom: Newsroom, profile: FeedProfile) -> bool:
    """Give each subscriber of a feed a copy of its files, take it from those who left; return whether any changed.

    Those who subscribed to a feed that is open now keep their addresses. What the feed left in public when it was open
    is removed once it is closed.

    Raises:
        PublishError: a copy cannot be written.
    """
    folder, public = folder_of(newsroom, profile), newsroom.settings.output_path
    if profile.is_closed:
        _withdraw(newsroom, profile)
    written = False
    for subscription in newsroom.store.subscriptions.of(profile.name):
        own = public / subscription.token
        if subscription.revoked_at:
            shutil.rmtree(own, ignore_errors=True)
        else:
            written |= _copy(folder, own, profile, subscription, newsroom.settings.packed)
    return written


def _copy(folder: Path, own: Path, profile: FeedProfile, subscription: Subscription, packed: bool) -> bool:
    files = {path.name: own_copy(path.read_bytes(), subscription.token) for path in files_of(folder, profile.name)}
    if (style := folder / STYLESHEET).is_file():
        files[STYLESHEET] = style.read_bytes()
    for left in files_of(own, profile.name):
        if left.name not in files:
            take_away(left)
    return put_out(own, files, packed)


def _withdraw(newsroom: Newsroom, profile: FeedProfile) -> None:
    settings = newsroom.settings
    for path in files_of(settings.output_path, profile.name):
        take_away(path)
    if (settings.pages_path / profile.name / OVERVIEW).is_file():
        shutil.rmtree(settings.pages_path / profile.name)


def subscribe(newsroom: Newsroom, profile: FeedProfile, name: str) -> Subscription:
    """Keep a new subscriber of a closed feed; the next publication writes their copy.

    Raises:
        BadConfiguration: the feed is open.
        PublishError: the name is none, or has an address of the feed already.
    """
    if not profile.is_closed:
        reason = f'the feed is open to all at {profile.url or "no address yet"}; `access = "token"` closes it'
        raise BadConfiguration(where=f"{newsroom.settings.feeds_path}, feed {profile.name}", reason=reason)
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise PublishError(path=profile.name, reason=f"a subscriber needs a name of 1 to {_LONGEST_NAME} characters")
    if name in {each.name for each in newsroom.store.subscriptions.of(profile.name) if not each.revoked_at}:
        reason = (
            f'{name} has an address already; revoke it first with `newsbridge feeds revoke {profile.name} "{name}"`'
        )
        raise PublishError(path=profile.name, reason=reason)
    subscription = Subscription(profile.name, name, new_token(), newsroom.now())
    newsroom.store.subscriptions.add(subscription)
    return subscription


def addresses_of(profile: FeedProfile, subscription: Subscription) -> list[str]:
    """Return the addresses of a closed feed for one subscriber, one for each format."""
    own = replace(profile, url=own_url(profile, subscription.token))
    return [own_address(own, form) for form in profile.formats]


def revoke(newsroom: Newsroom, feed: str, name: str) -> None:
    """End the subscription of `name` to `feed`, which need not be in config/feeds.toml any more.

    The files go at once, whoever may be publishing: a publication removes them again.

    Raises:
        PublishError: nobody of that name reads the feed.
    """
    subscriptions = newsroom.store.subscriptions
    if not subscriptions.revoke(feed, name, newsroom.now()):
        known = ", ".join(each.name for each in subscriptions.of(feed) if not each.revoked_at)
        raise PublishError(path=feed, reason=f"{name} does not read it; subscribers are: {known or 'none'}")
    for subscription in subscriptions.of(feed):
        if subscription.revoked_at:
            shutil.rmtree(newsroom.settings.output_path / subscription.token, ignore_errors=True)
