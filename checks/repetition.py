import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_WORDS = re.compile(r"(?<!\w)((?:[^\W\d_][\w'’-]*[\s,]+){1,6}?)\1{2,}", re.IGNORECASE)
_HAN = re.compile("([\u3400-\u9fff、，]{2,12}?)\\1{2,}|([\u3400-\u9fff])\\2{3,}")
_WORDS_TWICE = re.compile(r"(?<![\w-])((?:[^\W\d_][\w'’-]* ){0,3}[^\W\d_]{2,}) \1(?![\w-])", re.IGNORECASE)
_HAN_TWICE = re.compile("([\u3400-\u9fff]{2,8})\\1|([的在是和与将为对从被把了已并其该于])\\2")
_TWICE = {Language.EN: _WORDS_TWICE, Language.ZH: _HAN_TWICE}
_MEANT_TWICE = frozenset({"that", "had", "bora", "very", "many", "years and", "more and", "again and", "step by"})
_STOPS = " .!?…”。！？"
_TOTAL = 0.5
"""From this share of the text on it is nothing but a loop."""
_FEWEST_GRAMS, _FEWEST_DIFFERENT = 24, 0.4


def repetition(pair: Pair) -> Iterator[Finding]:
    """The engine ran in a circle, or a word stands twice.

    The same words three times in a row, or the same few words over and over: an error, blocking where the loop is most
    of the text. A warning for words that stand twice in a row.
    """
    loops = list(_loops(pair))
    looped = sum(end - start for start, end in loops)
    for start, end in loops[:1]:
        severity = Severity.BLOCKING if looped > _TOTAL * len(pair.body) else Severity.ERROR
        span, fields = (start, min(end, len(pair.body))), {"words": pair.body[start:end][:40]}
        yield Finding("repetition", severity, "»{words}« repeats.", span, fields=fields)
    if loops:
        return
    if _is_monotonous(pair):
        yield Finding("repetition", Severity.ERROR, "The same few words come over and over.")
    twice = _TWICE[pair.language].search(pair.body)
    if twice and twice.group() not in pair.source.text and twice[1] not in _MEANT_TWICE:
        template, fields = "»{words}« stands twice.", {"words": twice[1] or twice[2]}
        yield Finding("repetition", Severity.WARNING, template, twice.span(), fields=fields)


def _loops(pair: Pair) -> Iterator[tuple[int, int]]:
    pattern = _HAN if pair.language is Language.ZH else _WORDS
    for match in pattern.finditer(f"{pair.body.rstrip(_STOPS)} "):
        if match.group() not in pair.source.text:
            yield match.span()


def _is_monotonous(pair: Pair) -> bool:
    units = list(pair.body) if pair.language is Language.ZH else pair.body.lower().split()
    grams = list(zip(units, units[1:], units[2:], strict=False))
    return len(grams) >= _FEWEST_GRAMS and len(set(grams)) < _FEWEST_DIFFERENT * len(grams)
