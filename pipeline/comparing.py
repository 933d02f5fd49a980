"""Comparing engines on a release: each sentence through both chains, side by side; nothing is stored."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from model.article import Article
from model.errors import BadConfiguration
from model.languages import Language
from model.translation import OriginKind, SegmentTarget, Severity
from pipeline.reading import read_anything
from pipeline.wiring import Newsroom
from translators.chain import Request
from translators.splitting import segment


@dataclass(frozen=True)
class ComparedSegment:
    """A German sentence and what each engine, in their order, made of it."""

    source: str
    targets: tuple[SegmentTarget, ...]

    @property
    def differs(self) -> bool:
        """Whether the engines disagree."""
        return len({target.text.text for target in self.targets}) > 1


@dataclass(frozen=True)
class EngineResult:
    """One engine over the whole release.

    Attributes:
        choice: what the person called it.
        name: as kept with every sentence: engine, packages, versions.
        seconds: for the whole release, loading of models included.
        findings: how many of each severity.
        doubtful: segments that a check doubts.
    """

    choice: str
    name: str
    seconds: float
    findings: dict[Severity, int]
    doubtful: int


@dataclass(frozen=True)
class Agreement:
    """How alike two engines translate: chrF from 0 to 100, the mean of either being taken for the reference."""

    first: str
    second: str
    chrf: float


@dataclass(frozen=True)
class Comparison:
    """What engines made of one release; `agreements` is empty where sacrebleu is not installed."""

    title: str
    language: Language
    engines: tuple[EngineResult, ...]
    segments: tuple[ComparedSegment, ...]
    agreements: tuple[Agreement, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything for a script; the keys are part of the command's interface."""
        return {
            "title": self.title,
            "language": self.language.value,
            "engines": [_engine_json(engine) for engine in self.engines],
            "agreements": [{"engines": [each.first, each.second], "chrf": each.chrf} for each in self.agreements],
            "segments": [
                {
                    "source": each.source,
                    "differs": each.differs,
                    "targets": [_target_json(target) for target in each.targets],
                }
                for each in self.segments
            ],
        }


def compare(newsroom: Newsroom, what: str, target: Language, choices: Sequence[str]) -> Comparison:
    """Translate a release into `target` with each of several engines, by rules, repair, typography and checks as usual.

    Args:
        newsroom: for termbase, engines and the store.
        what: the number of a stored release, else a file or an http address.
        target: the language.
        choices: names of engines: `argos`, `fake`, or one of `config/engines.toml`.

    Raises:
        BadConfiguration: there is no such release or engine, or fewer than two engines are named.
        SourceError: a file or address cannot be read.
        TranslationError: one of the engines failed.
    """
    if len(set(choices)) < max(2, len(choices)):
        reason = "name two engines or more, each once, with commas between: argos,deepl"
        raise BadConfiguration(where=f"engines {','.join(choices)}", reason=reason)
    chains = [newsroom.chain_of(newsroom.engines.named(name, Language.DE, target), target) for name in choices]
    article = _article(newsroom, what)
    requests = [Request.of(article, part) for part in segment(article)]
    columns, results = [], []
    for choice, chain in zip(choices, chains, strict=True):
        begun = time.perf_counter()
        targets = chain.translate(requests)
        seconds = time.perf_counter() - begun
        chain.close()
        columns.append(targets)
        results.append(_result(choice, chain.engine_name, seconds, targets))
    segments = [
        ComparedSegment(request.text.text, tuple(row)) for request, *row in zip(requests, *columns, strict=True)
    ]
    return Comparison(article.title, target, tuple(results), tuple(segments), _agreements(choices, segments))


def _article(newsroom: Newsroom, what: str) -> Article:
    if not what.isdecimal():
        return read_anything(newsroom, what, "")
    release = newsroom.store.releases.get(int(what))
    if release is None:
        reason = "there is none with this number; name a file, or a release that has been collected"
        raise BadConfiguration(where=f"release {what}", reason=reason)
    return newsroom.store.releases.version(release.version_id).article


def _result(choice: str, name: str, seconds: float, targets: Sequence[SegmentTarget]) -> EngineResult:
    counts = Counter(finding.severity for target in targets for finding in target.findings)
    findings = {severity: counts[severity] for severity in Severity}
    return EngineResult(choice, name, seconds, findings, sum(target.doubtful for target in targets))


def _agreements(choices: Sequence[str], segments: Sequence[ComparedSegment]) -> tuple[Agreement, ...]:
    try:
        from sacrebleu import corpus_chrf  # noqa: PLC0415 -- an extra: evaluation needs it, newsrooms do not
    except ImportError:
        return ()
    by_machine = [each.targets for each in segments if all(_is_machine(target) for target in each.targets)]
    columns = [[target.text.text for target in column] for column in zip(*by_machine, strict=True)]
    return tuple(
        Agreement(choices[a], choices[b], (corpus_chrf(one, [other]).score + corpus_chrf(other, [one]).score) / 2)
        for (a, one), (b, other) in combinations(enumerate(columns), 2)
    )


def _is_machine(target: SegmentTarget) -> bool:
    return target.origin.kind is OriginKind.MACHINE


def _engine_json(engine: EngineResult) -> dict[str, Any]:
    findings = {severity.name.lower(): count for severity, count in engine.findings.items()}
    return {
        "engine": engine.choice,
        "name": engine.name,
        "seconds": engine.seconds,
        "doubtful": engine.doubtful,
        "findings": findings,
    }


def _target_json(target: SegmentTarget) -> dict[str, Any]:
    return {
        "text": target.text.text,
        "via": target.via,
        "risk": target.risk,
        "findings": [
            {"check": finding.check, "severity": finding.severity.name.lower(), "message": finding.message}
            for finding in target.findings
        ],
    }
