"""Editors read the checks in German, English and Chinese: nothing may be missing, no field may be lost."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import checks
from checks import chinese, german
from model.languages import Language
from model.translation import Finding, Severity

FOLDER = Path(checks.__file__).parent
LANGUAGES = (Language.DE, Language.EN, Language.ZH)
TEMPLATE = re.compile(r"[»A-Z].*\.", re.DOTALL)


def templates() -> set[str]:
    """The sentences in the code of the checks: what looks like one and is no documentation."""
    return {text for path in FOLDER.glob("*.py") if path.stem not in {"german", "chinese"} for text in _sentences(path)}


def _sentences(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
        if is_text and TEMPLATE.fullmatch(node.value) and " " in node.value:
            yield node.value


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_sentence_of_the_checks_is_there_in_german_and_chinese() -> None:
    found = templates()

    assert len(found) > 30
    assert set(german.SENTENCES) == found
    assert set(chinese.SENTENCES) == found


@pytest.mark.parametrize("catalogue", [german.SENTENCES, chinese.SENTENCES], ids=["german", "chinese"])
def test_no_translation_loses_a_field(catalogue: dict[str, str]) -> None:
    for template, translation in catalogue.items():
        assert fields(translation) == fields(template), translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_described_in_one_paragraph(language: Language) -> None:
    for check_id in checks.check_ids():
        text = checks.describe(check_id, language)
        assert len(text) > 30
        assert "\n" not in text


def test_every_catalogue_has_the_checks_and_no_others() -> None:
    assert set(german.CHECKS) == set(chinese.CHECKS) == set(checks.check_ids())


def test_a_finding_is_explained_in_the_language_of_the_editor() -> None:
    finding = Finding(
        "numbers", Severity.ERROR, "»{value}« is missing: {wanted}.", fields={"value": "2,5 Mio.", "wanted": "250万"}
    )

    assert [checks.explain(finding, language) for language in LANGUAGES] == [
        "»2,5 Mio.« fehlt: 250万.",
        "»2,5 Mio.« is missing: 250万.",
        "缺少“2,5 Mio.”：250万。",
    ]


def test_a_finding_of_an_older_version_is_explained_in_english() -> None:
    finding = Finding("numbers", Severity.ERROR, "{value} was lost.", fields={"value": "48"})

    assert checks.explain(finding, Language.ZH) == "48 was lost."
