from collections.abc import Iterator

from checks.pair import Pair
from model.names import NameKind
from model.translation import Finding, Severity


def names(pair: Pair) -> Iterator[Finding]:
    """A name of the German is missing: a person, place, organisation, event or acronym.

    Present is what stands there in a form of the termbase or in Latin letters. An error for people and for names that
    the termbase knows; a warning for companies and acronyms found by their shape, which may have been translated.
    """
    for name in pair.names:
        if not name.is_in(pair.target.text, pair.language):
            sure = name.kind is NameKind.PERSON or name.match is not None
            severity = Severity.ERROR if sure else Severity.WARNING
            yield Finding("names", severity, f"»{name.text}« is missing: {name.written(pair.language)}.")
