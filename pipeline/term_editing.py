"""Terms added, changed and deleted one at a time, as an editor does it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.people import Change, Deed
from model.phrases import Sentence, phrase
from pipeline.wiring import Newsroom
from translators.termediting import fingerprint, rewritten, tidy
from translators.terms import COLUMNS, COMMENT, KEEP, LANGUAGES, NONE, SEVERAL, Row, Table, several

KINDS = ("organisation", "place", "person", "event", "acronym", "title", "term")
"""Kinds that the checks tell apart; a file may have others, which are treated like `term`."""
BASES = ("seen", "usual", KEEP)
LONGEST = 500
"""Characters of a cell that a form takes."""


@dataclass(frozen=True)
class Edit:
    """What an editor wants.

    Attributes:
        row: what the line is to say; None deletes it.
        source: the German term of the line as it was; "" for a new line.
        seen: `fingerprint` of the line that the editor saw.
    """

    row: Row | None
    source: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Fault:
    """Why a line cannot be kept: the column concerned, "" for all of it, and the reason."""

    column: str
    reason: Sentence


class _Refused(Exception):
    """The line cannot be kept as wanted."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)


def keep(newsroom: Newsroom, edit: Edit, by: str) -> tuple[Fault, ...]:
    """Add, change or delete a term and put it into the history; return why it cannot be done, () where it was.

    Every other line of the file stays as it is, byte for byte. A line that somebody else has changed since the editor
    saw it is left alone.

    Raises:
        BadConfiguration: the file cannot be read, or is being changed by somebody else.
        PublishError: it cannot be written; it is as before.
    """
    before: dict[str, Row] = {}

    def change(table: Table) -> str:
        if faults := tuple(_faults(table, edit)):
            raise _Refused(faults)
        line = table.line(edit.source) if edit.source else None
        if line is None:
            return rewritten(table, {}, [edit.row] if edit.row else [])
        before["row"] = line.row
        return rewritten(table, {line.number: edit.row})

    try:
        newsroom.terms_file.rewrite(change)
    except _Refused as refused:
        return refused.faults
    if edit.row is None or edit.row != _full(before.get("row", {})):
        newsroom.store.history.record(_change(newsroom, edit, before.get("row"), by))
    return ()


def row_of(given: Mapping[str, str]) -> Row:
    """Return the cells that a form gave as a line of the file; of several forms each may stand in a line of its own."""
    return {name: ";".join(several(cell)) if name in SEVERAL else cell for name, cell in _cleaned(given)}


def summary(row: Row | None) -> str:
    """Return what a line says beside its German, in one line, for the history."""
    return " · ".join(f"{name}: {cell}" for name, cell in (row or {}).items() if cell and name != "de")


def faults(row: Row) -> Iterator[Fault]:
    """Yield why a line cannot be in the file, by itself; the same rules as for one that is read."""
    german = row.get("de", "")
    if not german:
        yield Fault("de", Sentence(phrase("The German is missing.")))
    elif german.startswith(COMMENT):
        yield Fault("de", Sentence(phrase("A line that begins with # is a comment.")))
    if not row.get("kind"):
        yield Fault("kind", Sentence(phrase("Choose a kind.")))
    for column in LANGUAGES.values():
        if not row.get(column) and row.get("basis") != KEEP:
            template = phrase("This is missing; write {none} where there is no equivalent.")
            yield Fault(column, Sentence(template, {"none": NONE}))
        yield from _contradictions(row, column)
    for name, cell in row.items():
        if len(cell) > LONGEST:
            yield Fault(name, Sentence(phrase("This is longer than {most} characters."), {"most": LONGEST}))
        elif ";" in cell and name not in SEVERAL and name != "note":
            yield Fault(name, Sentence(phrase("One form belongs here; a semicolon separates several.")))


def _cleaned(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in COLUMNS:
        cell = given.get(name, "")
        if name in SEVERAL:
            cell = ";".join(cell.splitlines())
        yield name, tidy("".join(each for each in cell if each.isspace() or unicodedata.category(each) != "Cc"))


def _full(row: Row) -> Row:
    return {name: row.get(name, "") for name in COLUMNS}


def _contradictions(row: Row, column: str) -> Iterator[Fault]:
    also = several(row.get(f"{column}_also", ""))
    right = {row.get(column, ""), *also, row.get(f"{column}_first", ""), row.get(f"{column}_short", "")}
    for form in several(row.get(f"{column}_forbidden", "")):
        if form in right:
            template = phrase("»{form}« is prescribed or accepted above; it cannot be forbidden too.")
            yield Fault(f"{column}_forbidden", Sentence(template, {"form": form}))


def _faults(table: Table, edit: Edit) -> Iterator[Fault]:
    if edit.source:
        yield from _overtaken(table, edit)
    if edit.row is None:
        return
    yield from faults(edit.row)
    there = table.line(edit.row["de"])
    if there is not None and edit.row["de"] != edit.source:
        template = phrase("»{term}« stands in line {line} already; change that one.")
        yield Fault("de", Sentence(template, {"term": edit.row["de"], "line": there.number}))


def _overtaken(table: Table, edit: Edit) -> Iterator[Fault]:
    line = table.line(edit.source)
    if line is None:
        yield Fault("", Sentence(phrase("»{term}« is no longer in the termbase."), {"term": edit.source}))
    elif fingerprint(line.row) != edit.seen:
        template = phrase("Somebody has changed this term in the meantime. It says now: {now}")
        yield Fault("", Sentence(template, {"now": summary(line.row)}))


def _change(newsroom: Newsroom, edit: Edit, before: Row | None, by: str) -> Change:
    deed = Deed.DELETE_TERM if edit.row is None else Deed.CHANGE_TERM if before else Deed.ADD_TERM
    subject = edit.row["de"] if edit.row else edit.source
    was = f"de: {edit.source} · " if before and edit.row and edit.row["de"] != edit.source else ""
    return Change(newsroom.now(), by, deed, subject=subject, before=was + summary(before), after=summary(edit.row))
