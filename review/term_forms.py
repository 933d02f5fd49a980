"""The form of a term: what it shows, and what comes back from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Self

from fastapi import Request
from pydantic import BaseModel, Field

from model.languages import Language
from model.phrases import Sentence
from pipeline.term_editing import KINDS, Edit, Fault, row_of
from pipeline.terms import Remark
from pipeline.wiring import Newsroom
from review.pages import say
from translators.termediting import fingerprint
from translators.terms import COLUMNS, LANGUAGES, NONE, Row, several

Cell = Annotated[str, Field(max_length=2000)]


class Given(BaseModel):
    """What the form of a term sends."""

    source: Cell = ""
    seen: Cell = ""
    sure: Cell = ""
    de: Cell = ""
    en: Cell = ""
    en_also: Cell = ""
    en_forbidden: Cell = ""
    en_first: Cell = ""
    en_short: Cell = ""
    zh: Cell = ""
    zh_also: Cell = ""
    zh_forbidden: Cell = ""
    zh_first: Cell = ""
    zh_short: Cell = ""
    kind: Cell = ""
    basis: Cell = ""
    note: Cell = ""

    @property
    def row(self) -> Row:
        """The line of the file that it stands for."""
        return row_of(self.model_dump(include=set(COLUMNS)))

    @property
    def edit(self) -> Edit:
        """What the editor wants who sends it."""
        return Edit(self.row, self.source, self.seen)

    @property
    def deletion(self) -> Edit:
        """What the editor wants who sends it to delete."""
        return Edit(None, self.source, self.seen)


@dataclass(frozen=True)
class Sheet:
    """A term as its form shows it.

    Attributes:
        source: the German of the line that is changed, "" for a new one.
        seen: what tells whether somebody has changed the line since.
        faults: why it was not kept.
    """

    row: Row
    source: str = ""
    seen: str = ""
    faults: Sequence[Fault] = ()

    @classmethod
    def new(cls, german: str, **cells: str) -> Self:
        """Return the form of a term that is not there yet."""
        return cls({"de": german, "kind": "term", "basis": "usual", **cells})

    @classmethod
    def of(cls, row: Row, source: str) -> Self:
        """Return the form of a term that is there."""
        return cls(row, source, fingerprint(row))

    def cell(self, column: str) -> str:
        """Return what stands in a field; several forms are shown one a line."""
        text = self.row.get(column, "")
        return "\n".join(several(text)) if column.endswith(("_also", "_forbidden")) else text

    def wrong(self, column: str) -> Sequence[Sentence]:
        """Return what is wrong with a field, "" for the form as a whole."""
        return [fault.reason for fault in self.faults if fault.column == column]


def kinds(room: Newsroom) -> list[str]:
    """Return the kinds that a term may have: those that the checks tell apart, then whatever else the file has."""
    used = {line.row["kind"] for line in room.terms_file.table().lines}
    return [*KINDS, *sorted(used - set(KINDS))]


def gone(before: Row, after: Row, language: Language) -> tuple[str, ...]:
    """Return what a term could be called before in `language` and is to be called no longer."""
    column = LANGUAGES[language]
    return tuple(form for form in _forms(before, column) if form not in _forms(after, column))


def _forms(row: Row, column: str) -> list[str]:
    cells = (row.get(column, ""), row.get(f"{column}_first", ""), row.get(f"{column}_short", ""))
    return [form for form in (*cells, *several(row.get(f"{column}_also", ""))) if form not in {"", NONE}]


def spoken(request: Request, said: Sentence | Remark) -> str:
    """Return what is said of a term in the language of the reader."""
    return say(request, said.template, **said.fields)
