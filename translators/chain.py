"""From German segments to targets: rules, the engine, and everything that is put right after it."""

import logging
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from model.article import Article, BlockKind, Role, SegmentSource
from model.errors import TranslationError
from model.languages import Language
from model.richtext import RichText
from model.terms import Term
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity
from translators.alignment import compose, follow
from translators.asides import Prepared, take_out
from translators.engine import CLAUSEWISE, GUARDED, PLAIN, Alignment, Decoding, Engine, Reading
from translators.markup import reattach
from translators.places import known_places
from translators.repair import repair
from translators.rules import by_rule
from translators.typography import typeset
from translators.wishes import wishes

log = logging.getLogger(__name__)

DEGENERATION = frozenset({"repetition", "length", "empty", "residue", "copied", "script"})
"""Checks whose errors another decoding may cure; a wrong name or number comes out wrong again."""

WORTH_ANOTHER_TRY = DEGENERATION | {"omission"}
"""What another decoding may cure without being degenerate: a dropped clause is told to editors and blocks nothing."""

SECOND_TRIES = (GUARDED, CLAUSEWISE)
"""How a degenerate sentence is decoded again, one after the other."""

KEPT_ON_PURPOSE = DEGENERATION
"""Checks that a rule's work need not pass: it keeps a company's name or an address in the original on purpose."""

Judge = Callable[[RichText, RichText, Language], tuple[Finding, ...]]
"""Source, target and language -> what the checks find."""


@dataclass(frozen=True)
class Request:
    """A segment to translate, and what it is in its article."""

    text: RichText
    role: Role = Role.BODY
    kind: BlockKind = BlockKind.PARAGRAPH

    @classmethod
    def of(cls, article: Article, segment: SegmentSource) -> "Request":
        """Return the request for a segment of `article`."""
        block = article.blocks[segment.block]
        return cls(segment.text, block.role, block.kind)


@dataclass(frozen=True)
class _Work:
    """A segment for the engine; `prepared` is its text without what the engine would only spoil."""

    number: int
    source: RichText
    prepared: Prepared


class Chain:
    """Translates segments into one language with one engine.

    Args:
        engine: what translates sentences.
        target: the language that it translates into.
        terms: the termbase of this language.
        judge: the checks; their findings go with each target, and choose between two readings.
    """

    def __init__(self, engine: Engine, target: Language, terms: Sequence[Term], judge: Judge) -> None:
        self.engine = engine
        self.terms = terms
        self._target = target
        self._judge = judge
        self._places = known_places(target, terms)

    @property
    def engine_name(self) -> str:
        """What translates, with its packages and their versions."""
        return self.engine.name

    def close(self) -> None:
        """Free the engine's memory; the chain cannot be used afterwards."""
        self.engine.close()

    def translate(self, requests: Sequence[Request]) -> list[SegmentTarget]:
        """Return a target for each request, in order; a text that occurs twice is decoded once.

        What came out looping, cut short or untranslated is decoded again with other settings, and the best reading
        kept. Where none is good the findings block it: the German never stands in for a translation.

        Raises:
            TranslationError: the engine failed; nothing is translated then.
        """
        done: dict[int, SegmentTarget] = {}
        work: list[_Work] = []
        for number, request in enumerate(requests):
            ruled = by_rule(request.text, request.role, request.kind, self._target, self.terms)
            if ruled is not None:
                done[number] = self._judged(request.text, ruled, Origin(OriginKind.RULE))
            else:
                prepared = take_out(request.text.text, self.terms, self._target)
                work.append(_Work(number, request.text, prepared))
        done |= self._decoded(work, PLAIN)
        for decoding in SECOND_TRIES:
            done |= self._better(work, done, decoding)
        done |= {
            item.number: _blocked(done[item.number]) for item in work if _has_error(done[item.number], DEGENERATION)
        }
        return [done[number] for number in range(len(requests))]

    def readings(self, request: Request, count: int) -> list[str]:
        """Return up to `count` readings of a segment, the likeliest first, each once and put right like any other.

        A text that a rule translates has one.

        Raises:
            TranslationError: the engine failed.
        """
        ruled = by_rule(request.text, request.role, request.kind, self._target, self.terms)
        if ruled is not None:
            return [ruled.text]
        item = _Work(0, request.text, take_out(request.text.text, self.terms, self._target))
        text = _for_engine(item.prepared.text)
        if not _has_words(text):
            return []
        asked = replace(PLAIN, hypotheses=count, beam_size=max(count, PLAIN.beam_size))
        [best] = self.engine.translate([text], asked, {text: wishes(text, self.terms, self._target)})
        targets = (self._finished(item, reading) for reading in (best, *best.others))
        return list(dict.fromkeys(target.machine.text for target in targets))[:count]

    def _decoded(self, work: Sequence[_Work], decoding: Decoding) -> dict[int, SegmentTarget]:
        """Send the texts through the engine, each once; ask for alignment only where something needs a place."""
        texts = list(dict.fromkeys(_for_engine(item.prepared.text) for item in work if _has_words(item.prepared.text)))
        needed = any(item.source.marks or item.prepared.text != item.source.text for item in work)
        wanted = {text: wishes(text, self.terms, self._target) for text in texts}
        readings = self.engine.translate(texts, replace(decoding, align=needed), wanted) if texts else []
        if len(readings) != len(texts):
            reason = f"{self.engine.name} answered {len(readings)} times to {len(texts)} texts"
            raise TranslationError(reason=reason)
        known = dict(zip(texts, readings, strict=True))
        return {item.number: self._finished(item, known.get(_for_engine(item.prepared.text))) for item in work}

    def _better(
        self, work: Sequence[_Work], done: Mapping[int, SegmentTarget], decoding: Decoding
    ) -> dict[int, SegmentTarget]:
        """Decode again what is poor, and return what came out better."""
        poor = [item for item in work if _has_error(done[item.number], WORTH_ANOTHER_TRY)]
        again = self._decoded(poor, decoding) if poor else {}
        better = {number: target for number, target in again.items() if _badness(target) < _badness(done[number])}
        if poor:
            log.info("%d of %d poor sentences came out better when decoded again", len(better), len(poor))
        return better

    def _finished(self, item: _Work, reading: Reading | None) -> SegmentTarget:
        if reading is None:  # nothing but signs and what was taken out of the text
            kept = RichText(item.prepared.put_back(item.prepared.text, None))
            return self._judged(item.source, reattach(item.source, kept.text), Origin(OriginKind.RULE))
        source = item.source.text
        whole = item.prepared.put_back(reading.text, reading.align)
        # Repair last: what it appends for an editor stands behind the final stop.
        text = repair(source, typeset(whole, self._target, source), self._target, self.terms)
        align = _through(reading.align, source, item.prepared.text, reading.text, text) if item.source.marks else None
        target = self._judged(item.source, reattach(item.source, text, align, self._places), self._origin())
        return replace(target, via=reading.via, score=reading.score)

    def _judged(self, source: RichText, target: RichText, origin: Origin) -> SegmentTarget:
        findings = without_kept(self._judge(source, target, self._target), origin)
        return SegmentTarget(target, origin, findings=findings)

    def _origin(self) -> Origin:
        return Origin(OriginKind.MACHINE, self.engine.name)


def without_kept(findings: Sequence[Finding], origin: Origin) -> tuple[Finding, ...]:
    """Return `findings` without those that a rule's work need not pass."""
    return tuple(each for each in findings if origin.kind is not OriginKind.RULE or each.check not in KEPT_ON_PURPOSE)


def _for_engine(text: str) -> str:
    """Close a headline with a stop: engines are trained on sentences and ramble without one. `typeset` removes it."""
    return text if text.rstrip('“”"»«’)]').endswith((".", "!", "?", "…", ":", ";", ",")) else f"{text}."


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _through(align: Alignment | None, source: str, prepared: str, reading: str, text: str) -> Alignment | None:
    """Carry an engine's alignment over what was taken out before it and put right after it."""
    return compose(follow(source, prepared), align, follow(reading, text)) if align else None


def _is_error(finding: Finding, checks: Set[str]) -> bool:
    return finding.check in checks and finding.severity >= Severity.ERROR


def _has_error(target: SegmentTarget, checks: Set[str]) -> bool:
    return any(_is_error(finding, checks) for finding in target.findings)


def _blocked(target: SegmentTarget) -> SegmentTarget:
    """Keep out of every feed what no decoding could cure: a person must write it."""
    findings = (
        replace(finding, severity=Severity.BLOCKING) if _is_error(finding, DEGENERATION) else finding
        for finding in target.findings
    )
    return replace(target, findings=tuple(findings))


def _badness(target: SegmentTarget) -> tuple[int, int]:
    """Order readings: the gravest finding decides, then how much there is to complain of."""
    severities = [finding.severity for finding in target.findings]
    return max(severities, default=0), sum(severities)
