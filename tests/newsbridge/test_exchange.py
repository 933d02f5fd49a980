"""XLIFF at the terminal: out to a folder, back by name, with what was left and why."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.richtext import RichText
from newsbridge.__main__ import main
from newsbridge.german_exchange import GERMAN_EXCHANGE
from newsbridge.language import speaks_german
from pipeline.exchange_reports import REASONS
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command in a home with one release and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    blocks = (Block(BlockKind.TITLE, RichText("Titel")), Block(BlockKind.PARAGRAPH, RichText("Ein Satz.")))
    article = Article(blocks, published=NOON)
    (tmp_path / "var").mkdir()
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    monkeypatch.setenv("NEWSBRIDGE_TERMS", str(ROOT / "config" / "terms.tsv"))
    with Newsroom(Settings(home=tmp_path)) as newsroom:
        newsroom.store.releases.add("musterstadt", ["1"], "", article, segment(article), NOON)
        translate(newsroom)

    def give(*words: str) -> tuple[int, str]:
        speaks_german.cache_clear()
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(tmp_path), "xliff", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


def test_out_and_back_with_an_approval(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    file = folder / "musterstadt-1.zh.xlf"
    assert say("export", "--language", "zh", "-o", str(folder)) == (0, f"{file}\n1 translations in 1 files\n")
    content = file.read_text(encoding="utf-8")
    start = content.index("<target>", content.index("<segment"))
    done = content[:start] + "<target>标题" + content[content.index("</target>", start) :]
    file.write_text(done.replace('state="translated"', 'state="final"', 1), encoding="utf-8")
    counts = "{} drafts, {} approved, {} unchanged, 0 conflicts, 0 refused\n"
    words = ("import", str(file), "--by", "Li Na", "--approve")
    assert say(*words, "--dry-run") == (0, f"{file}: {counts.format(0, 1, 1)}")
    assert say(*words) == (0, f"{file}: {counts.format(0, 1, 1)}")
    assert say(*words) == (0, f"{file}: {counts.format(0, 0, 2)}")
    with Newsroom(Settings(home=tmp_path)) as newsroom:
        [unit] = newsroom.store.memory.all(Language.ZH)
        assert (unit.source, unit.target.text, unit.reviewer) == ("Titel", "标题", "Li Na")


def test_what_is_left_is_named_with_its_line_and_one_bad_file_stops_only_itself(say: Say, tmp_path: Path) -> None:
    file, bad = tmp_path / "a.xlf", tmp_path / "b.xlf"
    say("export", "2", "-o", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("<source>Titel", "<source>Title"), encoding="utf-8")
    bad.write_text("<xliff version='1.2'/>")
    code, text = say("import", str(bad), str(tmp_path / "none.xlf"), str(file), "--by", "Li Na")
    assert code == 1
    assert f"{bad}: this is XLIFF 1.2" in text
    assert f"{tmp_path / 'none.xlf'}: No such file" in text
    assert f"{file}: 0 drafts, 0 approved, 1 unchanged, 0 conflicts, 1 refused" in text
    assert f"{file}, line " in text
    assert "the German is not what was exported" in text
    assert "German: Titel" in text


def test_wrong_use_is_said(say: Say, tmp_path: Path) -> None:
    for words in (("export",), ("export", "1", "--language", "zh")):
        code, text = say(*words)
        assert code == 2
        assert "either the number of a translation or a --language" in text
    code, text = say("export", "77", "-o", str(tmp_path / "a.xlf"))
    assert code == 1
    assert "translation 77" in text
    assert say("export", "--language", "en", "--source", "nobody") == (0, "0 translations in 0 files\n")
    code, text = say("import", str(tmp_path / "a.xlf"))
    assert code == 2
    assert "--by" in text


def test_every_reason_is_said_in_german(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert set(REASONS) - set(GERMAN_EXCHANGE) == set()
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    (tmp_path / "b.xlf").write_text("<xliff version='1.2'/>")
    assert "das ist XLIFF 1.2" in say("import", str(tmp_path / "b.xlf"), "--by", "Li")[1]
    speaks_german.cache_clear()
