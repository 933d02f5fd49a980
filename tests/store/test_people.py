from datetime import UTC, datetime, timedelta

import pytest

from model.errors import AlreadyStored, StoreError
from model.languages import Language
from model.people import Change, Comment, Deed, Duty, Person
from store import Store
from tests.store.conftest import Collect

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def editor(name: str = "li.na") -> Person:
    return Person(0, name, "Li Na", Duty.EDITOR, Language.ZH)


def test_a_name_belongs_to_one_person_whatever_its_case(store: Store) -> None:
    added = store.people.add(editor("Jörg"))
    with pytest.raises(AlreadyStored, match="JÖRG is stored already"):
        store.people.add(editor("JÖRG"))
    assert store.people.named("jörg") == added == store.people.get(added.id)


def test_an_invitation_is_good_once_and_ends_all_sessions(store: Store) -> None:
    person = store.people.add(editor())
    store.people.invite(person.id, "hash", NOW + WEEK)
    assert store.people.invited("hash", NOW) == person
    accepted = store.people.accept("hash", "argon2", NOW)
    assert accepted is not None
    assert (accepted.password, accepted.epoch) == ("argon2", 1)
    assert store.people.accept("hash", "another", NOW) is None
    assert store.people.invited("hash", NOW) is None


def test_an_invitation_ends_by_itself_and_by_a_newer_one(store: Store) -> None:
    person = store.people.add(editor())
    store.people.invite(person.id, "old", NOW + WEEK)
    assert store.people.invited("old", NOW + WEEK) is None
    store.people.invite(person.id, "new", NOW + 2 * WEEK)
    assert store.people.accept("old", "x", NOW) is None
    assert store.people.invited("new", NOW + WEEK) == person


def test_a_person_is_changed_and_an_unknown_one_named(store: Store) -> None:
    person = store.people.add(editor())
    assert store.people.change(person.id, duty=Duty.OPERATOR, active=False).duty is Duty.OPERATOR
    with pytest.raises(StoreError, match="no person 99"):
        store.people.change(99, active=False)


def test_failed_attempts_are_counted_for_a_while_and_forgotten(store: Store) -> None:
    store.people.fail(["li.na", "127.0.0.1"], NOW)
    store.people.fail(["li.na"], NOW + timedelta(minutes=1))
    assert store.people.failures("li.na", NOW - WEEK) == 2
    assert store.people.failures("li.na", NOW) == 1
    store.people.forget_failures("li.na", NOW - WEEK)
    assert (store.people.failures("li.na", NOW - WEEK), store.people.failures("127.0.0.1", NOW - WEEK)) == (0, 1)


def test_the_history_is_read_backwards_page_by_page(store: Store) -> None:
    changes = [Change(NOW, by, Deed.INVITE, subject=f"{number}") for number, by in enumerate(["a", "b", "a"])]
    store.history.record(*changes)
    (third, latest), (second, _) = store.history.latest(2)
    assert (latest, third > second) == (changes[2], True)
    assert [change for _, change in store.history.latest(9, before=second)] == changes[:1]
    assert [change.subject for _, change in store.history.latest(9, by="a")] == ["2", "0"]


def test_a_remark_is_settled_once(store: Store, collect: Collect) -> None:
    release = collect("brief")
    version = store.releases.version(release.version_id)
    translation = store.translations.start(version.id, Language.ZH, NOW)
    comment = Comment(0, translation.id, version.segments[0].id, NOW, "Li Na", "„48“ oder 49?")
    number = store.history.comment(comment)
    store.history.settle(number, "Petra Muster")
    store.history.settle(number, "somebody later")
    (kept,) = store.history.comments(translation.id)
    assert (kept.text, kept.settled_by) == ("„48“ oder 49?", "Petra Muster")
