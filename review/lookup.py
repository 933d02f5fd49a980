"""From the numbers in an address to what they name."""

from fastapi import HTTPException

from model.errors import StoreError
from model.release import ReleaseVersion
from model.translation import Translation
from pipeline.wiring import Newsroom
from review.texts import phrase


def opened(
    newsroom: Newsroom, translation_id: int, segment_id: int | None = None
) -> tuple[Translation, ReleaseVersion]:
    """Return a translation with its article.

    Raises:
        HTTPException: 404, there is no such translation, or no such segment in it.
    """
    try:
        translation = newsroom.store.translations.with_id(translation_id)
    except StoreError as error:
        raise HTTPException(404, phrase("There is no such translation; it may be of another store.")) from error
    if segment_id is not None and segment_id not in translation.targets:
        raise HTTPException(404, phrase("There is no such segment in this translation."))
    return translation, newsroom.store.releases.version(translation.version_id)
