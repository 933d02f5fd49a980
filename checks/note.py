from collections.abc import Iterator

from checks.pair import Pair
from model.translation import Finding, Severity


def note(pair: Pair) -> Iterator[Finding]:
    """The translation lost something and says so in a note at its end.

    What the note holds is right, but nobody has said it in the sentence. A warning: an editor has to work it in.
    """
    if pair.noted:
        span, fields = (len(pair.body), len(pair.target.text)), {"lost": ", ".join(pair.noted)}
        yield Finding("note", Severity.WARNING, "Unverified: noted as lost are {lost}.", span, fields=fields)
