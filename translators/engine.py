"""What a translation engine is: plain sentences in, readings out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from model.languages import Language

Alignment = Callable[[int], int]
"""Where a character offset of one text stands in another."""


@dataclass(frozen=True)
class Wish:
    """A word of a text, `text[start:end]`, and what it is to be called in the translation; `also` is as right."""

    start: int
    end: int
    target: str
    also: tuple[str, ...] = ()


Wishes = Mapping[str, Sequence[Wish]]
"""By text: its wishes in its order, none overlapping. An engine obeys as far as it can."""

NO_WISHES: Wishes = MappingProxyType({})


@dataclass(frozen=True)
class Decoding:
    """How a translation is searched for; the words are those of CTranslate2's `translate_batch`.

    Attributes:
        beam_size: how many partial translations are followed at once.
        length_penalty: exponent of the length that a score is divided by; 1 is the mean a token.
        repetition_penalty: more than 1 makes a token that was used already less likely.
        no_repeat_ngram_size: no sequence of so many tokens occurs twice; 0 allows all.
        longest: tokens of a sentence beyond which it is divided at clauses; models are trained on single sentences.
        hypotheses: how many readings are wanted; the best one carries the others.
        align: readings carry an alignment, where the engine can; it costs about a tenth of the speed.
    """

    beam_size: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.1
    no_repeat_ngram_size: int = 0
    longest: int = 120
    hypotheses: int = 1
    align: bool = False


PLAIN = Decoding()
"""For every sentence first."""

GUARDED = Decoding(beam_size=6, repetition_penalty=1.3, no_repeat_ngram_size=3)
"""For a sentence that came out looping or empty. Not for all: it forbids repetitions that are right."""

CLAUSEWISE = Decoding(beam_size=2, repetition_penalty=1.2, no_repeat_ngram_size=4, longest=24)
"""For one that came out bad again: clause by clause, which loses what ties them together but not the thread."""


@dataclass(frozen=True)
class Reading:
    """An engine's translation of one text.

    Attributes:
        score: mean log-probability a token; of two stages the lower one.
        align: source offset -> offset in `text`, where the engine knows.
        via: the English in between, where the engine went through it.
        others: further readings, the best first, where they were asked for.
    """

    text: str
    score: float | None = None
    align: Alignment | None = None
    via: str | None = None
    others: tuple["Reading", ...] = ()


class Engine(Protocol):
    """Something that translates German into `target`.

    Attributes:
        name: engine, packages and versions, as kept with every sentence.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 -- said above

    @property
    def target(self) -> Language: ...  # noqa: D102 -- said above

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text, in order.

        Raises:
            TranslationError: the engine failed; no text is translated then.
        """
        ...

    def close(self) -> None:
        """Give the memory back; a later call loads the models again."""
        ...
