from collections.abc import Iterator

from checks.pair import Pair
from model.names import NameKind, contains
from model.translation import Finding, Severity

_NAMES = frozenset(kind.value for kind in NameKind)


def terms(pair: Pair) -> Iterator[Finding]:
    """A term is not translated as the termbase prescribes.

    A warning where a forbidden form is used, a note where neither the preferred nor an acceptable form is there: a good
    sentence may do without the word. Names are the business of the check of that name.
    """
    body = pair.body.casefold()
    for match in pair.found_terms:
        term = match.term(pair.language)
        if not term:
            continue
        for form in term.forbidden:
            place = body.find(form.casefold())
            if place >= 0 and not any(
                form in right for right in (term.preferred, *term.acceptable) if contains(body, right)
            ):
                message = f"»{form}« must not be used for »{match.source}«: {term.preferred}."
                yield Finding("terms", Severity.WARNING, message, (place, place + len(form)))
        if match.kind not in _NAMES and not any(form.casefold() in body for form in (term.preferred, *term.acceptable)):
            yield Finding("terms", Severity.NOTE, f"»{match.source}« is prescribed as {term.preferred}.")
