"""The statistics at the terminal, and the files that they are written to."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.richtext import RichText
from model.statistics import Likeness
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State
from newsbridge.__main__ import main
from newsbridge.language import speaks_german
from store import open_store
from translators.splitting import segment

NOON = datetime(2026, 3, 26, 12, 0, tzinfo=UTC)

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command in a home of its own and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "var").mkdir()

    def give(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(tmp_path), "statistics", *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


@pytest.fixture
def approved(tmp_path: Path, say: Say) -> None:
    """A translation whose only segment an editor has corrected after three hours."""
    article = Article((Block(BlockKind.TITLE, RichText("Rathaus zieht um")),))
    finding = Finding("names", Severity.WARNING, "who?")
    target = SegmentTarget(RichText("市政厅"), Origin(OriginKind.MACHINE, "argos de-zh 0.3"), findings=(finding,))
    with open_store(f"sqlite:///{tmp_path / 'var' / 'newsbridge.sqlite'}") as store:
        release = store.releases.add("jena", ["1"], "https://jena.example/1", article, segment(article), NOON)
        translation = store.translations.start(release.version_id, Language.ZH, NOON)
        [place] = store.releases.version(release.version_id).segments
        store.translations.save(translation.id, {place.id: target}, NOON)
        store.translations.finish(translation.id, State.TRANSLATED, NOON)
        alike = Likeness(0.4, 55.5)
        later = NOON + timedelta(hours=3)
        store.translations.edit(translation.id, place.id, RichText("市政厅搬迁"), "li", later, likeness=alike)


@pytest.mark.usefixtures("approved")
def test_figures_are_printed_and_can_be_chosen(say: Say) -> None:
    code, text = say()
    assert code == 0
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "2026-03 zh-Hans 1 1 0% 3.0 h 3.0 h 0.40 55.5 100.0" in lines
    assert "names 1 100.0 100%" in lines
    assert "2026-03" not in say("--since", "2026-04")[1]
    assert "2026-03" not in say("--language", "en")[1]
    assert "2026-03" in say("--language", "zh", "--until", "2026-03", "--source", "jena")[1]


@pytest.mark.usefixtures("approved")
def test_figures_and_segments_are_written_to_files(say: Say, tmp_path: Path) -> None:
    figures, segments = tmp_path / "figures.csv", tmp_path / "segments.csv"
    code, text = say("--csv", str(figures), "--segments", str(segments))
    assert (code, text) == (0, f"{figures}: written\n{segments}: written\n")
    assert figures.read_text(encoding="utf-8-sig").splitlines()[1].startswith("month,2026-03,zh-Hans,,,,1,1,0.0,3.0")
    assert segments.read_bytes().startswith("\ufefftranslation,segment,".encode())
    assert "Rathaus zieht um,市政厅,市政厅搬迁" in segments.read_text(encoding="utf-8")


def test_what_cannot_be_done_is_said(say: Say, tmp_path: Path) -> None:
    code, text = say()
    assert (code, text) == (0, "Nothing that you chose has been approved; figures come with the first approval.\n")
    code, text = say("--since", "March")
    assert code == 2
    assert "write it like 2026-01" in text
    code, text = say("--csv", str(tmp_path / "no" / "file.csv"))
    assert code != 0
    assert "No such file or directory; name another file" in text
