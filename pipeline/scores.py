"""What translations are worth, in figures: likeness to a reference, terms, values, findings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result

from model.comparison import compare
from model.languages import Language
from model.notes import split_note
from model.termbase import Termbase
from model.translation import Finding, Severity
from model.values import find_values

SAMPLES = 1000
"""Resamplings of the paired bootstrap, as sacrebleu's own default."""


@dataclass(frozen=True)
class Share:
    """How much of what had to be there is there: in the translation itself, and counting the note at its end."""

    total: int
    found: int
    noted: int


@dataclass(frozen=True)
class Scores:
    """The figures of one way of translating a test set.

    Attributes:
        bleu, chrf: 0 to 100, by sacrebleu with the settings that the signatures name.
        terms: of the termbase's terms in the German, those with one of their forms in the translation.
        values: of the figures, dates and addresses in the German, those with an equal one in the translation.
        loops, empty: segments that came out so.
        findings: how many of severity warning or more a hundred segments have, by check.
        seconds: for all segments, the model loaded before.
    """

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    terms: Share
    values: Share
    loops: int
    empty: int
    findings: dict[str, float]
    seconds: float
    segments_per_second: float
    characters_per_second: float


@dataclass(frozen=True)
class Difference:
    """One metric before and now, and how likely chance alone makes such a difference (paired bootstrap)."""

    metric: str
    before: float
    now: float
    chance: float


def metrics(language: Language) -> Mapping[str, Metric]:
    """Return the metrics for a language; Chinese has no spaces, so BLEU counts its characters."""
    return {"BLEU": BLEU(tokenize="zh" if language is Language.ZH else "13a"), "chrF": CHRF()}


def score(
    sources: Sequence[str],
    references: Sequence[str],
    translations: Sequence[str],
    findings: Sequence[Sequence[Finding]],
    language: Language,
    terms: Termbase,
    seconds: float,
) -> Scores:
    """Return the figures of `translations`; all sequences correspond."""
    measured = metrics(language)
    bleu, chrf = (metric.corpus_score(translations, [references]).score for metric in measured.values())
    bleu_signature, chrf_signature = (str(metric.get_signature()) for metric in measured.values())
    return Scores(
        bleu=round(bleu, 2),
        chrf=round(chrf, 2),
        bleu_signature=bleu_signature,
        chrf_signature=chrf_signature,
        terms=_share(sources, translations, language, partial(_terms, terms, language)),
        values=_share(sources, translations, language, partial(_values, language)),
        loops=sum(any(_is_loop(finding) for finding in each) for each in findings),
        empty=sum(not text.strip() for text in translations),
        findings=_by_check(findings),
        seconds=round(seconds, 3),
        segments_per_second=round(len(sources) / seconds, 2),
        characters_per_second=round(sum(map(len, sources)) / seconds, 1),
    )


def differences(
    before: Sequence[str], now: Sequence[str], references: Sequence[str], language: Language
) -> list[Difference]:
    """Compare two translations of the same sentences; of the same translations chance explains all."""
    same = list(before) == list(now)
    named = [("before", before), ("now", now)]
    _, results = PairedTest(named, metrics(language), [references], test_type="bs", n_samples=SAMPLES)()
    return [
        Difference(name, round(old.score, 2), round(new.score, 2), 1.0 if same else round(new.p_value or 0.0, 4))
        for name, (old, new) in results.items()
        if isinstance(old, Result) and isinstance(new, Result)  # the first entry holds the names
    ]


Count = Callable[[str, str], tuple[int, int]]
"""Source and translation -> how many things the source has, and how many of them the translation."""


def _share(sources: Sequence[str], translations: Sequence[str], language: Language, count: Count) -> Share:
    total = found = noted = 0
    for source, text in zip(sources, translations, strict=True):
        body, note = split_note(text, language)
        needed, there = count(source, body)
        total, found = total + needed, found + there
        noted += count(source, text)[1] if note else there
    return Share(total, found, noted)


def _terms(terms: Termbase, language: Language, source: str, text: str) -> tuple[int, int]:
    wanted = [term for match in terms.find(source) if (term := match.term(language))]
    folded = text.casefold()
    return len(wanted), sum(any(form.casefold() in folded for form in term.forms) for term in wanted)


def _values(language: Language, source: str, text: str) -> tuple[int, int]:
    # What is written in words (»ein«, »zweiter«) good translations say in many ways.
    values = [value for value in find_values(source, Language.DE) if not (value.spelled or value.attached)]
    missing = compare(values, find_values(text, language), text).missing
    return len(values), len(values) - len(missing)


def _is_loop(finding: Finding) -> bool:
    return finding.check == "repetition" and finding.severity >= Severity.ERROR


def _by_check(findings: Sequence[Iterable[Finding]]) -> dict[str, float]:
    grave = (finding.check for each in findings for finding in each if finding.severity >= Severity.WARNING)
    counts = Counter(grave)
    return {check: round(100 * count / len(findings), 2) for check, count in counts.most_common()}
