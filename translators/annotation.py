"""Wishes written into a source text, for packages that were trained on it: `Allianz <2zh> 联盟 <2zh>`.

Behind a word stands what it is to be called, between two marks that are single tokens of the package's vocabulary.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translators.engine import Wish

_LITERAL_MARK = re.compile(r"<(2[a-z]{2})>")
_REST_OF_WORD = re.compile(r"[\w-]*\w|")
_SPACE = "▁"
"""How SentencePiece writes a space."""


def without_marks(text: str) -> str:
    """Return `text`, of the same length, with no token of ours in it: a literal `<2zh>` means nothing to a model."""
    return _LITERAL_MARK.sub("‹\\1›", text)


def annotate(text: str, wishes: Sequence[Wish], mark: str) -> str:
    """Return `text` with the wishes behind their words, or behind the compounds that these words begin."""
    for wish in sorted(wishes, key=lambda wish: wish.end, reverse=True):
        rest = _REST_OF_WORD.match(text, wish.end)
        end = rest.end() if rest else wish.end
        text = f"{text[:end]} {mark} {without_marks(wish.target)} {mark}{text[end:]}"
    return text


@dataclass(frozen=True)
class Tokens:
    """Tokens of an annotated text, told apart.

    Attributes:
        plain: indices of the tokens of the text itself.
        notes: for each annotation the indices of its tokens, and the index of the plain token that it stands behind.
    """

    plain: tuple[int, ...]
    notes: tuple[tuple[tuple[int, ...], int], ...]


def tell_apart(tokens: Sequence[str], mark: str) -> Tokens:
    """Say which tokens belong to annotations between two `mark`s; a space before the first mark does."""
    plain: list[int] = []
    notes: list[tuple[tuple[int, ...], int]] = []
    note: list[int] = []
    marks = 0
    for index, token in enumerate(tokens):
        opens = marks == 0 and token == _SPACE and tokens[index + 1 : index + 2] == [mark]
        marks += token == mark
        if not (marks or opens or token == mark):
            plain.append(index)
            continue
        note.append(index)
        if marks == 2:
            notes.append((tuple(note), len(plain) - 1))
            note, marks = [], 0
    return Tokens((*plain, *note), tuple(notes))


def folded(row: Sequence[float], tokens: Tokens) -> list[float]:
    """Return a row of attention over the plain tokens: what an annotation drew goes to the token before it."""
    kept = [row[index] for index in tokens.plain]
    for note, behind in tokens.notes:
        if behind >= 0:
            kept[behind] += sum(row[index] for index in note)
    return kept
