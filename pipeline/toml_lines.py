"""Where something stands in a TOML file: the parser of the standard library forgets the lines."""

import re

_TABLE = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")


def line_of(text: str, key: str = "", table: str = "", number: int = 1) -> int:
    """Return the number of the line of `key`, counted from 1; that of its table where it has none, 0 for neither.

    Args:
        text: of the file.
        key: a bare key, or a dotted one that reaches into a table below; "" for the table itself.
        table: name as in `[name]` or `[[name]]`; "" is the top of the file, before any table.
        number: which of several `[[name]]`, counted from 1.
    """
    inner, _, last = key.rpartition(".")
    begins = 0
    for line, name, content in _lines(text, table, number):
        if content is None:
            begins = begins or line
        elif last and name == inner and re.match(rf"""\s*["']?{re.escape(last)}["']?\s*=""", content):
            return line
    return begins


def _lines(text: str, table: str, number: int) -> list[tuple[int, str, str | None]]:
    """Return the lines of a table: number, name of the table below that they are in, and text; None begins a table."""
    found: list[tuple[int, str, str | None]] = []
    count, inside, below = 0, not table, ""
    for line, content in enumerate(text.splitlines(), start=1):
        header = _TABLE.match(content)
        if header is None:
            found += [(line, below, content)] if inside else []
            continue
        name = header[2]
        count += name == table
        inside = bool(table) and count == number and (name == table or name.startswith(f"{table}."))
        below = name.removeprefix(table).removeprefix(".")
        found += [(line, below, None)] if inside else []
    return found
