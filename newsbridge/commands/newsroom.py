"""`run`, `collect`, `translate`, `publish`, `import`: the newsroom's verbs."""

from pathlib import Path
from typing import Annotated

import typer

from model.languages import target_languages
from newsbridge.commands.context import Options, finish, parse_since
from newsbridge.language import tr

Sources = Annotated[
    list[str] | None, typer.Option("--source", "-s", help=tr("Only this source; may be given several times."))
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", "-l", help=tr("Only into this language: en, zh-Hans."))
]
Since = Annotated[str | None, typer.Option(help=tr("Only what was published on or after this date."))]
Limit = Annotated[int | None, typer.Option(min=1, help=tr("At most so many releases."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=tr("Show what would be done, change nothing."))]
AsJson = Annotated[bool, typer.Option("--json", help=tr("Print the report as JSON."))]


def run(
    context: typer.Context,
    source: Sources = None,
    language: Languages = None,
    since: Since = None,
    limit: Limit = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Collect, translate and publish."""
    from newsbridge.printing import progress_bar, show
    from pipeline.newsroom import RunOrder
    from pipeline.newsroom import run as run_newsroom
    from pipeline.notifying import notify_after_run

    options: Options = context.obj
    order = RunOrder(source, target_languages(language), parse_since(since), limit, dry_run)
    with options.newsroom() as newsroom, progress_bar(as_json) as progress:
        report = run_newsroom(newsroom, order, progress)
        if not dry_run:
            notify_after_run(newsroom)
    show(report, as_json)
    finish(bool(report.problems))


def collect(
    context: typer.Context,
    source: Sources = None,
    since: Since = None,
    limit: Limit = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ask the sources."""
    from newsbridge.printing import show
    from pipeline.collect import CollectOrder
    from pipeline.collect import collect as collect_sources
    from pipeline.reports import RunReport

    options: Options = context.obj
    with options.newsroom() as newsroom:
        reports = collect_sources(newsroom, CollectOrder(source, parse_since(since), limit, dry_run))
    report = RunReport(collected=reports)
    show(report, as_json)
    finish(bool(report.problems))


def translate(
    context: typer.Context,
    source: Sources = None,
    language: Languages = None,
    release: Annotated[int | None, typer.Option(help=tr("Only the release with this number."))] = None,
    since: Since = None,
    limit: Limit = None,
    again: Annotated[bool, typer.Option("--again", help=tr("Translate anew; an editor's text stays."))] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Translate what is waiting."""
    from newsbridge.printing import progress_bar, show
    from pipeline.reports import RunReport
    from pipeline.translate import TranslateOrder, silent
    from pipeline.translate import translate as translate_pending

    options: Options = context.obj
    order = TranslateOrder(
        target_languages(language), source, release, parse_since(since), limit, again=again, dry_run=dry_run
    )
    with options.newsroom() as newsroom, progress_bar(as_json) as progress:
        report = RunReport(translated=translate_pending(newsroom, order, progress or silent))
    show(report, as_json)
    finish(bool(report.problems))


def publish(
    context: typer.Context,
    feed: Annotated[list[str] | None, typer.Option("--feed", "-f", help=tr("Only this feed."))] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Write the feeds and the pages beside them."""
    from newsbridge.printing import show
    from pipeline.publish import PublishOrder
    from pipeline.reports import RunReport
    from pipeline.site import publish_all

    options: Options = context.obj
    with options.newsroom() as newsroom:
        report = RunReport(published=publish_all(newsroom, PublishOrder(feed, dry_run)))
    show(report, as_json)
    finish(bool(report.problems))


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=tr("HTML, Markdown, plain text or PDF."))],
    key: Annotated[
        str | None, typer.Option(help=tr("Identity of the release, for a single file; else the file's name."))
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Store documents as releases."""
    from newsbridge.printing import show
    from pipeline.importing import import_files
    from pipeline.reports import RunReport

    if key is not None and len(files) > 1:
        raise typer.BadParameter(tr("--key names one release; give one file"))
    options: Options = context.obj
    with options.newsroom() as newsroom:
        report = RunReport(collected=[import_files(newsroom, files, key, dry_run)])
    show(report, as_json)
    finish(bool(report.problems))
