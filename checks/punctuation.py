import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_BRACKETS = (("(", ")"), ("（", "）"), ("[", "]"), ("“", "”"), ("《", "》"))
_HALF_WIDTH = re.compile("(?<=[\u3400-\u9fff])[,;:?!](?=[\u3400-\u9fff]|$)|(?<=[\u3400-\u9fff])\\.$")
_END = re.compile(r"([.!?:…。！？：])[\"”“’»«)）]*$")
_KIND = {"。": ".", "！": "!", "？": "?", "：": ":", "…": "."}
_LEADING = re.compile(r"^[,;:.。，；：！？]")


def punctuation(pair: Pair) -> Iterator[Finding]:
    """Brackets or quotation marks are not closed, the final stop differs, Chinese has half-width signs.

    A note: nothing is wrong with what is said.
    """
    for opening, closing in _BRACKETS:
        lacking = pair.body.count(opening) - pair.body.count(closing)
        if lacking and not _unbalanced(pair.source.text):
            yield Finding("punctuation", Severity.NOTE, f"»{opening if lacking < 0 else closing}« is missing.")
    german, translated = _final(pair.source.text), _final(pair.body)
    if german != translated and not pair.noted:
        message = f"The German ends with »{german or 'no stop'}«, the translation with »{translated or 'no stop'}«."
        yield Finding("punctuation", Severity.NOTE, message)
    if pair.language is Language.ZH and (half := _HALF_WIDTH.search(pair.body)):
        yield Finding("punctuation", Severity.NOTE, f"»{half[0]}« is half-width.", half.span())
    if leading := _LEADING.match(pair.body):
        yield Finding("punctuation", Severity.NOTE, f"The translation begins with »{leading[0]}«.", leading.span())


def _final(text: str) -> str:
    match = _END.search(text.rstrip())
    return _KIND.get(match[1], match[1]) if match else ""


def _unbalanced(source: str) -> bool:
    """Whether the German leaves a bracket or quotation open itself: it runs over several segments."""
    return source.count("(") != source.count(")") or source.count("„") != source.count("“") + source.count("”")
