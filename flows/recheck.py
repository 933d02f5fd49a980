from datetime import date

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE

from flows.parameters import Languages, Limit, SourceNames, newsroom, since_midnight
from flows.reporting import conclude, report_checks
from model.languages import Language, target_languages
from pipeline.rechecking import RecheckOrder
from pipeline.rechecking import recheck as recheck_open
from pipeline.reports import TranslateReport


@flow(name="recheck")
def recheck(
    languages: Languages = None,
    sources: SourceNames = None,
    since: date | None = None,
    limit: Limit = None,
    dry_run: bool = False,
) -> State[object]:
    """Run the checks anew over translations that wait for an editor, as after a change of terms; no text changes.

    Args:
        languages: Target languages, `en` and `zh-Hans`; empty: both.
        sources: Names in the catalogue; empty: all.
        since: Leave out releases published earlier.
        limit: Releases at most, the newest.
        dry_run: Look and count, store nothing.
    """
    orders = [
        RecheckOrder([language], sources, since_midnight(since), limit, dry_run)
        for language in target_languages(languages)
    ]
    return conclude([recheck_into(order.languages[0], order) for order in orders])


@task(task_run_name="recheck {language}", cache_policy=NO_CACHE)
def recheck_into(language: Language, order: RecheckOrder) -> TranslateReport:
    """Run the checks over one language."""
    with newsroom() as room:
        [report] = recheck_open(room, order)
    report_checks(language, report)
    return report
