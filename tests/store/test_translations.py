from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from model.article import Article, SegmentSource, segment_hash
from model.errors import StoreError
from model.languages import TARGET_LANGUAGES, Language
from model.release import Release
from model.richtext import Mark, MarkKind, RichText
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State, Translation
from store import Store

Collect = Callable[..., Release]
Machine = Callable[..., SegmentTarget]
Write = Callable[..., Article]
Split = Callable[[Article], list[SegmentSource]]
Translate = Callable[..., Translation]

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
UNKNOWN = 999_999
ZH, EN = Language.ZH, Language.EN
WRONG_NUMBER = Finding("numbers", Severity.BLOCKING, "21 is missing", (2, 4))
NEW_NAME = Finding("names", Severity.NOTE, "»Foshan« is new")


@pytest.fixture
def translate(store: Store, now: datetime, machine: Machine) -> Translate:
    """Translate all segments of a release's newest version; `texts` in order."""

    def make(release: Release, *texts: str, language: Language = ZH, state: State = State.TRANSLATED) -> Translation:
        translation = store.translations.start(release.version_id, language, now)
        segments = store.releases.version(release.version_id).segments
        targets = {segment.id: machine(text) for segment, text in zip(segments, texts, strict=True)}
        store.translations.save(translation.id, targets, now)
        store.translations.finish(translation.id, state, now)
        return stored(store, translation)

    return make


def stored(store: Store, translation: Translation) -> Translation:
    found = store.translations.get(translation.version_id, translation.language)
    assert found is not None
    return found


def texts(translation: Translation) -> list[str]:
    return [target.text.text for target in translation.targets.values()]


def test_a_translation_is_started_once_and_goes_on_where_it_was(
    store: Store, collect: Collect, machine: Machine, now: datetime
) -> None:
    release = collect("a")
    assert store.translations.get(release.version_id, ZH) is None
    started = store.translations.start(release.version_id, ZH, now)
    assert (started.state, started.targets, started.updated_at) == (State.INITIAL, {}, now)
    segment = store.releases.version(release.version_id).segments[0]
    store.translations.save(started.id, {segment.id: machine("标题")}, now + HOUR)
    again = store.translations.start(release.version_id, ZH, now + DAY)
    assert (again.id, again.updated_at) == (started.id, now + HOUR)
    assert again.targets == {segment.id: machine("标题")}
    assert store.translations.start(release.version_id, EN, now).id != started.id


def test_a_target_comes_back_exactly_as_it_was_stored(store: Store, collect: Collect, now: datetime) -> None:
    release = collect("a", "Titel", "Eins.", "Zwei.")
    translation = store.translations.start(release.version_id, ZH, now)
    ids = [segment.id for segment in store.releases.version(release.version_id).segments]
    link = Mark(0, 2, MarkKind.LINK, "https://isa.example/zh")
    targets = {
        ids[0]: SegmentTarget(
            machine=RichText("佛山21市", (link,)),
            origin=Origin(OriginKind.MACHINE, "argos de-en 1.9, en-zh 1.9"),
            via="Foshan, 21 cities",
            score=-0.25,
            findings=(WRONG_NUMBER, NEW_NAME),
        ),
        ids[1]: SegmentTarget(
            machine=RichText("一"),
            origin=Origin(OriginKind.MEMORY),
            state=State.REVIEWED,
            edited=RichText("壹", (Mark(0, 1, MarkKind.STRONG),)),
            edited_by="li",
            edited_at=now,
        ),
        ids[2]: SegmentTarget(RichText(""), Origin(OriginKind.RULE), edited=RichText("")),
    }
    store.translations.save(translation.id, targets, now)
    assert stored(store, translation).targets == targets


def test_saving_twice_changes_nothing(
    store: Store, collect: Collect, translate: Translate, machine: Machine, now: datetime
) -> None:
    translation = translate(collect("a"), "标题", "句子。")
    store.translations.save(translation.id, {id_: machine("别的") for id_ in translation.targets}, now)
    assert stored(store, translation) == translation


def test_a_machine_never_overwrites_an_editor(
    store: Store, collect: Collect, translate: Translate, machine: Machine, now: datetime
) -> None:
    translation = translate(collect("a"), "标题", "句子。")
    first, second = translation.targets
    store.translations.edit(translation.id, first, RichText("我的标题"), "li", now + HOUR)
    again = {id_: machine("机器", findings=(NEW_NAME,), score=-1.0) for id_ in translation.targets}
    store.translations.save(translation.id, again, now + DAY)
    store.translations.replace_machine(translation.id, again, now + DAY)
    found = stored(store, translation)
    assert texts(found) == ["我的标题", "机器"]
    edited = found.targets[first]
    assert (edited.state, edited.edited_by, edited.edited_at) == (State.REVIEWED, "li", now + HOUR)
    assert (edited.machine.text, edited.score, edited.findings) == ("机器", -1.0, (NEW_NAME,))
    assert found.targets[second] == again[second]
    assert found.updated_at == now + DAY


def test_a_final_segment_stays_final_under_a_new_engine(
    store: Store, collect: Collect, translate: Translate, machine: Machine, now: datetime
) -> None:
    translation = translate(collect("a"), "标题", "句子。")
    first, second = translation.targets
    store.translations.edit(translation.id, first, RichText("标题"), "li", now, state=State.FINAL)
    store.translations.replace_machine(translation.id, {id_: machine("新") for id_ in translation.targets}, now)
    found = stored(store, translation).targets
    assert (found[first].state, found[second].state) == (State.FINAL, State.TRANSLATED)


def test_a_new_engine_may_fill_a_gap(store: Store, collect: Collect, machine: Machine, now: datetime) -> None:
    release = collect("a")
    translation = store.translations.start(release.version_id, ZH, now)
    segment = store.releases.version(release.version_id).segments[1]
    store.translations.replace_machine(translation.id, {segment.id: machine("句子。")}, now)
    assert stored(store, translation).targets == {segment.id: machine("句子。")}


def test_an_edit_keeps_the_machine_text_and_replaces_the_findings_that_it_is_given(
    store: Store, collect: Collect, translate: Translate, machine: Machine, now: datetime
) -> None:
    translation = translate(collect("a"), "标题", "句子。")
    segment = next(iter(translation.targets))
    store.translations.replace_machine(translation.id, {segment: machine("旧", findings=(WRONG_NUMBER,))}, now)
    store.translations.edit(translation.id, segment, RichText("甲"), "li", now)
    assert stored(store, translation).worst() is Severity.BLOCKING
    store.translations.edit(translation.id, segment, RichText("乙"), "wang", now + HOUR, findings=[NEW_NAME])
    found = stored(store, translation).targets[segment]
    assert (found.machine.text, found.edited, found.edited_by) == ("旧", RichText("乙"), "wang")
    assert found.findings == (NEW_NAME,)


def test_what_is_not_there_cannot_be_translated_or_edited(
    store: Store, collect: Collect, machine: Machine, now: datetime
) -> None:
    translation = store.translations.start(collect("a").version_id, ZH, now)
    with pytest.raises(StoreError, match=r"no release version 999999$"):
        store.translations.start(UNKNOWN, ZH, now)
    with pytest.raises(StoreError, match=r"no translation 999999$"):
        store.translations.finish(UNKNOWN, State.TRANSLATED, now)
    with pytest.raises(StoreError, match="what it belongs to is not in the store"):
        store.translations.save(translation.id, {UNKNOWN: machine("句子。")}, now)
    with pytest.raises(StoreError, match=rf"no target of segment 999999 in translation {translation.id}$"):
        store.translations.edit(translation.id, UNKNOWN, RichText("甲"), "li", now)


def pending(
    store: Store, languages: Sequence[Language] = TARGET_LANGUAGES, **conditions: object
) -> list[tuple[str, Language]]:
    found = store.translations.pending(languages, **conditions)  # type: ignore[arg-type]
    return [(release.key, language) for release, language in found]


def test_what_is_missing_or_unfinished_is_pending_newest_first(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    old, new = collect("old", age=DAY), collect("new")
    assert pending(store) == [("new", EN), ("new", ZH), ("old", EN), ("old", ZH)]
    store.translations.start(new.version_id, EN, now)
    translate(new, "标题", "句子。")
    translate(old, "标题", "句子。", state=State.REVIEWED)
    assert pending(store) == [("new", EN), ("old", EN)]
    assert pending(store, [ZH]) == pending(store, []) == []


def test_pending_work_can_be_narrowed_and_its_limit_counts_releases(
    store: Store, collect: Collect, now: datetime
) -> None:
    old = collect("old", age=2 * DAY)
    collect("new")
    collect("elsewhere", source="jena", age=DAY)
    assert pending(store, limit=1) == [("new", EN), ("new", ZH)]
    assert pending(store, [EN], sources=["jena", "unknown"]) == [("elsewhere", EN)]
    assert pending(store, [EN], sources=[]) == []
    assert pending(store, [EN], release_id=old.id) == [("old", EN)]
    assert pending(store, [EN], since=now - DAY) == [("new", EN), ("elsewhere", EN)]


def test_a_change_is_pending_again_and_a_withdrawn_release_is_not(
    store: Store, collect: Collect, translate: Translate, article: Write, now: datetime
) -> None:
    release = collect("a")
    translate(release, "标题", "句子。")
    assert pending(store, [ZH]) == []
    store.releases.add_version(release, "", article("Neu"), [], now)
    assert pending(store, [ZH]) == [("a", ZH)]
    store.releases.withdraw(release.id, now)
    assert pending(store, [ZH]) == []


def change(store: Store, release: Release, written: Article, segments: Split, now: datetime) -> Release:
    return store.releases.add_version(release, "", written, segments(written), now)


def test_an_unchanged_sentence_finds_its_reviewed_text_again(
    store: Store, collect: Collect, translate: Translate, article: Write, segments: Split, now: datetime
) -> None:
    release = collect("a", "Titel", "Bleibt.", "Geht.")
    translation = translate(release, "标题", "留下。", "走。")
    kept = list(translation.targets)[1]
    store.translations.edit(translation.id, kept, RichText("留下！"), "li", now, findings=[NEW_NAME])
    newer = change(store, release, article("Titel", "Bleibt.", "Neu."), segments, now)
    earlier = store.translations.earlier(release.id, newer.number, ZH)
    assert earlier[segment_hash("Bleibt.")] == stored(store, translation).targets[kept]
    assert set(earlier) == {segment_hash(text) for text in ("Titel", "Bleibt.", "Geht.")}
    assert store.translations.earlier(release.id, newer.number, EN) == {}
    assert store.translations.earlier(release.id, 1, ZH) == {}


def test_a_version_whose_translation_was_never_finished_is_passed_over(
    store: Store, collect: Collect, translate: Translate, article: Write, segments: Split, now: datetime
) -> None:
    first = collect("a", "Titel", "Eins.")
    translate(first, "标题", "一。")
    second = change(store, first, article("Titel", "Zwei."), segments, now)
    translate(second, "题", "二。", state=State.INITIAL)
    third = change(store, second, article("Titel", "Drei."), segments, now)
    earlier = store.translations.earlier(first.id, third.number, ZH)
    assert earlier[segment_hash("Titel")].text.text == "标题"


def test_where_a_sentence_stood_twice_the_editors_text_is_found(
    store: Store, collect: Collect, translate: Translate, now: datetime
) -> None:
    release = collect("a", "Titel", "Gleich.", "Gleich.", "Gleich.")
    translation = translate(release, "标题", "甲", "乙", "丙")
    store.translations.edit(translation.id, list(translation.targets)[2], RichText("人"), "li", now)
    assert store.translations.earlier(release.id, 2, ZH)[segment_hash("Gleich.")].text.text == "人"


def test_a_translation_is_read_with_the_same_few_statements_whatever_its_length(
    store: Store, collect: Collect, translate: Translate
) -> None:
    def statements(length: int) -> int:
        sentences = [f"Satz {number}." for number in range(length)]
        translation = translate(collect(str(length), *sentences), *sentences)
        seen: list[str] = []

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        event.listen(Engine, "before_cursor_execute", note)
        try:
            assert len(stored(store, translation).targets) == length
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len([statement for statement in seen if statement.startswith("SELECT")])

    assert statements(2) == statements(200) == 3


def test_a_translation_is_as_far_as_its_slowest_segment_once_it_is_complete(
    store: Store, collect: Collect, translate: Translate, machine: Machine, now: datetime
) -> None:
    translation = translate(collect("a"), "标题", "句子。")
    first, second = translation.targets
    states = []
    for segment, state in ((first, State.FINAL), (second, State.REVIEWED), (second, State.TRANSLATED)):
        store.translations.edit(translation.id, segment, RichText("甲"), "li", now, state=state)
        states.append(store.translations.with_id(translation.id).state)
    assert states == [State.TRANSLATED, State.REVIEWED, State.TRANSLATED]

    unfinished = store.translations.start(translation.version_id, EN, now)
    store.translations.save(unfinished.id, {first: machine("Title")}, now)
    store.translations.edit(unfinished.id, first, RichText("Title"), "li", now)
    assert store.translations.with_id(unfinished.id).state is State.INITIAL
    with pytest.raises(StoreError, match=r"no translation 999999$"):
        store.translations.with_id(UNKNOWN)
