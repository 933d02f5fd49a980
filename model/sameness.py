"""When two German sentences say the same and are only written differently: signs, spaces, capitals."""

import re

_NUMBER = re.compile(r"(?:(?<![\w])[-−–+±~<>≤≥]\s?)?\d+(?:[\s.,:/'’–-]+\d+)*\.?")
"""All between digits belongs to the number: 2,5 is not 25 and »3. Preis« is not »3 Preise«."""
_SIGN = re.compile(r"[%‰€$£¥§&=#@°²³?]")
"""Signs that are read aloud."""
_GENDER = re.compile(r"(?<=[^\W\d_])[*:_/·](?=-?[Ii]n(?:nen)?\b)-?|(?<=[a-zäöüß])(?=In(?:nen)?\b)")
"""Bürger*innen, Bürger:innen, Bürger/-innen, BürgerInnen: all of them, where »Bürgerinnen« are the women among them."""
_PRONOUN = re.compile(r"\b(?:Sie|Ihr(?:e[mnrs]?)?|Ihnen)\b")
"""Capitals that make »you« of »they«."""
_FIRST = re.compile(r"^\W*\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|{_SIGN.pattern}|\*|[^\W\d_]+")


def essence(text: str) -> tuple[str, ...]:
    """Return what is left of a sentence without punctuation, quotation marks, spaces and capitals.

    Two sentences of the same essence differ in nothing that changes a translation. Kept are: numbers with all signs in
    and before them, signs that are read aloud, the question mark, the mark of gender-inclusive forms whichever it is,
    and the capital of the polite »Sie« and »Ihr« where it does not merely begin the sentence.
    """
    parts: list[str] = []
    for token in _tokens(text):
        if parts and _LETTERS.fullmatch(token) and _LETTERS.fullmatch(parts[-1]):
            parts[-1] += token  # »zusammen arbeiten« and »zusammenarbeiten«
        else:
            parts.append(token)
    return tuple(parts) + tuple(_polite(text))


def words(text: str) -> list[str]:
    """Return the words, numbers and signs of a sentence as they are written, words not joined."""
    return _TOKEN.findall(_GENDER.sub("*", text))


def _tokens(text: str) -> list[str]:
    return [token.lower().rstrip() for token in words(text)]


def _polite(text: str) -> list[str]:
    beginning = _FIRST.match(text)
    return _PRONOUN.findall(text, beginning.end() if beginning else 0)
