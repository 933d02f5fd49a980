"""How a package cuts text into the pieces that its model knows."""

from pathlib import Path
from typing import Protocol

from translators.alignment import proportional
from translators.opening import open_argos


class Tokenizer(Protocol):
    """As argostranslate's tokenisers are used."""

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        ...

    def decode(self, tokens: list[str]) -> str:
        """Return the text of pieces."""
        ...


class SentencePiece:
    """`sentencepiece.model`. Argos's own class turns every `_` of the text into a space."""

    def __init__(self, model: Path) -> None:
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 -- only who translates needs it

        self._processor = SentencePieceProcessor(model_file=str(model))

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        pieces: list[str] = self._processor.encode(sentence, out_type=str)
        return pieces

    def decode(self, tokens: list[str]) -> str:
        """Return the text of pieces."""
        return str(self._processor.decode(tokens))


def starts(tokens: list[str], length: int, tokenizer: Tokenizer) -> list[int]:
    """Return where tokens begin in their text of `length` characters, and where the last one ends."""
    grown = [len(tokenizer.decode(tokens[:count])) for count in range(len(tokens) + 1)]
    scale = proportional(grown[-1], length)  # normalisation and detokenisation may add or drop a character
    return [min(scale(end), length) for end in grown]


def load_tokenizer(package: Path) -> Tokenizer:
    """Return the tokeniser of the unpacked package at `package`."""
    model = package / "sentencepiece.model"
    if model.is_file():
        return SentencePiece(model)
    tokenizer: Tokenizer = open_argos(package, home=package.parents[1]).tokenizer  # bpe.model, with sacremoses
    return tokenizer
