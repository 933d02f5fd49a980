"""Plain lines through the same chain as articles, for scripts and trials."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from model.article import BlockKind, Role
from model.errors import SourceError
from model.languages import Language
from model.richtext import RichText
from pipeline.wiring import Newsroom
from translators.chain import Request


def read_lines(path: Path, standard_input: BinaryIO) -> list[str]:
    """Return the lines of a UTF-8 file, `-` for standard input.

    Raises:
        SourceError: it cannot be opened, or is not UTF-8.
    """
    try:
        data = standard_input.read() if str(path) == "-" else path.read_bytes()
        return data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise SourceError(subject=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise SourceError(subject=str(path), reason=f"not UTF-8 text (byte {error.start})") from error


def translate_lines(newsroom: Newsroom, lines: Sequence[str], target: Language) -> Iterator[str]:
    """Yield the translation of each line, batch by batch; an empty line stays empty.

    Raises:
        TranslationError: the engine failed or there is none.
    """
    chain, waiting = newsroom.chain(target), iter(lines)
    while batch := list(islice(waiting, newsroom.settings.batch)):
        texts = [line.strip() for line in batch]
        requests = [Request(RichText(text), Role.BODY, BlockKind.PARAGRAPH) for text in texts if text]
        targets = iter(chain.translate(requests))
        yield from (next(targets).machine.text.replace("\n", " ") if text else "" for text in texts)
