"""Names of people: what they type to get in, and what others see beside their work."""

import re
from unicodedata import normalize

from model.errors import AccountError
from pipeline.wiring import Newsroom

LONGEST_NAME, LONGEST_SHOWN = 64, 80
"""Characters."""
_NAME = re.compile(r"\w[\w.@+-]*")


def clean_name(name: str) -> str:
    """Return a name as it is kept.

    Raises:
        AccountError: it is empty, too long, or holds other signs than letters, digits and `. _ - @ +`.
    """
    cleaned = normalize("NFKC", name.strip())
    if len(cleaned) > LONGEST_NAME or not _NAME.fullmatch(cleaned):
        raise AccountError("A name has 1 to {most} letters, digits or . _ - @ + and no spaces.", most=LONGEST_NAME)
    return cleaned


def clean_shown(newsroom: Newsroom, shown: str, person_id: int = 0) -> str:
    """Return what is shown beside the work of a person as it is kept; nobody can be taken for somebody else.

    Raises:
        AccountError: it is empty, too long, holds signs that cannot be seen, or is another person's.
    """
    cleaned = " ".join(normalize("NFC", shown).split())
    if not 0 < len(cleaned) <= LONGEST_SHOWN or not cleaned.isprintable():
        raise AccountError("The name that others see has 1 to {most} visible characters.", most=LONGEST_SHOWN)
    others = [each for each in newsroom.store.people.all() if each.id != person_id]
    if folded(cleaned) in {folded(name) for each in others for name in (each.name, each.shown)}:
        raise AccountError("»{shown}« is what others see of somebody else. Take another name.", shown=cleaned)
    return cleaned


def folded(text: str) -> str:
    """Return what two texts share that differ only in case and spelling of the same characters."""
    return normalize("NFKC", text).casefold()
