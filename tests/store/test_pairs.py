"""Whoever looks after the memory finds a pair, corrects it, deletes it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.languages import Language
from model.richtext import RichText
from model.terms import TranslationUnit
from store import Store
from store.pairs import Comparison, PairFilter

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZH, EN = Language.ZH, Language.EN


def unit(source: str, target: str, language: Language = ZH, by: str = "Li Na", days: int = 0) -> TranslationUnit:
    return TranslationUnit(source, language, RichText(target), by, NOON + timedelta(days=days))


UNITS = [
    unit("Über die Brücke.", "过桥。"),
    unit("Guten Tag, 100 % gut.", "您好，百分之百。", days=1),
    unit("Guten Tag, 100 % gut.", "Hello, 100 % good.", EN, by="Petra", days=2),
]


@pytest.fixture
def filled(store: Store) -> Store:
    store.memory.add_all(UNITS)
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PairFilter(), [2, 1, 0]),
        (PairFilter(words="über"), [0]),
        (PairFilter(words="GUTEN"), [2, 1]),
        (PairFilter(words="百分"), [1]),
        (PairFilter(words="0 %"), [2, 1]),
        (PairFilter(words="0_%"), []),
        (PairFilter(words="guten", language=EN), [2]),
        (PairFilter(reviewer="Petra"), [2]),
        (PairFilter(german=["Über  die Brücke."]), [0]),
        (PairFilter(german=[]), []),
    ],
)
def test_pairs_are_found(filled: Store, wanted: PairFilter, found: list[int]) -> None:
    assert [pair.unit for pair in filled.pairs.page(wanted, 9)] == [UNITS[number] for number in found]


def test_pages_follow_each_other(filled: Store) -> None:
    pages = [filled.pairs.page(PairFilter(), 1, offset) for offset in range(4)]
    assert [[pair.unit for pair in page] for page in pages] == [[UNITS[2]], [UNITS[1]], [UNITS[0]], []]


def test_a_correction_counts_for_the_next_release(filled: Store) -> None:
    [pair] = filled.pairs.page(PairFilter(words="Brücke"), 1)
    assert filled.pairs.correct(pair, RichText("过桥了。"), "Petra", NOON + timedelta(days=9))
    [now] = filled.memory.exact(["Über die Brücke."], ZH)
    assert (now.target.text, now.reviewer) == ("过桥了。", "Petra")
    assert not filled.pairs.correct(pair, RichText("旧"), "Li Na", NOON), "seen before the correction"
    assert not filled.pairs.remove(pair)
    assert filled.pairs.get(pair.id).unit == now  # type: ignore[union-attr]


def test_what_is_deleted_is_gone(filled: Store) -> None:
    [pair] = filled.pairs.page(PairFilter(words="Brücke"), 1)
    assert filled.pairs.remove(pair)
    assert filled.pairs.get(pair.id) is None
    assert not filled.pairs.remove(pair)
    assert filled.memory.counts() == {ZH: 1, EN: 1}


def test_the_people_who_approved_are_named_once(filled: Store) -> None:
    assert filled.pairs.reviewers() == ["Li Na", "Petra"]


def test_a_look_says_what_bringing_in_will_do(filled: Store) -> None:
    brought = [
        unit("Neu.", "新。"),
        unit("Neu.", "新。"),
        UNITS[0],
        replace(UNITS[1], target=RichText("您好！"), reviewed_at=NOON + timedelta(days=5)),
        replace(UNITS[2], target=RichText("Old."), reviewed_at=NOON - timedelta(days=5)),
    ]
    assert filled.pairs.compare(iter(brought)) == Comparison(new=1, later=1, known=3)
    assert filled.memory.counts() == {ZH: 2, EN: 1}, "nothing is written"
    assert filled.memory.add_all(brought) == 2


def test_many_units_are_compared_in_parts(filled: Store) -> None:
    assert filled.pairs.compare(unit(f"Satz {number}.", "句。") for number in range(2500)).new == 2500
    assert filled.pairs.compare(iter([])) == Comparison()
