"""Checks that need the whole article, and the one function that runs them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from model.languages import Language
from model.mentions import Passage, mentions
from model.notes import split_note
from model.termbase import Termbase, TermMatch, termbase
from model.terms import Term
from model.translation import Finding, Severity
from model.wording import places_of


class ArticleCheck(Protocol):
    """A rule over an article: yields findings, each with the index of its passage; its docstring documents it."""

    __name__: str

    def __call__(
        self, passages: Sequence[Passage], language: Language, terms: Termbase, /
    ) -> Iterator[tuple[int, Finding]]:
        """Yield what is wrong with the article."""
        ...


_AT_FIRST = "At its first mention »{term}« is {wanted}."
_AFTERWARDS = "After its first mention »{term}« is {wanted}."


def first_mention(passages: Sequence[Passage], language: Language, terms: Termbase) -> Iterator[tuple[int, Finding]]:
    """A term is not written in full where the article mentions it first, or not short after that.

    Where the termbase has such forms: 西门子（Siemens） at the first mention in the text, 西门子 later and in titles.
    A warning for the first mention, a note for later ones.
    """
    for mention in mentions(passages, language, terms):
        if not mention.right:
            is_first = mention.wanted == mention.term.first
            severity, template = (Severity.WARNING, _AT_FIRST) if is_first else (Severity.NOTE, _AFTERWARDS)
            span, fields = (mention.start, mention.end), {"term": mention.term.source, "wanted": mention.wanted}
            yield mention.passage, Finding("first_mention", severity, template, span, fields=fields)


def consistency(passages: Sequence[Passage], language: Language, terms: Termbase) -> Iterator[tuple[int, Finding]]:
    """One German term or name has come out in different forms in the same article.

    Each of them is right by itself, but readers take them for different things. The preferred form and its long and
    short variants count as one. A note at each passage that differs from the form that came first.
    """
    earlier: dict[str, str] = {}
    for index, passage in enumerate(passages):
        body, _ = split_note(passage.target, language)
        for match, term in _whole_terms(terms.find(passage.source), language):
            for start, end in places_of(body, term.forms)[:1]:
                form = _plain(body[start:end], term)
                before = earlier.setdefault(match.source, form)
                if form.casefold() != before.casefold():
                    yield index, _differing(match, (start, end), body[start:end], before)


def _whole_terms(found: Sequence[TermMatch], language: Language) -> Iterator[tuple[TermMatch, Term]]:
    for match in found:
        term = match.term(language)
        if term and not match.compound:
            yield match, term


def _plain(written: str, term: Term) -> str:
    """Return the preferred form for what is only its long or short variant."""
    return term.preferred if written in (term.first, term.short) else written


def _differing(match: TermMatch, span: tuple[int, int], form: str, before: str) -> Finding:
    template = "»{term}« is {form} here and {before} before."
    fields = {"term": match.source, "form": form, "before": before}
    return Finding("consistency", Severity.NOTE, template, span, (match.start, match.end), fields)


ARTICLE_CHECKS: tuple[ArticleCheck, ...] = (first_mention, consistency)
"""Every check of whole articles; its name is the id of its findings."""


def run_article(
    passages: Sequence[Passage], language: Language, terms: Sequence[Term] = ()
) -> dict[int, tuple[Finding, ...]]:
    """Return what the checks of whole articles find, by the index of the passage, gravest first.

    `passages` are the segments of one article in reading order, untranslated ones left out. Give a
    `model.termbase.Termbase` as `terms` where many articles are checked.
    """
    known = termbase(terms)
    found: dict[int, list[Finding]] = defaultdict(list)
    for check in ARTICLE_CHECKS:
        for index, finding in check(passages, language, known):
            found[index].append(finding)
    return {index: tuple(sorted(items, key=lambda finding: -finding.severity)) for index, items in found.items()}
