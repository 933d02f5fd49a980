"""Lines of a termbase file changed, added and taken away; every other line stays as it is, byte for byte."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from translators.terms import COLUMNS, Row, Table


def rewritten(table: Table, changes: Mapping[int, Row | None], added: Sequence[Row] = ()) -> str:
    """Return the text of a termbase file with some of its lines written anew.

    A column that the file lacks and a row needs is added behind the others; lines that are not changed get an empty
    cell there. Comments, order, empty lines and the ends of lines stay.

    Args:
        table: the file as it was read.
        changes: by line number what is to stand there; None takes the line away.
        added: rows for new lines at the end.
    """
    rows = [row for row in (*changes.values(), *added) if row]
    columns = (*table.columns, *_lacking(table, rows))
    lines = table.text.splitlines(keepends=True)
    for number in [table.header, *(line.number for line in table.lines)] if columns != table.columns else []:
        body, ending = _parted(lines[number - 1])
        new = columns[len(table.columns) :]
        lines[number - 1] = "\t".join([body, *(new if number == table.header else [""] * len(new))]) + ending
    for number, row in changes.items():
        ending = _parted(lines[number - 1])[1]
        lines[number - 1] = _line(columns, row) + ending if row else ""
    return _with_added("".join(lines), [_line(columns, row) for row in added])


def fingerprint(row: Row) -> str:
    """Return what tells one content of a line from another: whoever changes it says with it what they saw."""
    told = json.dumps(sorted((name, cell) for name, cell in row.items() if cell), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def tidy(cell: str) -> str:
    """Return `cell` as a file can hold it: white space of any kind would end a cell or a line."""
    return " ".join(cell.split())


def _lacking(table: Table, rows: Sequence[Row]) -> tuple[str, ...]:
    used = {name for row in rows for name, cell in row.items() if cell}
    return tuple(name for name in COLUMNS if name in used and name not in table.columns)


def _parted(line: str) -> tuple[str, str]:
    """Return a line and what ends it."""
    [body] = line.splitlines() or [""]
    return body, line[len(body) :]


def _with_added(text: str, added: Sequence[str]) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    if added and text and not _parted(text.splitlines(keepends=True)[-1])[1]:
        text += ending
    return text + "".join(line + ending for line in added)


def _line(columns: Sequence[str], row: Row) -> str:
    return "\t".join(tidy(row.get(name, "")) for name in columns)
