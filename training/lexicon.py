"""Words and what they are called on the other side, by how often they stand in the same pairs (Dice's coefficient)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from training.corpus import Pair

_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
_ENGLISH = re.compile(r"[^\W\d_][\w'-]*")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_TOO_COMMON = 2000
_EDGES = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been but by can for from had has have he his i in into is it its my not of on one or
        our she that the their they this those to was we were which who will with would you""",
    )
)
"""No name begins or ends with one of these."""
_PARTICLES = re.compile(r"^[的了和在是与及将为对从以及]|[的了和在是与及将为对从]$")

Lexicon = dict[str, str]


def lexicon(pairs: Sequence[Pair], language: str, least: float = 0.35) -> Lexicon:
    """Return German words with the phrase that goes with each, where both keep to one another.

    Args:
        pairs: sentences of one language; the more, the better.
        language: of the targets.
        least: Dice's coefficient from which a phrase is believed.
    """
    words, word_count = _numbered(words_of(pair.source) for pair in pairs)
    phrases, phrase_count = _numbered(phrases_of(pair.target, language) for pair in pairs)
    together = _together(pairs, language, words, phrases)
    pair_of, count = np.unique(together, return_counts=True)
    often = count >= 2
    pair_of, count = pair_of[often], count[often]
    word, phrase = np.divmod(pair_of, len(phrases))
    dice = 2 * count / (word_count[word] + phrase_count[phrase])
    names, found = list(words), list(phrases)
    best: dict[int, tuple[float, int]] = {}
    for w, p, score in zip(word.tolist(), phrase.tolist(), dice.tolist(), strict=True):
        rated = score + 0.02 * min(len(found[p]), 5 if language == "zh" else 0)  # the whole phrase before its part
        if score >= least and rated > best.get(w, (0.0, 0))[0]:
            best[w] = (rated, p)
    return {names[w]: found[p] for w, (_, p) in best.items()}


def words_of(text: str) -> set[str]:
    """Return the words of four letters and more, as they are written."""
    return set(_WORD.findall(text))


def phrases_of(text: str, language: str) -> set[str]:
    """Return what a German word may be called: one to three English words, or two to six Chinese characters."""
    if language == "en":
        words = _ENGLISH.findall(text)
        spans = [words[a : a + n] for n in range(1, 4) for a in range(len(words) - n + 1)]
        phrases = {" ".join(span) for span in spans if not {span[0].lower(), span[-1].lower()} & _EDGES}
        return {phrase for phrase in phrases if len(phrase) > 3 and phrase in text}
    runs = _HAN_RUN.findall(text)
    grams = {run[a : a + n] for run in runs for n in range(2, 7) for a in range(len(run) - n + 1)}
    return {gram for gram in grams if not _PARTICLES.search(gram)}


def _numbered(sets: Iterable[set[str]]) -> tuple[dict[str, int], np.ndarray[Any, Any]]:
    counts = Counter(item for items in sets for item in items)
    kept = {item: count for item, count in counts.items() if 2 <= count <= _TOO_COMMON}
    return {item: number for number, item in enumerate(kept)}, np.array(list(kept.values()))


def _together(
    pairs: Sequence[Pair], language: str, words: dict[str, int], phrases: dict[str, int]
) -> np.ndarray[Any, Any]:
    found = []
    for pair in pairs:
        left = np.array([words[word] for word in words_of(pair.source) if word in words], np.int64)
        right = np.array([phrases[p] for p in phrases_of(pair.target, language) if p in phrases], np.int64)
        found.append((left[:, None] * len(phrases) + right).ravel())
    return np.concatenate(found)
