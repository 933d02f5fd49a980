"""Decisions without doing: pure functions of what is known, what was found, and the time."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from model.article import Article
from model.errors import UnreadableDocument
from model.feed import Publication
from model.release import Release


class Intent(StrEnum):
    """What to do with an article that was just read."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    KNOWN_UNDER_OTHER_KEY = "known-under-other-key"
    """The same text at a new address of the same source: a session id, a renamed page."""


def decide_release(known: Release | None, twin: Release | None, article: Article) -> Intent:
    """Decide what an article is to the store.

    Args:
        known: the release that has one of the article's keys.
        twin: the release of the same source whose newest version has the article's content hash.
        article: what was read.
    """
    if known is not None:
        return Intent.KEEP if known.content_hash == article.content_hash else Intent.CHANGE
    return Intent.ADD if twin is None else Intent.KNOWN_UNDER_OTHER_KEY


def ensure_german(article: Article, subject: str) -> None:
    """Refuse what we cannot translate.

    Raises:
        UnreadableDocument: the text is not German.
    """
    if article.language.split("-")[0].lower() != "de":
        reason = f"the text is in another language ({article.language}); newsbridge translates from German"
        raise UnreadableDocument(subject=subject, reason=reason)


def decide_publication(
    old: Publication | None,
    fresh: Publication,
    now: datetime,
    same_text: Collection[str] = (),
    reviewed: bool = False,
) -> Publication:
    """Return the publication to keep: GUID and date are set once, `updated` moves only with the content.

    `corrected_at` moves only with the text: that an editor now stands behind the same words is no correction.

    Args:
        old: as stored, None for a release that has not been out in this language.
        fresh: what it would be today if it were new; its `updated` equals its `published`.
        now: the time of a change.
        same_text: the content hashes under which the text of `fresh` may have been published before.
        reviewed: an editor stands behind `fresh`.
    """
    if old is None:
        return fresh
    if old.is_headline or fresh.is_headline:
        return _beyond_headline(old, fresh, now, reviewed)
    if old.content_hash == fresh.content_hash:
        return replace(old, withdrawn_at=None)
    changed = max(now, old.published)
    return replace(
        old,
        content_hash=fresh.content_hash,
        updated=changed,
        withdrawn_at=None,
        corrected_at=old.corrected_at if old.content_hash in same_text else changed,
    )


def _beyond_headline(old: Publication, fresh: Publication, now: datetime, reviewed: bool) -> Publication:
    """Decide where a headline was, or would be, alone: the text that follows it is news, but never a correction.

    Feeds with other gates have the same publication: once one of them has shown the text, a headline changes nothing,
    and machine text there is no news to those who wait for a reviewed one.
    """
    if fresh.is_headline and not old.is_headline:
        return replace(old, withdrawn_at=None)
    is_news = old.content_hash != fresh.content_hash and (fresh.is_headline or reviewed)
    updated = max(now, old.published) if is_news else old.updated
    return replace(old, content_hash=fresh.content_hash, updated=updated, withdrawn_at=None)
