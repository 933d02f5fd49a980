"""Translating: take over what is known, send the rest through the chain in large batches, store each batch at once."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime

from model.errors import BadConfiguration, TranslationError
from model.languages import TARGET_LANGUAGES, Language
from model.people import Change
from model.release import Release, ReleaseVersion, Segment
from model.translation import REVIEWED, SegmentTarget, State, Translation
from pipeline.keeping import kept_approvals
from pipeline.logs import about
from pipeline.memory import remembered
from pipeline.reports import Problem, TranslateReport
from pipeline.settling import settle_article
from pipeline.wiring import Newsroom
from translators.chain import Request
from translators.memory import fit

log = logging.getLogger(__name__)

STAGE = "translate"
SEGMENTS, SECONDS = "translated_segments", "translation_seconds"
"""Counters by language, of what the engine has done."""

Progress = Callable[[Language, int, int], None]
"""Called with the language, the segments done and the segments to do."""


@dataclass(frozen=True)
class TranslateOrder:
    """What an operator asks for.

    Attributes:
        release: id of the only release wanted.
        since: leave out releases published earlier.
        limit: releases at most, the newest.
        again: translate anew what has been translated; an editor's text stays.
        flagged: with `again`, only translations in which a check doubts a segment.
        dry_run: count, translate nothing.
    """

    languages: Sequence[Language] = TARGET_LANGUAGES
    sources: Sequence[str] | None = None
    release: int | None = None
    since: datetime | None = None
    limit: int | None = None
    again: bool = False
    dry_run: bool = False
    flagged: bool = False


@dataclass
class _Work:
    """A translation in progress: what is known already and what the history says of it, what the engine has to do."""

    version: ReleaseVersion
    translation: Translation
    reused: dict[int, SegmentTarget] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    open: list[Segment] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return f"{self.version.release.source}/{self.version.article.title[:60]} ({self.translation.language})"


def silent(language: Language, done: int, total: int) -> None:
    """Show no progress."""


def translate(
    newsroom: Newsroom, order: TranslateOrder = TranslateOrder(), progress: Progress = silent
) -> list[TranslateReport]:
    """Translate whatever of `order` is not translated yet, language by language.

    Raises:
        BadConfiguration: there is no release with the number that `order` names.
    """
    if order.release is not None and newsroom.store.releases.get(order.release) is None:
        reason = "there is none with this number; `newsbridge translate` without one takes all that wait"
        raise BadConfiguration(where=f"release {order.release}", reason=reason)
    reports = []
    for language in order.languages:
        with about(language=language):
            reports.append(_translate_into(newsroom, language, order, progress))
    return reports


def _translate_into(
    newsroom: Newsroom, language: Language, order: TranslateOrder, progress: Progress
) -> TranslateReport:
    report = TranslateReport(language.value)
    wanted = _wanted(newsroom, language, order)
    if order.dry_run:
        report.translations = len(wanted)
        return report
    with ExitStack() as claims:
        mine = [r for r in wanted if claims.enter_context(newsroom.claim(f"translate:{r.version_id}:{language}"))]
        report.elsewhere = len(wanted) - len(mine)
        # Another run may have finished between our look and our claim; then there is nothing left to do here.
        works = [work for release in mine if (work := _prepare(newsroom, release, language, order))]
        _translate_works(newsroom, language, works, report, progress)
    return report


def _wanted(newsroom: Newsroom, language: Language, order: TranslateOrder) -> list[Release]:
    if order.again:
        return _translated_before(newsroom, language, order)
    pending = newsroom.store.translations.pending(
        [language], sources=order.sources, release_id=order.release, since=order.since, limit=order.limit
    )
    return [release for release, _ in pending]


def _translated_before(newsroom: Newsroom, language: Language, order: TranslateOrder) -> list[Release]:
    releases = newsroom.store.releases.search(since=order.since)
    chosen = [
        release
        for release in releases
        if release.withdrawn_at is None
        and (order.release is None or release.id == order.release)
        and (order.sources is None or release.source in order.sources)
        and (not order.flagged or _is_doubtful(newsroom, release, language))
    ]
    return chosen[: order.limit]


def _is_doubtful(newsroom: Newsroom, release: Release, language: Language) -> bool:
    translation = newsroom.store.translations.get(release.version_id, language)
    return translation is not None and any(target.doubtful for target in translation.targets.values())


def _prepare(newsroom: Newsroom, release: Release, language: Language, order: TranslateOrder) -> _Work | None:
    """Open the translation and divide its segments into known and unknown."""
    version = newsroom.store.releases.version(release.version_id)
    translation = newsroom.store.translations.start(version.id, language, newsroom.now())
    if translation.state is not State.INITIAL and not order.again:
        return None
    work = _Work(version, translation)
    known = _known(newsroom, work, order)
    for segment in version.segments:
        if segment.id in translation.targets and not order.again:
            continue
        if (target := known.get(segment.id)) is not None:
            work.reused[segment.id] = target
        else:
            work.open.append(segment)
    return work


def _known(newsroom: Newsroom, work: _Work, order: TranslateOrder) -> dict[int, SegmentTarget]:
    """Targets by segment id: what a person wrote in an earlier version, else from memory, else the earlier machine's.

    Where the German has changed less than the operator's rule asks for, its approved text is what a person wrote.
    Nothing of an earlier machine where all is to be translated anew, and nothing that would stand behind a person's
    text: there the engine's own is wanted.
    """
    version, translation = work.version, work.translation
    from_memory = remembered(newsroom, version, translation.language)
    if order.again:
        edited = {id_ for id_, target in translation.targets.items() if target.edited is not None}
        return {id_: target for id_, target in from_memory.items() if id_ not in edited}
    earlier = newsroom.store.translations.earlier(version.release.id, version.number, translation.language)
    carried = {
        segment.id: _carried(segment, earlier[segment.source.source_hash])
        for segment in version.segments
        if segment.source.source_hash in earlier
    }
    by_person = {id_: target for id_, target in carried.items() if target.edited is not None}
    approved = {id_ for id_, target in from_memory.items() if target.state in REVIEWED}
    kept = kept_approvals(newsroom, version, translation.language, by_person.keys() | approved)
    work.changes += [each.change(newsroom, translation.id) for each in kept.values()]
    return carried | from_memory | {id_: each.target for id_, each in kept.items()} | by_person


def _carried(segment: Segment, target: SegmentTarget) -> SegmentTarget:
    """Return an earlier target of the same words; links are those of today."""
    source = segment.source.text
    edited = None if target.edited is None else fit(source, target.edited)[0]
    return replace(target, machine=fit(source, target.machine)[0], edited=edited)


def _translate_works(
    newsroom: Newsroom, language: Language, works: Sequence[_Work], report: TranslateReport, progress: Progress
) -> None:
    for work in works:
        _store(newsroom, work, work.reused, work.changes)
        report.reused += len(work.reused)
        report.segments += len(work.reused)
    total = sum(len(work.open) for work in works)
    done = 0
    for group in _groups(works, newsroom.settings.batch):
        _translate_group(newsroom, language, group, report)
        newsroom.renew_claims()
        done += sum(len(work.open) for work in group)
        progress(language, done, total)


def _groups(works: Iterable[_Work], size: int) -> Iterator[list[_Work]]:
    """Divide into groups of whole translations with about `size` open segments: one batch for the engine each."""
    group: list[_Work] = []
    for work in works:
        group.append(work)
        if sum(len(each.open) for each in group) >= size:
            yield group
            group = []
    if group:
        yield group


def _translate_group(newsroom: Newsroom, language: Language, group: Sequence[_Work], report: TranslateReport) -> None:
    """Translate a group in one batch; if that fails, each translation alone, so that only the bad one is lost."""
    try:
        chain = newsroom.chain(language)
        report.engine = chain.engine_name
        segments = [segment for work in group for segment in work.open]
        began = time.monotonic()
        targets = dict(zip((s.id for s in segments), chain.translate(_requests(group)), strict=True))
        passed = time.monotonic() - began
        newsroom.store.meters.add({(SEGMENTS, language): len(segments), (SECONDS, language): passed})
    except TranslationError as error:
        if len(group) > 1:
            for work in group:
                _translate_group(newsroom, language, [work], report)
        else:
            _fail(newsroom, group[0], error, report)
        return
    for work in group:
        with about(release=work.version.release.id, source=work.version.release.source):
            _finish(newsroom, work, {segment.id: targets[segment.id] for segment in work.open}, report)


def _requests(group: Sequence[_Work]) -> list[Request]:
    return [Request.of(work.version.article, segment.source) for work in group for segment in work.open]


def _finish(newsroom: Newsroom, work: _Work, targets: dict[int, SegmentTarget], report: TranslateReport) -> None:
    known = {**work.translation.targets, **work.reused}
    targets = settle_article(newsroom, work.version, work.translation.language, targets, known)
    _store(newsroom, work, targets)
    newsroom.store.translations.finish(work.translation.id, _state(work, targets), newsroom.now())
    newsroom.store.failures.clear(STAGE, work.subject)
    report.translations += 1
    report.segments += len(targets)
    report.flagged += sum(target.doubtful for target in targets.values())


def _store(newsroom: Newsroom, work: _Work, targets: dict[int, SegmentTarget], changes: Sequence[Change] = ()) -> None:
    translations, now = newsroom.store.translations, newsroom.now()
    translations.save(work.translation.id, targets, now, changes)
    if any(segment in work.translation.targets for segment in targets):
        translations.replace_machine(work.translation.id, targets, now)


def _state(work: _Work, targets: dict[int, SegmentTarget]) -> State:
    """A translation is as far as its least advanced segment."""
    order = list(State)
    all_targets = {**work.reused, **targets, **work.translation.targets}
    return min((target.state for target in all_targets.values()), key=order.index, default=State.TRANSLATED)


def _fail(newsroom: Newsroom, work: _Work, error: TranslationError, report: TranslateReport) -> None:
    problem = Problem(work.subject, str(error))
    report.problems.append(problem)
    newsroom.store.failures.record(STAGE, work.subject, str(error), newsroom.now())
