"""How much a finding matters."""

from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; a blocking one keeps the translation out of every feed."""

    NOTE = 10
    WARNING = 20
    ERROR = 30
    BLOCKING = 40
