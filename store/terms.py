from collections.abc import Iterable

from sqlalchemy import delete, select

from model.languages import Language
from model.terms import Term
from store.database import Database, take_turns
from store.tables import TermRow


class Terms:
    """The termbase, a copy of the operator's file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, terms: Iterable[Term]) -> None:
        """Let `terms` be all there are; readers see the old ones or the new ones, never a part.

        Nothing is written where they are the old ones, so that it may be done at every start.
        """
        wanted = list(terms)
        with self._database.writing() as session:
            take_turns(session, TermRow)
            present = session.scalars(select(TermRow).order_by(TermRow.id))
            if [_to_term(row) for row in present] == wanted:
                return
            session.execute(delete(TermRow))
            session.add_all(map(term_row, wanted))

    def all(self, language: Language) -> list[Term]:
        """Return the terms of `language` in the order in which they were given."""
        wanted = select(TermRow).where(TermRow.language == language).order_by(TermRow.id)
        with self._database.reading() as session:
            return [_to_term(row) for row in session.scalars(wanted)]


def term_row(term: Term) -> TermRow:
    """Return the row that keeps `term`."""
    return TermRow(
        source=term.source,
        language=term.language,
        preferred=term.preferred,
        acceptable=list(term.acceptable),
        forbidden=list(term.forbidden),
        kind=term.kind,
        basis=term.basis,
        first=term.first,
        short=term.short,
    )


def _to_term(row: TermRow) -> Term:
    return Term(
        source=row.source,
        language=row.language,
        preferred=row.preferred,
        acceptable=tuple(row.acceptable),
        forbidden=tuple(row.forbidden),
        kind=row.kind,
        basis=row.basis,
        first=row.first,
        short=row.short,
    )
