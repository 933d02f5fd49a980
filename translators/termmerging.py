"""Terms from elsewhere merged into a termbase file: comments, order and everything that it says stay."""

from collections.abc import Iterable
from dataclasses import dataclass

from translators.termediting import rewritten
from translators.terms import COLUMNS, COMMENT, KEEP, LANGUAGES, NONE, SEVERAL, Row, Table, several


@dataclass(frozen=True)
class Conflict:
    """A column in which the file and what is merged into it say different things of the German term `source`."""

    source: str
    column: str
    here: str
    there: str


@dataclass(frozen=True)
class Merged:
    """A termbase file with terms merged into it.

    Attributes:
        text: the file as it is to be written.
        added, changed: German terms that are new, and those of which the file now says more.
        conflicts: what is said in two ways; the file's word stands unless it was to be replaced.
        refused: German terms that the file's form has no place for, with the reason.
    """

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[tuple[str, str], ...]


def merge(table: Table, rows: Iterable[Row], *, replace: bool = False) -> Merged:
    """Merge `rows` into the file `table`; with `replace` they win where both say different things.

    Forms are added to forms, empty cells are filled; nothing is taken away. Terms that are new stand at the end.
    """
    known = {line.row["de"]: dict(line.row) for line in table.lines}
    added, changed, conflicts, refused = [], [], [], []
    for row in rows:
        source = row["de"]
        if reason := _unfit(row):
            refused.append((source, reason))
            continue
        before = known.get(source)
        known[source], found = merge_row(before or _empty(row), row, replace=replace)
        conflicts += found
        if before is None:
            added.append(source)
        elif before != known[source]:
            changed.append(source)
    present = {line.row["de"]: line for line in table.lines}
    changes = {line.number: known[source] for source, line in present.items() if known[source] != line.row}
    text = rewritten(table, changes, [row for source, row in known.items() if source not in present])
    return Merged(text, tuple(added), tuple(dict.fromkeys(changed)), tuple(conflicts), tuple(refused))


def merge_row(here: Row, there: Row, *, replace: bool) -> tuple[dict[str, str], list[Conflict]]:
    """Return the line `here` with what `there` says beyond it, and where they contradict each other."""
    merged, conflicts = dict(here), []
    for column in (name for name in COLUMNS if name != "de" and name not in SEVERAL):
        old, new = here.get(column, ""), there.get(column, "")
        if not new or new in {old, NONE}:
            continue
        if old in {"", NONE}:
            merged[column] = new
            continue
        conflicts.append(Conflict(here["de"], column, old, new))
        merged[column] = new if replace else old
    for column in LANGUAGES.values():
        conflicts += _merge_forms(merged, here, there, column, replace=replace)
    return merged, conflicts


def _merge_forms(merged: dict[str, str], here: Row, there: Row, column: str, *, replace: bool) -> list[Conflict]:
    also, forbidden = f"{column}_also", f"{column}_forbidden"
    right = {name: list(several(here.get(name, ""))) for name in (also, forbidden)}
    prescribed = {merged.get(name, "") for name in (column, f"{column}_first", f"{column}_short")}
    conflicts = []
    for name, other in ((also, forbidden), (forbidden, also)):
        for form in several(there.get(name, "")):
            contrary = prescribed if name == forbidden else set()
            if form in {*right[other], *contrary}:
                conflicts.append(
                    Conflict(here["de"], name, f"{other if form in right[other] else column}: {form}", form)
                )
                if form in contrary or not replace:
                    continue
                right[other].remove(form)
            if form not in {*right[name], merged[column]}:
                right[name].append(form)
    for name, forms in right.items():
        # What is prescribed is neither forbidden nor merely acceptable.
        joined = ";".join(form for form in forms if form not in (prescribed if name == forbidden else {merged[column]}))
        if joined or name in merged:
            merged[name] = joined
    return conflicts


def _unfit(row: Row) -> str:
    if row["de"].startswith(COMMENT):
        return f"a line that begins with {COMMENT} is a comment"
    for name, cell in row.items():
        if name not in SEVERAL and name != "note" and ";" in cell:
            return f"column {name}: »;« separates forms"
    return ""


def _empty(row: Row) -> Row:
    """Return a line for the term of `row` that says as little as a line may."""
    absent = "" if row.get("basis") == KEEP else NONE
    return {"de": row["de"]} | dict.fromkeys(LANGUAGES.values(), absent) | {"kind": row.get("kind", "term")}
