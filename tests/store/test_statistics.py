"""What editors made of the machine's work is kept at their approval and added up, in both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from model.languages import Language
from model.release import Release
from model.richtext import RichText
from model.statistics import Backlog, CheckTally, Chosen, Likeness, Tally
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State, Translation
from store import Store

Collect = Callable[..., Release]
Machine = Callable[..., SegmentTarget]
Translate = Callable[..., Translation]
Approve = Callable[..., None]

HOUR = timedelta(hours=1)
ENGINE = "argos de-zh 1.9"
SAME, OTHER = Likeness(0.0, 100.0), Likeness(0.25, 60.0)
NUMBER = Finding("numbers", Severity.ERROR, "21 is missing")
NAME = Finding("names", Severity.NOTE, "»Foshan« is new")
ZH, EN = Language.ZH, Language.EN


@pytest.fixture
def translate(store: Store, now: datetime, machine: Machine) -> Translate:
    """Translate a release's newest version by machine; each segment with the findings that are given."""

    def make(release: Release, *findings: tuple[Finding, ...], language: Language = ZH) -> Translation:
        translation = store.translations.start(release.version_id, language, now)
        segments = store.releases.version(release.version_id).segments
        given = findings or ((),) * len(segments)
        targets = {s.id: machine("机器", findings=found) for s, found in zip(segments, given, strict=True)}
        store.translations.save(translation.id, targets, now)
        store.translations.finish(translation.id, State.TRANSLATED, now)
        return store.translations.with_id(translation.id)

    return make


@pytest.fixture
def approve(store: Store, now: datetime) -> Approve:
    """Let an editor approve a segment of a translation, by its place, some hours after it was translated."""

    def say(
        translation: Translation, place: int, likeness: Likeness | None, hours: float, state: State = State.REVIEWED
    ) -> None:
        segment = list(translation.targets)[place]
        at = now + hours * HOUR
        store.translations.edit(translation.id, segment, RichText("人"), "li", at, state, [], likeness=likeness)

    return say


def tally(**other: object) -> Tally:
    fields: dict[str, object] = {"month": "2026-03", "language": ZH, "source": "duisburg", "engine": ENGINE}
    fields |= {"segments": 2, "unchanged": 1, "distance": 0.25, "chrf": 160.0, "findings": 3, "translations": 1}
    return Tally(**{**fields, "seconds": (5 * 3600,), **other})  # type: ignore[arg-type]


def test_a_translation_counts_once_its_last_segment_is_approved(
    store: Store, collect: Collect, translate: Translate, approve: Approve
) -> None:
    translation = translate(collect("a"), (NUMBER, NUMBER), (NAME,))
    assert store.statistics.tallies() == []
    approve(translation, 0, OTHER, hours=1)
    half = tally(segments=1, unchanged=0, chrf=60.0, findings=2, translations=0, seconds=())
    assert store.statistics.tallies() == [half]
    approve(translation, 1, SAME, hours=5)
    assert store.statistics.tallies() == [tally()]
    assert store.statistics.checks(Chosen()) == [CheckTally("names", 1, 0), CheckTally("numbers", 1, 1)]


def test_findings_are_those_of_the_machine_although_drafts_replace_them(
    store: Store, collect: Collect, translate: Translate, approve: Approve
) -> None:
    translation = translate(collect("a"), (NUMBER,), ())
    approve(translation, 0, None, hours=1, state=State.TRANSLATED)
    approve(translation, 0, OTHER, hours=2)
    assert store.statistics.checks(Chosen()) == [CheckTally("numbers", 1, 1)]


def test_a_reopened_segment_counts_again_when_it_is_approved_again(
    store: Store, collect: Collect, translate: Translate, approve: Approve
) -> None:
    translation = translate(collect("a"), (NUMBER, NUMBER), (NAME,))
    approve(translation, 0, OTHER, hours=1)
    approve(translation, 1, OTHER, hours=2)
    approve(translation, 1, None, hours=3, state=State.TRANSLATED)
    assert store.statistics.tallies()[0].segments == 1
    assert store.statistics.tallies()[0].translations == 0
    approve(translation, 1, SAME, hours=5)
    assert store.statistics.tallies() == [tally()]


def test_a_correction_after_the_approval_changes_the_text_and_not_the_time(
    store: Store, collect: Collect, translate: Translate, approve: Approve
) -> None:
    translation = translate(collect("a"), (NUMBER, NUMBER), (NAME,))
    approve(translation, 0, SAME, hours=1)
    approve(translation, 1, SAME, hours=5)
    approve(translation, 0, OTHER, hours=900)
    assert store.statistics.tallies() == [tally()]


def test_a_later_engine_does_not_take_over_what_an_earlier_one_earned(
    store: Store, collect: Collect, translate: Translate, approve: Approve, now: datetime
) -> None:
    translation = translate(collect("a"), (NUMBER, NUMBER), (NAME,))
    approve(translation, 0, OTHER, hours=1)
    approve(translation, 1, SAME, hours=5)
    later = SegmentTarget(RichText("新"), Origin(OriginKind.MACHINE, "deepl"), findings=(NAME, NAME, NAME))
    store.translations.replace_machine(translation.id, dict.fromkeys(translation.targets, later), now + 6 * HOUR)
    store.translations.finish(translation.id, State.REVIEWED, now + 6 * HOUR)
    approve(translation, 1, Likeness(1.0, 0.0), hours=7)
    assert store.statistics.tallies() == [tally()]


def test_what_no_engine_made_is_not_counted(
    store: Store, collect: Collect, approve: Approve, now: datetime, machine: Machine
) -> None:
    release = collect("a")
    translation = store.translations.start(release.version_id, ZH, now)
    first, second = (segment.id for segment in store.releases.version(release.version_id).segments)
    rule = SegmentTarget(RichText("标题"), Origin(OriginKind.RULE))
    store.translations.save(translation.id, {first: rule, second: machine("机器")}, now)
    store.translations.finish(translation.id, State.TRANSLATED, now)
    translation = store.translations.with_id(translation.id)
    approve(translation, 1, SAME, hours=1)
    approve(translation, 0, None, hours=2)
    assert store.statistics.tallies() == [
        tally(segments=1, distance=0.0, chrf=100.0, findings=0, seconds=(2 * 3600,)),
    ]


def test_two_engines_share_segments_and_the_greater_has_the_translation(
    store: Store, collect: Collect, translate: Translate, approve: Approve, now: datetime
) -> None:
    translation = translate(collect("a", "Titel", "Eins.", "Zwei."))
    second = SegmentTarget(RichText("新"), Origin(OriginKind.MACHINE, "deepl"))
    store.translations.replace_machine(translation.id, {next(iter(translation.targets)): second}, now)
    for place in range(3):
        approve(translation, place, SAME, hours=place)
    found = [(each.engine, each.segments, each.translations, each.seconds) for each in store.statistics.tallies()]
    assert found == [(ENGINE, 2, 1, (2 * 3600,)), ("deepl", 1, 0, ())]


def test_months_are_those_of_berlin(store: Store, collect: Collect, translate: Translate, now: datetime) -> None:
    translation = translate(collect("a"))
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    for segment in translation.targets:
        store.translations.edit(translation.id, segment, RichText("人"), "li", new_year, likeness=SAME)
    assert [each.month for each in store.statistics.tallies()] == ["2027-01"]


def test_figures_and_segments_can_be_chosen(
    store: Store, collect: Collect, translate: Translate, approve: Approve
) -> None:
    wanted = [
        translate(collect("a", source="jena"), (NUMBER,), ()),
        translate(collect("b", source="kassel"), (NAME,), (), language=EN),
    ]
    for translation in wanted:
        approve(translation, 0, OTHER, hours=1)
    choices = [Chosen(language=EN), Chosen(source="jena"), Chosen(engine=ENGINE), Chosen(engine="deepl")]
    choices += [Chosen(since="2026-04"), Chosen(until="2026-02"), Chosen(since="2026-03", until="2026-03")]
    expected = [["kassel"], ["jena"], ["jena", "kassel"], [], [], [], ["jena", "kassel"]]
    tallies = store.statistics.tallies()
    assert [sorted(each.source for each in tallies if chosen.holds(each)) for chosen in choices] == expected
    assert [[each.source for each in store.statistics.segments(chosen)] for chosen in choices] == expected
    assert [len(store.statistics.checks(chosen)) for chosen in choices] == [len(each) for each in expected]


def test_every_segment_comes_with_its_german_whatever_the_size_of_a_batch(
    store: Store,
    collect: Collect,
    translate: Translate,
    approve: Approve,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("store.statistics.BATCH", 2)
    translation = translate(collect("a", "Titel", "Für Köln.", "Zwei."), (NUMBER,), (), ())
    for place in range(3):
        approve(translation, place, OTHER, hours=1)
    found = list(store.statistics.segments(Chosen()))
    assert [each.german for each in found] == ["Titel", "Für Köln.", "Zwei."]
    assert [each.doubts for each in found] == [["numbers"], [], []]
    first = found[0]
    assert (first.machine, first.approved, first.engine, first.distance) == ("机器", "人", ENGINE, 0.25)
    assert (first.translated_at, first.reviewed_at) == (now, now + HOUR)


def test_the_backlog_is_todays_versions_that_no_editor_has_finished(
    store: Store, collect: Collect, translate: Translate, approve: Approve, now: datetime
) -> None:
    waiting, done = translate(collect("a")), translate(collect("b"))
    translate(collect("c", source="jena"), language=EN)
    withdrawn = collect("d")
    translate(withdrawn)
    store.releases.withdraw(withdrawn.id, now)
    for place in range(2):
        approve(done, place, SAME, hours=1)
    approve(waiting, 0, SAME, hours=1)
    assert store.statistics.backlog(Chosen()) == [Backlog(EN, 1, now), Backlog(ZH, 1, now)]
    assert store.statistics.backlog(Chosen(language=ZH)) == [Backlog(ZH, 1, now)]
    assert store.statistics.backlog(Chosen(source="jena")) == [Backlog(EN, 1, now)]


def test_the_clock_starts_again_with_a_better_engine_until_somebody_has_judged(
    store: Store, collect: Collect, translate: Translate, approve: Approve, now: datetime
) -> None:
    translation = translate(collect("a"))
    store.translations.finish(translation.id, State.TRANSLATED, now + 3 * HOUR)
    for place in range(2):
        approve(translation, place, SAME, hours=5)
    store.translations.finish(translation.id, State.REVIEWED, now + 9 * HOUR)
    approve(translation, 0, SAME, hours=10)
    assert store.statistics.tallies()[0].seconds == (2 * 3600,)
