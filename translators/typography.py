"""Punctuation and spaces as Chinese and English newspapers set them; machine translation mixes them."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from opencc import OpenCC

from model.languages import Language
from translators.leftovers import rewritten

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FULL = r"，。、；：？！（）《》“”‘’…—"
_PROTECTED = re.compile(
    r"""
    (?:https?://|www\.)[^\s“”，。）\u3400-\u9fff]+(?<![.,;:!?)])
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | \d+(?:[.,:/-]\d+)+""",
    re.VERBOSE | re.ASCII,
)
"""What no rule may touch: addresses, and punctuation within numbers, times and dates."""

_LETTERS = {
    code: code - 0xFEE0
    for start, end in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(start), ord(end) + 1)
}
_HALF_WIDTH_LETTERS: dict[int, int | str] = {**_LETTERS, ord("％"): "%", ord("＋"): "+", ord("\u3000"): " "}
_AFTERNOON = re.compile(r"\b(1[3-9]|2[0-3])((?:[.:]\d\d)?\s?p\.?m\b)")
"""An hour of the 24-hour clock in front of p.m., as engines write it."""
_RANGE = re.compile(r"(?<![\d.,:/–—-])(?<!\d )(\d{1,4}(?:\.\d+)?%?)\s?[–—]\s?(?=\d{1,4}(?:\.\d+)?[%\u4e00-\u9fff])")

_FULL_WIDTH = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。"}
_FINAL = ".!?…:。！？：；;"
_CHINESE_FINAL = _FULL_WIDTH | {"…": "……"}
_HALF_WIDTH = {full: half for half, full in _FULL_WIDTH.items()} | {"、": ",", "（": "(", "）": ")"}
_CLOSING = '“”"»«’)]）』」'
_HIDDEN = "\ue000"  # private use: stands for one protected string while the rules run


def typeset(target: str, language: Language, source: str = "", kept: Sequence[str] = ()) -> str:
    """Return a machine translation with the punctuation, digits and characters of its language.

    Chinese comes out in simplified characters; values that the engine left half in German are written anew.

    Args:
        target: the translation.
        language: its language; text in others than Chinese and English comes back as it is.
        source: the German: what ends without a stop there, such as a headline, ends without one here.
        kept: words that stay as they are, such as a name that the termbase writes in traditional characters.
    """
    rules = {Language.ZH: _chinese, Language.EN: _english}.get(language)
    if rules is None or not target.strip():
        return target.strip()
    text = " ".join(target.translate(_HALF_WIDTH_LETTERS).split())
    if language is Language.ZH:
        text = simplified(text, kept)
    if source:
        text = rewritten(text, language, source)
    if language is Language.EN:
        text = _AFTERNOON.sub(lambda time: f"{int(time[1]) - 12}{time[2]}", text)
    text = _around_protected(text, rules)
    return _ended_like(source, text, language) if source else text


def simplified(text: str, kept: Sequence[str] = ()) -> str:
    """Return Chinese `text` in simplified characters, but for the words in `kept`."""
    there = [word for word in kept if word in text]
    if not there:
        return str(_converter().convert(text))
    parts = re.split(f"({'|'.join(sorted(map(re.escape, there), key=len, reverse=True))})", text)
    return "".join(part if part in there else str(_converter().convert(part)) for part in parts)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _around_protected(text: str, rules: Callable[[str], str]) -> str:
    kept = _PROTECTED.findall(text)
    parts = iter(kept)
    changed = rules(_PROTECTED.sub(_HIDDEN, text.replace(_HIDDEN, "")))
    return re.sub(_HIDDEN, lambda _: next(parts), changed)


def _chinese(text: str) -> str:
    text = re.sub(r"\.{3,}|…(?:\s*…)*", "……", _quotes(text))
    text = re.sub(rf"(?<=[{_HAN}])\s+[-–—]+\s+|\s+[-–—]+\s+(?=[{_HAN}])", "——", text)
    text = re.sub(rf"(?<=[{_HAN}])\s*(?:--+|—(?!—)(?<!——))\s*(?=[{_HAN}])", "——", text)
    text = re.sub(rf"\.\s+(?=[{_HAN}“（])", "。", text)
    text = _closed_up(_brackets(_closed_up(text)))
    text = re.sub(rf"(?<=[{_HAN}）”])[,:;?!]|[,:;?!](?=[{_HAN}“（])", lambda stop: _FULL_WIDTH[stop[0]], text)
    text = re.sub(rf"(?<=[{_HAN}）”])\.(?![\w.])", "。", text)
    if re.search(rf"[{_HAN}]", text):
        text = re.sub(r"(?<=[^.])[.?!]\Z", lambda stop: _FULL_WIDTH[stop[0]], text)
    text = re.sub(rf"(?<=[\d{_HIDDEN}]) (?=[%‰℃])", "", _closed_up(text))
    return _RANGE.sub(r"\1至", re.sub(r"([，。；：？！])\1+", r"\1", text))


def _closed_up(text: str) -> str:
    return re.sub(rf"(?<=[{_HAN}{_FULL}])\s+|\s+(?=[{_HAN}{_FULL}])", "", text)


def _brackets(text: str) -> str:
    """Make a pair full-width where Chinese stands in it or beside it, so that both sides match."""

    def full(found: re.Match[str]) -> str:
        beside = text[: found.start()].rstrip()[-1:] + text[found.end() :].lstrip()[:1]
        chinese = re.search(rf"[{_HAN}]", found[1] + beside)
        return f"（{found[1].strip()}）" if chinese else found[0]

    return re.sub(r"[(（]([^()（）]*)[)）]", full, text)


def _english(text: str) -> str:
    text = _quotes(text)
    text = re.sub(r"[，、。；：？！（）]", lambda mark: _HALF_WIDTH[mark[0]], text)
    text = re.sub(r"\s+([,;:!?)\]”]|\.(?!\d))", r"\1", text)
    text = re.sub(r"\.{3,}", "…", text)
    text = re.sub(r"([(\[“])\s+", r"\1", text)
    text = re.sub(r"(?<=[a-z])'(?=(?:s|t|re|ve|ll|d)\b)", "’", text)
    text = re.sub(rf"(?<=[\d{_HIDDEN}]) (?=%)", "", text)
    return " ".join(re.sub(r"([,;:])(?=[^\W\d_])", r"\1 ", text).split())


def _quotes(text: str) -> str:
    """Turn German, French and straight quotation marks into “ and ”."""
    for pattern in (r"„([^„“”]*)[“”]", r"»([^»«]*)«", r"«([^»«]*)»", r'"([^"]*)"'):
        text = re.sub(pattern, _quoted, text)
    text = text.replace("„", "“")
    if "”" not in text:  # a German closing mark looks like an English opening one; engines take it over
        text = re.sub(r"“([^“]*)“", _quoted, text)
    return re.sub(r"‚([^‚‘’]*)[‘’]", lambda found: f"‘{found[1].strip()}’", text)


def _quoted(found: re.Match[str]) -> str:
    return f"“{found[1].strip()}”"


def _ended_like(source: str, text: str, language: Language) -> str:
    """End a translation as the German ends: with its kind of stop, or without one."""
    stop = source.rstrip(_CLOSING + " ")[-1:]
    core = text.rstrip(_CLOSING).rstrip()
    if stop not in _FINAL:
        return text.rstrip("。. ") if core == text and not text.endswith("..") else text
    if not core or core[-1] in _FINAL:
        return text
    final = _CHINESE_FINAL.get(stop, stop) if language is Language.ZH else stop
    return f"{core}{final}{text[len(core) :]}" if source.rstrip()[-1] in _CLOSING else f"{text}{final}"
