"""What a person at the terminal sees of tokens."""

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from model.berlin import in_berlin
from model.tokens import Token
from newsbridge.language import tr
from newsbridge.printing import console


def show_tokens(tokens: Sequence[Token], now: datetime) -> None:
    """Print the tokens, the latest first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("name", "duty", "made", "by", "last used", "ends"):
        table.add_column(tr(title), overflow="fold")
    for token in tokens:
        ends = end_of(token) if token.is_good(now) else tr("revoked") if token.revoked_at else tr("over")
        cells = [token.name, token.duty.value, _day(token.made_at), token.made_by, _day(token.used_at), ends]
        table.add_row(*(Text(cell) for cell in cells))
    console().print(table)


def end_of(token: Token) -> str:
    """Return the day on which a token ends."""
    return _day(token.expires_at)


def _day(at: datetime | None) -> str:
    return in_berlin(at).date().isoformat() if at else tr("never")
