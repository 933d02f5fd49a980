"""Links, emphasis and line breaks as inline codes: XLIFF 2.1, section 4.7.

The codes of a sentence are numbered after its German, so that they mean the same when the file comes back, whatever a
program has made of their attributes; what a link leads to is never read from the file.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from json import dumps

from model.richtext import Mark, MarkKind, RichText
from model.translation import State
from translators.xliff_values import (
    DOUBLED_CODE,
    EMPTY_CODE,
    MISNESTED_CODE,
    MISSING_CODE,
    UNKNOWN_CODE,
    WRONG_CODE,
    Content,
    Damaged,
    Place,
    Tag,
)


@dataclass(frozen=True)
class Code:
    """An inline code: a mark of a kind, or a line break where `kind` is None."""

    id: str
    kind: MarkKind | None
    href: str | None = None

    @property
    def shown(self) -> str:
        """How a person recognises it: »<a> (s12-1)«."""
        return f"<{self.kind.value if self.kind else 'br'}> ({self.id})"


@dataclass(frozen=True)
class Codes:
    """The codes of a sentence.

    Attributes:
        source, target: in the order of the marks of German and translation, then of their line breaks; a code that
            both have is one.
        crossing: ids of codes that overlap others, which cannot be written as one element around their words.
    """

    source: tuple[Code, ...]
    target: tuple[Code, ...]
    crossing: frozenset[str]

    def known(self) -> dict[str, Code]:
        """Return all codes by their ids."""
        return {code.id: code for code in (*self.source, *self.target)}


def codes_of(name: str, source: RichText, target: RichText | None = None) -> Codes:
    """Return the codes of a sentence; their ids begin with `name`.

    A code of the target is the first of the source that means the same and is not taken; else it has an id of its own.
    """
    numbers = count(1)
    of_source = [Code(f"{name}-{number}", *what) for what, number in zip(_meanings(source), numbers, strict=False)]
    free, of_target = list(of_source), []
    for kind, href in _meanings(target) if target else ():
        twin = next((code for code in free if (code.kind, code.href) == (kind, href)), None)
        if twin:
            free.remove(twin)
        of_target.append(twin or Code(f"{name}-{next(numbers)}", kind, href))
    crossing = {*_crossing(source, of_source), *(_crossing(target, of_target) if target else ())}
    return Codes(tuple(of_source), tuple(of_target), frozenset(crossing))


def to_content(text: RichText, codes: Sequence[Code]) -> Content:
    """Return `text` with marks and line breaks as codes; `codes` are those of this text, in the order of `Codes`."""
    parts: list[str | Tag] = []
    done = 0
    for place, tag in _tags(text, codes):
        parts += [text.text[done:place]] if done < place else []
        parts.append(tag)
        done = place + (tag.place is Place.POINT)
    return (*parts, text.text[done:]) if done < len(text.text) else tuple(parts)


def from_content(content: Content, known: Mapping[str, Code]) -> RichText:
    """Inverse of `to_content`, without white space at the ends; a line end that was typed is a line break.

    Raises:
        Damaged: a code is unknown, doubled or misnested, or has no words.
    """
    reader = _Reader(known)
    for part in content:
        if isinstance(part, Tag):
            reader.take(part)
        else:
            reader.text += part.replace("\r\n", "\n").replace("\r", "\n")
    return tidy(reader.finish())


def ensure_complete(content: Content, wanted: Collection[Code]) -> None:
    """Check that every code of `wanted` stands in `content`.

    Raises:
        Damaged: one is missing.
    """
    present = {part.id for part in content if isinstance(part, Tag)}
    for code in wanted:
        if code.id not in present:
            raise Damaged(MISSING_CODE, code=code.shown)


def tidy(text: RichText) -> RichText:
    """Return `text` without white space at its ends."""
    start = len(text.text) - len(text.text.lstrip())
    return text.slice(start, max(start, len(text.text.rstrip())))


def fingerprint(text: RichText, state: State) -> str:
    """Return by what is seen later whether anybody has changed a target or its state."""
    kept = tidy(text)
    return sha256(dumps([kept.text, kept.to_json(), state], ensure_ascii=False).encode()).hexdigest()[:32]


def _meanings(text: RichText) -> Iterator[tuple[MarkKind | None, str | None]]:
    yield from ((mark.kind, mark.href) for mark in text.marks)
    yield from ((None, None) for _ in range(text.text.count("\n")))


def _tags(text: RichText, codes: Sequence[Code]) -> list[tuple[int, Tag]]:
    """Return the codes with their places; at each what ends there, the inner first, then what begins, then breaks."""
    ranked = sorted(zip(text.marks, codes, strict=False), key=lambda pair: (pair[0].start, -pair[0].end))
    events = []
    for rank, (mark, code) in enumerate(ranked):
        events.append(((mark.end, 0, -rank), Tag(Place.END, code.id)))
        events.append(((mark.start, 1, rank), Tag(Place.BEGIN, code.id)))
    breaks = (place for place, sign in enumerate(text.text) if sign == "\n")
    for place, code in zip(breaks, codes[len(text.marks) :], strict=True):
        events.append(((place, 2, 0), Tag(Place.POINT, code.id)))
    return [(order[0], tag) for order, tag in sorted(events, key=lambda event: event[0])]


def _crossing(text: RichText, codes: Sequence[Code]) -> Iterator[str]:
    open_: list[str] = []
    for _, tag in _tags(text, codes):
        if tag.place is Place.BEGIN:
            open_.append(tag.id)
        elif tag.place is Place.END:
            if open_[-1] != tag.id:
                yield tag.id
            open_.remove(tag.id)


@dataclass
class _Reader:
    """Collects words and marks; `begun` holds where the codes that are open began."""

    known: Mapping[str, Code]
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    begun: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def take(self, tag: Tag) -> None:
        code = self.known.get(tag.id)
        if code is None:
            raise Damaged(UNKNOWN_CODE, code=tag.id)
        if (code.kind is None) is not (tag.place is Place.POINT):
            raise Damaged(WRONG_CODE, code=code.shown)
        if tag.place is Place.END:
            self._end(code)
            return
        if tag.id in self.seen:
            raise Damaged(DOUBLED_CODE, code=code.shown)
        self.seen.add(tag.id)
        if tag.place is Place.BEGIN:
            self.begun[tag.id] = len(self.text)
        else:
            self.text += "\n"

    def _end(self, code: Code) -> None:
        start = self.begun.pop(code.id, None)
        if start is None or code.kind is None:
            raise Damaged(DOUBLED_CODE if code.id in self.seen else MISNESTED_CODE, code=code.shown)
        if start == len(self.text):
            raise Damaged(EMPTY_CODE, code=code.shown)
        self.marks.append(Mark(start, len(self.text), code.kind, code.href))

    def finish(self) -> RichText:
        for unclosed in self.begun:
            raise Damaged(MISNESTED_CODE, code=self.known[unclosed].shown)
        return RichText(self.text, tuple(sorted(self.marks)))
