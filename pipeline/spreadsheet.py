"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8, with the mark without which they garble Chinese."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell (https://owasp.org/www-community/attacks/CSV_Injection)."""
_BEGINS = re.compile(rf"(\A|[;\t\r\n])(?=[{re.escape(''.join(FORMULA))}])")
"""Where a cell may begin: a German spreadsheet takes the semicolon for what parts cells, and reads past our quotes."""
AT_A_TIME = 500
"""Rows put together before they are sent on."""


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table piece by piece, beginning with the mark and the names of its columns.

    A text that a spreadsheet would calculate begins with an apostrophe; None is an empty cell.
    """
    out = StringIO()
    writer = csv.writer(out)
    out.write(MARK)
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_harmless(cell) for cell in row])
        if number % AT_A_TIME == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _harmless(cell: object) -> object:
    return _BEGINS.sub(r"\1'", cell) if isinstance(cell, str) else cell
