from datetime import date
from typing import Annotated

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from flows.parameters import EngineName, Languages, Limit, SourceNames, newsroom, since_midnight
from flows.reporting import conclude, report_translations
from model.languages import Language, target_languages
from pipeline.reports import TranslateReport
from pipeline.translate import TranslateOrder
from pipeline.translate import translate as translate_pending


@flow(name="translate")
def translate(
    languages: Languages = None,
    sources: SourceNames = None,
    release: Annotated[int | None, Field(ge=1)] = None,
    since: date | None = None,
    limit: Limit = None,
    again: bool = False,
    dry_run: bool = False,
    flagged: bool = False,
    engine: EngineName = "",
) -> State[object]:
    """Translate what is not translated yet.

    Args:
        languages: Target languages, `en` and `zh-Hans`; empty: both.
        sources: Names in the catalogue; empty: all.
        release: Number of the only release wanted.
        since: Leave out releases published earlier.
        limit: Releases at most, the newest.
        again: Translate anew what has been translated; an editor's text stays.
        dry_run: Count, translate nothing.
        flagged: With `again`: only translations in which a check doubts a segment.
        engine: Name in config/engines.toml, for this run alone; empty: the one of the language pair.
    """
    orders = [
        TranslateOrder([language], sources, release, since_midnight(since), limit, again, dry_run, flagged)
        for language in target_languages(languages)
    ]
    return conclude([translate_into(order.languages[0], order, engine) for order in orders])


@task(task_run_name="translate into {language}", cache_policy=NO_CACHE)
def translate_into(language: Language, order: TranslateOrder, engine: str = "") -> TranslateReport:
    """Translate into one language: one task, as all its segments share the engine's batches."""
    with newsroom(engine) as room:
        [report] = translate_pending(room, order)
    report_translations(language, report)
    return report
