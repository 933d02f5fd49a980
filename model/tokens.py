"""Keys that let programs use the JSON API."""

from dataclasses import dataclass
from datetime import datetime

from model.people import Duty


@dataclass(frozen=True)
class Token:
    """A program's key; the key itself is kept nowhere, its hash in the store alone.

    Attributes:
        name: of the program, for the history.
        duty: what the program may do, as if a person had this duty.
        made_by: the name of the person who made it.
        expires_at: when it ends, None for never.
        used_at: when it was last used, to the minute; None for never.
        revoked_at: when somebody ended it, None while nobody has.
    """

    id: int
    name: str
    duty: Duty
    made_by: str
    made_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def by(self) -> str:
        """Whose name the history gives for what the program does."""
        return f"token {self.name}"

    def is_good(self, now: datetime) -> bool:
        """Whether the key opens anything."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
