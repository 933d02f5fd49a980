from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.errors import Overtaken
from model.languages import Language
from model.people import Deed
from model.richtext import RichText
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State
from store import Store
from store.queue import QueueFilter
from tests.store.conftest import Collect

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZH = Language.ZH
ENGINE = Origin(OriginKind.MACHINE, "fake")
WRONG = Finding("numbers", Severity.ERROR, "»{text}« is missing", fields={"text": "48"})
FINE = SegmentTarget(RichText("译文。"), ENGINE)


def translate(store: Store, collect: Collect, key: str, *targets: SegmentTarget, language: Language = ZH) -> int:
    """Collect a release of a title and a paragraph and translate it."""
    release = collect(key)
    segments = store.releases.version(release.version_id).segments
    translation = store.translations.start(release.version_id, language, NOW)
    store.translations.save(translation.id, dict(zip((s.id for s in segments), targets, strict=False)), NOW)
    store.translations.finish(translation.id, State.TRANSLATED, NOW)
    return translation.id


def first_segment(store: Store, translation_id: int) -> int:
    return min(store.translations.with_id(translation_id).targets)


def test_the_riskiest_comes_first_and_says_how_much_waits(store: Store, collect: Collect) -> None:
    safe = translate(store, collect, "safe", FINE, FINE)
    risky = translate(store, collect, "risky", replace(FINE, findings=(WRONG,)), FINE)
    first, second = store.queue.page(QueueFilter(), 10)
    assert [first.translation_id, second.translation_id] == [risky, safe]
    assert (first.doubtful, first.waiting, first.segments) == (1, 2, 2)
    assert first.risk > 0.5 > second.risk == 0
    assert store.queue.count(QueueFilter()) == 2


def test_an_approved_segment_no_longer_waits_and_the_last_one_ends_the_review(store: Store, collect: Collect) -> None:
    number = translate(store, collect, "a", replace(FINE, findings=(WRONG,)), FINE)
    one, two = sorted(store.translations.with_id(number).targets)
    store.translations.edit(number, one, RichText("48。"), "Li Na", NOW, findings=())
    (left,) = store.queue.page(QueueFilter(), 10)
    assert (left.waiting, left.doubtful, left.risk) == (1, 0, 0)
    store.translations.edit(number, two, RichText("好。"), "Li Na", NOW)
    assert store.queue.page(QueueFilter(), 10) == []
    (done,) = store.queue.page(QueueFilter(done=True), 10)
    assert (done.translation_id, done.state) == (number, State.REVIEWED)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (QueueFilter(language=Language.EN), ["en"]),
        (QueueFilter(check="numbers"), ["wrong"]),
        (QueueFilter(check="names"), []),
        (QueueFilter(editor="Li Na"), ["mine"]),
        (QueueFilter(source="nobody"), []),
        (QueueFilter(text="100 %"), []),
    ],
)
def test_the_queue_is_filtered(store: Store, collect: Collect, wanted: QueueFilter, found: list[str]) -> None:
    numbers = {
        "wrong": translate(store, collect, "wrong", replace(FINE, findings=(WRONG,)), FINE),
        "mine": translate(store, collect, "mine", FINE, FINE),
        "en": translate(store, collect, "en", FINE, FINE, language=Language.EN),
    }
    store.translations.edit(
        numbers["mine"], first_segment(store, numbers["mine"]), RichText("草稿"), "Li Na", NOW, State.TRANSLATED
    )
    assert [each.translation_id for each in store.queue.page(wanted, 10)] == [numbers[name] for name in found]
    assert store.queue.count(wanted) == len(found)


def test_the_queue_comes_in_pages(store: Store, collect: Collect) -> None:
    numbers = [translate(store, collect, key, FINE, FINE) for key in "abc"]
    pages = [store.queue.page(QueueFilter(), 2, offset) for offset in (0, 2)]
    assert [len(page) for page in pages] == [2, 1]
    assert sorted(each.translation_id for page in pages for each in page) == numbers


def test_of_two_editors_the_second_is_told_and_writes_over_nobody(store: Store, collect: Collect) -> None:
    number = translate(store, collect, "a", FINE, FINE)
    segment = first_segment(store, number)
    store.translations.edit(number, segment, RichText("一"), "Li Na", NOW, revision=0)
    with pytest.raises(Overtaken, match="Li Na has edited") as caught:
        store.translations.edit(number, segment, RichText("二"), "Petra", NOW, revision=0)
    assert caught.value.fields["revision"] == 1
    assert store.translations.with_id(number).targets[segment].text.text == "一"
    store.translations.edit(number, segment, RichText("一二"), "Petra", NOW, revision=1)
    changes = [(change.by, change.deed, change.before, change.after) for _, change in store.history.latest(9)]
    assert changes == [("Petra", Deed.APPROVE, "一", "一二"), ("Li Na", Deed.APPROVE, "译文。", "一")]


def test_a_hold_and_a_waiver_are_kept(store: Store, collect: Collect) -> None:
    number = translate(store, collect, "a", FINE, FINE)
    store.translations.hold(number, NOW + timedelta(hours=1), "Sperrfrist", NOW)
    store.translations.waive(number, "Der Name ist richtig.", NOW)
    kept = store.translations.with_id(number)
    assert (kept.hold_until, kept.hold_reason, kept.waiver) == (
        NOW + timedelta(hours=1),
        "Sperrfrist",
        "Der Name ist richtig.",
    )
    store.translations.hold(number, datetime.max.replace(tzinfo=UTC), "", NOW)
    assert store.translations.with_id(number).hold_until == datetime.max.replace(tzinfo=UTC)
    store.translations.hold(number, None, "", NOW)
    assert store.translations.with_id(number).hold_until is None
