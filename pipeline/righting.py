"""What a term is wrongly called put right, where an editor has said so, as their edit."""

from collections.abc import Collection
from dataclasses import dataclass

from model.errors import Overtaken
from pipeline.occurrences import Found, Occurrence
from pipeline.reviewing import write
from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class Chosen:
    """A segment that an editor ticked, at the revision that they saw."""

    translation_id: int
    segment_id: int
    revision: int

    @classmethod
    def of(cls, occurrence: Occurrence) -> "Chosen":
        """Return what ticking `occurrence` says."""
        sentence = occurrence.sentence
        return cls(sentence.translation_id, sentence.segment_id, sentence.target.revision)


@dataclass
class Righted:
    """How many segments were put right, in which translations, and how many were left as somebody was faster."""

    translations: set[int]
    segments: int = 0
    left: int = 0


def put_right(newsroom: Newsroom, found: Found, chosen: Collection[Chosen], by: str) -> Righted:
    """Write the proposals of the occurrences that are `chosen`: checked, in the history, with the state as it is.

    A segment that somebody has edited since the editor saw it is left to them.
    """
    righted = Righted(set())
    offered = {Chosen.of(each): each for each in found.occurrences if each.proposal}
    for choice in chosen:
        occurrence = offered.get(choice)
        if occurrence is None or not _write(newsroom, occurrence, by):
            righted.left += 1
            continue
        righted.segments += 1
        righted.translations.add(choice.translation_id)
    return righted


def _write(newsroom: Newsroom, occurrence: Occurrence, by: str) -> bool:
    sentence = occurrence.sentence
    place = sentence.translation_id, sentence.segment_id
    try:
        write(newsroom, *place, occurrence.proposal, by, sentence.target.state, sentence.target.revision)
    except Overtaken:
        return False
    return True
