"""The settings of a newsroom: where they may stand, which one wins, and what is said of a mistake."""

import re
import tomllib
from pathlib import Path

import pytest

from model.errors import BadConfiguration
from pipeline.configuration_checks import configuration_faults, shown_settings
from pipeline.founding import found
from pipeline.settings import Settings
from pipeline.shipping import shipped
from pipeline.toml_lines import line_of

ROOT = Path(__file__).parents[2]
SECRETS = {"notify", "metrics_token", "oidc_client_secret"}


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"NEWSBRIDGE_{name.upper()}", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return found(tmp_path / "newsroom")


def say(home: Path, text: str) -> None:
    (home / "config" / "newsbridge.toml").write_text(text, encoding="utf-8")


def faults(home: Path) -> list[str]:
    return [str(fault).replace(f"{home}/config/", "") for fault in configuration_faults({"home": home})]


def test_the_file_sets_what_nobody_else_sets(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(home, 'threads = 2\nbatch = 64\nstore = "sqlite:///file"\nbackups = "daily"\n')
    monkeypatch.setenv("NEWSBRIDGE_BATCH", "32")
    monkeypatch.setenv("NEWSBRIDGE_STORE", "sqlite:///variable")

    settings = Settings(home=home, store="sqlite:///option")

    assert (settings.threads, settings.batch, settings.store) == (2, 32, "sqlite:///option")
    assert settings.backups_path == home / "daily"


def test_every_setting_tells_where_it_comes_from(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(home, "# ours\nthreads = 2\n")
    monkeypatch.setenv("NEWSBRIDGE_BATCH", "32")

    origins = {each.name: each.origin for each in shown_settings({"home": home})}

    assert origins["home"] == "--home"
    assert origins["threads"] == f"{home}/config/newsbridge.toml, line 2"
    assert origins["batch"] == "NEWSBRIDGE_BATCH"
    assert origins["engine"] == ""


def test_secrets_come_from_files_or_variables_and_are_never_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "token").write_text("geheim-1\n", encoding="utf-8")
    monkeypatch.setenv("NEWSBRIDGE_METRICS_TOKEN_FILE", str(home / "token"))
    monkeypatch.setenv("NEWSBRIDGE_STORE", "postgresql://me:geheim-2@db/news")
    monkeypatch.setenv("NEWSBRIDGE_OIDC_CLIENT_SECRET", "geheim-3")

    shown = {each.name: each for each in shown_settings({"home": home})}

    assert Settings(home=home).metrics_token.get_secret_value() == "geheim-1"
    assert shown["metrics_token"].origin == "NEWSBRIDGE_METRICS_TOKEN_FILE"
    assert shown["store"].value == "postgresql://me:********@db/news"
    assert "geheim" not in str(shown)


@pytest.mark.parametrize("line", ['metrics_token = "x"', 'store = "postgresql://me:x@db/news"'])
def test_a_secret_in_the_file_is_refused_with_the_way_out(home: Path, line: str) -> None:
    say(home, line)
    name = line.split(" ", maxsplit=1)[0]

    with pytest.raises(BadConfiguration, match=f"line 1, {name}: .* NEWSBRIDGE_{name.upper()}_FILE"):
        Settings(home=home)


def test_a_secret_given_twice_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIDGE_METRICS_TOKEN", "x")
    monkeypatch.setenv("NEWSBRIDGE_METRICS_TOKEN_FILE", "/nowhere")

    with pytest.raises(BadConfiguration, match="keep one of the two"):
        Settings(home=home)


def test_a_wrong_secret_is_not_repeated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIDGE_METRICS_TOKEN_FILE", "/nowhere/geheim")

    assert faults(home) == ["NEWSBRIDGE_METRICS_TOKEN_FILE: /nowhere/geheim cannot be read: No such file or directory"]


def test_all_mistakes_of_the_settings_are_named_at_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(
        home,
        'therads = 1\nthreads = "viele"\n\nhome = "/x"\nkeep_backups = -1\n[oidc]\nissuer = "https://id.example.org"\n',
    )
    monkeypatch.setenv("NEWSBRIDGE_PACKED", "vielleicht")
    monkeypatch.setenv("NEWSBRIDGE_KEEP_VERSION", "3")

    assert faults(home) == [
        "newsbridge.toml, line 1, therads: unknown; did you mean threads?",
        "newsbridge.toml, line 4, home: this file lies in the home already; give --home, or set NEWSBRIDGE_HOME",
        "newsbridge.toml, line 6, oidc: settings stand alone, not in tables: oidc_issuer = ...",
        "newsbridge.toml, line 2, threads: write a whole number (given: 'viele')",
        "NEWSBRIDGE_PACKED: write true or false (given: 'vielleicht')",
        "newsbridge.toml, line 5, keep_backups: must be 0 or more (given: -1)",
        "NEWSBRIDGE_KEEP_VERSION: no such setting; did you mean NEWSBRIDGE_KEEP_VERSIONS?",
    ]


def test_a_file_that_is_no_toml_is_said_once(home: Path) -> None:
    say(home, "threads = = 2\n")

    [fault] = faults(home)

    assert "newsbridge.toml: is not valid TOML" in fault
    assert "line 1" in fault


def test_every_mistake_in_all_of_config_has_its_line(home: Path) -> None:
    config = home / "config"
    (config / "sources.toml").write_text(
        '[[source]]\nname = "a"\nkind = "fed"\nurl = "nix"\n\n'
        '[[source]]\nname = "b"\nkind = "listing"\nurl = "https://example.org/"\nlimit = 0\n'
        '[source.selectors]\nlink = "a["\nlinks = "a"\n',
        encoding="utf-8",
    )
    (config / "feeds.toml").write_text(
        'authority = "example"\nsince = "2026"\n[[feed]]\nname = "zh"\nlanguage = "zh"\ntitle = "新闻"\n'
        'description = "x"\nsite = "example.org"\ngate = "machin"\n',
        encoding="utf-8",
    )
    (config / "engines.toml").write_text(
        '[pairs]\nde-en = "nobody"\n[engines.x]\nkind = "openai"\nurl = "http://127.0.0.1/v1"\nmodel = "m"\n',
        encoding="utf-8",
    )
    (config / "terms.tsv").write_text("de\ten\tzh\tkind\nKöln\tCologne\t科隆\tplace\nBonn\nMainz\n", encoding="utf-8")

    places = [fault.split(": ")[0] for fault in faults(home)]

    assert places == [
        "sources.toml, line 3, source 'a', kind",
        "sources.toml, line 4, source 'a', url",
        "sources.toml, line 10, source 'b', limit",
        "sources.toml, line 13, source 'b', selectors.links",
        "sources.toml, line 12, source 'b', selectors.link",
        "sources.toml, line 6, source 'b', include",
        "feeds.toml, line 8, feed zh",
        "feeds.toml, line 9, feed zh",
        "feeds.toml",
        "engines.toml, line 2, pairs, de-en",
        "terms.tsv, line 3",
        "terms.tsv, line 4",
    ]


def test_a_new_newsroom_has_nothing_wrong(home: Path) -> None:
    assert faults(home) == []
    assert faults(ROOT) == []


def test_the_file_that_comes_with_newsbridge_shows_every_setting_with_its_default() -> None:
    text = (ROOT / "config" / "newsbridge.toml").read_text(encoding="utf-8")

    shown = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .*)$", text, re.MULTILINE)))

    assert tomllib.loads(text) == {}
    assert set(shown) == set(Settings.model_fields) - {"home"} - SECRETS
    for name, field in Settings.model_fields.items():
        if name in shown:
            assert shown[name] == ("" if field.default is None else field.default), name


def test_the_defaults_may_be_written_down(home: Path) -> None:
    text = (ROOT / "config" / "newsbridge.toml").read_text(encoding="utf-8")
    usual = Settings(home=home)
    say(home, re.sub(r"^# (\w+ = .*)$", r"\1", text, flags=re.MULTILINE))

    assert Settings(home=home) == usual


def test_lines_are_found_in_the_right_table() -> None:
    text = "a = 1\n[t]\na = 2\n[[s]]\nb = 1\n[[s]]\nb = 2\n[s.inner]\nb = 3\n[other]\nb = 4\n"

    assert line_of(text, "a") == 1
    assert line_of(text, "a", "t") == 3
    assert [line_of(text, "b", "s", number) for number in (1, 2)] == [5, 7]
    assert line_of(text, "inner.b", "s", 2) == 9
    assert line_of(text, "missing", "s", 2) == 6
    assert line_of(text, "missing") == 0


def test_an_installation_takes_along_what_is_no_code() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]

    for folder in ("config", "evaluation", "language-packages"):
        package = f"pipeline.shipped.{folder.replace('-', '_')}"
        assert shipped(folder) == ROOT / folder
        assert setup["package-dir"][package] == folder
        assert package in setup["packages"]
        assert setup["package-data"][package] == ["*"]
    assert setup["package-data"]["pipeline.shipped"] == ["prefect.yaml"]
