import re
from collections.abc import Iterator

from checks.pair import Pair
from model.translation import Finding, Severity

_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3400-\u9fff]")
_FEWEST_WORDS = 3
_SHARE = 0.8


def copied(pair: Pair) -> Iterator[Finding]:
    """The translation is the German itself, or nearly so.

    Asked only of running text: a line of names, an address or a unit is rightly the same in every language. Blocking:
    the German must never stand in for a translation.
    """
    words = _WORD.findall(pair.blanked(pair.source.text))
    prose = len(words) >= _FEWEST_WORDS and sum(word[0].islower() for word in words) >= len(words) / 4
    if not prose:
        return
    # Chinese that keeps the names of a German line is Chinese all the same.
    target = [] if _HAN.search(pair.body) else _WORD.findall(pair.blanked(pair.body))
    same = set(words) & set(target)
    if target and sum(word in same for word in target) >= _SHARE * len(target) and len(target) >= len(words) / 2:
        yield Finding("copied", Severity.BLOCKING, "The translation is still the German text.")
