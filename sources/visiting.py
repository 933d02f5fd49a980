"""A visit to a source: from its access point to the list of releases that it announces now."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from model.errors import SourceError
from model.source import Link, Source, SourceKind, Validators
from sources.discovery import discover
from sources.fetching import Fetcher
from sources.folders import list_folder
from sources.pages import Discovery

_log = logging.getLogger(__name__)

_CHILD_SITEMAPS = 20
"""How many sitemaps of an index are read at most, the newest."""


@dataclass(frozen=True)
class Visited:
    """What a visit brought.

    Attributes:
        links: the releases, newest first as far as the source tells, each key once.
        not_modified: the source has not changed since the last visit; there are no links.
        validators: by address, to be remembered once the links are safely stored, not before: whoever remembers
            them first and then crashes is never told of these links again.
        page: the access point as it was fetched, empty for a folder and where it has not changed.
    """

    links: tuple[Link, ...] = ()
    not_modified: bool = False
    validators: dict[str, Validators] = field(default_factory=dict)
    page: bytes = b""


def visit(source: Source, fetcher: Fetcher, validators_of: Callable[[str], Validators | None]) -> Visited:
    """Ask `source` what there is, following overview pages and sitemaps as far as its `pages` and `limit` allow.

    Of a folder every file is listed, whatever `limit` says: a person put each there on purpose, and an older one would
    never come up again.

    Args:
        source: what to visit.
        fetcher: gets the pages.
        validators_of: what is remembered for an address, or None.

    Raises:
        SourceError: the access point cannot be fetched or read. A further page that fails is logged, and what was
            found elsewhere counts; then no validators are returned, so that the next visit asks for everything again.
    """
    if source.kind is SourceKind.FOLDER:
        return Visited(list_folder(source))
    page = fetcher.fetch(source.url, validators=validators_of(source.url), delay=source.delay)
    if page.not_modified:
        return Visited(not_modified=True)
    with page.in_hand():
        first = discover(source, page)
    if first.children:
        return Visited(_newest(source, _read_children(source, fetcher, first.children)), page=page.body)
    further = _read_following(source, fetcher, first)
    validators = {source.url: page.validators} if page.validators and None not in further else {}
    return Visited(_newest(source, [first, *further]), validators=validators, page=page.body)


def _read_following(source: Source, fetcher: Fetcher, first: Discovery) -> list[Discovery | None]:
    """Read the overview pages after the first; a last None stands for one that failed.

    They are always fetched whole: »not modified« would hide both their links and the way to the next.
    """
    read: list[Discovery | None] = []
    seen = {source.url}
    current: Discovery | None = first
    while current and current.next_url and current.next_url not in seen and len(seen) < source.pages:
        seen.add(current.next_url)
        current = _further(source, fetcher, current.next_url)
        read.append(current)
    return read


def _read_children(source: Source, fetcher: Fetcher, children: tuple[str, ...]) -> list[Discovery | None]:
    """Read the sitemaps of an index, newest first, until there are enough links.

    Neither they nor the index are asked »has it changed?«: an index stays the same when a sitemap in it changes, and an
    unchanged sitemap does not tell how many of the newest releases it holds.
    """
    read: list[Discovery | None] = []
    waiting = deque(children)
    while waiting and len(read) < _CHILD_SITEMAPS and len(_newest(source, read)) < source.limit:
        found = _further(source, fetcher, waiting.popleft())
        read.append(found)
        waiting.extendleft(reversed(found.children if found else ()))
    return read


def _further(source: Source, fetcher: Fetcher, url: str) -> Discovery | None:
    try:
        return discover(source, fetcher.fetch(url, delay=source.delay))
    except SourceError as error:
        _log.warning("%s: a further page was left out: %s", source.name, error)
        return None


def _newest(source: Source, read: Sequence[Discovery | None]) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for found in read:
        for link in found.links if found else ():
            links.setdefault(link.key, link)
    return tuple(links.values())[: source.limit]
