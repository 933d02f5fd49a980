import re
from collections.abc import Iterator

from checks.pair import Pair
from model.names import NameKind, contains
from model.termbase import TermMatch
from model.terms import Term
from model.translation import Finding, Severity
from model.wording import has_term

_NAMES = frozenset(kind.value for kind in NameKind)
_STREET = re.compile(r"[\w-]*(?:[Ss]tr(?:aße|\.)|[Pp]latz|[Aa]llee)\b")


def terms(pair: Pair) -> Iterator[Finding]:
    """A term is not translated as the termbase prescribes, or in a form that it forbids.

    A warning; a note where the term is only part of a longer word, which often has an equivalent of its own. Names are
    the business of the check of that name.
    """
    for match in pair.found_terms:
        term = match.term(pair.language)
        if term and not _STREET.match(pair.source.text, match.end):
            yield from _forbidden(pair, match, term)
            if match.kind not in _NAMES and not has_term(pair.body, term):
                yield _not_as_prescribed(match, term)


def _not_as_prescribed(match: TermMatch, term: Term) -> Finding:
    severity = Severity.NOTE if match.compound or not match.exact else Severity.WARNING
    return Finding(
        "terms",
        severity,
        "»{term}« is prescribed as {preferred}.",
        source_span=(match.start, match.end),
        fields={"term": match.source, "preferred": term.preferred},
    )


def _forbidden(pair: Pair, match: TermMatch, term: Term) -> Iterator[Finding]:
    body = pair.body.casefold()
    for form in term.forbidden:
        place = body.find(form.casefold())
        if place < 0 or any(form in right and contains(body, right) for right in term.forms):
            continue
        yield Finding(
            "terms",
            Severity.WARNING,
            "»{form}« must not be used for »{term}«: {preferred}.",
            (place, place + len(form)),
            (match.start, match.end),
            {"form": form, "term": match.source, "preferred": term.preferred},
        )
