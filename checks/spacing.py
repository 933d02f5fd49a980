import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_HAN, _FULL = "\u3400-\u4dbf\u4e00-\u9fff", "，。、；：？！（）《》“”……"
_CHINESE = re.compile(
    rf"(?<=[{_HAN}])[ \t\u00a0\u3000]+(?=[{_HAN}])|(?<=[{_FULL}])[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+(?=[{_FULL}])"
)
_ENGLISH = re.compile(
    r"(?<=\S)[ \u00a0]+(?=[,;!?)\]](?:\s|$)|\.(?:\s|$))|(?<=[(\[])[ \u00a0]+|(?<=\S)[ \u00a0]{2,}(?=\S)"
)


def spacing(pair: Pair) -> Iterator[Finding]:
    """A space stands where the language has none: between Chinese characters, beside full-width signs, before a comma.

    A space between a Chinese character and a Latin letter or digit is a matter of style and never reported. A warning.
    """
    pattern = _CHINESE if pair.language is Language.ZH else _ENGLISH
    found = pattern.search(pair.body)
    if found:
        around = pair.body[max(0, found.start() - 3) : found.end() + 3].strip()
        template = "There is a space too many in »{around}«."
        yield Finding("spacing", Severity.WARNING, template, found.span(), fields={"around": around})
