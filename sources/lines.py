"""Lines of a text file or PDF to paragraphs: what the width cut is put together, what the author broke stays."""

import re
from collections.abc import Sequence

_BULLET = re.compile(r"^\s*(?:[-–•*▪◦‣■]|(?P<number>\d{1,2}[.)]))\s+(?=\S)")
_AND = re.compile(r"(?:und|oder|bzw\.|sowie|beziehungsweise|bis|als)\b")
_LAST_WORD = re.compile(r"(\S+)-$")
_PARTED_WORD = re.compile(r"[^\W\d_]{2}-$|[A-Z]+\d-$")
_IN_SENTENCE = re.compile(r"[^\W\d_],?$")
_SMALL_WORD = re.compile(r"[a-zäöüß]+(?:[ ,;.!?]|$)(?!\S*@)")
_PAGE_NUMBER = re.compile(r"(?i)^(?:seite\s*)?[-–|]?\s*\d{1,3}\s*(?:(?:von|/)\s*\d{1,3})?\s*[-–|]?$")


def join_lines(lines: Sequence[str], breaks: Sequence[bool]) -> str:
    """Return `lines` as one text; a line break stays after line `i` where `breaks[i]` says that its author meant it."""
    text = ""
    for index, line in enumerate(lines):
        meant = index > 0 and breaks[index - 1] and not _goes_on(text, line.strip())
        text = f"{text}\n{line.strip()}" if meant else join_words(text, line.strip())
    return text


def _goes_on(before: str, after: str) -> bool:
    """Whether a line ends within a word or a sentence, however short it is."""
    if _PARTED_WORD.search(before):
        return True
    return bool(_IN_SENTENCE.search(before) and _SMALL_WORD.match(after))


def join_words(before: str, after: str) -> str:
    """Put together what the end of a line has parted.

    A hyphen goes where it parts a word (»Wirt-« »schaft«), and stays where the word is written with one: before a
    capital (»Nord-« »Süd«), after figures and abbreviations (»CO2-« »Emissionen«), before »und« (»Ein-« »und Ausfuhr«).
    """
    if not before or not after:
        return before + after
    parted = _LAST_WORD.search(before)
    if not parted:
        return f"{before} {after}"
    if _AND.match(after):
        return f"{before} {after}"
    if not after[0].islower() or _has_own_hyphen(parted[1]):
        return before + after
    return before[:-1] + after


def _has_own_hyphen(stem: str) -> bool:
    """Whether a word before a hyphen is a figure or abbreviation, which is never hyphenated otherwise."""
    letters = re.sub(r"[^\w]", "", stem)
    return any(letter.isdigit() for letter in letters) or (len(letters) > 1 and letters.isupper())


def split_bullet(line: str) -> tuple[bool, bool, str]:
    """Return whether `line` begins a list item, whether that is numbered, and its text without the sign."""
    found = _BULLET.match(line)
    return (True, found["number"] is not None, line[found.end() :]) if found else (False, False, line)


def is_page_number(line: str) -> bool:
    """Whether a line numbers a page: »3«, »- 3 -«, »Seite 3 von 5«."""
    return bool(_PAGE_NUMBER.fullmatch(line.strip()))
