from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store import migrations, open_store
from store.base import Base
from store.engine import make_engine, parse_address
from store.opening import HEAD


def test_the_migrations_arrive_at_exactly_the_tables_of_the_program(new_url: str) -> None:
    open_store(new_url).close()
    with make_engine(parse_address(new_url)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_head_that_opening_looks_for_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrations.config()).get_heads() == [HEAD]


def test_migrations_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///here.db") as store:
        assert store.counts()["releases"] == 0
    assert (tmp_path / "here.db").exists()
