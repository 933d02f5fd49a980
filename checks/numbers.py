from collections.abc import Iterator

from checks.pair import Pair
from checks.values import one_sided
from model.translation import Finding
from model.values import FIGURES


def numbers(pair: Pair) -> Iterator[Finding]:
    """A figure of the German is missing, or the translation has one that the German has not.

    Compared by value: 2,5 Mio. is 250万 is 2.5 million; per cent and currency belong to their number. An error; a
    warning where the German says it in words, which good translations turn in many ways, a note for ranks in words.
    """
    yield from one_sided(pair, "numbers", FIGURES)
