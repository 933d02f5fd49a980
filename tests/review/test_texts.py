"""Every text of the desk is there in German and Chinese."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from model import errors
from model.languages import Language
from model.people import Deed, Duty
from model.translation import State
from pipeline.exchange_reports import REASONS
from review.names import NAMES
from review.pages import environment
from review.texts import LOCALES, explain

ROOT = Path(__file__).parents[2]
KEYWORDS = {"phrase": None, "_": None, "gettext": None, "ngettext": (1, 2), "AccountError": None}
PLACES = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)[^}]*\}")

Text = str | tuple[str, ...]


def texts_in(folder: str) -> Iterator[tuple[str, Text]]:
    """Return each text of a folder with the file where it stands."""
    method_map = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    options = {"templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
    for file, _, text, _, _ in extract_from_dir(ROOT / folder, method_map, options, KEYWORDS):
        yield f"{folder}/{file}", text


@cache
def texts() -> dict[Text, str]:
    """Return each text of the desk with a file where it stands."""
    found = {text: file for folder in ("review", "pipeline") for file, text in texts_in(folder)}
    templates = [each.template for each in vars(errors).values() if inspect.isclass(each) and "template" in vars(each)]
    return found | dict.fromkeys(templates, "model/errors.py") | dict.fromkeys(REASONS, "pipeline/exchange_reports.py")


@pytest.fixture(scope="module", params=["de", "zh"])
def kept(request: pytest.FixtureRequest) -> Catalog:
    with (LOCALES / request.param / "desk.po").open("rb") as file:
        return read_po(file, locale=request.param, abort_invalid=True)


def test_every_text_is_translated(kept: Catalog) -> None:
    def is_there(text: Text) -> bool:
        message = kept.get(text)
        said = message.string if message else ""
        return bool(said) and all(said)

    assert {file: text for text, file in texts().items() if not is_there(text)} == {}


def test_no_translation_is_left_over(kept: Catalog) -> None:
    assert [message.id for message in kept if message.id and message.id not in texts()] == []


def test_translations_fill_the_same_places(kept: Catalog) -> None:
    for message in kept:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {place for text in ids for place in PLACES.findall(text)}
        for string in strings if message.id else ():
            assert set(PLACES.findall(string)) <= wanted, message.id
            assert "%" not in re.sub(r"%\(\w+\)[a-z]|%%", "", string), message.id


def test_no_template_asks_for_a_text_that_is_worked_out() -> None:
    """`_(state)` is found by no extraction: `named(state)` is."""
    found = [
        f"{path.name}: {call}"
        for path in (ROOT / "review" / "templates").glob("*.html")
        for call in re.findall(r"\b_\([^\"')]+\)", path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("language", list(Language))
def test_everything_that_has_a_name_is_named(language: Language) -> None:
    named = environment(language).globals["named"]
    values = [*Language, *Deed, *Duty, *State]
    assert set(values) <= set(NAMES)
    assert all(named(value) for value in values)  # type: ignore[operator]


def test_an_error_is_explained_in_the_language_of_the_reader() -> None:
    error = errors.TooManyAttempts(minutes=15)
    assert explain(error, Language.DE) == "Zu viele Fehlversuche. Bitte in 15 Minuten wieder versuchen."
    assert explain(error, Language.ZH) == "失败次数过多。请在 15 分钟后重试。"
    assert explain(errors.UnsupportedPair(source="de"), Language.DE).startswith(
        "no language package for de -> <target>"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "review" / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_script_or_style(path: Path) -> None:
    """The policy forbids them; what is there would be dead."""
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on", source) == []


def test_templates_are_readable() -> None:
    made: Environment = environment(Language.EN)
    for name in made.list_templates():
        made.get_template(name)
