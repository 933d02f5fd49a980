"""The termbase file `config/terms.tsv`: German terms and their equivalents, one a line."""

import csv
from collections.abc import Iterator
from pathlib import Path

from model.errors import BadConfiguration
from model.languages import Language
from model.terms import Term

_NEEDED = ("de", "en", "zh", "kind")
_KNOWN = (*_NEEDED, "en_also", "en_forbidden", "zh_also", "zh_forbidden", "basis")
_COLUMNS = {Language.EN: "en", Language.ZH: "zh"}
_KEEP = "keep"
"""Basis of a name whose equivalent is unknown: the Latin form stays."""


def load_terms(path: Path) -> list[Term]:
    """Read the termbase: for each line one term in English and one in Chinese.

    The first line names the columns: `de`, `en`, `zh`, `kind`, and where wanted `en_also`, `en_forbidden`, `zh_also`,
    `zh_forbidden` (several separated by `;`) and `basis`. Lines that begin with `#` are comments.

    Raises:
        BadConfiguration: the file cannot be read, a column or an equivalent is missing, or a term stands there twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        reason = "no such file; the one that ships with newsbridge shows its form"
        raise BadConfiguration(where=path, reason=reason) from error
    except OSError as error:
        raise BadConfiguration(where=path, reason=f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start}; save it as UTF-8"
        raise BadConfiguration(where=path, reason=reason) from error
    terms: list[Term] = []
    first_line: dict[str, int] = {}
    for number, row in _rows(path, lines):
        where = f"{path}, line {number}"
        if row["de"] in first_line:
            raise BadConfiguration(where=where, reason=f"»{row['de']}« stands in line {first_line[row['de']]} already")
        first_line[row["de"]] = number
        terms += [_term(row, language, where) for language in _COLUMNS]
    return terms


def _rows(path: Path, lines: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    columns: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
        if not columns:
            columns = _header(cells, f"{path}, line {number}")
        elif len(cells) != len(columns):
            reason = f"{len(cells)} columns where the first line names {len(columns)}; columns are separated by tabs"
            raise BadConfiguration(where=f"{path}, line {number}", reason=reason)
        else:
            yield number, dict(zip(columns, cells, strict=True))


def _header(columns: list[str], where: str) -> list[str]:
    missing = [name for name in _NEEDED if name not in columns]
    unknown = [name for name in columns if name not in _KNOWN]
    if missing or unknown:
        reason = f"the first line lacks {', '.join(missing)}" if missing else f"no such column: {', '.join(unknown)}"
        raise BadConfiguration(where=where, reason=f"{reason}; known are {', '.join(_KNOWN)}")
    return columns


def _term(row: dict[str, str], language: Language, where: str) -> Term:
    column = _COLUMNS[language]
    preferred = row[column] or (row["de"] if row.get("basis") == _KEEP else "")
    if not row["de"] or not preferred or not row["kind"]:
        empty = next(name for name in ("de", column, "kind") if not row[name])
        raise BadConfiguration(where=where, reason=f"»{row['de']}« has no {empty}")
    return Term(
        source=row["de"],
        language=language,
        preferred=preferred,
        acceptable=_several(row.get(f"{column}_also", "")),
        forbidden=_several(row.get(f"{column}_forbidden", "")),
        kind=row["kind"],
        basis=row.get("basis", ""),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
