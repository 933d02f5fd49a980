"""What went wrong and will be tried again."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Failure:
    """One thing that a stage could not do; it stands until the stage succeeds with the same subject.

    Attributes:
        stage: the use case: `collect`, `translate`, `publish`...
        subject: what it concerns, by name or address.
        reason: one line for the operator, of the last attempt.
        attempts: how often it went wrong in a row.
    """

    stage: str
    subject: str
    reason: str
    first_at: datetime
    last_at: datetime
    attempts: int
