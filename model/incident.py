"""Something that an operator must know of, from when it went wrong until it is well again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Incident:
    """What is known of it, and what the operator has been told.

    Attributes:
        key: kind and subject, such as `source:koeln`; a second incident of the same key follows the first.
        closed_at: since when it is well again; None while it lasts.
        told_at: of the last message about it; None: there was none.
        told_open: the last message said that something is wrong.
    """

    key: str
    opened_at: datetime
    closed_at: datetime | None = None
    told_at: datetime | None = None
    told_open: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it lasts."""
        return self.closed_at is None
