from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from model.claim import Claim
from store.database import Database, insert_into
from store.work_tables import ClaimRow


class Claims:
    """Leases: work that one worker has taken, for a time, so that no other does it too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(
        self,
        name: str,
        holder: str,
        now: datetime,
        seconds: float,
        holder_is_dead: Callable[[str], bool] | None = None,
    ) -> bool:
        """Take the work `name` for `holder` where nobody has it, and say whether `holder` has it now.

        Args:
            name: the work.
            holder: who takes it; taking what one has already renews it.
            now: the time.
            seconds: how long it is taken; from then on anybody may take it.
            holder_is_dead: asked with another holder's name while its time is not over yet; True ends it early.
        """
        expires_at = now + timedelta(seconds=seconds)
        with self._database.writing() as session:
            new = insert_into(session, ClaimRow).values(name=name, holder=holder, expires_at=expires_at)
            # The idle update locks the row that is there, and so makes PostgreSQL return it.
            held = new.on_conflict_do_update(index_elements=["name"], set_={"name": name}).returning(ClaimRow)
            claim = session.scalars(held).one()
            taken = claim.holder != holder and claim.expires_at > now
            if taken and not (holder_is_dead and holder_is_dead(claim.holder)):
                return False
            claim.holder, claim.expires_at = holder, expires_at
            return True

    def all(self) -> list[Claim]:
        """Return all claims, also those whose time is over, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(ClaimRow).order_by(ClaimRow.name))
            return [Claim(row.name, row.holder, row.expires_at) for row in rows]

    def renew(self, name: str, holder: str, now: datetime, seconds: float) -> bool:
        """Keep work that `holder` has for `seconds` from now; False where it is no longer theirs."""
        renewed = update(ClaimRow).where(ClaimRow.name == name, ClaimRow.holder == holder)
        renewed = renewed.values(expires_at=now + timedelta(seconds=seconds)).returning(ClaimRow.name)
        with self._database.writing() as session:
            return session.scalar(renewed) is not None

    def drop(self, name: str, holder: str) -> None:
        """Give work back; nothing happens where it is not `holder`'s."""
        with self._database.writing() as session:
            session.execute(delete(ClaimRow).where(ClaimRow.name == name, ClaimRow.holder == holder))
