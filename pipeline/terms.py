"""The operator's termbase: examined, searched, and exchanged with other tools."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feeds.writing import write_if_changed
from model.errors import BadConfiguration
from model.people import Change, Deed
from model.phrases import phrase
from model.termbase import Termbase
from pipeline.term_editing import summary
from pipeline.term_file import TermsFile
from pipeline.wiring import Newsroom
from translators.tbx import Termbook, read_tbx
from translators.tbxwriting import write_tbx
from translators.termmerging import Merged, merge
from translators.terms import KEEP, LANGUAGES, NONE, Line, Table, parse_table, read_table, several, to_terms

_HAN = re.compile(r"[\u3400-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][(),:;!?]|[(),:;!?][\u3400-\u9fff]|[\u3400-\u9fff] | [\u3400-\u9fff]")
_CHINESE = "zh"

NOT_FOUND = phrase("»{term}« is not found in German text; write it as it stands in a dictionary")
TWICE = phrase("»{form}« stands here and in column {other}")
HALF_WIDTH = phrase("»{form}« has a half-width sign or a space beside a Chinese character")
NO_HAN = phrase("»{form}« has no Chinese character; if the name is to stay so, write {keep} in column basis")
REMARKS = (NOT_FOUND, TWICE, HALF_WIDTH, NO_HAN)


@dataclass(frozen=True)
class Remark:
    """Something in a termbase file that is allowed but hardly meant: a sentence with its `fields`."""

    line: int
    column: str
    template: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """What became of a file: what was merged, and the concepts that could not be taken, with the reason."""

    merged: Merged
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wanted:
    """Which lines somebody asks for; "" and False leave out nothing.

    Attributes:
        text: stands in any column, or holds the German term in any of its forms.
        doubtful: only those of which there is something to remark.
    """

    text: str = ""
    kind: str = ""
    doubtful: bool = False


def check_terms(path: Path) -> tuple[Table, list[Remark]]:
    """Read the termbase at `path` and say what in it is hardly meant.

    Raises:
        BadConfiguration: a line cannot be used at all.
    """
    table = read_table(path)
    return table, [remark for line in table.lines for remark in remarks(line)]


def find_lines(file: TermsFile, wanted: Wanted) -> list[Line]:
    """Return the lines of the termbase that are wanted, in the order of the file.

    Raises:
        BadConfiguration: the file cannot be read.
    """
    inside = {match.source for match in file.examined().find(wanted.text)}
    folded = wanted.text.casefold().strip()
    return [
        line
        for line in file.table().lines
        if (line.row["de"] in inside or any(folded in cell.casefold() for cell in line.row.values()))
        and wanted.kind in {"", line.row["kind"]}
        and (not wanted.doubtful or any(remarks(line)))
    ]


def import_terms(file: TermsFile, given: Path, *, replace: bool = False, dry_run: bool = False) -> Imported:
    """Merge a TBX file, or one of our own form, into the termbase; comments, order and whatever it says stay.

    Where both say different things the termbase stands, unless `replace`. The file is written beside and renamed.

    Raises:
        BadConfiguration: one of the files cannot be read, or the termbase was changed by another program meanwhile.
        PublishError: the termbase cannot be written; it is as before.
    """
    book = read_tbx(given) if is_xml(given) else Termbook(tuple(line.row for line in read_table(given).lines), ())
    done: list[Merged] = []

    def merged_into(table: Table) -> str:
        done[:] = [merge(table, book.rows, replace=replace)]
        return done[0].text

    if dry_run:
        merged_into(file.table())
    else:
        file.rewrite(merged_into)
    return Imported(done[0], book.skipped)


def bring_in(newsroom: Newsroom, given: Path, by: str, *, replace: bool = False) -> Imported:
    """Merge a file as `import_terms` does, and put each term that it added or changed into the history.

    Raises:
        BadConfiguration, PublishError: as `import_terms`.
    """
    before = {line.row["de"]: line.row for line in newsroom.terms_file.table().lines}
    imported = import_terms(newsroom.terms_file, given, replace=replace)
    merged = imported.merged
    now, after = newsroom.now(), parse_table(merged.text, newsroom.terms_file.path)
    rows = {line.row["de"]: line.row for line in after.lines}
    told = [(Deed.ADD_TERM, source) for source in merged.added]
    told += [(Deed.CHANGE_TERM, source) for source in merged.changed if source not in merged.added]
    newsroom.store.history.record(
        *(
            Change(now, by, deed, subject=source, before=summary(before.get(source)), after=summary(rows[source]))
            for deed, source in told
        )
    )
    return imported


def export_terms(path: Path, tbx: Path) -> int:
    """Write the termbase at `path` as the TBX file `tbx` and return how many terms it has.

    Raises:
        BadConfiguration: the termbase cannot be read.
        PublishError: the file cannot be written.
    """
    rows = [line.row for line in read_table(path).lines]
    write_if_changed(tbx, write_tbx(rows, path.stem))
    return len(rows)


def is_xml(path: Path) -> bool:
    """Whether a file begins as XML does, whatever its name and its encoding; a termbase of ours names columns first.

    Raises:
        BadConfiguration: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error
    return start.lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<")


def remarks(line: Line) -> Iterator[Remark]:
    """Yield what is hardly meant in a line."""
    row = line.row
    terms = list(to_terms(row))
    if terms and Termbase(terms).lookup(row["de"]) is None:
        yield Remark(line.number, "de", NOT_FOUND, {"term": row["de"]})
    for column in LANGUAGES.values():
        for form in several(row.get(f"{column}_also", "")):
            if form == row[column]:
                yield Remark(line.number, f"{column}_also", TWICE, {"form": form, "other": column})
    preferred = row[_CHINESE]
    if preferred not in {"", NONE} and not _HAN.search(preferred) and row.get("basis") != KEEP:
        yield Remark(line.number, _CHINESE, NO_HAN, {"form": preferred, "keep": KEEP})
    for column, cell in row.items():
        if column.startswith(_CHINESE) and (found := _HALF_WIDTH.search(cell.replace(";", "；"))):
            form = next((each for each in several(cell) if found.group() in each), cell)
            yield Remark(line.number, column, HALF_WIDTH, {"form": form})
