"""What a value is: a figure, date, time or address that must survive translation."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class ValueKind(StrEnum):
    """What kind of thing a value is."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    ORDINAL = "ordinal"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    REFERENCE = "reference"
    """A file, register or bank number that is meaningless when one character changes."""


FIGURES = frozenset({ValueKind.NUMBER, ValueKind.PERCENT, ValueKind.MONEY, ValueKind.ORDINAL})
ADDRESSES = frozenset({ValueKind.PHONE, ValueKind.EMAIL, ValueKind.URL, ValueKind.REFERENCE})
"""Kinds that stay the same, character for character, in every language."""


@dataclass(frozen=True)
class Value:
    """A value found in a text.

    Attributes:
        amount: the canonical form, equal for equal values in any language: a number for figures; for dates ISO 8601
            with unknown parts left out (`2021-03-24`, `--03-24`, `2021-03`, `--03`); for times `19:30`; the digits of
            a phone number with a leading `+` where there is one; the text itself for other addresses.
        text: `text[start:end]` of the text it was found in.
        unit: ISO 4217 code of the currency, for money only.
        spelled: written in words, which are ambiguous (»second«, 一): not counted when the German does not have it.
        attached: part of a longer word (»zwölfjährig«, »A7«, »mid-2026«): it answers a value of the other side, but
            neither side has to have it.
        also: other amounts that the words may mean: »2,1« in »von 2,1 auf 2,8 Mio.« is also 2,100,000.
        ratio: part and whole of a share in words: 3 and 4 for »drei von vier«, three quarters, 四分之三.
        grouped: the digits are grouped by thousands, so it is no year.
    """

    kind: ValueKind
    amount: Decimal | str
    start: int
    end: int
    text: str
    unit: str = ""
    spelled: bool = False
    attached: bool = False
    also: tuple[Decimal | str, ...] = field(default=(), compare=False)
    ratio: tuple[Decimal, ...] = field(default=(), compare=False)
    grouped: bool = field(default=False, compare=False)

    @property
    def amounts(self) -> frozenset[Decimal | str]:
        """All amounts that the words may mean."""
        return frozenset({self.amount, *self.also})

    def parts(self) -> tuple[Decimal, ...]:
        """Return the numbers that a figure, date or time is made of; empty for addresses."""
        if isinstance(self.amount, Decimal):
            return self.ratio or (self.amount,)
        if self.kind is ValueKind.DATE:
            return tuple(Decimal(part) for part in self.amount.split("-") if part)
        if self.kind is ValueKind.TIME:
            hour, minute = map(Decimal, self.amount.split(":"))
            return (hour, minute) if minute else (hour,)
        return ()
