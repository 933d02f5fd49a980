"""What is taken out of a sentence before the engine sees it and put back after: addresses and lists of names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from model.languages import Language
from model.terms import Term
from model.values import ADDRESSES, Value, ValueKind, find_values
from translators.contacts import contact, postal_addresses
from translators.engine import Alignment
from translators.labels import find_label
from translators.namelists import find_name_lists
from translators.spans import aligned_span


@dataclass(frozen=True)
class Aside:
    """A piece taken out of a German text.

    Attributes:
        start, end: where it stands in the German, with the words and brackets that go with it.
        text: as it is written in the translation.
        bracketed: it brings brackets of its own, which may be open on one side where a list runs over paragraphs.
    """

    start: int
    end: int
    text: str
    bracketed: bool = False


@dataclass(frozen=True)
class Prepared:
    """A text for the engine.

    Attributes:
        pieces: what was taken out: the offset in `text` where it stood, and how it is written.
    """

    text: str
    target: Language
    pieces: tuple[tuple[int, Aside], ...] = ()

    def put_back(self, translated: str, align: Alignment | None = None) -> str:
        """Return `translated` with the pieces: where `align` says that their neighbours went, else at the end.

        Nothing is lost: a piece that finds no place stands before the final stop.
        """
        end = len(translated.rstrip(_STOPS))
        placed = [
            (self._position(place, translated, end, align), number) for number, (place, _) in enumerate(self.pieces)
        ]
        text = translated
        for position, number in sorted(placed, reverse=True):
            text = self._insert(text, position, self.pieces[number][1], last=position >= end)
        return text

    def _position(self, place: int, translated: str, end: int, align: Alignment | None) -> int:
        if not self.text[:place].strip():
            return 0
        if align is None or not self.text[place:].strip(_STOPS + " "):
            return end
        neighbour = self.text[:place].rstrip().rfind(" ") + 1
        written = aligned_span((neighbour, place), self.text, translated, align)[1]
        # Other places of the alignment show where the next word begins, also between Chinese characters.
        after = min((other for other in map(align, range(len(self.text))) if other >= written), default=end)
        return min(_word_end(translated, after), end)

    def _insert(self, text: str, position: int, aside: Aside, *, last: bool) -> str:
        chinese = self.target is Language.ZH
        before, after = text[:position].rstrip(), text[position:].lstrip()
        if not before:
            return aside.text + ("" if chinese or not after or after[0] in _STOPS else " ") + after
        if aside.bracketed:
            # A list that goes on in the next paragraph: the stop is the engine's own.
            after = after if aside.text[-1] in ")）" else after.lstrip(_STOPS)
            piece = aside.text
        elif last:
            before = _HALF_DAY.sub(r"\g<0>.", before.rstrip(":："))
            return f"{before}{'：' if chinese else ': '}{aside.text}{after}"
        else:
            piece = f"（{aside.text}）" if chinese else f"({aside.text})"
        if chinese:
            return before + piece + after
        return f"{before} {piece}{' ' if after and after[0] not in _STOPS + ',;)' else ''}{after}"


_STOPS = ".!?…。！？:："
_LATIN_RUN = re.compile(r"[A-Za-z0-9\u00c0-\u024f'’@%-]*(?:[.,](?=\w)[A-Za-z0-9\u00c0-\u024f'’@%-]+)*")
_HALF_DAY = re.compile(r"\b[ap]\.m\Z")
_INSIDE = re.compile(r"[A-Za-z0-9\u00c0-\u024f'’@%-]$")


def take_out(text: str, terms: Sequence[Term], target: Language) -> Prepared:
    """Take e-mail addresses, URLs, phone numbers, postal addresses and bracketed lists of names out of a German text.

    What an engine would spoil goes past it; the sentence reads as well without it. Short words that only lead to an
    address (»unter«, »Tel.«) go with it.
    """
    asides = sorted(_asides(text, terms, target), key=lambda aside: aside.start)
    prepared, place = "", 0
    pieces = []
    for aside in asides:
        if aside.start < place:
            continue
        prepared = _joined(prepared, text[place : aside.start])
        pieces.append((len(prepared.rstrip()), aside))
        place = aside.end
    return Prepared(_joined(prepared, text[place:]).rstrip(), target, tuple(pieces))


def _asides(text: str, terms: Sequence[Term], target: Language) -> Iterator[Aside]:
    for start, end, listed in find_name_lists(text, terms, target):
        yield Aside(start, end, listed, bracketed=True)
    for match in _BRACKET.finditer(text):
        labelled = contact(match["inside"], target, terms)
        if labelled and _addresses(match["inside"]):
            written = f"（{labelled}）" if target is Language.ZH else f"({labelled})"
            yield Aside(match.start(), match.end(), written, bracketed=True)
    yield from _groups(text, target)


_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")
_LABEL = r"(?<!der )(?<!die )(?<!dem )(?P<label>(?:Telefon|Tel\.?|Telefax|Fax|Mobil|E-Mail|Internet|Web):?\.?:?\s?)"
_LEAD = re.compile(rf"(?<!\w)(?:(?:unter|via|per|an|in|im|am|auf)\s(?:(?:der|dem|den)\s)?|{_LABEL})+$")
_BETWEEN = re.compile(r"\s?(?P<word>,|;|/|\||·|und|oder|sowie|bzw\.)?\s?")
_WORDS = {
    Language.EN: {"und": " and ", "oder": " or ", "sowie": " and ", "bzw.": " or ", ",": ", ", ";": "; "},
    Language.ZH: {"und": "和", "oder": "或", "sowie": "和", "bzw.": "或", ",": "，", ";": "；"},
}


def _groups(text: str, target: Language) -> Iterator[Aside]:
    """Yield addresses, neighbours joined by »oder« and the like as one."""
    group: Aside | None = None
    for start, end in _addresses(text):
        lead = _LEAD.search(text, 0, start)
        label = find_label(lead["label"], target) if lead and lead["label"] else None
        colon = "：" if target is Language.ZH else ": "
        written = (label.text + colon if label else "") + text[start:end]
        single = Aside(lead.start() if lead else start, end, written)
        between = _BETWEEN.fullmatch(text, group.end, single.start) if group else None
        if group and between:
            word = _WORDS[target].get(between["word"] or ",", f" {between['word']} ")
            group = Aside(group.start, end, group.text + word + written)
            continue
        if group:
            yield _widened(group, text)
        group = single
    if group:
        yield _widened(group, text)


def _addresses(text: str) -> list[tuple[int, int]]:
    postal = [(start, start + len(text[start:end].rstrip(".,; "))) for start, end in postal_addresses(text)]
    kinds = ADDRESSES - {ValueKind.REFERENCE}
    values = [value for value in find_values(text, Language.DE) if value.kind in kinds]
    return sorted(postal + [(value.start, value.end) for value in values if not _within(value, postal)])


def _within(value: Value, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= value.start < end for start, end in spans)


def _widened(aside: Aside, text: str) -> Aside:
    """Take along the brackets, or one of the commas, that hold nothing else."""
    before, after = text[: aside.start].rstrip(), text[aside.end :].lstrip()
    if before.endswith("(") and after.startswith(")"):
        return Aside(len(before) - 1, len(text) - len(after) + 1, aside.text)
    if before.endswith(",") and after.startswith(","):
        return Aside(len(before) - 1, aside.end, aside.text)
    return aside


def _joined(left: str, right: str) -> str:
    """Put together what stood around a piece, without two spaces or one before a stop."""
    if left and right[:1] in set(_STOPS + ",;)"):
        return left.rstrip() + right
    return f"{left.rstrip()} {right.lstrip()}" if left.strip() and right.strip() else (left + right).lstrip()


def _word_end(text: str, position: int) -> int:
    """Move a position that falls into a Latin word or number to its end."""
    if position <= 0 or not _INSIDE.search(text, 0, position):
        return position
    match = _LATIN_RUN.match(text, position)
    return match.end() if match else position
