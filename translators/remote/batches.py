"""Dividing texts into requests that a server takes, and dividing again those that fail."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from translators.engine import Reading
from translators.remote.failures import SentenceFailed, ServerFailed

Ask = Callable[[Sequence[str]], list[Reading]]
"""Returns one reading for each text, or raises a `ServerFailed` that tells whether less can help."""

_SHOWN = 80


@dataclass(frozen=True)
class Size:
    """How much goes into one request: `texts` and `characters` at most, but always one text."""

    texts: int
    characters: int


def ask_in_batches(texts: Sequence[str], size: Size, ask: Ask) -> list[Reading]:
    """Return one reading for each text.

    A batch whose failure may be a matter of size or of one sentence is halved and asked again, down to the sentence.

    Raises:
        SentenceFailed: a sentence failed alone.
        ServerFailed: the failure has nothing to do with the text.
    """
    return [reading for batch in _batches(texts, size) for reading in _ask_in_halves(batch, ask)]


def one_line(text: str) -> str:
    """Return `text` without line breaks: servers take a line for a sentence."""
    return " ".join(text.split())


def _batches(texts: Sequence[str], size: Size) -> Iterator[Sequence[str]]:
    start = characters = 0
    for number, text in enumerate(texts):
        characters += len(text)
        if number > start and (number - start == size.texts or characters > size.characters):
            yield texts[start:number]
            start, characters = number, len(text)
    if start < len(texts):
        yield texts[start:]


def _ask_in_halves(texts: Sequence[str], ask: Ask) -> list[Reading]:
    try:
        return ask(texts)
    except ServerFailed as error:
        if not error.divisible:
            raise
        if len(texts) == 1:
            sentence = texts[0] if len(texts[0]) <= _SHOWN else f"{texts[0][:_SHOWN]}…"
            raise SentenceFailed(None, sentence=sentence, **error.fields) from error
    middle = len(texts) // 2
    return _ask_in_halves(texts[:middle], ask) + _ask_in_halves(texts[middle:], ask)
