from datetime import UTC, datetime, timedelta

import pytest

from model.errors import StoreError
from model.languages import Language
from model.people import Duty, Person
from store import Store
from store.drafts import Draft
from tests.store.conftest import Collect

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def person(store: Store, name: str) -> Person:
    return store.people.add(Person(0, name, name.title(), Duty.EDITOR))


@pytest.fixture
def translation(store: Store, collect: Collect) -> tuple[int, int]:
    """A translation and a segment of it, by their ids."""
    version = store.releases.version(collect("x").version_id)
    return store.translations.start(version.id, Language.EN, NOW).id, version.segments[0].id


def test_who_was_seen_within_a_minute_is_here_who_came_last_first(store: Store, translation: tuple[int, int]) -> None:
    (number, segment), ana, bo = translation, person(store, "ana"), person(store, "bo")
    store.presence.mark(number, ana.id, NOW)
    store.presence.mark(number, bo.id, NOW + timedelta(seconds=30), segment)
    here = store.presence.at([number, 999], NOW + timedelta(seconds=31))
    assert [(each.shown, each.segment_id) for each in here[number]] == [("Bo", segment), ("Ana", None)]
    assert list(here) == [number]
    later = store.presence.at([number], NOW + timedelta(seconds=61))
    assert [each.shown for each in later[number]] == ["Bo"]
    assert store.presence.at([number], NOW + timedelta(seconds=91)) == {}


def test_a_new_sign_of_life_takes_the_place_of_the_old_one(store: Store, translation: tuple[int, int]) -> None:
    (number, segment), ana = translation, person(store, "ana")
    store.presence.mark(number, ana.id, NOW, segment)
    store.presence.mark(number, ana.id, NOW + timedelta(seconds=20))
    [seen] = store.presence.at([number], NOW + timedelta(seconds=20))[number]
    assert (seen.segment_id, seen.at) == (None, NOW + timedelta(seconds=20))


def test_a_draft_belongs_to_one_person_until_it_is_dropped(store: Store, translation: tuple[int, int]) -> None:
    (number, segment), ana, bo = translation, person(store, "ana"), person(store, "bo")
    store.drafts.keep(number, segment, ana.id, Draft("Half a", 0, NOW))
    store.drafts.keep(number, segment, ana.id, Draft("Half a sentence", 1, NOW))
    assert store.drafts.of(number, ana.id) == {segment: Draft("Half a sentence", 1, NOW)}
    assert store.drafts.of(number, bo.id) == {}
    store.drafts.drop(number, segment, ana.id)
    assert store.drafts.of(number, ana.id) == {}


def test_nobody_can_be_at_what_is_not_there(store: Store, translation: tuple[int, int]) -> None:
    ana = person(store, "ana")
    with pytest.raises(StoreError):
        store.presence.mark(999, ana.id, NOW)
    with pytest.raises(StoreError):
        store.drafts.keep(999, translation[1], ana.id, Draft("x", 0, NOW))
