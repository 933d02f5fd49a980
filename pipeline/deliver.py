"""After publishing: the manifest, the delivery elsewhere, the word to the hubs."""

from feeds.delivery import Overtaken, deliver
from feeds.destinations import open_destination
from feeds.manifest import folders_of_subscribers, write_manifest
from model.errors import BadConfiguration, PublishError
from pipeline.hub import announce
from pipeline.publish import turn
from pipeline.reports import FeedReport, Problem
from pipeline.wiring import Newsroom

STAGE = "deliver"
NAME = "delivery"
ROUNDS = 3
"""How often a delivery begins anew because somebody publishes meanwhile; who published last delivers too."""


def go_out(newsroom: Newsroom) -> list[FeedReport]:
    """Finish a publication: list it, deliver it, tell the hubs; return a report of each step that there was.

    What fails is tried again by the next publication, also by one that changes nothing.
    """
    settings = newsroom.settings
    report = FeedReport(NAME, settings.deliver_to or str(settings.public_path))
    with turn(newsroom, f"deliver:{settings.public_path}") as mine:
        if not mine:
            report.problems.append(Problem(NAME, "another run has been delivering for a minute; it is tried again"))
            return [report]
        try:
            _list(newsroom)
            if settings.deliver_to:
                report.entries = _deliver(newsroom)
                report.written = report.entries > 0
            newsroom.store.failures.clear(STAGE, NAME)
            return [*([report] if settings.deliver_to else []), *announce(newsroom)]
        except (PublishError, BadConfiguration) as error:
            # No word to the hubs, which send subscribers to what is there: they would find the earlier state.
            report.problems.append(Problem(NAME, str(error)))
            newsroom.store.failures.record(STAGE, NAME, str(error), newsroom.now())
            return [report]


def _list(newsroom: Newsroom) -> None:
    public = newsroom.settings.public_path
    for folder in (*folders_of_subscribers(public), public):
        write_manifest(folder)


def _deliver(newsroom: Newsroom) -> int:
    settings = newsroom.settings
    there = open_destination(settings.deliver_to, settings.packed)
    for _ in range(ROUNDS):
        try:
            return deliver(settings.public_path, settings.output_path, there, newsroom.renew_claims)
        except Overtaken:
            continue
    raise PublishError(path=there.address, reason="the feeds kept changing while they were delivered; try again")
