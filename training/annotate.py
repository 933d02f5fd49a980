"""Wanted translations written into source texts, and figures and names drawn anew, so that a model copies both.

`Die Allianz <2zh> 联盟 <2zh> lädt ein.`: behind a word stands what it is to be called, between two marks that no real
text has.
"""

import csv
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.corpus import Pair
from training.figures import figures, redrawn
from training.figures import replace as rewritten
from training.lexicon import Lexicon, phrases_of
from training.vocabulary import MARKS

MOST = 3
"""Annotations in a sentence."""

LEAST_PART = 5
"""Letters of a term that is looked for at the ends of compounds."""

_NAME = re.compile(r"(?<![\w-])[A-ZÄÖÜ][\w&.-]*[\w](?: [A-ZÄÖÜ][\w&-]*\w)*(?![\w-])")
_SINGLE_NAME = re.compile(r"(?<![\w-])[A-ZÄÖÜ][a-zäöüß]{2,}(?![\w-])")
_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
ENDINGS = ("", "s", "n", "e", "en", "es", "er", "em")


@dataclass(frozen=True)
class Rates:
    """How often a sentence is changed in which way; the last three say what happens to those that are."""

    annotated: float = 0.35
    figures: float = 0.35
    names: float = 0.3
    headline: float = 0.03
    capitals: float = 0.015
    unusual: float = 0.35


PLAIN = Rates(annotated=0.12, figures=0.1, names=0.05, headline=0.02, capitals=0.005)
"""For text that is not press text."""


@dataclass(frozen=True)
class Spot:
    """A word of the source that ends at `end`, and what the target calls it."""

    end: int
    target: str
    free: bool = True
    """Whether the target could as well call it something else; not for figures, adjectives and verbs."""


@dataclass
class Wordbook:
    """What is known of words, for one language: terms and places, words that go together, names, and any phrases."""

    language: str
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=dict)
    names: Sequence[str] = ()
    phrases: Sequence[str] = ()


def read_known(paths: Iterable[Path], language: str) -> dict[str, list[str]]:
    """Return German terms with every accepted name of theirs, from TSV files with columns `de`, `en`, `en_also`..."""
    known: dict[str, list[str]] = {}
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                names = [row[language], *(row.get(f"{language}_also") or "").split(";")]
                if not row["de"].startswith("#"):
                    known.setdefault(row["de"], []).extend(name for name in names if name not in {"", "-", None})
    return known


def wordbook(pairs: Sequence[Pair], language: str, known: Mapping[str, Sequence[str]], entries: Lexicon) -> Wordbook:
    """Gather what annotation draws on; `entries` is `training.lexicon.lexicon` of the same pairs."""
    names = {name for pair in pairs if pair.language == "zh" for name in _shared(_SINGLE_NAME, pair)}
    phrases = set(entries.values()) | {name for names_ in known.values() for name in names_}
    return Wordbook(language, known, entries, sorted(names), sorted(phrases))


def varied(pair: Pair, book: Wordbook, rates: Rates, rng: random.Random) -> Pair:
    """Return the pair with other figures and names, annotations and noise, each as often as `rates` says."""
    if rng.random() < rates.figures:
        pair = other_figures(pair, rng)
    if rng.random() < rates.names:
        pair = other_names(pair, book, rng)
    if rng.random() < rates.annotated:
        pair = annotated(pair, book, rates.unusual, rng)
    return _noisy(pair, rates, rng)


def rote(book: Wordbook, rng: random.Random) -> Pair:
    """Return a list of words, each a name or with an annotation that the target repeats: copying, and nothing else."""
    words, mark = list(book.lexicon), MARKS[book.language]
    source, target = [], []
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.3:
            wanted = f"{rng.choice(book.names)} {rng.choice(book.names)}"
            source.append(wanted)
        else:
            wanted = rng.choice(book.phrases)
            source.append(f"{rng.choice(words)} {mark} {wanted} {mark}")
        target.append(wanted)
    return Pair(", ".join(source), ("、" if book.language == "zh" else ", ").join(target), book.language, "rote")


def other_figures(pair: Pair, rng: random.Random) -> Pair:
    """Return the pair with new figures of the same form on both sides."""
    for figure in list(figures(pair.source, pair.target, pair.language)):
        other = redrawn(figure, pair.language, rng)
        if other and rng.random() < 0.8:
            source = pair.source.replace(figure.source, other.source)
            pair = replace(pair, source=source, target=rewritten(pair.target, figure.target, other.target))
    return pair


def other_names(pair: Pair, book: Wordbook, rng: random.Random) -> Pair:
    """Return the pair with other names in place of those that stand in Latin letters on both sides."""
    pool = set(book.names)
    for name in _shared(_SINGLE_NAME, pair):
        if name in pool and rng.random() < 0.6:
            new = rng.choice(book.names)
            word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.ASCII)
            pair = replace(pair, source=word.sub(new, pair.source), target=word.sub(new, pair.target))
    return pair


def annotated(pair: Pair, book: Wordbook, unusual: float, rng: random.Random) -> Pair:
    """Return the pair with one to three words annotated, some with a name that only the annotation gives."""
    found = _spots(pair, book)
    chosen = rng.sample(found, min(len(found), rng.randint(1, MOST)))
    source, target, mark = pair.source, pair.target, MARKS[pair.language]
    for spot in sorted(chosen, key=lambda spot: -spot.end):
        wanted = rng.choice(book.phrases) if spot.free and rng.random() < unusual else spot.target
        if wanted != spot.target:
            if any(
                other is not spot and (spot.target in other.target or other.target in spot.target) for other in chosen
            ):
                continue
            target = target.replace(spot.target, wanted, 1)
        source = f"{source[: spot.end]} {mark} {wanted} {mark}{source[spot.end :]}"
    return replace(pair, source=source, target=target)


def _spots(pair: Pair, book: Wordbook) -> list[Spot]:
    """Return the words that can be annotated: each once, and only where the target has its name just once."""
    spots: dict[int, Spot] = {}
    for figure in figures(pair.source, pair.target, pair.language):
        spots[figure.start + len(figure.source)] = Spot(figure.start + len(figure.source), figure.target, free=False)
    for match in _NAME.finditer(pair.source):
        if _once(match[0], pair.target):
            spots[match.end()] = Spot(match.end(), match[0])
    candidates = phrases_of(pair.target, pair.language)
    for match in _WORD.finditer(pair.source):
        for name in _called(match[0], book):
            if name in candidates or _once(name, pair.target):
                spots[match.end()] = Spot(match.end(), name, free=match[0][0].isupper())
                break
    return [spot for spot in spots.values() if pair.target.count(spot.target) == 1]


def _called(word: str, book: Wordbook) -> list[str]:
    """Return what a word may be called: as a term, in any form or at an end of a compound, and as it mostly is."""
    stems = {word.removesuffix(ending) for ending in ENDINGS}
    stems |= {word[:end] for end in range(LEAST_PART, len(word))}
    stems |= {word[start:].capitalize() for start in range(1, len(word) - LEAST_PART + 1)}
    names = [name for stem in stems for name in book.known.get(stem, ())]
    return sorted(names, key=len, reverse=True) + ([book.lexicon[word]] if word in book.lexicon else [])


def _once(name: str, text: str) -> bool:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.ASCII)) == 1


def _shared(pattern: re.Pattern[str], pair: Pair) -> list[str]:
    return [name for name in dict.fromkeys(pattern.findall(pair.source)) if _once(name, pair.target)]


def _noisy(pair: Pair, rates: Rates, rng: random.Random) -> Pair:
    """Return the pair now and then without its full stop, or all in capitals, as headlines are."""
    if rng.random() < rates.headline and pair.source.endswith(".") and pair.target[-1:] in {".", "。"}:
        pair = replace(pair, source=pair.source[:-1], target=pair.target[:-1])
    if rng.random() < rates.capitals and MARKS[pair.language] not in pair.source:
        pair = replace(pair, source=pair.source.upper())
    return pair
