import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_HAN = re.compile("[\u3400-\u9fff]+")
_LETTER = re.compile(r"[^\W\d_]")
_SMALL_WORD = re.compile(r"(?<![\w.@/-])[a-zäöüß]{2,}(?![\w@/])")
_OTHER_SCRIPT = re.compile("[\u0370-\u052f\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]+")
_MOST_HAN_IN_ENGLISH = 0.3


def script(pair: Pair) -> Iterator[Finding]:
    """The translation is not in the letters of its language.

    Chinese without a Chinese character blocks, unless the German is only names, addresses and figures; so does English
    that is largely Chinese. Single Chinese words in English, and Cyrillic, Greek, Arabic, Hebrew, Thai, Japanese or
    Korean letters anywhere, are an error.
    """
    letters, han = len(_LETTER.findall(pair.body)), sum(map(len, _HAN.findall(pair.body)))
    if pair.language is Language.ZH and letters and not han and _SMALL_WORD.search(pair.source.text):
        yield Finding("script", Severity.BLOCKING, "There is no Chinese character in the translation.")
    if pair.language is Language.EN and han > _MOST_HAN_IN_ENGLISH * letters:
        yield Finding("script", Severity.BLOCKING, "The translation is Chinese instead of English.")
    foreign = [_OTHER_SCRIPT] if pair.language is Language.ZH else [_OTHER_SCRIPT, _HAN]
    for pattern in foreign:
        for word in pattern.finditer(pair.body):
            if word.group() not in pair.source.text:
                fields = {"word": word.group()}
                yield Finding("script", Severity.ERROR, "»{word}« is of a foreign script.", word.span(), fields=fields)
