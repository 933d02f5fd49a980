import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from model import errors
from newsbridge.german import GERMAN
from newsbridge.language import explain, speaks_german, tr

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def forget_locale() -> Iterator[None]:
    speaks_german.cache_clear()
    yield
    speaks_german.cache_clear()


def texts_in_code() -> set[str]:
    texts = set()
    for path in (ROOT / "newsbridge").glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                texts |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return texts


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_of_the_command_line_has_its_german() -> None:
    assert texts_in_code() - set(GERMAN) == set()


def test_german_texts_fill_the_same_places() -> None:
    for english, german in GERMAN.items():
        assert placeholders(german) <= placeholders(english), english


@pytest.mark.parametrize(
    ("variables", "german"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, False),
    ],
)
def test_the_locale_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], german: bool
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert speaks_german() is german
    assert tr("entries") == ("Einträge" if german else "entries")


def test_an_error_is_explained_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    text = explain(errors.UnsupportedPair(source="de", target="zh-Hans"))

    assert text.startswith("kein Sprachpaket für de -> zh-Hans")
