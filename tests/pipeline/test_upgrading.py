"""A new program meets an old store, and an old program a new one."""

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from model.errors import StoreError
from newsbridge.commands import app
from newsbridge.language import speaks_german
from pipeline.upgrading import look, upgrade_store
from store import migrations
from store.engine import make_engine, parse_address
from store.opening import HEAD, schema_of


@pytest.fixture
def old_store(world) -> str:
    """A store of the first version in the world's home."""
    (world.home / "var").mkdir()
    url = f"sqlite:///{world.home}/var/newsbridge.sqlite"
    with make_engine(parse_address(url), foreign_keys=False).begin() as connection:
        migrations.upgrade(connection, "0001")
    return url


def test_a_store_is_backed_up_before_it_is_migrated(world, old_store):
    with world.newsroom() as newsroom:
        assert (look(newsroom).found, look(newsroom).done) == ("0001", False)
        assert schema_of(old_store) == "0001", "looking changes nothing"
        done = upgrade_store(newsroom)
        assert (done.found, done.wanted, done.done) == ("0001", HEAD, True)
        assert done.backup is not None
        assert (done.backup.path.parent, done.backup.schema) == (world.home / "backups", "0001")
        assert upgrade_store(newsroom).backup is None, "there is nothing to do a second time"
    assert schema_of(old_store) == HEAD


def test_no_backup_is_made_where_none_is_wanted_or_there_is_no_store(world):
    with world.newsroom() as newsroom:
        assert look(newsroom).found is None
        assert not (world.home / "var").exists()
        assert upgrade_store(newsroom).backup is None
    assert not (world.home / "backups").exists()


def test_a_store_of_a_newer_program_is_refused_and_stays_as_it_is(world, old_store):
    with make_engine(parse_address(old_store)).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with world.newsroom() as newsroom, pytest.raises(StoreError, match="9999 is of a newer newsbridge"):
        upgrade_store(newsroom)
    assert schema_of(old_store) == "9999"
    assert not (world.home / "backups").exists()


def test_the_commands_say_what_they_did(world, old_store, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    speaks_german.cache_clear()

    def said(*words: str) -> str:
        result = CliRunner().invoke(app, ["--home", str(world.home), *words])
        assert result.exit_code == 0, result.output
        return result.output

    assert f"schema 0001; this program wants {HEAD}" in said("upgrade", "--dry-run")
    output = said("upgrade")
    assert f"brought from schema 0001 to {HEAD}" in output
    assert "backed up first:" in output
    assert "old versions of releases that nobody has worked on" in said("retention", "--dry-run")
    assert "rows of the store" in said("backup", str(world.home.parent / "copy.tar.gz"))
    copy = str(world.home.parent / "copy.tar.gz")
    assert "are back (newsbridge" in said("restore", copy, "--into", str(world.home / "new"))
