"""The language of messages: English, or German where the locale says so (POSIX: LC_ALL, LC_MESSAGES, LANG)."""

import os
from functools import cache

from model.errors import NewsbridgeError


@cache
def speaks_german() -> bool:
    """Whether the person at the terminal reads German."""
    chosen = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return chosen.lower().startswith("de")


def tr(text: str) -> str:
    """Return `text` in the reader's language; a text without a translation stays English."""
    if not speaks_german():
        return text
    from newsbridge.german import GERMAN

    return GERMAN.get(text, text)


def explain(error: NewsbridgeError) -> str:
    """Return an error's line in the reader's language."""
    fields = {name: tr(value) if isinstance(value, str) else value for name, value in error.fields.items()}
    try:
        return tr(error.message).format_map(fields)
    except (KeyError, IndexError):
        return str(error)
