"""The operator's termbase: examined, searched, and exchanged with other tools as TBX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feeds.writing import write_if_changed
from model.errors import BadConfiguration
from model.termbase import Termbase
from translators.tbx import read_tbx
from translators.tbxwriting import write_tbx
from translators.termmerging import Merged, merge
from translators.terms import KEEP, LANGUAGES, NONE, Line, Row, Table, read_table, several, to_terms

_HAN = re.compile(r"[\u3400-\u9fff]")
_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][(),:;!?]|[(),:;!?][\u3400-\u9fff]|[\u3400-\u9fff] | [\u3400-\u9fff]")
_CHINESE = "zh"

NOT_FOUND = "»{term}« is not found in German text; write it as it stands in a dictionary"
TWICE = "»{form}« stands here and in column {other}"
HALF_WIDTH = "»{form}« has a half-width sign or a space beside a Chinese character"
NO_HAN = "»{form}« has no Chinese character; if the name is to stay so, write {keep} in column basis"
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
    """What became of a TBX file: what was merged, and the concepts that could not be taken, with the reason."""

    merged: Merged
    skipped: tuple[tuple[str, str], ...]


def check_terms(path: Path) -> tuple[Table, list[Remark]]:
    """Read the termbase at `path` and say what in it is hardly meant.

    Raises:
        BadConfiguration: a line cannot be used at all.
    """
    table = read_table(path)
    return table, [remark for line in table.lines for remark in _remarks(line)]


def find_terms(path: Path, text: str) -> list[Row]:
    """Return the lines that hold `text` in any column, or whose German term stands in it in any of its forms.

    Raises:
        BadConfiguration: as `check_terms`.
    """
    table = read_table(path)
    termbase = Termbase(term for line in table.lines for term in to_terms(line.row))
    inside = {match.source for match in termbase.find(text)}
    folded = text.casefold()
    return [
        line.row
        for line in table.lines
        if line.row["de"] in inside or any(folded in cell.casefold() for cell in line.row.values())
    ]


def import_terms(path: Path, tbx: Path, *, replace: bool = False, dry_run: bool = False) -> Imported:
    """Merge the TBX file `tbx` into the termbase at `path`; comments, order and whatever it says stay.

    Where both say different things the termbase stands, unless `replace`. The file is written beside and renamed.

    Raises:
        BadConfiguration: one of the files cannot be read, or the termbase was changed by another program meanwhile.
        PublishError: the termbase cannot be written; it is as before.
    """
    table, book = read_table(path), read_tbx(tbx)
    merged = merge(table, book.rows, replace=replace)
    if merged.text != table.text and not dry_run:
        if read_table(path).text != table.text:
            raise BadConfiguration(where=path, reason="was changed by another program just now; import again")
        write_if_changed(path.resolve(), merged.text.encode())
    return Imported(merged, book.skipped)


def export_terms(path: Path, tbx: Path) -> int:
    """Write the termbase at `path` as the TBX file `tbx` and return how many terms it has.

    Raises:
        BadConfiguration: the termbase cannot be read.
        PublishError: the file cannot be written.
    """
    rows = [line.row for line in read_table(path).lines]
    write_if_changed(tbx, write_tbx(rows, path.stem))
    return len(rows)


def _remarks(line: Line) -> Iterator[Remark]:
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
