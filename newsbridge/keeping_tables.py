"""What a person at the terminal sees of backups, retention, erasure and upgrades."""

import typer

from newsbridge.language import tr
from pipeline.backup import Backup
from pipeline.backup_restoring import Restored
from pipeline.erasing import Erasure
from pipeline.retention import Swept
from pipeline.upgrading import Upgrade

MIB = 2**20


def show_backup(made: Backup) -> None:
    """Print where a backup is, what it holds, and that it is no file to send around."""
    said = tr("{path}: {rows} rows of the store (schema {schema}), {files} files, {size:.1f} MiB")
    files = made.members - len(made.tables)
    typer.echo(said.format(path=made.path, rows=made.rows, schema=made.schema, files=files, size=made.size / MIB))
    for path in made.removed:
        typer.echo(tr("removed: {path}").format(path=path))
    typer.echo(
        tr("It holds the secret of the desk and the hashes of passwords: keep it where you alone may read it."),
        err=True,
    )


def show_restored(done: Restored) -> None:
    """Print what was put back and what is left to do."""
    said = tr("{home}: {rows} rows and {files} files of {at} are back (newsbridge {version})")
    typer.echo(
        said.format(home=done.home, rows=done.rows, files=done.files, at=done.made_at[:16], version=done.version)
    )
    if done.beside:
        typer.echo(tr("What was there before is in {path}").format(path=done.beside))
    if done.missing:
        typer.echo(tr("These language packages are not in the backup; install them again:"))
        for name in done.missing:
            typer.echo(f"  newsbridge packages install {name.split()[0]}    # {name.split()[-1]}")


def show_swept(swept: Swept, dry_run: bool) -> None:
    """Print what went, or would go."""
    typer.echo(tr("would go:") if dry_run else tr("gone:"))
    for kind, count in {**swept.rows, "versions": swept.versions, "files": len(swept.files)}.items():
        typer.echo(f"  {count:6} {tr(_KINDS[kind])}")


_KINDS = {
    "visits": "visits of sources, older than 400 days",
    "attempts": "failed attempts to sign in",
    "presence": "signs of who was at an article",
    "invitations": "invitations that have ended",
    "claims": "claims of runs that are long over",
    "versions": "old versions of releases that nobody has worked on",
    "files": "pages that broke, and uploads that were not brought in",
}


def show_erasure(done: Erasure, dry_run: bool) -> None:
    """Print every place, then what is left for a person to do."""
    typer.echo(tr("would be erased:") if dry_run else tr("erased:"))
    for trace in done.traces:
        typer.echo(f"  {trace.kind:12} {trace.subject}: …{trace.text}…")
    for line in done.terms:
        typer.echo(f"  {'config':12} {line}")
    for path in done.files:
        typer.echo(f"  {'file':12} {path}")
    places = len(done.traces) + len(done.terms) + len(done.files)
    said = tr("{places} places, {releases} releases; the history has {digest} for the name")
    typer.echo(said.format(places=places, releases=done.releases, digest=done.digest))
    _show_left(done)


def _show_left(done: Erasure) -> None:
    if done.addresses:
        typer.echo(tr("The name is in addresses of the publishers', which only they can change:"))
    for address in done.addresses:
        typer.echo(f"  {address}")
    if done.phones:
        typer.echo(tr("These numbers stand in the same contact blocks; name those that are theirs with --also:"))
    for phone in done.phones:
        typer.echo(f"  {phone}")
    for problem in done.problems:
        typer.echo(
            tr("failed, run it again: {subject}: {reason}").format(subject=problem.subject, reason=problem.reason)
        )
    typer.echo(tr("Not covered: backups made before, drop folders, copies that subscribers have."), err=True)


def show_upgrade(state: Upgrade) -> None:
    """Print how the store stands to the program, and what was done."""
    if state.found is None:
        said = tr("{url}: there was no store; a new one has schema {wanted}")
    elif state.found == state.wanted:
        said = tr("{url}: schema {wanted}, up to date")
    elif state.done:
        said = tr("{url}: brought from schema {found} to {wanted}")
    else:
        said = tr("{url}: schema {found}; this program wants {wanted}, and brings the store there when it opens it")
    if state.backup:
        typer.echo(tr("backed up first: {path}").format(path=state.backup.path))
    typer.echo(said.format(url=state.url, found=state.found, wanted=state.wanted))
