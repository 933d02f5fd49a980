"""The main job: collect, translate, publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from model.languages import TARGET_LANGUAGES, Language
from pipeline.collect import CollectOrder, collect
from pipeline.publish import PublishOrder
from pipeline.reports import RunReport
from pipeline.site import publish_all
from pipeline.translate import Progress, TranslateOrder, silent, translate
from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class RunOrder:
    """What an operator asks for; the parts are explained at `CollectOrder`, `TranslateOrder` and `PublishOrder`."""

    sources: Sequence[str] | None = None
    languages: Sequence[Language] = TARGET_LANGUAGES
    since: datetime | None = None
    limit: int | None = None
    dry_run: bool = False


def run(newsroom: Newsroom, order: RunOrder = RunOrder(), progress: Progress | None = None) -> RunReport:
    """Collect, translate and publish. Whatever an earlier run left unfinished is finished too.

    Raises:
        BadConfiguration: something in `config/` is wrong; then nothing has been begun.
    """
    newsroom.check_configuration()
    report = RunReport()
    report.collected = collect(newsroom, CollectOrder(order.sources, order.since, order.limit, order.dry_run))
    translating = TranslateOrder(order.languages, since=order.since, dry_run=order.dry_run)
    report.translated = translate(newsroom, translating, progress or silent)
    report.published = publish_all(newsroom, PublishOrder(dry_run=order.dry_run))
    return report
