"""Newsrooms with as many releases as a benchmark wants, translated into Chinese, ready to publish."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, insert, make_url, text
from sqlalchemy.engine import Connection

from feeds.identity import Authority, mint_guid
from model.article import BlockKind, Role
from model.languages import Language
from model.translation import OriginKind, State
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from store.engine import make_engine, parse_address
from store.tables import (
    BlockRow,
    PublicationRow,
    ReleaseKey,
    ReleaseRow,
    SegmentRow,
    TargetRow,
    TranslationRow,
    VersionRow,
)

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
SPACED = timedelta(minutes=50)
"""100,000 releases in nine and a half years."""
AT_ONCE = 5_000
TEXTS = (
    ("Städte beraten über Wasserstoff", "各城市共商氢能发展"),
    ("Vertreter von 48 Städten haben über Wasserstoff beraten.", "48座城市的代表就氢能发展进行了磋商。"),
    ("Das Treffen leitete das Sekretariat in Foshan.", "会议由设在佛山的秘书处主持。"),
)
Row = dict[str, Any]


@contextmanager
def newsroom(home: Path, url: str, releases: int) -> Iterator[Newsroom]:
    """Open a newsroom in `home` whose store at `url` holds so many releases."""
    copytree(ROOT / "config", home / "config")
    feeds = home / "config" / "feeds.toml"
    # Without an address a feed has no archives: those of earlier months are written once and stay.
    feeds.write_text(re.sub(r"(?m)^url = .*$", "", feeds.read_text(encoding="utf-8")), encoding="utf-8")
    with Newsroom(Settings(home=home, store=url, engine="fake")) as made:
        made.now = lambda: NOW  # type: ignore[method-assign]
        _ = made.store  # makes the tables
        _fill(url, releases, made.authority)
        yield made


@contextmanager
def schema(server: str) -> Iterator[str]:
    """Make a schema on a PostgreSQL server, give its address, and drop it afterwards."""
    address, name = parse_address(server), f"benchmark_{uuid4().hex}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield make_url(address).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


def _fill(url: str, releases: int, authority: Authority) -> None:
    engine = make_engine(parse_address(url))
    for first in range(1, releases + 1, AT_ONCE):
        with engine.begin() as connection:
            _insert(connection, range(first, min(first + AT_ONCE, releases + 1)), authority)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _insert(connection: Connection, numbers: Sequence[int], authority: Authority) -> None:
    for table, rows in (
        (ReleaseRow, [_release(number) for number in numbers]),
        (ReleaseKey, [{"source": "city", "key": _key(number), "release_id": number} for number in numbers]),
        (VersionRow, [_version(number) for number in numbers]),
        (BlockRow, [row for number in numbers for row in _blocks(number)]),
        (SegmentRow, [row for number in numbers for row in _segments(number)]),
        (TranslationRow, [_translation(number) for number in numbers]),
        (TargetRow, [row for number in numbers for row in _targets(number)]),
        (PublicationRow, [_publication(number, authority) for number in numbers]),
    ):
        connection.execute(insert(table), rows)


def _key(number: int) -> str:
    return f"https://presse.example/{number}.html"


def _time(number: int) -> datetime:
    return NOW - SPACED * number  # the first is the newest, however many there are


def _release(number: int) -> Row:
    known = {"id": number, "source": "city", "key": _key(number), "url": _key(number), "first_seen": _time(number)}
    newest = {"published": _time(number), "number": 1, "version_id": number, "content_hash": f"{number}"}
    return known | newest


def _version(number: int) -> Row:
    known = {"id": number, "release_id": number, "number": 1, "collected_at": _time(number)}
    empty = {"author": "", "categories": [], "language": "de"}
    return known | empty | {"content_hash": f"{number}", "published": _time(number), "url": _key(number)}


def _blocks(number: int) -> Iterator[Row]:
    for position, (german, _) in enumerate(_texts(number)):
        kind = BlockKind.PARAGRAPH if position else BlockKind.TITLE
        plain = {"marks": [], "level": 0, "ordered": False, "group_number": 0, "row_number": 0, "column_number": 0}
        words = {"version_id": number, "position": position, "kind": kind, "role": Role.BODY, "text": german}
        yield words | plain | {"header": False, "image_alt": "", "image_credit": ""}


def _segments(number: int) -> Iterator[Row]:
    for position, (german, _) in enumerate(_texts(number)):
        place = {"block": position, "start": 0, "end": len(german), "source_hash": f"{number} {position}"}
        yield {"id": _id(number, position), "version_id": number, "position": position, **place}


def _translation(number: int) -> Row:
    made = {"id": number, "version_id": number, "language": Language.ZH, "state": State.TRANSLATED}
    return made | {"updated_at": _time(number), "waiting": len(TEXTS), "titles": "", "translated_at": _time(number)}


def _targets(number: int) -> Iterator[Row]:
    for position, (_, chinese) in enumerate(_texts(number)):
        made = {"translation_id": number, "segment_id": _id(number, position), "state": State.TRANSLATED}
        origin = {"origin_kind": OriginKind.MACHINE, "origin_name": "fake de-zh 1"}
        yield made | origin | {"machine": chinese, "machine_marks": []}


def _publication(number: int, authority: Authority) -> Row:
    guid = mint_guid(authority, "city", _key(number), Language.ZH)
    known = {"release_id": number, "language": Language.ZH, "guid": guid}
    return known | {"published": _time(number), "updated": _time(number), "content_hash": ""}


def _id(number: int, position: int) -> int:
    return number * len(TEXTS) + position


def _texts(number: int) -> Iterator[tuple[str, str]]:
    title, *others = TEXTS
    yield f"{title[0]} {number}", f"{title[1]} {number}"
    yield from others
