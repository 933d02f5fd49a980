import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_WORDS = re.compile(r"(?<!\w)((?:[^\W\d_][\w'’-]*[\s,]+){1,6}?)\1{2,}", re.IGNORECASE)
_WORD_TWICE = re.compile(r"(?<!\w)([^\W\d_]{3,}) \1(?!\w)", re.IGNORECASE)
_HAN = re.compile("([\u3400-\u9fff、，]{2,12}?)\\1{2,}|([\u3400-\u9fff])\\2{3,}")
_STOPS = " .!?…”。！？"
_TOTAL = 0.5
"""From this share of the text on it is nothing but a loop."""
_FEWEST_GRAMS, _FEWEST_DIFFERENT = 24, 0.4


def repetition(pair: Pair) -> Iterator[Finding]:
    """The engine ran in a circle: the same words three times in a row, or few words over and over.

    An error; blocking where the loop is most of the text.
    """
    pattern = _HAN if pair.language is Language.ZH else _WORDS
    loops = [
        match.span()
        for match in pattern.finditer(f"{pair.body.rstrip(_STOPS)} ")
        if match.group() not in pair.source.text
    ]
    looped = sum(end - start for start, end in loops)
    for start, end in loops[:1]:
        severity = Severity.BLOCKING if looped > _TOTAL * len(pair.body) else Severity.ERROR
        yield Finding(
            "repetition", severity, f"»{pair.body[start:end][:40]}« repeats.", (start, min(end, len(pair.body)))
        )
    if not loops and _is_monotonous(pair):
        yield Finding("repetition", Severity.ERROR, "The same few words come over and over.")
    if not loops and pair.language is Language.EN and (twice := _WORD_TWICE.search(pair.body)):
        yield Finding("repetition", Severity.NOTE, f"»{twice[1]}« stands twice.", twice.span())


def _is_monotonous(pair: Pair) -> bool:
    units = list(pair.body) if pair.language is Language.ZH else pair.body.lower().split()
    grams = list(zip(units, units[1:], units[2:], strict=False))
    return len(grams) >= _FEWEST_GRAMS and len(set(grams)) < _FEWEST_DIFFERENT * len(grams)
