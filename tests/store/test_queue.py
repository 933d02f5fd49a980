from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model.article import Article, SegmentSource
from model.errors import Overtaken
from model.languages import Language
from model.people import Comment, Deed, Duty, Person
from model.richtext import RichText
from model.terms import TranslationUnit
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State
from store import Store
from store.queue import Order, QueueFilter, Standing, Waiting
from tests.store.conftest import Collect

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZH = Language.ZH
ENGINE = Origin(OriginKind.MACHINE, "fake")
WRONG = Finding("numbers", Severity.ERROR, "»{text}« is missing", fields={"text": "48"})
FINE = SegmentTarget(RichText("译文。"), ENGINE)
ALL = QueueFilter()


def translate(store: Store, collect: Collect, key: str, *targets: SegmentTarget, language: Language = ZH) -> int:
    """Collect a release of a title and a paragraph and translate it."""
    release = collect(key)
    segments = store.releases.version(release.version_id).segments
    translation = store.translations.start(release.version_id, language, NOW)
    store.translations.save(translation.id, dict(zip((s.id for s in segments), targets, strict=False)), NOW)
    store.translations.finish(translation.id, State.TRANSLATED, NOW)
    return translation.id


def listed(store: Store, wanted: QueueFilter = ALL, order: Order = Order.RISK) -> list[Waiting]:
    return store.queue.page(wanted, 10, now=NOW, order=order)


def numbers(store: Store, **wanted: object) -> list[int]:
    return [each.translation_id for each in listed(store, QueueFilter(**wanted))]  # type: ignore[arg-type]


def first_segment(store: Store, translation_id: int) -> int:
    return min(store.translations.with_id(translation_id).targets)


def test_the_riskiest_comes_first_and_says_how_much_waits(store: Store, collect: Collect) -> None:
    safe = translate(store, collect, "safe", FINE, FINE)
    risky = translate(store, collect, "risky", replace(FINE, findings=(WRONG,)), FINE)
    first, second = listed(store, QueueFilter())
    assert [first.translation_id, second.translation_id] == [risky, safe]
    assert (first.doubtful, first.waiting, first.segments) == (1, 2, 2)
    assert first.risk > 0.5 > second.risk == 0
    assert store.queue.count(QueueFilter(), NOW) == 2


def test_an_approved_segment_no_longer_waits_and_the_last_one_ends_the_review(store: Store, collect: Collect) -> None:
    number = translate(store, collect, "a", replace(FINE, findings=(WRONG,)), FINE)
    one, two = sorted(store.translations.with_id(number).targets)
    store.translations.edit(number, one, RichText("48。"), "Li Na", NOW, findings=())
    (left,) = listed(store, QueueFilter())
    assert (left.waiting, left.doubtful, left.risk) == (1, 0, 0)
    store.translations.edit(number, two, RichText("好。"), "Li Na", NOW)
    assert listed(store, QueueFilter()) == []
    (done,) = listed(store, QueueFilter(standing=Standing.REVIEWED))
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
    made = {
        "wrong": translate(store, collect, "wrong", replace(FINE, findings=(WRONG,)), FINE),
        "mine": translate(store, collect, "mine", FINE, FINE),
        "en": translate(store, collect, "en", FINE, FINE, language=Language.EN),
    }
    store.translations.edit(
        made["mine"], first_segment(store, made["mine"]), RichText("草稿"), "Li Na", NOW, State.TRANSLATED
    )
    assert [each.translation_id for each in listed(store, wanted)] == [made[name] for name in found]
    assert store.queue.count(wanted, NOW) == len(found)


def test_the_queue_comes_in_pages(store: Store, collect: Collect) -> None:
    made = [translate(store, collect, key, FINE, FINE) for key in "abc"]
    pages = [store.queue.page(QueueFilter(), 2, offset, now=NOW) for offset in (0, 2)]
    assert [len(page) for page in pages] == [2, 1]
    assert sorted(each.translation_id for page in pages for each in page) == made


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


FOR_GOOD = datetime.max.replace(tzinfo=UTC)


def test_what_is_rejected_waits_no_longer_and_what_is_held_does(store: Store, collect: Collect) -> None:
    held, over, rejected = (translate(store, collect, key, FINE, FINE) for key in ("held", "over", "rejected"))
    store.translations.hold(held, NOW + timedelta(hours=1), "Sperrfrist", NOW)
    store.translations.hold(over, NOW, "Sperrfrist", NOW)
    store.translations.hold(rejected, FOR_GOOD, "Falscher Verein", NOW)
    assert sorted(numbers(store)) == [held, over]
    assert numbers(store, standing=Standing.HELD) == [held]
    assert numbers(store, standing=Standing.REJECTED) == [rejected]
    counts = store.queue.counts(QueueFilter(), NOW)
    assert counts.standings == {
        Standing.WAITING: 2,
        Standing.REVIEWED: 0,
        Standing.HELD: 1,
        Standing.REJECTED: 1,
    }
    assert counts.languages == {ZH: 2}


def test_a_title_is_found_by_its_words_in_either_language_whatever_their_case(store: Store, collect: Collect) -> None:
    release = collect("a", "Öffnungszeiten des Rathauses", "Ein Satz.")
    segments = [segment.id for segment in store.releases.version(release.version_id).segments]
    number = store.translations.start(release.version_id, ZH, NOW).id
    title = SegmentTarget(RichText("市政厅开放时间"), ENGINE)
    store.translations.save(number, dict(zip(segments, (title, FINE), strict=True)), NOW)
    store.translations.finish(number, State.TRANSLATED, NOW)
    translate(store, collect, "b", FINE, FINE)
    for text in ("öffnungs", "rathauses ÖFFNUNG", "开放时间"):
        assert numbers(store, text=text) == [number], text
    for text in ("öffnung hallenbad", "译文 市政厅", "100 %", "_"):
        assert numbers(store, text=text) == [], text
    store.translations.edit(number, segments[0], RichText("市政厅营业时间"), "Li Na", NOW, State.TRANSLATED)
    assert (numbers(store, text="营业"), numbers(store, text="开放")) == ([number], [])
    assert listed(store, QueueFilter(text="营业"))[0].title == "市政厅营业时间"


def test_open_remarks_and_readers_reports_are_told_apart_and_found(store: Store, collect: Collect) -> None:
    remarked, reported, quiet = (translate(store, collect, key, FINE, FINE) for key in ("a", "b", "c"))
    store.history.comment(Comment(0, remarked, first_segment(store, remarked), NOW, "Petra", "48?"))
    store.history.comment(Comment(0, reported, None, NOW, "", "Der Name ist falsch."))
    settled = store.history.comment(Comment(0, quiet, None, NOW, "", "Erledigt."))
    store.history.settle(settled, "Li Na")
    assert numbers(store, remarks=True) == [remarked]
    assert numbers(store, reports=True) == [reported]
    said = {each.translation_id: (each.remarks, each.reports) for each in listed(store)}
    assert said == {remarked: (1, 0), reported: (0, 1), quiet: (0, 0)}


def test_the_queue_is_ordered_as_asked_and_says_since_when_the_oldest_waits(store: Store, collect: Collect) -> None:
    risky = replace(FINE, findings=(WRONG,))
    first, second, third = (
        translate(store, collect, key, each, FINE) for key, each in zip("abc", (FINE, risky, FINE), strict=True)
    )
    found = {order: [each.translation_id for each in listed(store, order=order)] for order in Order}
    assert found == {
        Order.RISK: [second, first, third],
        Order.AGE: [first, second, third],
        Order.NEWEST: [third, second, first],
    }
    since = listed(store, order=Order.AGE)[0].since
    assert store.queue.counts(QueueFilter(), NOW).since == since
    assert store.queue.counts(QueueFilter(language=Language.EN), NOW).since is None


def test_a_release_whose_german_changed_after_its_translation_is_marked(
    store: Store, collect: Collect, article: Callable[..., Article], segments: Callable[[Article], list[SegmentSource]]
) -> None:
    translate(store, collect, "quiet", FINE, FINE)
    translate(store, collect, "changed", FINE, FINE)
    release = store.releases.find("duisburg", ["changed"])
    assert release is not None
    text = article("Ein Titel", "Ein anderer Satz.")
    newer = store.releases.add_version(release, release.url, text, segments(text), NOW)
    assert numbers(store, changed=True) == []
    number = store.translations.start(newer.version_id, ZH, NOW).id
    store.translations.finish(number, State.TRANSLATED, NOW)
    assert numbers(store, changed=True) == [number]
    assert [each.translation_id for each in listed(store) if each.changed] == [number]


def test_mine_stays_mine_when_i_am_shown_by_another_name(store: Store, collect: Collect) -> None:
    person = store.people.add(Person(0, "li.na", "Li Na", Duty.EDITOR))
    number = translate(store, collect, "a", FINE, FINE)
    german = "Ein Satz."
    store.translations.edit(number, first_segment(store, number), RichText("一"), "Li Na", NOW)
    store.memory.add(TranslationUnit(german, ZH, RichText("一"), "Li Na", NOW))
    store.people.change(person.id, shown="李娜")
    assert (numbers(store, editor="李娜"), numbers(store, editor="Li Na")) == ([number], [])
    assert [unit.reviewer for unit in store.memory.exact([german], ZH)] == ["李娜"]
    assert [change.by for _, change in store.history.latest(1)] == ["Li Na"]
