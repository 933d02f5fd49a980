"""A toy engine that needs no packages: for demonstrations and for tests of everything behind an engine."""

import re
from collections.abc import Sequence

from model.languages import Language
from translators.alignment import proportional
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wishes

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"
_FIRST_HAN = 0x4E00


class FakeEngine:
    """Turns words round for English, writes two letters as one Chinese character for Chinese.

    Nothing is lost: numbers, acronyms and punctuation stay as they are, so that checks have something true to find.
    """

    name = "fake"

    def __init__(self, target: Language) -> None:
        self.target = target

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return the same toy translation for the same text, whatever the decoding."""
        return [self._reading(text, decoding.align) for text in texts]

    def close(self) -> None:
        """Nothing to give back."""

    def _reading(self, text: str, align: bool) -> Reading:
        target = _WORD.sub(lambda word: self._word(word[0]), text)
        return Reading(target, score=-0.5, align=proportional(len(text), len(target)) if align else None)

    def _word(self, word: str) -> str:
        if word.isupper() and len(word) > 1:
            return word
        return _as_han(word.lower()) if self.target is Language.ZH else word[::-1]


def _as_han(word: str) -> str:
    digits = [_LETTERS.find(letter) + 1 for letter in word] + [0] * (len(word) % 2)
    pairs = zip(digits[::2], digits[1::2], strict=True)
    return "".join(chr(_FIRST_HAN + first * (len(_LETTERS) + 1) + second) for first, second in pairs)
