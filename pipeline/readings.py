"""Other ways in which the machine would say a sentence."""

from model.languages import Language
from model.release import ReleaseVersion
from pipeline.wiring import Newsroom
from translators.chain import Request

WANTED = 5


def other_readings(newsroom: Newsroom, version: ReleaseVersion, segment_id: int, language: Language) -> list[str]:
    """Return up to five readings of a segment by the engine of `language`, the likeliest first, each once.

    They have been through the same repair and typography as every translation; none is stored.

    Raises:
        UnsupportedPair: there is no engine for this language.
        TranslationError: the engine failed.
    """
    for segment in version.segments:
        if segment.id == segment_id:
            return newsroom.chain(language).readings(Request.of(version.article, segment.source), WANTED)
    return []
