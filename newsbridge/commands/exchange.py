"""`newsbridge xliff`: translations out to a translation program and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from model.languages import Language, target_languages
from newsbridge.commands.context import Options, finish
from newsbridge.language import explain, speaks_german, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.exchange_import import ImportOrder
    from pipeline.exchange_reports import ImportReport
    from pipeline.wiring import Newsroom

app = typer.Typer(no_args_is_help=True)

Id = Annotated[int | None, typer.Argument(min=1, help=tr("Number of a translation, as in its address at the desk."))]
To = Annotated[Path, typer.Option("-o", "--output", help=tr("A file ending in .xlf or .xliff, else a folder."))]


@app.command("export", help=tr("Write translations as XLIFF 2.1."))
def export(
    context: typer.Context,
    translation: Id = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help=tr("All translations into this language: en, zh-Hans."))
    ] = None,
    source: Annotated[str | None, typer.Option(help=tr("Only of this source."))] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help=tr("Only what is not reviewed yet."))] = False,
    output: To = Path(),
) -> None:
    """Write one translation, or all into a language, for a translation program."""
    from pipeline.exchange import export_to

    if (translation is None) == (language is None):
        raise typer.BadParameter(tr("name either the number of a translation or a --language"))
    options: Options = context.obj
    reader = Language.DE if speaks_german() else Language.EN
    with options.newsroom() as newsroom:
        ids = [translation] if translation else _wanted(newsroom, language, source, waiting=waiting)
        files = export_to(newsroom, ids, output, reader) if ids else []
    for file in files:
        typer.echo(str(file))
    typer.echo(tr("{n} translations in {m} files").format(n=len(ids), m=len(files)))


@app.command("import", help=tr("Bring XLIFF files back from a translation program."))
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=tr("Files in XLIFF 2.0, 2.1 or 2.2."))],
    by: Annotated[str, typer.Option(help=tr("Whose work it is; the history keeps the name."))],
    approve: Annotated[
        bool, typer.Option("--approve", help=tr("Segments that the file calls reviewed or final become so."))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Show what would be done, change nothing."))] = False,
) -> None:
    """Take what was changed; exit code 1 where something was left."""
    from pipeline.exchange_import import ImportOrder

    options: Options = context.obj
    order = ImportOrder(by, approve, dry_run)
    with options.newsroom() as newsroom:
        whole = [_import(newsroom, file, order) for file in files]
    finish(not all(whole))


def _wanted(newsroom: "Newsroom", language: str | None, source: str | None, *, waiting: bool) -> "Sequence[int]":
    from pipeline.exchange import ExportOrder, wanted

    [chosen] = target_languages([language] if language else None)
    return wanted(newsroom, ExportOrder(chosen, source, waiting))


def _import(newsroom: "Newsroom", file: Path, order: "ImportOrder") -> bool:
    """Bring one file back; a file that cannot be read stops only itself."""
    from model.errors import SourceError
    from pipeline.exchange_import import import_xliff

    try:
        with file.open("rb") as opened:
            report = import_xliff(newsroom, opened, str(file), order)
    except SourceError as error:
        typer.echo(explain(error), err=True)
        return False
    except OSError as error:
        typer.echo(f"{file}: {error.strerror or error}", err=True)
        return False
    _show(report)
    return report.whole


def _show(report: "ImportReport") -> None:
    counts = {
        "drafts": report.drafts,
        "approved": report.approved,
        "unchanged": report.unchanged,
        "conflicts": len(report.conflicts),
        "refused": len(report.refused),
    }
    typer.echo(f"{report.path}: {', '.join(f'{count} {tr(name)}' for name, count in counts.items())}")
    for trouble in (*report.conflicts, *report.refused):
        place = f"{tr('line')} {trouble.line}: " if trouble.line else ""
        typer.echo(f"{report.path}, {place}{tr(trouble.template).format_map(trouble.fields)}")
        texts = ((tr("German"), trouble.german), (tr("file"), trouble.theirs), (tr("here"), trouble.ours))
        for name, text in texts:
            if text:
                typer.echo(f"    {name}: {text}")
