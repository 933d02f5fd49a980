from datetime import datetime

from sqlalchemy import select, update

from model.tokens import Token
from store.database import Database
from store.desk_tables import TokenRow

FIELDS = ("name", "duty", "made_by", "made_at", "expires_at", "used_at", "revoked_at")


class Tokens:
    """Keys of programs, by the hash that is kept of each; never deleted, so that the history keeps their names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token: Token, token_hash: str) -> Token:
        """Keep a new token and return it with its id."""
        with self._database.writing() as session:
            row = TokenRow(token_hash=token_hash, **{name: getattr(token, name) for name in FIELDS})
            session.add(row)
            session.flush()
            return _to_token(row)

    def all(self) -> list[Token]:
        """Return all tokens, the latest first; also those that are over."""
        with self._database.reading() as session:
            return [_to_token(row) for row in session.scalars(select(TokenRow).order_by(TokenRow.id.desc()))]

    def hashed(self, token_hash: str) -> Token | None:
        """Return the token with this hash, be it good or over."""
        with self._database.reading() as session:
            row = session.scalars(select(TokenRow).where(TokenRow.token_hash == token_hash)).one_or_none()
            return _to_token(row) if row else None

    def use(self, token_id: int, at: datetime) -> None:
        """Note that a token was used."""
        with self._database.writing() as session:
            session.execute(update(TokenRow).where(TokenRow.id == token_id).values(used_at=at))

    def revoke(self, token_id: int, at: datetime) -> None:
        """End a token; the first time counts."""
        wanted = update(TokenRow).where(TokenRow.id == token_id, TokenRow.revoked_at.is_(None))
        with self._database.writing() as session:
            session.execute(wanted.values(revoked_at=at))


def _to_token(row: TokenRow) -> Token:
    return Token(row.id, **{name: getattr(row, name) for name in FIELDS})
