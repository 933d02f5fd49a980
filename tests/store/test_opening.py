import contextlib
import multiprocessing
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from model.errors import StoreError
from store import Store, open_store
from store.engine import make_engine, parse_address

ROOT = Path(__file__).parents[2]


def test_a_store_is_made_with_its_folder_and_keeps_what_it_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deep/er/newsbridge.db"
    with open_store(url) as store:
        store.sources.switch("duisburg", enabled=False)
    with open_store(url) as store:
        assert store.sources.switches() == {"duisburg": False}


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert store.counts() == {"releases": 0, "versions": 0, "segments": 0, "translations": 0, "publications": 0}


def test_processes_that_open_a_new_store_at_once_all_succeed(new_url: str) -> None:
    processes = multiprocessing.get_context("fork")
    barrier = processes.Barrier(4)

    def child() -> None:
        barrier.wait()
        with open_store(new_url) as store:
            store.counts()

    children = [processes.Process(target=child) for _ in range(4)]
    for process in children:
        process.start()
    for process in children:
        process.join()
    assert [process.exitcode for process in children] == [0, 0, 0, 0]


def test_opening_waits_for_a_program_that_is_making_the_file(tmp_path: Path) -> None:
    path = tmp_path / "newsbridge.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_store, f"sqlite:///{path}")
        time.sleep(0.2)
        assert not opening.done()
        other.execute("COMMIT")
        opening.result(timeout=30).close()
    other.close()


def test_sqlite_connections_are_prepared_for_several_writers(sqlite_url: str) -> None:
    with contextlib.closing(open_store(sqlite_url)), make_engine(parse_address(sqlite_url)).connect() as connection:
        found = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 60_000, "synchronous": 1}


def test_an_up_to_date_sqlite_store_opens_without_alembic_or_psycopg(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    program = (
        f"import sys; from store import open_store; open_store({sqlite_url!r}).counts(); "
        "print(sorted({'alembic', 'psycopg'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_schema_that_the_program_does_not_know_is_refused(new_url: str) -> None:
    open_store(new_url).close()
    with make_engine(parse_address(new_url)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="its schema 9999 is of a newer newsbridge or another program; update"):
        open_store(new_url)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Das ist keine Datenbank. " * 100)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}")
    assert str(caught.value) == (f"store sqlite:///{path}: file is not a database; move the file away, or name another")
    assert isinstance(caught.value.__cause__.__cause__, sqlite3.DatabaseError)  # type: ignore[union-attr]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    with pytest.raises(StoreError, match=f"cannot make folder {tmp_path}/var: File exists"):
        open_store(f"sqlite:///{tmp_path}/var/newsbridge.db")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root may write in")
def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(StoreError, match="unable to open database file; is its folder there, and may you write in it"):
        open_store("sqlite:////proc/newsbridge.db")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="Connection refused") as caught:
        open_store("postgresql://editor:secret@127.0.0.1:9/newsbridge?sslpassword=secret")
    assert "editor:***@127.0.0.1:9" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("newsbridge.db", "store newsbridge.db: no address; try sqlite:///"),
        ("postgresql://editor:secret@host:port/x", "store postgresql://...: no address; try "),
        ("mysql://editor:secret@host/x", "store mysql://editor:***@host/x: no such kind of database: mysql; try "),
        ("sqlite://", "store sqlite://: several workers share it, so it must be a file; try "),
        ("sqlite:///:memory:", "several workers share it, so it must be a file; try "),
    ],
)
def test_an_address_that_means_nothing_is_refused_with_an_example(url: str, words: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_both_spellings_of_postgresql_mean_the_same() -> None:
    assert parse_address("postgresql://host/x") == parse_address("postgresql+psycopg://host/x")


def test_a_store_shows_its_address_without_the_password(postgres_url: str) -> None:
    with open_store(postgres_url.replace("://postgres@", "://postgres:secret@")) as store:
        assert "secret" not in store.url
