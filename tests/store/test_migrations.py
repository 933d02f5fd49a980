from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from model.article import segment_hash
from model.languages import Language
from model.translation import State
from store import migrations, open_store
from store.base import Base
from store.engine import make_engine, parse_address
from store.opening import HEAD
from store.queue import QueueFilter


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


def test_a_store_of_the_first_version_keeps_all_it_has(new_url: str) -> None:
    with make_engine(parse_address(new_url), foreign_keys=False).begin() as connection:
        migrations.upgrade(connection, "0001")
        for table, values in ROWS.items():
            connection.execute(text(f"INSERT INTO {table} VALUES ({values})"), {"hash": segment_hash("Guten Tag.")})
    with open_store(new_url) as store:
        translation = store.translations.get(1, Language.ZH)
        unit = store.memory.exact(["Guten Tag."], Language.ZH)[0]
        (waiting,) = store.queue.page(QueueFilter(text="guten 你好"), 10, now=datetime(2026, 11, 22, tzinfo=UTC))
    assert waiting.german == "Guten Tag."
    assert translation is not None
    target = translation.targets[1]
    assert target.machine.text == "你好。"
    assert [(finding.message, finding.span) for finding in target.findings] == [("»{21}« is missing", (0, 2))]
    assert (unit.target.text, unit.state) == ("您好。", State.REVIEWED)


ROWS = {
    "release": "1, 's', 'k', 'u', '2026-01-01', '2026-01-01', 1, 1, 'h', NULL",
    "release_version": "1, 1, 1, '2026-01-01', 'h', NULL, 'u', 'de', '', '[]'",
    "block": "1, 0, 'paragraph', 'body', 'Guten Tag.', '[]', 0, false, 0, 0, 0, false, NULL, '', ''",
    "segment": "1, 1, 0, 0, 0, 10, 'x'",
    "translation": "1, 1, 'zh-Hans', 'translated', '2026-01-01'",
    "segment_target": "1, 1, 1, 'translated', '你好。', '[]', 'machine', 'fake', NULL, NULL, NULL, NULL, NULL, NULL",
    "finding": "1, 1, 'numbers', 30, '»{21}« is missing', 0, 2",
    "translation_unit": "1, :hash, 'zh-Hans', '', '', 'Guten Tag.', '您好。', '[]', 'Li', '2026-01-01'",
}
