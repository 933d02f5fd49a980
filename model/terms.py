"""Prescribed equivalents, and pairs that a person has approved."""

from dataclasses import dataclass
from datetime import datetime

from model.languages import Language
from model.richtext import RichText


@dataclass(frozen=True)
class Term:
    """A German expression and what it must, may and must not be called in one target language.

    Attributes:
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


@dataclass(frozen=True)
class TranslationUnit:
    """A reviewed pair: one entry of the translation memory.

    Attributes:
        before, after: hashes of the neighbouring German segments, "" at an edge; the same neighbours make a match sure.
    """

    source: str
    language: Language
    target: RichText
    reviewer: str
    reviewed_at: datetime
    before: str = ""
    after: str = ""
