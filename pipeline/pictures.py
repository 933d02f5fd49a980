"""Copies of pictures beside the pages, so that readers need no other host.

A picture is fetched once, as politely and suspiciously as a page. What its server calls it does not count: only what
begins like a raster picture is kept, byte for byte, since the data in it name its author (and § 95c of the German
copyright act forbids to remove them). A picture that cannot be had is left out, recorded and tried again the next day.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from feeds.pictures import FOLDER, RASTER_TYPES, Copies, Picture, addresses, copy_name, raster_suffix
from feeds.writing import write_if_changed
from model.errors import SourceError, UnreadableDocument
from model.feed import Entry, FeedProfile, Images
from pipeline.wiring import Newsroom
from sources.fetching import Fetcher
from sources.transport import MIB, FetchLimits

STAGE = "picture"
LIMITS = FetchLimits(total=20.0, max_bytes=8 * MIB, retries=1, patience=5.0)
PATIENCE_SECONDS = 30.0
"""How long one publication may fetch; whatever is left comes with the next one, for the news must not wait."""
_AGAIN = timedelta(days=1)


def copies_of(newsroom: Newsroom, profile: FeedProfile, entries: Sequence[Entry], *, fetch: bool) -> Copies:
    """Return the copies of all pictures in `entries`, where the feed wants copies.

    Args:
        newsroom: where.
        profile: of the feed.
        entries: what it holds, those that were withdrawn among them.
        fetch: fetch what is missing, and remove the copies of what was withdrawn: its text is gone too.

    Raises:
        PublishError: a copy cannot be written.
    """
    if profile.images is not Images.COPY:
        return {}
    folder = newsroom.settings.pages_path / FOLDER
    wanted = dict.fromkeys(_addresses(entry for entry in entries if not entry.publication.withdrawn_at))
    if fetch:
        _remove(folder, {*_addresses(entry for entry in entries if entry.publication.withdrawn_at)} - wanted.keys())
        _fetch(newsroom, folder, [url for url in wanted if url not in _here(folder, wanted)])
    return {url: _picture(profile, path) for url, path in _here(folder, wanted).items()}


def _addresses(entries: Iterable[Entry]) -> list[str]:
    return [url for entry in entries for url in addresses(entry.version.article.blocks)]


def _here(folder: Path, urls: Iterable[str]) -> dict[str, Path]:
    found = {path.stem: path for path in folder.iterdir() if path.suffix in RASTER_TYPES} if folder.is_dir() else {}
    return {url: found[copy_name(url)] for url in urls if copy_name(url) in found}


def _picture(profile: FeedProfile, path: Path) -> Picture:
    return Picture(f"{profile.pages_url}{FOLDER}/{path.name}", RASTER_TYPES[path.suffix], path.stat().st_size)


def _remove(folder: Path, urls: Iterable[str]) -> None:
    for path in _here(folder, urls).values():
        path.unlink(missing_ok=True)


def _fetch(newsroom: Newsroom, folder: Path, urls: Sequence[str]) -> None:
    """Fetch `urls` in their order until the time is up; the newest releases come first."""
    failures = {each.subject: each for each in newsroom.store.failures.all() if each.stage == STAGE} if urls else {}
    due = [url for url in urls if url not in failures or newsroom.now() - failures[url].last_at >= _AGAIN]
    if not due:
        return
    end = time.monotonic() + PATIENCE_SECONDS
    with newsroom.fetcher(newsroom.catalogue, LIMITS) as fetcher:
        for url in due:
            if time.monotonic() > end:
                return
            newsroom.renew_claims()
            _fetch_one(newsroom, fetcher, folder, url)


def _fetch_one(newsroom: Newsroom, fetcher: Fetcher, folder: Path, url: str) -> None:
    try:
        body = fetcher.fetch(url).body
        suffix = raster_suffix(body)
        if not suffix:
            raise UnreadableDocument(subject=url, reason="no picture of a known kind: JPEG, PNG, GIF, WebP or AVIF")
    except SourceError as error:
        newsroom.store.failures.record(STAGE, url, str(error), newsroom.now())
        return
    write_if_changed(folder / f"{copy_name(url)}{suffix}", body)
    newsroom.store.failures.clear(STAGE, url)
