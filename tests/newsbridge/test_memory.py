"""The memory at the terminal: taken along as TMX, brought back, searched."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from newsbridge.__main__ import main
from newsbridge.language import speaks_german
from store import open_store

NOON = datetime(2026, 3, 26, 12, 0, tzinfo=UTC)
GERMAN = "Musterstadt hat 120.000 Einwohner und liegt am Fluss."
CHINESE = "穆斯特市有12万居民，位于河畔。"

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command in a home of its own and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def give(*words: str, home: Path = tmp_path) -> tuple[int, str]:
        (home / "var").mkdir(parents=True, exist_ok=True)
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(home), *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


@pytest.fixture
def approved(tmp_path: Path) -> TranslationUnit:
    """A pair in the memory of the home."""
    (tmp_path / "var").mkdir()
    unit = TranslationUnit(GERMAN, Language.ZH, RichText(CHINESE), "li", NOON, before="b" * 64)
    with open_store(f"sqlite:///{tmp_path / 'var' / 'newsbridge.sqlite'}") as store:
        store.memory.add(unit)
    return unit


def stored(home: Path) -> list[TranslationUnit]:
    with open_store(f"sqlite:///{home / 'var' / 'newsbridge.sqlite'}") as store:
        return list(store.memory.all())


def test_a_memory_moves_to_another_house_and_importing_twice_stores_once(
    say: Say, approved: TranslationUnit, tmp_path: Path
) -> None:
    file, elsewhere = str(tmp_path / "memory.tmx"), tmp_path / "elsewhere"

    assert say("memory", "export", file) == (0, f"{file}: 1 pairs written\n")
    first = say("memory", "import", file, home=elsewhere)
    second = say("memory", "import", file, home=elsewhere)

    assert first == (0, f"{file}: 1 pairs read, 1 new or newer than ours, 0 passed over\n")
    assert second == (0, f"{file}: 1 pairs read, 0 new or newer than ours, 0 passed over\n")
    assert stored(elsewhere) == [approved]


def test_the_later_review_wins_and_none_is_from_the_future(say: Say, approved: TranslationUnit, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    say("memory", "export", str(file))
    text = file.read_text(encoding="utf-8")

    file.write_text(text.replace("20260326", "20250326").replace("居民", "旧的"), encoding="utf-8")
    say("memory", "import", str(file))
    assert stored(tmp_path) == [approved]

    file.write_text(text.replace("20260326", "29990326").replace("居民", "新的"), encoding="utf-8")
    say("memory", "import", str(file))
    [unit] = stored(tmp_path)
    assert "新的" in unit.target.text
    assert unit.reviewed_at <= datetime.now(UTC) + timedelta(minutes=1)


def test_a_bad_unit_is_named_and_the_exit_code_says_so(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    pair = '<tu><tuv xml:lang="de"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>One.</seg></tuv></tu>\n'
    file.write_text(f"<tmx><body>\n{pair.format('Eins.')}{pair.format('') * 25}</body></tmx>", encoding="utf-8")

    code, text = say("memory", "import", str(file))

    assert code == 1
    assert "1 pairs read, 1 new or newer than ours, 25 passed over" in text
    assert f"{file}, line 3: no text in de" in text
    assert "and 5 more" in text
    assert say("memory", "import", str(tmp_path / "none.tmx"))[0] == 1


def test_a_search_shows_what_is_alike_with_its_difference(say: Say, approved: TranslationUnit) -> None:
    code, text = say("memory", "search", "Musterstadt hat 121.500 Einwohner und liegt am Fluss.", "--to", "zh")

    assert code == 0
    assert "Musterstadt hat [-120.000-]{+121.500+} Einwohner und liegt am Fluss." in text
    assert CHINESE in text
    assert "li · 2026-03-26" in text


@pytest.mark.parametrize("words", ["EINWOHNER", "河畔"])
def test_a_search_finds_words_of_either_language(say: Say, approved: TranslationUnit, words: str) -> None:
    assert CHINESE in say("memory", "search", words, "--to", "zh")[1]
    assert say("memory", "search", words, "--to", "en") == (0, "")


def test_the_list_counts_pairs(say: Say, approved: TranslationUnit, tmp_path: Path) -> None:
    code, text = say("memory", "list")

    assert code == 0
    assert GERMAN in text
    assert text.endswith("zh-Hans: 1 pairs\n")
    assert GERMAN not in say("memory", "list", "--language", "en")[1]
    assert "empty" in say("memory", "list", home=tmp_path / "new")[1]
