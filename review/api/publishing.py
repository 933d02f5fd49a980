"""Writing the feeds after a change, as the desk does."""

from model.translation import REVIEWED
from pipeline.publish import PublishOrder
from pipeline.site import publish_all
from pipeline.wiring import Newsroom


def publish_when_done(room: Newsroom, translation_id: int) -> None:
    """Write the feeds once the last segment is approved."""
    if room.store.translations.with_id(translation_id).state in REVIEWED:
        publish_now(room)


def publish_now(room: Newsroom) -> None:
    """Write all feeds."""
    publish_all(room, PublishOrder())
