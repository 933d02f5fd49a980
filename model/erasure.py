"""Finding a person in texts: the name as it is written, spelt and inflected, addresses made of it, telephone numbers.

What is sought is a set of keys, not the name: the keys of a person whose data were erased are kept as digests, so
that the name is found again in what a publisher still shows, and stands nowhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from model.errors import BadConfiguration
from model.languages import Language
from model.richtext import Mark, RichText

REMOVED = {Language.DE: "[Name entfernt]", Language.EN: "[name removed]", Language.ZH: "[姓名已删除]"}
"""What stands in the place of the person."""
LONGEST = 6
"""Words of a form; nobody is written with more."""
LEAST_DIGITS = 6
"""Of a telephone number; what has fewer is a year, a postcode, a sum."""
LEAST_LETTERS = 4
"""Of a surname that is sought within the words of an e-mail address: »ott« is in many."""

Span = tuple[int, int]

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_GAP = re.compile(r"[\s.\-‐‑–_·•'’\u00ad\u200b]{0,3}|\s?,\s?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d(?:[ \t\u00a0\u202f()/.‐‑–-]{0,3}\d){5,}")
_TITLES = frozenset(
    {"dr", "prof", "frau", "herr", "herrn", "ing", "dipl", "med", "phil", "jur", "hc", "ms", "mr", "mrs"}
)
_SPELT = ({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}, {"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@dataclass
class Sought:
    """A person, or all persons whose data were erased.

    Attributes:
        known: whether a key is one of theirs; keys begin with what they are: `name:`, `alone:`, `mail:`, `phone:`.
        surnames: spellings of the surname, which is sought within e-mail addresses too; none where only digests are.
    """

    known: Callable[[str], bool]
    surnames: Sequence[str] = ()
    _found: set[str] = field(default_factory=set)

    def names(self, text: str) -> list[Span]:
        """Return where the full name stands, or something else that is theirs whatever stands around it."""
        return self._spans(text, alone=False)

    def all(self, text: str) -> list[Span]:
        """Return where anything of theirs stands, in a text that is known to speak of them: the surname alone too."""
        return self._spans(text, alone=True)

    def _spans(self, text: str, alone: bool) -> list[Span]:
        found = [*self._words(text, alone), *self._phones(text)]
        mails = [match.span() for match in _MAIL.finditer(text)]
        theirs = [mail for mail in mails if self._is_mail(text[slice(*mail)], alone) or any(map(_within(mail), found))]
        lines = [place for match in re.finditer("\n", text) for place in match.span()]
        return list(cut(text, _merged([*found, *theirs]), lines))

    def _is_mail(self, mail: str, alone: bool) -> bool:
        local = mail.partition("@")[0].casefold()
        of_name = alone and any(len(each) >= LEAST_LETTERS and each in local for each in self.surnames)
        return of_name or self.known(f"mail:{mail.casefold()}")

    def _words(self, text: str, alone: bool) -> Iterator[Span]:
        words = [(match.group().casefold(), *match.span()) for match in _WORD.finditer(text)]
        for first, (word, start, end) in enumerate(words):
            if alone and self.known(f"alone:{word}"):
                yield start, end
            key = f"name:{word}"
            for (_, _, before), (word_after, after, until) in zip(
                words[first:], words[first + 1 : first + LONGEST], strict=False
            ):
                gap = text[before:after]
                if not _GAP.fullmatch(gap):
                    break
                key += (", " if "," in gap else " ") + word_after
                if self.known(key):
                    yield start, until

    def _phones(self, text: str) -> Iterator[Span]:
        return (match.span() for match in _PHONE.finditer(text) if self.known(f"phone:{digits(match.group())}"))


def keys_of(name: str, also: Iterable[str] = ()) -> set[str]:
    """Return the keys of a person.

    Args:
        name: first names and surname, with or without a title.
        also: other texts that are theirs: e-mail addresses, telephone numbers, the name in Chinese.

    Raises:
        BadConfiguration: the name is no full name.
    """
    words = [word for word in _split(name) if word not in _TITLES]
    if len(words) < 2 or len(words) > LONGEST:
        raise BadConfiguration(where=name, reason="give first name and surname; `--also` names whatever else is theirs")
    keys: set[str] = set()
    for spelt in product(*(_spellings(word) for word in words)):
        *first, last = spelt
        for ending in ("", "s"):
            keys |= {
                f"name:{' '.join([*first, last + ending])}",
                f"alone:{last}{ending}",
                f"name:{last}, {' '.join(first)}",
            }
            keys |= {f"name:{first[0][0]} {last}{ending}", f"name:{first[0]} {last}{ending}"}
    return keys | {key_of(text) for text in also}


def surnames_of(name: str) -> list[str]:
    """Return the spellings of the surname in `name`."""
    return sorted(_spellings(_split(name)[-1])) if _split(name) else []


def key_of(text: str) -> str:
    """Return the key of an e-mail address, a telephone number, or a name in another writing.

    Raises:
        BadConfiguration: it is none of these.
    """
    if _MAIL.fullmatch(text.strip()):
        return f"mail:{text.strip().casefold()}"
    if _PHONE.fullmatch(text.strip()):
        return f"phone:{digits(text)}"
    words = _split(text)
    if not 2 <= len(words) <= LONGEST:
        raise BadConfiguration(where=text, reason="is no e-mail address, telephone number or name of two to six words")
    return f"name:{' '.join(words)}"


def digits(phone: str) -> str:
    """Return the digits of a telephone number without country and zero: it is written in many ways."""
    found = re.sub(r"\(0\)|\D", "", phone)
    return found.removeprefix("00").removeprefix("49").lstrip("0") or found


def phones_in(text: str) -> list[str]:
    """Return the telephone numbers in a text."""
    return [match.group() for match in _PHONE.finditer(text)]


def mails_in(text: str) -> list[str]:
    """Return the e-mail addresses in a text."""
    return _MAIL.findall(text)


def _split(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]


def _spellings(word: str) -> set[str]:
    spelt = {word}
    for table in _SPELT:
        spelt.add("".join(table.get(letter, letter) for letter in word))
    return spelt


def _within(outer: Span) -> Callable[[Span], bool]:
    return lambda inner: outer[0] <= inner[0] and inner[1] <= outer[1]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@dataclass(frozen=True)
class Rewritten:
    """A text in which something was replaced; places of the old text are found in it."""

    old: str
    spans: tuple[Span, ...]
    by: str

    @property
    def text(self) -> str:
        """The text as it is now."""
        parts, at = [], 0
        for start, end in self.spans:
            parts += [self.old[at:start], self.by]
            at = end
        return "".join([*parts, self.old[at:]])

    def place(self, position: int, *, is_end: bool = False) -> int:
        """Return where a place of the old text is; one within what was replaced is at its edge, the outer one."""
        shift = 0
        for start, end in self.spans:
            if position >= end:
                shift += len(self.by) - (end - start)
            elif position > start:
                return start + shift + (len(self.by) if is_end else 0)
        return position + shift

    def rich(self, marks: Iterable[Mark], sought: Sought) -> RichText:
        """Return the text with its marks where they belong; a link to an address of the person's is none any more."""
        kept = (mark for mark in marks if not (mark.href and sought.all(mark.href)))
        moved = (Mark(self.place(m.start), self.place(m.end, is_end=True), m.kind, m.href) for m in kept)
        return RichText(self.text, tuple(sorted(moved, key=lambda m: (m.start, m.end, m.kind, m.href or ""))))


def cut(text: str, spans: Iterable[Span], borders: Sequence[int]) -> tuple[Span, ...]:
    """Cut spans at the borders between lines or sentences, so that each keeps a text of its own.

    What lies between two of them is white space, and stays.
    """
    result: list[Span] = []
    for start, end in spans:
        inner = [start, *sorted({border for border in borders if start < border < end}), end]
        result += pairwise(inner)
    return tuple((start, end) for start, end in result if text[start:end].strip())
