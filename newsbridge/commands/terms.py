"""`newsbridge terms`: the termbase, examined, searched, and exchanged as TBX."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsbridge.commands.context import Options, finish
from newsbridge.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.term_file import TermsFile
    from pipeline.terms import Imported
    from translators.terms import Row

app = typer.Typer(no_args_is_help=True)

Tbx = Annotated[Path, typer.Argument(help=tr("A file ending in .tbx."))]
Given = Annotated[Path, typer.Argument(help=tr("A TBX file, or a termbase of ours (.tsv)."))]


@app.command("check", help=tr("Examine the termbase line by line."))
def check(context: typer.Context) -> None:
    """Print what is hardly meant; a line that cannot be used is an error."""
    from pipeline.terms import check_terms

    options: Options = context.obj
    path = options.settings().terms_path
    table, remarks = check_terms(path)
    for remark in remarks:
        place = tr("line {line}, column {column}").format(line=remark.line, column=remark.column)
        typer.echo(f"{place}: {tr(remark.template).format_map(remark.fields)}")
    typer.echo(tr("{file}: {n} terms").format(file=path, n=len(table.lines)))


@app.command("list", help=tr("Show terms with their equivalents."))
def list_terms(
    context: typer.Context,
    find: Annotated[
        str, typer.Option("--find", help=tr("Only what holds this text, or stands in it in any of its forms."))
    ] = "",
) -> None:
    """Print a table of terms."""
    from pipeline.terms import Wanted, find_lines

    options: Options = context.obj
    _show([line.row for line in find_lines(_file(options), Wanted(find))])


@app.command("import", help=tr("Merge a TBX file or another termbase into the termbase."))
def import_(
    context: typer.Context,
    file: Given,
    replace: Annotated[
        bool, typer.Option("--replace", help=tr("Where both say different things, take what the given file says."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Show what would be done, change nothing."))] = False,
) -> None:
    """Import a file and report conflicts; comments and order of the termbase stay."""
    from pipeline.terms import import_terms

    options: Options = context.obj
    imported = import_terms(_file(options), file, replace=replace, dry_run=dry_run)
    _report(imported, replace=replace)
    finish(bool(imported.merged.refused or (imported.merged.conflicts and not replace)))


@app.command("export", help=tr("Write the termbase to a TBX file."))
def export(context: typer.Context, file: Tbx) -> None:
    """Export all terms as TBX (ISO 30042:2019)."""
    from pipeline.terms import export_terms

    options: Options = context.obj
    count = export_terms(options.settings().terms_path, file)
    typer.echo(tr("{file}: {n} terms written").format(file=file, n=count))


def _file(options: Options) -> "TermsFile":
    from pipeline.term_file import TermsFile

    settings = options.settings()
    return TermsFile(settings.terms_path, settings.terms_lock)


def _report(imported: "Imported", *, replace: bool) -> None:
    merged = imported.merged
    for conflict in merged.conflicts:
        outcome = tr("now {there}, before {here}") if replace else tr("stays {here}; the given file says {there}")
        words = outcome.format(here=conflict.here, there=conflict.there)
        typer.echo(f"{conflict.source}, {conflict.column}: {words}")
    for source, reason in (*merged.refused, *imported.skipped):
        typer.echo(tr("{term}: not taken ({reason})").format(term=source, reason=tr(reason)))
    counts = {"added": merged.added, "changed": merged.changed, "conflicts": merged.conflicts}
    typer.echo(", ".join(f"{len(what)} {tr(name)}" for name, what in counts.items()))


def _show(rows: "Sequence[Row]") -> None:
    from rich.table import Table
    from rich.text import Text

    from newsbridge.printing import console

    table = Table(*(tr(name) for name in ("German", "English", "Chinese", "also", "forbidden", "kind")))
    for row in rows:
        also, forbidden = (
            "; ".join(filter(None, (row.get(f"{column}_{what}", "").replace(";", "; ") for column in ("en", "zh"))))
            for what in ("also", "forbidden")
        )
        table.add_row(*(Text(cell) for cell in (row["de"], row["en"], row["zh"], also, forbidden, row["kind"])))
    console().print(table)
