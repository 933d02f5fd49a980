"""A day at the terminal: bring in a document, look at it, translate it, publish it, ask the doctor."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbridge.__main__ import main
from newsbridge.language import speaks_german

ROOT = Path(__file__).parents[2]
RELEASE = """\
Berlin, den 26.03.2026

## Pressemitteilung

# Neues Zentrum für Wasserstoff in Musterstadt

**Die Stadt Musterstadt eröffnet gemeinsam mit ihren chinesischen Partnern ein neues Zentrum für Wasserstofftechnik.**

Das Vorhaben kostet 2,5 Mio. Euro. Oberbürgermeisterin Sabine Hoffmann dankte allen Beteiligten für die Zusammenarbeit.

**Kontakt:**

Ansprechpartnerin: Carla Wiegand
E-Mail: presse@musterstadt.example
Tel: +49 (30) 25 79 72 – 23
"""

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    for name in ("feeds.toml", "terms.tsv", "sources.toml"):
        (tmp_path / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    (tmp_path / "meldung.md").write_text(RELEASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def say(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command and get its exit code and what it printed."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")

    def give(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(home), *words])
        with pytest.raises(SystemExit) as end:
            main()
        return int(end.value.code or 0), "".join(capsys.readouterr())

    return give


def test_a_document_is_imported_once_and_published(say: Say, home: Path) -> None:
    first, second = say("import", str(home / "meldung.md"), "--json"), say("import", str(home / "meldung.md"), "--json")

    assert [json.loads(text)["collected"][0]["new"] for _, text in (first, second)] == [1, 0]
    assert say("translate")[0] == 0
    assert say("publish")[0] == 0
    for name in ("de", "en", "zh"):
        feed = (home / "public" / "feeds" / f"{name}.xml").read_text(encoding="utf-8")
        assert "presse@musterstadt.example" in feed
        assert "+49 (30) 25 79 72 – 23" in feed


def test_another_release_under_the_same_name_is_refused(say: Say, home: Path) -> None:
    say("import", str(home / "meldung.md"))
    other = RELEASE.replace("26.03.2026", "27.04.2026").replace("# Neues Zentrum für Wasserstoff", "# Radweg")
    (home / "meldung.md").write_text(other, encoding="utf-8")

    code, text = say("import", str(home / "meldung.md"))

    assert code == 1
    assert "--key" in text
    assert say("import", str(home / "meldung.md"), "--key", "radweg")[0] == 0


def test_extract_shows_what_is_recognised(say: Say, home: Path) -> None:
    code, text = say("extract", str(home / "meldung.md"), "--json")
    article = json.loads(text)

    assert code == 0
    assert article["title"] == "Neues Zentrum für Wasserstoff in Musterstadt"
    assert article["date"].startswith("2026-03-26")
    assert article["lead"].startswith("Die Stadt Musterstadt eröffnet")
    assert "Carla Wiegand" in article["contact"][-1]
    assert "title/body" in say("extract", str(home / "meldung.md"))[1]


def test_lines_are_translated_one_for_one(say: Say, home: Path) -> None:
    (home / "zeilen.txt").write_text("Der Zug kommt um 19.30 Uhr.\n\npresse@musterstadt.example\n", encoding="utf-8")

    code, text = say("translate-text", "--to", "zh", str(home / "zeilen.txt"))
    lines = text.splitlines()

    assert code == 0
    assert len(lines) == 3
    assert lines[1:] == ["", "presse@musterstadt.example"]


def test_a_source_is_switched_on_and_off(say: Say) -> None:
    assert say("sources", "enable", "koeln") == (0, "koeln: enabled\n")
    assert any("koeln" in line and "enabled" in line for line in say("sources", "list")[1].splitlines())
    assert say("sources", "disable", "koeln") == (0, "koeln: disabled\n")
    assert not any("koeln" in line and "enabled" in line for line in say("sources", "list")[1].splitlines())


def test_the_doctor_names_what_is_wrong_and_the_way_out(say: Say, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config" / "terms.tsv").unlink()
    monkeypatch.setenv("NEWSBRIDGE_EMBEDDED", str(home / "none"))

    code, text = say("doctor")

    assert code == 1
    assert any(line.startswith("wrong") and "terms.tsv" in line for line in text.splitlines())
    assert any(line.startswith("wrong") and "packages install de-en" in line for line in text.splitlines())
    assert "de, en, zh ->" in text


def test_messages_are_german_where_the_locale_is(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    speaks_german.cache_clear()

    assert "Mitteilungen" in say("sources", "list")[1]
    assert say("sources", "enable", "gibt-es-nicht") == (2, say("sources", "enable", "gibt-es-nicht")[1])
    assert "keine solche Quelle" in say("sources", "enable", "gibt-es-nicht")[1]
    speaks_german.cache_clear()


def test_help_answers_without_importing_the_newsroom() -> None:
    """What --help must not wait for: the use cases and their libraries; only then can it answer within 0.4 s."""
    import subprocess

    code = "import sys, newsbridge.commands; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    for heavy in ("pipeline", "sqlalchemy", "pydantic", "prefect", "lxml", "requests", "trafilatura", "ctranslate2"):
        assert f"'{heavy}'" not in loaded
