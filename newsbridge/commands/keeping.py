"""`newsbridge backup`, `restore`, `retention`, `erase`, `upgrade`: what an operator does so that nothing is lost."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

DryRun = Annotated[bool, typer.Option("--dry-run", help=tr("Show what would be done, change nothing."))]


def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help=tr("A folder, or a file that ends in .tar.gz."))],
    keep: Annotated[int, typer.Option(min=0, help=tr("How many backups of the folder stay; 0: all."))] = 0,
    packages: Annotated[bool, typer.Option("--packages", help=tr("Take the language packages too."))] = False,
) -> None:
    """Write one file that holds the whole newsroom, while it works."""
    from newsbridge.keeping_tables import show_backup
    from pipeline.backup import back_up

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_backup(back_up(newsroom, to, keep, packages))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=tr("The backup."), exists=True, dir_okay=False)],
    into: Annotated[Path | None, typer.Option(help=tr("Home of the newsroom to be; else --home."))] = None,
    store: Annotated[str | None, typer.Option(help=tr("URL of the database."))] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=tr("Replace a newsroom that is there; it is kept beside."))
    ] = False,
) -> None:
    """Check the backup, then put everything back."""
    from datetime import UTC, datetime

    from newsbridge.keeping_tables import show_restored
    from pipeline.backup_restoring import restore as put_back

    options: Options = context.obj
    chosen = dataclasses.replace(options, home=into or options.home, store=store or options.store)
    show_restored(put_back(chosen.settings(), file, datetime.now(UTC), replace))


def retention(context: typer.Context, dry_run: DryRun = False) -> None:
    """Remove what has had its time."""
    from newsbridge.keeping_tables import show_swept
    from pipeline.retention import sweep

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_swept(sweep(newsroom, dry_run), dry_run)


def erase(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=tr("First name and surname."))],
    reason: Annotated[str, typer.Option(help=tr("Why, for the history; the name is taken out of it."))],
    also: Annotated[
        list[str] | None,
        typer.Option(help=tr("An e-mail address, telephone number or spelling of theirs; repeatable.")),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Take a person out of everything."""
    from newsbridge.keeping_tables import show_erasure
    from pipeline.erasing import Request
    from pipeline.erasing import erase as erase_person

    options: Options = context.obj
    with options.newsroom() as newsroom:
        done = erase_person(newsroom, Request(name, reason, tuple(also or ())), dry_run)
    show_erasure(done, dry_run)
    finish(bool(done.problems))


def upgrade(
    context: typer.Context,
    no_backup: Annotated[bool, typer.Option("--no-backup", help=tr("Make no backup first."))] = False,
    dry_run: DryRun = False,
) -> None:
    """Back up, migrate, and say what was done."""
    from newsbridge.keeping_tables import show_upgrade
    from pipeline.upgrading import look, upgrade_store

    options: Options = context.obj
    with options.newsroom() as newsroom:
        show_upgrade(look(newsroom) if dry_run else upgrade_store(newsroom, with_backup=not no_backup))
