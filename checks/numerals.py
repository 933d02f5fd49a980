import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

# Computers do 1.4亿亿次 a second.
_DOUBLED = re.compile(r"(?<=\d)(?:百百|千千|万万|亿亿(?!次)|亿万)")
_NO_DAY = re.compile(r"年\d{1,2}月\d{1,2}(?=$|[，。；：！？、）」》”])")


def numerals(pair: Pair) -> Iterator[Finding]:
    """The Chinese writes a figure or date as nobody does: 851万万, or 2026年1月27 without 日 (GB/T 15835-2011).

    An error where a unit is doubled, as readers cannot tell what is meant; a warning for the date.
    """
    if pair.language is not Language.ZH:
        return
    for match in _DOUBLED.finditer(pair.body):
        fields = {"unit": match.group()}
        yield Finding("numerals", Severity.ERROR, "No figure ends in »{unit}«.", match.span(), fields=fields)
    for match in _NO_DAY.finditer(pair.body):
        fields = {"date": match.group()}
        yield Finding("numerals", Severity.WARNING, "The date »{date}« lacks 日.", match.span(), fields=fields)
