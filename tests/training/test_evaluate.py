from pathlib import Path

import pytest

from training.evaluate import Scores, looping, mark, read_pairs, terms_in

TERMS = {"Allianz": ["联盟"], "Köln": ["科隆", "科隆市"]}


def test_terms_are_found_in_their_forms() -> None:
    assert terms_in("Die Allianzen tagen in Köln.", TERMS) == {"Allianzen": ["联盟"], "Köln": ["科隆", "科隆市"]}


def test_marks_stand_behind_the_word() -> None:
    assert mark("In Köln.", {"Köln": TERMS["Köln"]}, "zh") == "In Köln <2zh> 科隆 <2zh>."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the city the city the city", True),
        ("研究研究研究", True),
        ("1.000.000.000", False),
        ("The city has a council and a mayor.", False),
    ],
)
def test_loops_are_told_from_figures(text: str, expected: bool) -> None:
    assert looping(text) is expected


def test_test_sets_are_read_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / "dev.tsv").write_text("Tag\tday\t日\n", encoding="utf-8")
    (tmp_path / "news.de").write_text("Tag\n", encoding="utf-8")
    (tmp_path / "news.en").write_text("day\n", encoding="utf-8")
    assert read_pairs(tmp_path / "dev.tsv", "zh") == [("Tag", "日")]
    assert read_pairs(tmp_path / "news.de", "en") == [("Tag", "day")]


def test_scores_can_be_read() -> None:
    assert str(Scores(2, 14.61, 39.0, 0.5, 0, 1.0, 1.0)).startswith("2 sentences: BLEU 14.6, chrF 39.0, figures 50%")
