import re
from collections.abc import Iterator

from checks.pair import Pair
from model.languages import Language
from model.translation import Finding, Severity

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SIDE = rf"{_HAN}，。、；：？！（）“”《》"
_HALF_WIDTH = re.compile(
    rf"(?<=[{_HAN}）”》])[,;:?!]|[,;:?!](?=[{_HAN}（“《])"
    rf"|(?<=[{_HAN}）”》\d%])\.(?=[”’）]*$)|(?<=[{_HAN}])\.(?![\w.])"
    rf"|\((?=[^()]*[{_HAN}])|(?<=[{_HAN}])\)|[\"„](?=[{_SIDE}])|(?<=[{_SIDE}])[\"„]|\.{{3}}"
)
_FULL_WIDTH_LETTER = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_FULL_WIDTH_SIGN = re.compile("[，。、；：？！（）《》「」％～\u3000]")
_END = re.compile(r"([.!?:…。！？：])[\"”“’»«)）]*$")
_KIND = {"。": ".", "！": "!", "？": "?", "：": ":", "…": "."}
_LEADING = re.compile(r"^[,;:.。，；：！？]")


def punctuation(pair: Pair) -> Iterator[Finding]:
    """Chinese has half-width signs or full-width digits and letters, English has full-width signs, or the stops differ.

    A warning for signs of the other language, a note for a final stop that the German has not, or the other way round.
    """
    if pair.language is Language.ZH:
        yield from _signs(pair, _HALF_WIDTH, "»{sign}« is half-width.")
        yield from _signs(pair, _FULL_WIDTH_LETTER, "»{sign}« is full-width.")
    else:
        yield from _signs(pair, _FULL_WIDTH_SIGN, "»{sign}« is full-width.")
    if leading := _LEADING.match(pair.body):
        template, fields = "The translation begins with »{sign}«.", {"sign": leading[0]}
        yield Finding("punctuation", Severity.WARNING, template, leading.span(), fields=fields)
    german, translated = _final(pair.source.text), _final(pair.body)
    if german != translated and not pair.noted:
        yield _different_end(german, translated)


def _signs(pair: Pair, pattern: re.Pattern[str], template: str) -> Iterator[Finding]:
    for sign in pattern.finditer(pair.body):
        if sign.group() not in pair.source.text or sign.group().isascii():
            fields = {"sign": sign.group()}
            yield Finding("punctuation", Severity.WARNING, template, sign.span(), fields=fields)
            return


def _different_end(german: str, translated: str) -> Finding:
    if not german:
        template = "The translation ends with »{translated}«, the German without a stop."
    elif not translated:
        template = "The German ends with »{german}«, the translation without a stop."
    else:
        template = "The German ends with »{german}«, the translation with »{translated}«."
    return Finding("punctuation", Severity.NOTE, template, fields={"german": german, "translated": translated})


def _final(text: str) -> str:
    match = _END.search(text.rstrip())
    return _KIND.get(match[1], match[1]) if match else ""
