"""The termbase file `config/terms.tsv`: German terms and their equivalents, one a line."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import BadConfiguration
from model.languages import Language
from model.terms import Term

COLUMNS = (
    "de",
    *("en", "en_also", "en_forbidden", "en_first", "en_short"),
    *("zh", "zh_also", "zh_forbidden", "zh_first", "zh_short"),
    *("kind", "basis", "note"),
)
"""The columns that a file may have, in the order in which a new file has them."""
NEEDED = ("de", "en", "zh", "kind")
SEVERAL = tuple(name for name in COLUMNS if name.endswith(("_also", "_forbidden")))
"""Columns that hold several forms, separated by `;`."""
LANGUAGES = {Language.EN: "en", Language.ZH: "zh"}
"""The languages of the file and how their columns begin."""

KEEP = "keep"
"""Basis of a name whose equivalent is unknown: the Latin form stays."""
NONE = "-"
"""Stands where a term has no equivalent in a language, on purpose."""
COMMENT = "#"
MARK = "\ufeff"
"""The byte order mark, which some spreadsheets write and look for."""

Row = Mapping[str, str]
"""A line: by column what stands there, "" where nothing does."""


@dataclass(frozen=True)
class Line:
    """A line of a termbase file that holds a term; `number` counts from 1."""

    number: int
    row: Row


@dataclass(frozen=True)
class Table:
    """A termbase file as it was read.

    Attributes:
        text: all of it, without a byte order mark.
        header: number of the line that names the columns.
        columns: as that line names them.
        lines: those with terms, in the order of the file.
        mark: the byte order mark where the file begins with one, else "".
    """

    text: str
    header: int
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    mark: str = ""

    def line(self, source: str) -> Line | None:
        """Return the line of the German term `source`, None where the file has none."""
        return next((line for line in self.lines if line.row["de"] == source), None)


def load_terms(path: Path) -> list[Term]:
    """Read the termbase: for each line one term in English and one in Chinese.

    The first line names the columns: `de`, `en`, `zh`, `kind`, and where wanted the others of `COLUMNS`; docs/terms.md
    says what they mean. Lines that begin with `#` are comments.

    Raises:
        BadConfiguration: the file cannot be read, a column or an equivalent is missing, or a term stands there twice.
    """
    return [term for line in read_table(path).lines for term in to_terms(line.row)]


def read_table(path: Path) -> Table:
    """Read a termbase file and examine every line.

    Raises:
        BadConfiguration: as `load_terms` says, with the line and column.
    """
    return parse_table(_read(path), path)


def parse_table(content: str, path: Path) -> Table:
    """Examine every line of a termbase file of which `content` is the text; `path` is for the messages.

    Raises:
        BadConfiguration: as `load_terms` says, with the line and column.
    """
    text = content.removeprefix(MARK)
    columns: tuple[str, ...] = ()
    header, lines = 0, []
    for number, cells in _cells(text):
        if not columns:
            header, columns = number, _header(cells, f"{path}, line {number}")
        else:
            lines.append(Line(number, _row(columns, cells, f"{path}, line {number}")))
    if not columns:
        raise BadConfiguration(where=path, reason=f"is empty; the first line names the columns {', '.join(NEEDED)}")
    _refuse_twice(lines, path)
    return Table(text, header, columns, tuple(lines), content[: len(content) - len(text)])


def table_faults(path: Path) -> list[BadConfiguration]:
    """Return everything that is wrong with a termbase file, line by line."""
    columns: tuple[str, ...] = ()
    faults, lines = [], []
    try:
        for number, cells in _cells(_read(path).removeprefix(MARK)):
            where = f"{path}, line {number}"
            if not columns:
                columns = _header(cells, where)
                continue
            try:
                lines.append(Line(number, _row(columns, cells, where)))
            except BadConfiguration as error:
                faults.append(error)
        _refuse_twice(lines, path)
        if not faults:
            read_table(path)
    except BadConfiguration as error:
        faults.append(error)
    return faults


def to_terms(row: Row) -> Iterator[Term]:
    """Yield the terms of a line, one for each language that it has an equivalent in."""
    for language, column in LANGUAGES.items():
        preferred = row[column] or (row["de"] if row.get("basis") == KEEP else "")
        if preferred and preferred != NONE:
            yield Term(
                source=row["de"],
                language=language,
                preferred=preferred,
                acceptable=several(row.get(f"{column}_also", "")),
                forbidden=several(row.get(f"{column}_forbidden", "")),
                kind=row["kind"],
                basis=row.get("basis", ""),
                first=row.get(f"{column}_first", ""),
                short=row.get(f"{column}_short", ""),
            )


def several(cell: str) -> tuple[str, ...]:
    """Return the forms of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _read(path: Path) -> str:
    """Return all of a file, its byte order mark included."""
    try:
        return path.read_bytes().decode("utf-8")  # as bytes, so that the ends of its lines are known
    except FileNotFoundError as error:
        reason = "no such file; the one that ships with newsbridge shows its form"
        raise BadConfiguration(where=path, reason=reason) from error
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start}; save it as UTF-8"
        raise BadConfiguration(where=path, reason=reason) from error


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith(COMMENT):
            yield number, [cell.strip() for cell in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]


def _header(columns: Sequence[str], where: str) -> tuple[str, ...]:
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS]
    twice = [name for name in COLUMNS if columns.count(name) > 1]
    if missing or unknown or twice:
        said = {"lacks": missing, "names no column of ours": unknown, "names twice": twice}
        reason = next(f"the first line {what} {', '.join(names)}" for what, names in said.items() if names)
        raise BadConfiguration(where=where, reason=f"{reason}; known are {', '.join(COLUMNS)}")
    return tuple(columns)


def _row(columns: Sequence[str], cells: Sequence[str], where: str) -> Row:
    if len(cells) != len(columns):
        reason = f"{len(cells)} columns where the first line names {len(columns)}; columns are separated by tabs"
        raise BadConfiguration(where=where, reason=reason)
    row = dict(zip(columns, cells, strict=True))
    kept = row.get("basis") == KEEP
    for name in NEEDED:
        if not row[name] and not (kept and name in LANGUAGES.values()):
            reason = f"»{row['de']}« has nothing here" + (f"; write {NONE} for »no equivalent«" if name != "de" else "")
            raise BadConfiguration(where=f"{where}, column {name}", reason=reason)
    _refuse_contradictions(row, where)
    return row


def _refuse_contradictions(row: Row, where: str) -> None:
    for column in LANGUAGES.values():
        forbidden = several(row.get(f"{column}_forbidden", ""))
        allowed = {row[column], *several(row.get(f"{column}_also", "")), *_mentions(row, column)}
        for form in forbidden:
            if form in allowed:
                reason = f"»{form}« is forbidden here and prescribed or accepted in another column; leave it in one"
                raise BadConfiguration(where=f"{where}, column {column}_forbidden", reason=reason)


def _mentions(row: Row, column: str) -> tuple[str, str]:
    return row.get(f"{column}_first", ""), row.get(f"{column}_short", "")


def _refuse_twice(lines: Iterable[Line], path: Path) -> None:
    first: dict[str, int] = {}
    for line in lines:
        source = line.row["de"]
        if source in first:
            where = f"{path}, line {line.number}, column de"
            raise BadConfiguration(where=where, reason=f"»{source}« stands in line {first[source]} already")
        first[source] = line.number
