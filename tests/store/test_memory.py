from dataclasses import replace
from datetime import datetime, timedelta

from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term, TranslationUnit
from store import Store

DAY = timedelta(days=1)
ZH, EN = Language.ZH, Language.EN


def unit(now: datetime) -> TranslationUnit:
    target = RichText("联盟在成长。", (Mark(0, 2, MarkKind.LINK, "https://isa.example"),))
    return TranslationUnit("Die Allianz wächst.", ZH, target, "li", now, before="b" * 64, after="a" * 64)


def test_a_reviewed_pair_is_found_by_its_german_text(store: Store, now: datetime) -> None:
    pair = unit(now)
    store.memory.add(pair)
    assert store.memory.exact(["Etwas anderes.", "Die Allianz  wächst. "], ZH) == [pair]
    assert store.memory.exact(["die allianz wächst."], ZH) == []
    assert store.memory.exact([pair.source], EN) == []
    assert store.memory.exact([], ZH) == []


def test_a_later_review_replaces_an_earlier_one_between_the_same_neighbours(store: Store, now: datetime) -> None:
    later = replace(unit(now + DAY), target=RichText("联盟不断壮大。"), reviewer="wang")
    store.memory.add(unit(now))
    store.memory.add(later)
    store.memory.add(unit(now))
    assert store.memory.exact([later.source], ZH) == [later]


def test_other_neighbours_make_another_pair_and_the_latest_comes_first(store: Store, now: datetime) -> None:
    at_an_edge = replace(unit(now + DAY), before="", target=RichText("另一个"))
    store.memory.add(at_an_edge)
    store.memory.add(unit(now))
    assert store.memory.exact([at_an_edge.source], ZH) == [at_an_edge, unit(now)]


def test_terms_are_replaced_as_a_whole_and_keep_their_order(store: Store) -> None:
    foshan = Term("Foshan", ZH, "佛山", acceptable=("佛山市",), forbidden=("富山", "福山"), kind="place", basis="seen")
    alliance = Term("Allianz", ZH, "联盟")
    english = Term("Allianz", EN, "alliance")
    store.terms.replace([foshan, english, alliance])
    assert store.terms.all(ZH) == [foshan, alliance]
    store.terms.replace([foshan, english, alliance])
    assert store.terms.all(ZH) == [foshan, alliance]
    store.terms.replace([alliance, foshan])
    assert store.terms.all(ZH) == [alliance, foshan]
    assert store.terms.all(EN) == []
    store.terms.replace([])
    assert store.terms.all(ZH) == []


def test_many_pairs_are_written_together_and_only_what_is_new_or_later_counts(store: Store, now: datetime) -> None:
    pairs = [replace(unit(now), source=f"Satz {number}.") for number in range(2100)]
    later = replace(pairs[0], reviewed_at=now + DAY)
    moved = replace(pairs[1], target=RichText("联盟在成长。", (Mark(2, 3, MarkKind.STRONG),)))

    assert store.memory.add_all(pairs) == 2100
    assert store.memory.add_all(pairs) == 0
    assert store.memory.add_all([later, moved, replace(pairs[2], reviewed_at=now - DAY, reviewer="wang")]) == 2
    assert list(store.memory.all()) == [later, moved, *pairs[2:]]


def test_pairs_are_counted_listed_and_searched_by_language(store: Store, now: datetime) -> None:
    chinese = unit(now)
    english = replace(unit(now + DAY), language=EN, target=RichText("100 % of the alliance."))
    store.memory.add_all([chinese, english])

    assert store.memory.counts() == {ZH: 1, EN: 1}
    assert store.memory.latest(None, 5) == [english, chinese]
    assert store.memory.latest(None, 1) == [english]
    assert store.memory.latest(ZH, 5) == list(store.memory.all(ZH)) == [chinese]
    assert store.memory.containing("0 %", EN, 5) == [english]
    assert store.memory.containing("成长", ZH, 5) == store.memory.containing("ALLIANZ", ZH, 5) == [chinese]
    assert store.memory.containing("_", EN, 5) == []


def test_sentences_of_about_the_same_length_are_named_once(store: Store, now: datetime) -> None:
    length = len(unit(now).source)
    store.memory.add_all([unit(now), replace(unit(now), before="")])

    assert store.memory.sources(ZH, length, length) == [unit(now).source]
    assert store.memory.sources(ZH, length + 1, 99) == store.memory.sources(EN, 0, 99) == []
