"""From the numbers in an address to what they name."""

from fastapi import HTTPException

from model.errors import StoreError
from model.people import Person
from model.release import ReleaseVersion
from model.translation import Translation
from pipeline.changes import german_change
from pipeline.repairing import repairs
from pipeline.wiring import Newsroom
from review.texts import phrase
from review.view import Sheet


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


def sheet(newsroom: Newsroom, person: Person, translation_id: int, segment_id: int | None = None) -> Sheet:
    """Return a translation as `person` reads it, with remarks and what they have typed.

    Where one segment is named, with its repairs too: those of a whole article come when it stands on the screen.

    Raises:
        HTTPException: as `opened`.
    """
    translation, version = opened(newsroom, translation_id, segment_id)
    return sheet_of(newsroom, person, version, translation, segment_id)


def sheet_of(
    newsroom: Newsroom, person: Person, version: ReleaseVersion, translation: Translation, segment_id: int | None = None
) -> Sheet:
    """Return what `sheet` does of a translation that has been read."""
    return Sheet(
        version,
        translation,
        newsroom.terms,
        person.language,
        newsroom.store.history.comments(translation.id),
        repairs(newsroom, version, translation, segment_id) if segment_id is not None else {},
        newsroom.store.drafts.of(translation.id, person.id),
        german_change(newsroom, version, translation),
    )
