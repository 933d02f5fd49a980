from pathlib import Path

import pytest

from training.corpus import Pair, clean, distinct, held_out, plausible, read_corpus, read_press


def pair(source: str, target: str, language: str = "en") -> Pair:
    return Pair(source, target, language, "press")


def test_clean_composes_and_drops_what_cannot_be_seen() -> None:
    assert clean(" Fu\u0308r\u200b  alle\t ") == "Für alle"


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("", "Nothing.", "en"),
        ("Das ist ein langer Satz über eine Stadt.", "Yes.", "en"),
        ("Die Stadt lädt heute zum Fest ein.", "The city 城市 invites you today.", "en"),
        ("Die Stadt lädt heute zum Fest ein.", "The city invites you today.", "zh"),
        ("Gleich", "Gleich", "en"),
    ],
)
def test_what_is_no_translation_is_left_out(source: str, target: str, language: str) -> None:
    assert not plausible(pair(source, target, language))


def test_a_sentence_and_its_translation_are_kept() -> None:
    assert plausible(pair("Die Stadt lädt heute zum Fest ein.", "The city invites you to a fair today."))
    assert plausible(pair("Die Stadt lädt heute zum Fest ein.", "市政府今天邀请大家参加庆典。", "zh"))


def test_each_line_of_press_text_gives_two_pairs(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Guten Tag\tGood day\t您好\nonly\ttwo\n", encoding="utf-8")
    made = [(pair.target, pair.language) for pair in read_press([tmp_path / "a.tsv"])]
    assert made == [("Good day", "en"), ("您好", "zh")]


def test_an_origin_gives_no_more_than_asked_for(tmp_path: Path) -> None:
    lines = [f"{origin}\tSatz Nummer {n}\tsentence number {n}" for origin in ("much", "little") for n in range(9)]
    (tmp_path / "de-en.tsv").write_text("\n".join(lines), encoding="utf-8")
    origins = [pair.origin for pair in read_corpus(tmp_path / "de-en.tsv", {"much": 7}, default=2)]
    assert (origins.count("much"), origins.count("little")) == (7, 2)


def test_held_out_text_stays_out(tmp_path: Path) -> None:
    (tmp_path / "test.tsv").write_text(
        "Der Rat hat am Montag den Bau der neuen Brücke beschlossen\tA\n", encoding="utf-8"
    )
    held = held_out([tmp_path / "test.tsv"])
    overlapping = pair("Er sagt: Rat hat am Montag den Bau der neuen Brücke", "x")
    same = pair("Der Rat hat am Montag den Bau der neuen Brücke beschlossen", "y")
    fresh = pair("Der Rat hat am Dienstag den Bau der alten Brücke verworfen", "z")
    assert list(distinct([overlapping, same, fresh, fresh], held)) == [fresh]
