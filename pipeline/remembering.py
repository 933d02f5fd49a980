"""Pairs that are brought into the memory by themselves, rather than by approving a segment."""

from model.languages import Language
from model.people import Change, Deed
from model.richtext import RichText
from model.terms import TranslationUnit
from pipeline.wiring import Newsroom


def remember(newsroom: Newsroom, source: str, target: str, language: Language, by: str) -> TranslationUnit:
    """Keep a pair as reviewed, for wherever the sentence stands, and return it.

    It takes the place of one that was kept so before; pairs between certain neighbours stay.
    """
    now = newsroom.now()
    unit = TranslationUnit(source, language, RichText(target), by, now)
    newsroom.store.memory.add(unit)
    newsroom.store.history.record(Change(now, by, Deed.REMEMBER, subject=source, after=target))
    return unit
