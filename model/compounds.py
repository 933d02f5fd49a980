"""Terms inside German compounds: »Industriestädteallianzmitglied«, »Klimabeirat«, »Mitglieds- und Partnerstädte«."""

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from model.inflection import umlauted

SHORTEST = 6
"""Letters that a term must have to be looked for inside a word: »Bund« is not found in »Bundesliga«."""
_SHORTEST_ORGANISATION = 8
_KEY = 5
_SHORTEST_FIRST, _SHORTEST_REST = 3, 3
_DERIVED = re.compile(
    r"(?:e?[sn]?)(?:schaft(?:en|s\w+)?|lich\w*|isch\w*|haft\w*|chen|in|innen|ung(?:en|s\w+)?|los\w*|weise|weit\w*|bar\w*|sam\w*|"
    r"heit(?:en)?|keit(?:en)?|tum|ler\w*|er|ern|erin|erinnen|ieren|iert\w*)?"
)
"""What makes another word of a word rather than a compound: »Partnerschaft« is no kind of partner."""
_PLACE_HEAD = re.compile(
    r"(?:geschäft|reise|besuch|handel|strategi|politik|experte|expertin|kenner|delegation|chef|tour|start|tag|woche|"
    r"forum|netzwerk|beauftragt|referat|abteilung|zentrum|markt|ticket|takt|kompetenz|korrespondent|studie|fonds|"
    r"zentrale|premiere|aufenthalt|engagement|export|import|beziehung|dialog|konferenz|gipfel|büro|team)"
)
"""What makes a compound with a place: »Chinageschäft«, but »Indienststellung« has nothing to do with India."""
_ELIDED = re.compile(
    r"(?<![\w-])(?P<first>[A-ZÄÖÜ]\w{2,})-(?:,\s\w+-)*(?:\s(?:und|oder|sowie|bzw\.)\s|/)"
    r"(?P<whole>[A-ZÄÖÜ]\w+|[a-zäöü]\w{4,})"
)


Entry = TypeVar("Entry")


class Stems(Generic[Entry]):
    """What is looked for inside words: the stems of the terms that form compounds."""

    def __init__(self) -> None:
        self._stems: dict[str, list[tuple[str, str, Entry]]] = {}

    def add(self, word: str, kind: str, entry: Entry) -> None:
        """Look for `word`, a term of one word and of `kind`, in compounds from now on, where such terms form them."""
        if not forms_compounds(word, kind):
            return
        for stem in filter(None, (word, umlauted(word) + "e" if umlauted(word) else "")):
            folded = stem.lower()
            self._stems.setdefault(folded[:_KEY], []).append((folded, kind, entry))

    def find(self, word: str) -> tuple[Entry, int, int] | None:
        """Return the longest term inside `word` with the place of its stem there, None where there is none."""
        folded = word.lower()
        found = [
            (entry, start, start + len(stem))
            for start in range(len(folded) - _KEY + 1)
            for stem, kind, entry in self._stems.get(folded[start : start + _KEY], ())
            if folded.startswith(stem, start) and _is_member(folded, start, start + len(stem), kind)
        ]
        return max(found, key=lambda place: (place[2] - place[1], -place[1]), default=None)


def forms_compounds(word: str, kind: str) -> bool:
    """Whether a term of one word and of `kind` is looked for inside other words."""
    if not word.isalpha() or word.isupper() or word.islower() or kind == "person":
        return False
    return len(word) >= (_SHORTEST_ORGANISATION if kind == "organisation" else 5 if kind == "place" else SHORTEST)


def _is_member(word: str, start: int, end: int, kind: str) -> bool:
    rest = word[end:]
    if kind == "place":
        return start == 0 and bool(_PLACE_HEAD.match(rest))
    if start and (start < _SHORTEST_FIRST or kind == "organisation"):
        return False
    if start and (not rest or rest in {"s", "es", "e", "en", "n"}):
        return True
    return len(rest) >= _SHORTEST_REST and not _DERIVED.fullmatch(rest)


def elided(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield first members whose head stands further on: »Mitglieds- und Partnerstädte«.

    Each comes with its place (without the hyphen) and with what it may be as a whole: »Mitgliedsstädte« among others.
    """
    for match in _ELIDED.finditer(text):
        whole = match["whole"].lower()
        yield (
            match.start("first"),
            match.end("first"),
            tuple(match["first"] + whole[cut:] for cut in range(len(whole) - 2)),
        )
