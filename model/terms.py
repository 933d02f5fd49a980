"""Prescribed equivalents, and pairs that a person has approved."""

from dataclasses import dataclass
from datetime import datetime

from model.languages import Language
from model.richtext import RichText
from model.translation import State


@dataclass(frozen=True)
class Term:
    """A German expression and what it must, may and must not be called in one target language.

    Attributes:
        first: what it is called at its first mention in an article, such as 西门子（Siemens）; "" for `preferred`.
        short: what it is called after that; "" for `preferred`.
        kind: `organisation`, `place`, `person`, `event`, `term`...
        basis: how sure the equivalent is: `seen`, `usual`, `keep` (keep the Latin form).
    """

    source: str
    language: Language
    preferred: str
    acceptable: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    kind: str = "term"
    basis: str = ""
    first: str = ""
    short: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it may be called, the preferred first, each once."""
        return tuple(dict.fromkeys(filter(None, (self.preferred, self.first, self.short, *self.acceptable))))


@dataclass(frozen=True)
class TranslationUnit:
    """A reviewed pair: one entry of the translation memory.

    Attributes:
        state: `reviewed` or `final`, as the segment was when the pair was kept.
        before, after: hashes of the neighbouring German segments, "" at an edge; the same neighbours make a match sure.
    """

    source: str
    language: Language
    target: RichText
    reviewer: str
    reviewed_at: datetime
    before: str = ""
    after: str = ""
    state: State = State.REVIEWED
