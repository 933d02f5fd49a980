"""The machine is gone: what was backed up last night is all there is, and it is enough."""

import gzip
import io
import json
import sqlite3
import stat
import tarfile
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from model.errors import BackupError, StoreError
from model.languages import Language
from model.people import Change, Comment, Deed, Duty
from pipeline.backup import MANIFEST, back_up
from pipeline.backup_restoring import restore
from pipeline.collect import collect
from pipeline.inviting import invite
from pipeline.publish import PublishOrder
from pipeline.rollback import states
from pipeline.secret import desk_secret
from pipeline.settings import Settings
from pipeline.site import publish_all
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from store import migrations, open_store
from store.dump import snapshot
from store.engine import make_engine, parse_address
from tests.store.conftest import empty_schema, postgres

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """Address of the store to restore into, not there yet or empty."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/var/newsbridge.sqlite"
        return
    with empty_schema(request.getfixturevalue("postgres")) as address:
        yield address


def work(newsroom) -> None:
    collect(newsroom)
    translate(newsroom)
    publish_all(newsroom, PublishOrder())


@pytest.fixture
def working(world):
    """A newsroom after a morning: a corrected release, a person, a remark, a secret."""
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        work(newsroom)
        world.wait(hours=1)
        world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff und Solarenergie")
        work(newsroom)
        invite(newsroom, "li", Duty.EDITOR, "chef")
        translation = newsroom.store.translations.get(newsroom.store.releases.search()[0].version_id, Language.ZH)
        newsroom.store.history.record(Change(world.time, "li", Deed.HOLD, translation.id, reason="bis morgen"))
        newsroom.store.history.comment(Comment(0, translation.id, None, world.time, "", "错字"))
        desk_secret(world.home / "var" / "desk.secret")
    return world


def published(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in (home / "public").rglob("*") if path.is_file()}


def rows(url: str) -> dict[str, list[bytes]]:
    with snapshot(url) as store:
        return {name: list(store.lines(name)) for name in store.tables()}


def stands(newsroom) -> list[object]:
    """Return each feed with what can be put back and since when."""
    return [(each.name, each.entries, each.changed, [v.number for v in each.versions]) for each in states(newsroom)]


def settings(world, home: Path, url: str = "") -> Settings:
    return Settings(home=home, store=url, engine="fake", terms=None)


def test_an_empty_machine_publishes_the_same_bytes_again(working, tmp_path, url):
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backups")
        before, stored, feeds = published(working.home), rows(newsroom.settings.store_url), stands(newsroom)

    done = restore(settings(working, tmp_path / "new", url), made.path, working.time)

    assert (done.rows, done.beside) == (made.rows, None)
    assert published(tmp_path / "new") == before
    assert rows(url) == stored
    with Newsroom(settings(working, tmp_path / "new", url)) as again:
        again.now = lambda: working.time
        assert stands(again) == feeds
        reports = publish_all(again, PublishOrder())
        work(again)
    assert [report.written for report in reports] == [False] * len(reports)
    assert published(tmp_path / "new") == before


def test_a_store_moves_from_postgresql_to_sqlite_and_its_next_rows_find_free_numbers(working, tmp_path, postgres):
    with working.newsroom() as newsroom, empty_schema(postgres) as url:
        first = back_up(newsroom, tmp_path / "first.tar.gz")
        restore(settings(working, tmp_path / "server", url), first.path, working.time)
        with working.newsroom(store=url) as on_server:
            working.portal.put("/pm/2", "Zweite Mitteilung")
            work(on_server)
            assert on_server.store.counts()["releases"] == 2
            second = back_up(on_server, tmp_path / "second.tar.gz")
        stored = rows(url)

    restore(settings(working, tmp_path / "new"), second.path, working.time)

    assert rows(f"sqlite:///{tmp_path}/new/var/newsbridge.sqlite") == stored


def test_a_backup_shows_one_moment_while_others_write(working, tmp_path):
    end = threading.Event()
    with working.newsroom() as newsroom:
        url = newsroom.settings.store_url

        def write() -> None:
            with open_store(url) as store:
                while not end.is_set():
                    change = Change(working.time, "li", Deed.COMMENT, None, after="x")
                    store.history.record(change, change)  # always two together

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [back_up(newsroom, tmp_path / f"{number}.tar.gz") for number in range(3)]
        finally:
            end.set()
            writer.join()
    counts = [each.tables["change"] for each in made]
    assert len(set(counts)) > 1, "nobody was writing"
    assert {count % 2 for count in counts} == {counts[0] % 2}
    restore(settings(working, tmp_path / "new"), made[-1].path, working.time)


def test_a_newsroom_that_is_there_is_refused_and_kept_beside_where_it_is_to_be_replaced(working, tmp_path):
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
        working.portal.put("/pm/9", "Nach der Sicherung")
        work(newsroom)
        here = newsroom.settings
    after = published(working.home)

    with pytest.raises(BackupError, match=r"a newsroom is there already .*--into, or --replace keeps it beside"):
        restore(here, made.path, working.time)
    assert published(working.home) == after

    done = restore(here, made.path, working.time, replace=True)
    assert published(working.home) != after
    assert done.beside is not None
    assert published(done.beside).items() <= after.items()
    with open_store(f"sqlite:///{done.beside}/var/newsbridge.sqlite") as old, open_store(here.store_url) as new:
        assert (old.counts()["releases"], new.counts()["releases"]) == (2, 1)
    assert not list(working.home.glob(".restoring-*"))


def test_a_server_that_has_a_newsroom_is_backed_up_before_it_is_replaced(working, tmp_path, postgres):
    with working.newsroom() as newsroom, empty_schema(postgres) as url:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
        target = settings(working, tmp_path / "new", url)
        restore(target, made.path, working.time)
        with pytest.raises(BackupError, match="a newsroom is there already"):
            restore(target, made.path, working.time)
        done = restore(target, made.path, working.time, replace=True)
        assert rows(url) == rows(newsroom.settings.store_url)
    assert done.beside is not None
    assert (done.beside / "before.tar.gz").stat().st_size > 1000


def test_the_configuration_of_a_fresh_checkout_makes_room_and_is_kept(working, tmp_path):
    home = tmp_path / "checkout"
    (home / "config").mkdir(parents=True)
    (home / "config" / "feeds.toml").write_text("# as it comes\n")
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")

    done = restore(settings(working, home), made.path, working.time)

    assert (home / "config" / "feeds.toml").read_bytes() == (working.home / "config" / "feeds.toml").read_bytes()
    assert done.beside is not None
    assert (done.beside / "config" / "feeds.toml").read_text() == "# as it comes\n"


def altered(path: Path, damage: str) -> Path:
    """Return a backup that somebody or something has damaged."""
    bad = path.with_name(f"{damage}.tar.gz")
    if damage == "cut":
        bad.write_bytes(path.read_bytes()[:-2000])
        return bad
    if damage == "other":
        bad.write_bytes(gzip.compress(b"not an archive at all" * 100))
        return bad
    with tarfile.open(path) as old, tarfile.open(bad, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read() if member.isreg() else b""
            if damage == "byte" and member.name == "public/feeds/zh.xml":
                data = data[:-1] + b"!"
            if damage == "newer" and member.name == MANIFEST:
                data = json.dumps(json.loads(data) | {"schema": "9999"}).encode()
                member.size = len(data)
            if damage == "without" and member.name == MANIFEST:
                continue
            if damage == "outside" and member.name == "config/feeds.toml":
                member.name = "../feeds.toml"
            new.addfile(member, io.BytesIO(data))
    return bad


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("cut", "damaged or cut off"),
        ("other", "no whole backup|has no manifest"),
        ("byte", r"its checksums do not fit \(public/feeds/zh.xml\)"),
        ("without", "has no manifest"),
        ("outside", "holds ../feeds.toml, which no backup of newsbridge does"),
        ("newer", "the schema 9999 is of a newer newsbridge; update this one first"),
    ],
)
def test_a_damaged_or_newer_backup_is_refused_and_nothing_is_touched(working, tmp_path, damage, words):
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")

    with pytest.raises((BackupError, StoreError), match=words):
        restore(settings(working, tmp_path / "new"), altered(made.path, damage), working.time)

    assert list((tmp_path / "new").iterdir()) == []
    assert not (tmp_path / "feeds.toml").exists()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(working, tmp_path):
    old = f"sqlite:///{tmp_path}/old.sqlite"
    with make_engine(parse_address(old), foreign_keys=False).begin() as connection:
        migrations.upgrade(connection, "0001")
        values = "1, 's', 'k', 'u', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 1, 'h', NULL"
        connection.execute(text(f"INSERT INTO release VALUES ({values})"))
    with working.newsroom(store=old) as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
    assert made.schema == "0001"

    restore(settings(working, tmp_path / "new"), made.path, working.time)

    with open_store(f"sqlite:///{tmp_path}/new/var/newsbridge.sqlite") as store:
        assert [release.key for release in store.releases.search()] == ["k"]


def test_only_the_newest_backups_of_a_folder_stay_and_nothing_else_goes(working, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "holiday.tar.gz").write_bytes(b"mine")
    names = []
    with working.newsroom() as newsroom:
        for _ in range(4):
            made = back_up(newsroom, folder, keep=2)
            names.append(made.path.name)
            working.wait(hours=24)
    assert [path.name for path in made.removed] == [names[1]]
    assert sorted(path.name for path in folder.iterdir()) == sorted(["holiday.tar.gz", *names[2:]])


def test_a_backup_is_for_its_owner_alone_and_says_what_it_holds(working, tmp_path):
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
        said = json.loads(tar.extractfile(MANIFEST).read())
        assert stat.S_IMODE(tar.getmember("var/desk.secret").mode) == 0o600
    assert names[-1] == MANIFEST
    assert {"config/sources.toml", "config/terms.tsv", "public/feeds/zh.xml", "store/release.jsonl"} <= set(names)
    assert not {"store/claim.jsonl", "store/presence.jsonl"} & set(names)
    assert set(said["members"]) == {name for name in names[:-1] if Path(name).suffix or name == "var/desk.secret"}
    assert said["schema"] == made.schema


def test_a_failed_backup_leaves_nothing_behind(working, tmp_path):
    with working.newsroom() as newsroom:
        with sqlite3.connect(working.home / "var" / "newsbridge.sqlite") as raw:
            raw.execute("UPDATE release SET first_seen = 'not a time'")
        with pytest.raises(StoreError, match=r"a row of release is damaged: .*not a time"):
            back_up(newsroom, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_is_not_written_where_it_would_be_served_or_backed_up_itself(working, tmp_path):
    with working.newsroom() as newsroom:
        for folder in ("public", "config", "var/history"):
            with pytest.raises(BackupError, match="choose another folder"):
                back_up(newsroom, working.home / folder / "backup.tar.gz")
        with pytest.raises(BackupError, match="--keep counts the backups of a folder"):
            back_up(newsroom, tmp_path / "backup.tar.gz", keep=3)


def test_a_store_that_is_not_there_cannot_be_backed_up(world, tmp_path):
    with world.newsroom() as newsroom, pytest.raises(StoreError, match="there is no store yet"):
        back_up(newsroom, tmp_path / "backups")
    assert not (world.home / "var" / "newsbridge.sqlite").exists()


def test_feeds_that_were_moved_come_back_to_where_they_are_wanted(working, tmp_path):
    with working.newsroom() as newsroom:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
    served = tmp_path / "srv" / "feeds"

    restore(Settings(home=tmp_path / "new", output=served), made.path, working.time)

    assert (served / "zh.xml").read_bytes() == (working.home / "public" / "feeds" / "zh.xml").read_bytes()
    assert (served / "pages" / "zh" / "index.html").is_file()
    assert not (tmp_path / "new" / "public").exists()
