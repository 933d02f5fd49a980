"""What could be put in place of signs that a check doubts: brackets, quotation marks, stops, spaces, doubled words."""

import re
from collections.abc import Iterator

from checks.pair import Pair
from model.comparison import compare
from model.languages import Language
from model.translation import Finding
from model.values import find_values
from model.wording import places
from pipeline.edits import Edit, shared_head
from translators.typography import simplified, typeset

_STOPS = re.compile(r"[.!?:…。！？：]*(?P<closers>[\"”“’»«)）]*)\s*\Z")
_CHINESE_STOPS = {".": "。", "!": "！", "?": "？", ":": "：", "…": "……"}
_LOOP = re.compile(r"(?P<unit>.{2,}?)(?:[\s,、，]*(?P=unit))+", re.IGNORECASE | re.DOTALL)
_IN_GERMAN = (
    dict.fromkeys("()（）", ("(", ")")) | dict.fromkeys("[]", ("[", "]")) | dict.fromkeys('“”《》"', ("„", "“"))
)
"""Opening and closing sign of the German for a sign of the translation."""
_GREATER = {"百百": "万", "万万": "亿"}
_OPENING = "([（“《"
_PARTNERS = {"(": ")", "（": "）", "[": "]", "“": "”", "《": "》"}


def of_signs(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Set punctuation and spaces as the language does; a sign at the beginning goes, a final stop is the German's."""
    if finding.span and finding.span[0] == 0:
        yield Edit(0, len(pair.body) - len(pair.body[finding.span[1] :].lstrip()), "")
    elif finding.span is None:
        yield from _final_stop(pair, finding.fields["german"])
    yield from _typeset(pair)


def of_spaces(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Take out a space that the language has not."""
    yield from _typeset(pair)
    if finding.span:
        yield Edit(*finding.span, "")
        yield Edit(*finding.span, " ")


def of_brackets(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Put in the bracket or quotation mark that is missing where the German shows its place."""
    yield from _typeset(pair)
    if finding.span is None:
        yield from _quotation(pair, finding)
        return
    sign, place = finding.fields["sign"], finding.span[0]
    if sign == '"':
        yield from (Edit(*finding.span, curved) for curved in "“”")
        sign = "”"
    at = _before(pair, sign, place) if sign in _OPENING else _behind(pair, sign, place)
    yield from (Edit(index, index, sign) for index in at)


def of_doubled(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Leave one of the words that stand twice, or go round in a circle."""
    if finding.span:
        start, end = finding.span
        for loop in _LOOP.finditer(pair.body, start, min(end + 1, len(pair.body))):
            unit = loop["unit"].rstrip(" ,、，")
            begun = shared_head(unit, pair.body[loop.end() :].lstrip(" ,、，"))
            if begun == pair.body[loop.end() :].strip(" ,、，.。") and begun:
                yield Edit(loop.start(), pair.body.index(begun, loop.end()) + len(begun), begun)
            yield Edit(loop.start(), loop.end(), unit)


def of_traditional(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Write the characters of mainland China."""
    yield from Edit.between(pair.body, simplified(pair.body, _kept(pair)))


def of_numerals(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Write 日 behind a day, and a doubled unit once or as the next greater one, as gives the German value."""
    if not finding.span:
        return
    start, end = finding.span
    if "date" in finding.fields:
        yield Edit(end, end, "日")
        return
    for unit in (pair.body[start], _GREATER.get(pair.body[start:end], "")):
        edit = Edit(start, end, unit)
        written = edit.apply(pair.body)
        left = compare(pair.source_values, find_values(written, pair.language), written)
        if not left.missing and not left.extra:
            yield edit


def of_note(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Take out the note of what was lost, once the sentence says all of it."""
    body = pair.body.casefold()
    if all(item.casefold() in body for item in pair.noted):
        yield Edit(len(pair.body.rstrip()), len(pair.target.text), "")


def _typeset(pair: Pair) -> Iterator[Edit]:
    yield from Edit.between(pair.body, typeset(pair.body, pair.language, kept=_kept(pair)))


def _kept(pair: Pair) -> list[str]:
    return [form for match in pair.found_terms if (term := match.term(pair.language)) for form in term.forms]


def _final_stop(pair: Pair, german: str) -> Iterator[Edit]:
    """Yield the German's stop at the end of the text, within its closing marks and behind them."""
    end = _STOPS.search(pair.body)
    stop = _CHINESE_STOPS.get(german, german) if pair.language is Language.ZH else german
    if end:
        yield Edit(end.start(), len(pair.body), stop + end["closers"])
        yield Edit(end.start(), len(pair.body), end["closers"] + stop)


def _behind(pair: Pair, sign: str, opening: int) -> Iterator[int]:
    """Yield where a closing sign belongs: behind the words of the German, before the stop that follows it there."""
    first, last = _IN_GERMAN[sign]
    german = pair.source.text
    start = german.find(first)
    close = re.compile("[“”]" if last == "“" else re.escape(last)).search(german, max(start, 0))
    if start < 0 or not close:
        return
    inside, rest = german[start + 1 : close.start()], german[close.end() :]
    if pair.body.startswith(inside, opening + 1):
        yield opening + 1 + len(inside)
    if not rest.strip(" .!?:…"):
        yield _end(pair.body)
    elif stop := re.match(r"[,;:–]", rest):
        wanted = {",": ",，", ";": ";；", ":": ":：", "–": "–—"}[stop[0]]
        found = [index for index in range(opening + 1, len(pair.body)) if pair.body[index] in wanted]
        # A comma within the brackets would be taken for the one behind them.
        yield from found if len(found) == 1 else ()


def _before(pair: Pair, sign: str, closing: int) -> Iterator[int]:
    """Yield where an opening sign belongs: before the words of the German, or at the beginning as there."""
    first, last = _IN_GERMAN[sign]
    german = pair.source.text
    start = german.find(first)
    close = re.compile("[“”]" if last == "“" else re.escape(last)).search(german, max(start, 0))
    if start < 0 or not close:
        return
    inside = german[start + 1 : close.start()]
    if pair.body.endswith(inside, 0, closing):
        yield closing - len(inside)
    if start == 0:
        yield 0


def _quotation(pair: Pair, finding: Finding) -> Iterator[Edit]:
    """Yield quotation marks around what the German quotes: the whole, a term, or words that stand there as they are."""
    if finding.source_span is None:
        return
    start, end = finding.source_span
    quoted = pair.source.text[start:end].strip("„“” ")
    if not pair.source.text[:start].strip() and not pair.source.text[end:].strip(" .!?"):
        yield Edit(0, len(pair.body), f"“{pair.body}”")
    terms = [match.term(pair.language) for match in pair.found_terms if start <= match.start and match.end <= end]
    for form in (quoted, *(form for term in terms if term for form in term.forms)):
        for here, there in places(pair.body, form)[:1]:
            yield Edit(here, there, f"“{pair.body[here:there]}”")


def _end(body: str) -> int:
    """Return where the final stop begins."""
    end = _STOPS.search(body)
    return end.start() if end else len(body)
