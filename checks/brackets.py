from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("“", "”"), ("《", "》"))
_GERMAN_BRACKETS = ("(", ")"), ("[", "]")
_QUOTES = {Language.EN: '“"‘', Language.ZH: '“"‘《「'}


def brackets(pair: Pair) -> Iterator[Finding]:
    """A bracket or quotation mark is not closed or not opened, or all quotation marks of the German are lost.

    A quotation that runs over several segments is open in the German too; then the translation may be. A warning.
    """
    open_in_german = _german_lacking(pair.source.text)
    for opening, closing in _PAIRS:
        lacking = pair.body.count(opening) - pair.body.count(closing)
        if lacking and not open_in_german:
            yield _missing(pair.body, opening, closing, lacking)
    if pair.body.count('"') % 2 and not open_in_german:
        place = pair.body.index('"')
        yield Finding("brackets", Severity.WARNING, "»{sign}« is missing.", (place, place + 1), fields={"sign": '"'})
    quoted = pair.source.text.count("„")
    if quoted and not any(sign in pair.body for sign in _QUOTES.get(pair.language, "")):
        start = pair.source.text.index("„")
        end = pair.source.text.find("“", start) + 1 or len(pair.source.text)
        template = "The German quotes, the translation has no quotation marks."
        yield Finding("brackets", Severity.WARNING, template, source_span=(start, end))


def _missing(body: str, opening: str, closing: str, lacking: int) -> Finding:
    sign, other = (closing, opening) if lacking > 0 else (opening, closing)
    place = body.index(other)
    return Finding("brackets", Severity.WARNING, "»{sign}« is missing.", (place, place + 1), fields={"sign": sign})


def _german_lacking(text: str) -> bool:
    """Whether the German leaves a bracket or quotation open or closes one that it has not opened."""
    quotes = text.count("„") - text.count("“") - text.count("”")
    return bool(quotes) or any(text.count(opening) != text.count(closing) for opening, closing in _GERMAN_BRACKETS)
