import random
from pathlib import Path

from training.annotate import PLAIN, Rates, Wordbook, annotated, other_names, read_known, rote, varied
from training.corpus import Pair

ENGLISH = Pair(
    "Die Allianz lädt Anna Okonek nach Köln ein.", "The alliance invites Anna Okonek to Cologne.", "en", "press"
)
CHINESE = Pair("Die Allianz lädt Anna Okonek nach Köln ein.", "联盟邀请Anna Okonek前往科隆。", "zh", "press")
BOOKS = {
    "en": Wordbook("en", {"Köln": ["Cologne"], "Allianz": ["alliance"]}, {}, ["Brüggemann"], ["Panjin City"]),
    "zh": Wordbook("zh", {"Köln": ["科隆"], "Allianz": ["联盟"]}, {}, ["Brüggemann"], ["盘锦市"]),
}


def notes(source: str, mark: str) -> list[str]:
    return [part.strip() for part in source.split(mark)[1::2]]


def test_what_is_annotated_stands_in_the_target() -> None:
    for pair, mark in ((ENGLISH, "<2en>"), (CHINESE, "<2zh>")):
        for seed in range(50):
            made = annotated(pair, BOOKS[pair.language], 0.5, random.Random(seed))
            wanted = notes(made.source, mark)
            assert 1 <= len(wanted) <= 3
            assert all(name in made.target for name in wanted)


def test_an_unusual_name_takes_the_usual_ones_place() -> None:
    book = Wordbook("zh", {"Köln": ["科隆"]}, {}, [], ["盘锦市"])
    pair = Pair("Er fährt nach Köln.", "他前往科隆。", "zh", "press")
    made = annotated(pair, book, 1.0, random.Random(1))
    assert made.source == "Er fährt nach Köln <2zh> 盘锦市 <2zh>."
    assert made.target == "他前往盘锦市。"


def test_figures_keep_their_names() -> None:
    pair = Pair("Es kamen 2,5 Mio. Gäste.", "来宾250万人。", "zh", "press")
    made = annotated(pair, BOOKS["zh"], 1.0, random.Random(1))
    assert made.source == "Es kamen 2,5 Mio. <2zh> 250万 <2zh> Gäste."
    assert made.target == pair.target


def test_compounds_and_inflected_forms_are_terms_too() -> None:
    book = Wordbook("zh", {"Allianz": ["联盟"]})
    for word in ("Allianzen", "Industrieallianz", "Allianzstädte"):
        made = annotated(Pair(f"Es geht um {word}.", "这关系到联盟。", "zh", "press"), book, 0.0, random.Random(1))
        assert made.source == f"Es geht um {word} <2zh> 联盟 <2zh>."


def test_names_are_exchanged_on_both_sides() -> None:
    book = Wordbook("en", names=["Anna", "Okonek"])
    for seed in range(20):
        made = other_names(ENGLISH, book, random.Random(seed))
        assert [word for word in ("Anna", "Okonek") if word in made.source] == [
            word for word in ("Anna", "Okonek") if word in made.target
        ]


def test_most_sentences_stay_as_they_are() -> None:
    rng = random.Random(1)
    assert sum("<2zh>" in varied(CHINESE, BOOKS["zh"], Rates(), rng).source for _ in range(300)) < 120
    assert sum("<2zh>" in varied(CHINESE, BOOKS["zh"], PLAIN, rng).source for _ in range(300)) < 60


def test_terms_are_read_with_all_their_names(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(
        "de\ten\ten_also\tzh\n# Orte\t\t\t\nKöln\tCologne\tKoeln;Köln\t科隆\nRat\t-\t\t市议会\n", encoding="utf-8"
    )
    assert read_known([path], "en") == {"Köln": ["Cologne", "Koeln", "Köln"], "Rat": []}
    assert read_known([path], "zh") == {"Köln": ["科隆"], "Rat": ["市议会"]}


def test_lists_repeat_names_and_wanted_translations() -> None:
    book = Wordbook("zh", {}, {"Köln": "科隆"}, ["Okonek"], ["盘锦市"])
    for seed in range(20):
        made = rote(book, random.Random(seed))
        assert set(made.target.split("、")) <= {"盘锦市", "Okonek Okonek"}
        assert made.source.count("Köln <2zh> 盘锦市 <2zh>") == made.target.count("盘锦市")
