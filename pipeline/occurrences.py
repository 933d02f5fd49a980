"""Where a term occurs in what is translated, and whether it is called there what the termbase says."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from checks import run as run_checks
from checks.article import ARTICLE_CHECKS
from model.inflection import inflected
from model.languages import Language
from model.notes import split_note
from model.richtext import RichText
from model.termbase import TermMatch
from model.terms import Term
from model.translation import REVIEWED, Finding
from model.wording import has_term, places, places_of
from pipeline.settling import article_findings
from pipeline.wiring import Newsroom
from store.occurrences import Sentence
from translators.repair import in_case_of

MOST = 2000
"""Sentences that are looked at, the newest first; `Found.more` says that there may be others."""
SHOWN = 200
"""Occurrences that are shown, and put right, at a time."""
OF_TERMS = frozenset({"terms", "names", *(check.__name__ for check in ARTICLE_CHECKS)})
"""Checks whose findings follow from the termbase."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Occurrence:
    """A sentence with a term that it does not call as it may be called.

    Attributes:
        place: of the term in the German.
        wrong: places in the target of what it is called instead, where that is known.
        preferred: what it is to be called.
    """

    sentence: Sentence
    place: tuple[int, int]
    wrong: tuple[tuple[int, int], ...]
    preferred: str

    @property
    def proposal(self) -> str:
        """The target with the preferred form where a wrong one stands, "" where none is known."""
        return "".join(text for kind, text in self.shown if kind != "wrong") if self.wrong else ""

    @property
    def reviewed(self) -> bool:
        """Whether somebody has approved the sentence."""
        return self.sentence.target.state in REVIEWED

    @property
    def shown(self) -> Iterator[tuple[str, str]]:
        """The target in pieces: `same`, and where it is put right `wrong` and then `right`."""
        yield from _pieces(self.sentence.target.text.text, self.wrong, self.preferred)


@dataclass(frozen=True)
class Found:
    """Where a term occurs.

    Attributes:
        term: as the termbase has it.
        occurrences: where it is not called as it may be, the newest first.
        right: sentences in which it is.
        more: there are more than were looked at, or shown.
    """

    term: Term
    occurrences: tuple[Occurrence, ...]
    right: int
    more: bool


def occurrences(newsroom: Newsroom, source: str, language: Language, instead: Iterable[str] = ()) -> Found | None:
    """Return where the German term `source` occurs in newest versions; None where it has no equivalent in `language`.

    It is found in all its forms and in compounds. What it is called instead is known where a forbidden form or one of
    `instead` stands there, such as the form that was preferred before.
    """
    term = _term(newsroom, source, language)
    if term is None:
        return None
    sentences = newsroom.store.occurrences.german(spellings(source, term.kind), language, MOST)
    found: list[Occurrence] = []
    right = 0
    for sentence in sentences:
        match = _match(newsroom, sentence.german, source)
        if match is None:
            continue
        if (occurrence := _occurrence(sentence, match, term, tuple(instead))) is None:
            right += 1
        else:
            found.append(occurrence)
    return Found(term, tuple(found[:SHOWN]), right, len(sentences) == MOST or len(found) > SHOWN)


def check_again(newsroom: Newsroom, sources: Iterable[str], language: Language, within: int | None = None) -> int:
    """Let the checks of terms look again at the sentences with a term of `sources`, and return how many those are.

    A term that is new shows as a finding then, and one that is gone no longer. Looked at is the translation `within`,
    else the latest releases, which takes seconds where a word stands in all of them.
    """
    sentences: dict[tuple[int, int], Sentence] = {}
    for source in sources:
        held = newsroom.store.occurrences.german(spellings(source, ""), language, MOST, within)
        sentences |= {(each.translation_id, each.segment_id): each for each in held}
    by_article = sorted(sentences.values(), key=lambda each: each.translation_id)
    for translation_id, of_article in groupby(by_article, key=lambda each: each.translation_id):
        _check_article(newsroom, translation_id, [each.segment_id for each in of_article])
    return len(sentences)


def spellings(source: str, kind: str) -> list[tuple[str, ...]]:
    """Return for each word of a term the beginnings that its forms share: »Beirat« and »Beir_t« for »Beiräte«.

    Letters beyond ASCII become `_`, which stands for any letter: databases fold the case of ASCII alone.
    """
    words = _WORD.findall(source)
    return [tuple(_stems(word, kind, last=index == len(words) - 1)) for index, word in enumerate(words)]


def _stems(word: str, kind: str, *, last: bool) -> list[str]:
    forms = {re.sub(r"[^\x00-\x7f]", "_", form.lower()) for form in inflected(word, kind, last=last)}
    return sorted(form for form in forms if not any(form != other and form.startswith(other) for other in forms))


def _term(newsroom: Newsroom, source: str, language: Language) -> Term | None:
    wanted = (term for term in newsroom.terms if term.source == source and term.language is language)
    return next(wanted, None)


def _match(newsroom: Newsroom, german: str, source: str) -> TermMatch | None:
    return next((match for match in newsroom.terms.find(german) if match.source == source), None)


def _occurrence(sentence: Sentence, match: TermMatch, term: Term, instead: Sequence[str]) -> Occurrence | None:
    target = sentence.target.text.text
    body, _ = split_note(target, term.language)
    others = [form for form in (*term.forbidden, *instead) if form and form not in term.forms]
    wrong = tuple(place for place in places_of(body, (*term.forms, *others)) if _is_one(body[slice(*place)], others))
    if not wrong and has_term(body, term):
        return None
    return Occurrence(sentence, (match.start, match.end), wrong, term.preferred)


def _is_one(words: str, forms: Sequence[str]) -> bool:
    """Whether `words` are one of `forms` and no longer one that holds it."""
    return any(places(words, form) == [(0, len(words))] for form in forms)


def _pieces(text: str, wrong: Sequence[tuple[int, int]], preferred: str) -> Iterator[tuple[str, str]]:
    last = 0
    for start, end in wrong:
        yield "same", text[last:start]
        yield "wrong", text[start:end]
        yield "right", in_case_of(text[start], preferred)
        last = end
    yield "same", text[last:]


def _check_article(newsroom: Newsroom, translation_id: int, segment_ids: Sequence[int]) -> None:
    translation = newsroom.store.translations.with_id(translation_id)
    version = newsroom.store.releases.version(translation.version_id)
    of_article = article_findings(newsroom, version, translation.language, translation.targets)
    german = {segment.id: segment.source.text for segment in version.segments}
    told: dict[int, tuple[int, Sequence[Finding]]] = {}
    for segment_id in segment_ids:
        target = translation.targets[segment_id]
        now = (
            *_of_terms(newsroom, german[segment_id], target.text, translation.language),
            *of_article.get(segment_id, ()),
        )
        kept = [finding for finding in target.findings if finding.check not in OF_TERMS]
        findings = sorted((*kept, *now), key=lambda finding: -finding.severity)
        if tuple(findings) != target.findings:
            told[segment_id] = target.revision, findings
    if told:
        newsroom.store.occurrences.tell(translation_id, told)


def _of_terms(newsroom: Newsroom, german: RichText, target: RichText, language: Language) -> Iterator[Finding]:
    found = run_checks(german, target, language, newsroom.terms)
    return (finding for finding in found if finding.check in OF_TERMS)
