"""What an entry says of itself."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.assembly import fingerprint, fingerprints_of_text
from feeds.content import content_html
from feeds.label import notice, source_line, status, uncertain
from model.languages import Language
from model.translation import Severity, State


@pytest.mark.parametrize(
    ("language", "state", "said"),
    [
        (
            Language.EN,
            State.TRANSLATED,
            (
                "Machine translation, not reviewed by an editor. Engine: argos de-en 0.1. "
                "2 passages are marked as uncertain by automatic checks; please rely on the German original."
            ),
        ),
        (Language.EN, State.FINAL, "Machine translation, reviewed by an editor. Engine: argos de-en 0.1."),
        (
            Language.ZH,
            State.TRANSLATED,
            (
                "本文由机器翻译，未经人工审校。译文由人工智能生成，翻译引擎：argos de-zh 0.1。"
                "其中2处译文存疑，请以德文原文为准。"
            ),
        ),
        (
            Language.ZH,
            State.REVIEWED,
            "本文由机器翻译，经人工审校。译文由人工智能生成，翻译引擎：argos de-zh 0.1。",
        ),
        (Language.DE, State.TRANSLATED, ""),
    ],
)
def test_the_notice_says_who_stands_behind_the_text(hydrogen: Any, language: Language, state: State, said: str) -> None:
    assert notice(hydrogen.entry(language, state)) == said


def test_one_doubt_is_singular(story: Any) -> None:
    told = story().title("t").paragraph("a", "b").doubt(1)
    assert "1 passage is marked as uncertain" in notice(told.entry(Language.EN))
    assert "其中1处译文存疑" in notice(told.entry(Language.ZH))


def test_two_doubts_about_one_passage_are_one_passage(story: Any) -> None:
    told = story().title("t").doubt(0).doubt(0, Severity.ERROR, "names")
    assert uncertain(told.translation(Language.ZH)) == 1


def test_a_note_is_no_doubt_and_a_reviewed_segment_has_none(story: Any, change: Any) -> None:
    told = story().title("t").paragraph("a").doubt(0, Severity.NOTE).doubt(1)
    assert uncertain(told.translation(Language.ZH)) == 1
    entry = change(told.entry(Language.ZH), 1, state=State.REVIEWED)
    assert uncertain(entry.translation) == 0


def test_the_teaser_is_followed_by_the_status(hydrogen: Any) -> None:
    assert status(hydrogen.entry(Language.EN)) == "(Machine translation, not reviewed by an editor)"
    assert status(hydrogen.entry(Language.DE)) == ""


def test_the_source_line_links_the_german_title(figures: Any) -> None:
    href = "https://presse.example/2026/kreislauf.html?a=1&amp;b=2"
    link = f'<a href="{href}" lang="de">Kreislaufwirtschaft in Zahlen</a>'
    assert source_line(figures.entry(Language.ZH)) == f"原文：{link}（德文，发布方：Region Beispielland）"
    assert source_line(figures.entry(Language.EN)) == f"German original: {link} (Region Beispielland)"
    assert source_line(figures.entry(Language.DE)) == f'Quelle: <a href="{href}">Region Beispielland</a>'


def test_the_source_line_does_with_what_there_is(figures: Any, from_file: Any) -> None:
    assert source_line(from_file.entry(Language.DE)) == ""
    assert source_line(from_file.entry(Language.EN)) == 'German original: <span lang="de">Neue Mitgliedsstadt</span>'
    assert source_line(replace(figures, publisher="").entry(Language.DE)).endswith(">presse.example</a>")
    assert source_line(replace(figures, url="").entry(Language.DE)) == "Quelle: Region Beispielland"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.DE, "Korrigiert am 27. März 2026."),
        (Language.EN, "Corrected on 27 March 2026."),
        (Language.ZH, "更正：本文于2026年3月27日更正。"),
    ],
)
def test_a_correction_stands_after_the_label_with_its_day(story: Any, language: Language, line: str) -> None:
    corrected = datetime(2026, 3, 26, 23, 30, tzinfo=UTC)
    told = story(corrected=corrected).title("Titel").paragraph("Text.")
    first, *rest = content_html(told.entry(language)).removeprefix(f'<div lang="{language.html}">\n').splitlines()
    marked = f"<p><small>{line}</small></p>"
    assert marked == (first if language is Language.DE else rest[0])
    assert "orrig" not in content_html(story().title("Titel").paragraph("Text.").entry(language))


def test_the_same_text_has_the_same_fingerprints_whoever_stands_behind_it(story: Any) -> None:
    told = story().title("Titel").paragraph("Text.")
    machine, editor = (told.entry(Language.ZH, state) for state in (State.TRANSLATED, State.FINAL))
    assert fingerprint(machine) != fingerprint(editor)
    assert fingerprints_of_text(machine) == fingerprints_of_text(editor) == {fingerprint(machine), fingerprint(editor)}
    other = story().title("Titel").paragraph("Anderer Text.").entry(Language.ZH)
    assert not fingerprints_of_text(other) & fingerprints_of_text(machine)
