"""Looking after the memory: pairs searched, corrected and deleted, each change in the history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from checks import run as run_checks
from model.errors import TranslationError
from model.languages import TARGET_LANGUAGES, Language
from model.people import Change, Deed
from model.phrases import phrase
from model.richtext import RichText
from model.translation import Finding
from pipeline.memory_files import ImportReport, import_tmx
from pipeline.wiring import Newsroom
from store.pairs import Pair, PairFilter
from translators.carrying import carry
from translators.memory import closest, lengths

ALIKE = 50
"""Pairs that a search for what is alike shows at most."""


class Mode(StrEnum):
    """How pairs are searched."""

    WORDS = "words"
    """The words stand on either side."""
    EXACT = "exact"
    """The German is this sentence."""
    ALIKE = "alike"
    """The German is at least 75 % like this sentence."""


@dataclass(frozen=True)
class Hit:
    """A pair that was found; `likeness` from 0.75 to 1 where it was searched for by that, else None."""

    pair: Pair
    likeness: float | None = None


def search(newsroom: Newsroom, text: str, mode: Mode, wanted: PairFilter, limit: int, offset: int = 0) -> list[Hit]:
    """Return pairs: the latest reviewed first, or the most alike.

    Args:
        newsroom: where the memory is.
        text: words or a sentence; "" for all pairs.
        mode: how it is compared.
        wanted: the language and reviewer.
        limit: how many at most.
        offset: how many to pass over; nothing is left of what is alike then.
    """
    text = " ".join(text.split())
    if mode is Mode.ALIKE and text:
        return [] if offset else _alike(newsroom, text, wanted)
    if mode is Mode.EXACT and text:
        wanted = replace(wanted, german=[text])
    elif text:
        wanted = replace(wanted, words=text)
    return [Hit(pair) for pair in newsroom.store.pairs.page(wanted, limit, offset)]


def findings(newsroom: Newsroom, pair: Pair) -> tuple[Finding, ...]:
    """Return what the checks say of a pair today."""
    return run_checks(RichText(pair.unit.source), pair.unit.target, pair.unit.language, newsroom.terms)


def correct(newsroom: Newsroom, seen: Pair, words: str, by: str) -> bool:
    """Let a pair have another translation, with links and emphasis on the same words.

    Returns:
        False where somebody has changed or deleted it since it was `seen`; nothing is changed then.

    Raises:
        TranslationError: `words` are none.
    """
    words = words.strip().replace("\r\n", "\n")
    if not words:
        raise TranslationError(phrase("A pair needs a translation; delete the pair instead."))
    unit, now = seen.unit, newsroom.now()
    if words == unit.target.text:
        return True
    target = carry(RichText(unit.source), unit.target, words)
    if not newsroom.store.pairs.correct(seen, target, by, now):
        return False
    change = Change(now, by, Deed.CHANGE_PAIR, subject=unit.source, before=unit.target.text, after=words)
    newsroom.store.history.record(change)
    return True


def remove(newsroom: Newsroom, seen: Pair, by: str) -> bool:
    """Delete a pair; what was translated with it stays. False where somebody has changed it since it was `seen`."""
    if not newsroom.store.pairs.remove(seen):
        return False
    change = Change(newsroom.now(), by, Deed.DELETE_PAIR, subject=seen.unit.source, before=seen.unit.target.text)
    newsroom.store.history.record(change)
    return True


def bring_in(newsroom: Newsroom, path: Path, name: str, by: str) -> ImportReport:
    """Bring the pairs of a TMX file into the memory, and say in the history how many of which file.

    Raises:
        SourceError: it cannot be opened, or is no TMX file.
    """
    report = import_tmx(newsroom, path)
    after = f"{report.written} / {report.read}"
    newsroom.store.history.record(Change(newsroom.now(), by, Deed.IMPORT_PAIRS, subject=name, after=after))
    return report


def _alike(newsroom: Newsroom, text: str, wanted: PairFilter) -> list[Hit]:
    hits: list[Hit] = []
    for language in [wanted.language] if wanted.language else TARGET_LANGUAGES:
        hits += _alike_in(newsroom, text, replace(wanted, language=language), language)
    return sorted(hits, key=lambda hit: -(hit.likeness or 0))[:ALIKE]


def _alike_in(newsroom: Newsroom, text: str, wanted: PairFilter, language: Language) -> Sequence[Hit]:
    likeness = dict(closest(text, newsroom.store.memory.sources(language, *lengths(text)), ALIKE))
    pairs = newsroom.store.pairs.page(replace(wanted, german=list(likeness)), ALIKE)
    return [Hit(pair, likeness[pair.unit.source]) for pair in pairs if pair.unit.source in likeness]
