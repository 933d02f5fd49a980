"""`newsbridge feeds`: what is published, held against the rules of feeds, listed, rolled back."""

from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=tr("The feed's name in config/feeds.toml."))]
Subscriber = Annotated[str, typer.Argument(help=tr("Who the address is for, such as the name of a portal."))]
AsJson = Annotated[bool, typer.Option("--json", help=tr("Print JSON."))]


@app.command("check", help=tr("Hold every published feed against the rules of its format."))
def check(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help=tr("Folder of the feeds; else the one published to."))] = None,
    as_json: AsJson = False,
) -> None:
    """Print what is wrong with its way out; exit code 1 for an error."""
    from feeds.checking import check_folder
    from model.severity import Severity
    from newsbridge.feed_tables import faults_json, show_faults

    options: Options = context.obj
    settings = options.settings()
    closed = [] if folder or not settings.closed_path.is_dir() else sorted(settings.closed_path.iterdir())
    files, faults = check_folder(folder or settings.output_path, *closed)
    if as_json:
        typer.echo(faults_json(files, faults))
    else:
        show_faults(files, faults)
    finish(any(fault.rule.severity >= Severity.ERROR for fault in faults))


@app.command("list", help=tr("Show the feeds with their entries, last change and kept versions."))
def list_feeds(context: typer.Context) -> None:
    """Print a line for each feed."""
    from newsbridge.feed_tables import show_states
    from pipeline.rollback import states

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_states(states(newsroom))


@app.command("rollback", help=tr("Put an earlier publication of a feed back and hold the feed there."))
def rollback(
    context: typer.Context,
    name: Name,
    to: Annotated[int | None, typer.Option(min=1, help=tr("Version to put back; else the one before."))] = None,
) -> None:
    """Put a version back, all formats together."""
    from pipeline.rollback import roll_back

    options: Options = context.obj
    with options.newsroom() as newsroom:
        version = roll_back(newsroom, name, to)
    typer.echo(
        tr("{feed}: version {n} is out again and stays until `newsbridge feeds release {feed}`").format(
            feed=name, n=version.number
        )
    )


@app.command("release", help=tr("Let a feed that was rolled back be published again."))
def release(context: typer.Context, name: Name) -> None:
    """End the hold; the next publication writes the feed."""
    from pipeline.rollback import release as release_feed

    options: Options = context.obj
    with options.newsroom() as newsroom:
        was_held = release_feed(newsroom, name)
    said = tr("{feed}: released; `newsbridge publish` writes it anew") if was_held else tr("{feed}: was not held")
    typer.echo(said.format(feed=name))


@app.command("preview", help=tr("Show what a feed would hold now, what is held back, and why."))
def preview(context: typer.Context, name: Name) -> None:
    """Build a feed, write nothing."""
    from newsbridge.feed_tables import show_preview
    from pipeline.items import items_of
    from pipeline.publish import PublishOrder, profiles_of
    from pipeline.reports import FeedReport

    options: Options = context.obj
    report = FeedReport(name)
    with options.newsroom() as newsroom:
        [profile] = profiles_of(newsroom, PublishOrder([name]))
        items = items_of(newsroom, profile, report, dry_run=True)
    show_preview(items, report)
    finish(bool(report.problems))


@app.command("subscribe", help=tr("Give a subscriber of a closed feed an address of their own."))
def subscribe(context: typer.Context, feed: Name, name: Subscriber) -> None:
    """Print the address in each format; its files are there at once."""
    from newsbridge.printing import show
    from pipeline.publish import PublishOrder, profiles_of
    from pipeline.reports import RunReport
    from pipeline.site import publish_all
    from pipeline.subscribing import addresses_of
    from pipeline.subscribing import subscribe as add_subscriber

    options: Options = context.obj
    with options.newsroom() as newsroom:
        [profile] = profiles_of(newsroom, PublishOrder([feed]))
        subscription = add_subscriber(newsroom, profile, name)
        report = RunReport(published=publish_all(newsroom, PublishOrder([feed])))
    for address in addresses_of(profile, subscription):
        typer.echo(address)
    if report.problems:
        show(report)
    finish(bool(report.problems))


@app.command("subscribers", help=tr("List the subscribers of a closed feed with their addresses."))
def subscribers(context: typer.Context, feed: Name) -> None:
    """Print a line for each, also for those who were revoked."""
    from newsbridge.feed_tables import show_subscribers
    from pipeline.publish import PublishOrder, profiles_of
    from pipeline.subscribing import addresses_of

    options: Options = context.obj
    with options.newsroom() as newsroom:
        [profile] = profiles_of(newsroom, PublishOrder([feed]))
        found = newsroom.store.subscriptions.of(feed)
    if not found:
        typer.echo(tr("nobody subscribes to {feed}").format(feed=feed))
        return
    show_subscribers([(each, addresses_of(profile, each)[0]) for each in found])


@app.command("revoke", help=tr("End a subscriber's address at once."))
def revoke(context: typer.Context, feed: Name, name: Subscriber) -> None:
    """Remove the files under the address, also where they were delivered to."""
    from newsbridge.printing import show
    from pipeline.deliver import go_out
    from pipeline.reports import RunReport
    from pipeline.subscribing import revoke as end_subscription

    options: Options = context.obj
    with options.newsroom() as newsroom:
        end_subscription(newsroom, feed, name)
        report = RunReport(published=go_out(newsroom))
    typer.echo(tr("{feed}: {name} reads it no longer").format(feed=feed, name=name))
    if report.problems:
        show(report)
    finish(bool(report.problems))
