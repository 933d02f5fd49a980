"""Work that one process has taken for a time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """A lease.

    Attributes:
        name: the work.
        holder: the process that has it.
        expires_at: from then on anybody may take it.
    """

    name: str
    holder: str
    expires_at: datetime
