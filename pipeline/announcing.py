"""What a Prefect server learns of the editors' work, where there is one."""

import logging

from model.errors import RunnerError
from pipeline.prefect_server import configured_server
from pipeline.wiring import Newsroom

log = logging.getLogger(__name__)

APPROVED = "newsbridge.translation.approved"


def announce_approved(newsroom: Newsroom, translation_id: int) -> None:
    """Tell Prefect that all of a translation is approved; it is out already, so a server that is away costs nothing.

    Raises:
        StoreError: there is no such translation.
    """
    server = configured_server()
    if server is None:
        return
    translation = newsroom.store.translations.with_id(translation_id)
    release = newsroom.store.releases.version(translation.version_id).release
    payload = {"release": release.id, "source": release.source, "language": translation.language.value}
    try:
        server.tell(APPROVED, f"newsbridge.translation.{translation_id}", payload, newsroom.now())
    except RunnerError as error:
        log.warning("%s; the approval of translation %d is not announced", error, translation_id)
