"""Argos packages as an engine: CTranslate2 and the package's own tokeniser, many sentences at a time."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from threading import Lock
from typing import Any

from model.errors import TranslationError
from translators.alignment import by_attention, compose, proportional
from translators.clauses import divide
from translators.engine import NO_WISHES, PLAIN, Alignment, Decoding, Engine, Reading, Wishes
from translators.routes import ARGOS_CODES, Package, Route
from translators.splitting import sentences
from translators.tokenizers import Tokenizer, load_tokenizer

BATCH_TOKENS = 1024
"""Source tokens, padding included, in one batch: more is no faster on two cores and takes more memory."""

MAX_WORKERS = 2
"""Batches under way at once. Two single threads do more than one batch with two; each worker needs its own memory."""

_LANGUAGES = {code: language for language, code in ARGOS_CODES.items()}


@dataclass(frozen=True)
class _Piece:
    """A sentence or clause of the text number `text`, beginning at `start` there."""

    text: int
    start: int
    words: str
    tokens: list[str]


class ArgosEngine:
    """One package; its model is loaded at the first call and serves all threads of the process.

    Args:
        package: what to translate with.
        threads: of a translation; 0 is one for each core that the process may use.
        device: `cpu`, `cuda`, or `auto` for a graphics card where there is one.
        compute_type: CTranslate2's name; `auto` is 8-bit integers on the CPU and what is fastest elsewhere.
    """

    def __init__(self, package: Package, *, threads: int = 0, device: str = "auto", compute_type: str = "auto") -> None:
        self.name = f"argos {package.name}"
        self.target = _LANGUAGES[package.target]
        self._source = _LANGUAGES[package.source]
        self._package = package
        self._threads = threads or cores()
        self._workers = min(MAX_WORKERS, self._threads)
        self._device = device
        self._compute_type = {"cpu": "int8", "cuda": "auto"} if compute_type == "auto" else compute_type
        self._loaded: tuple[Any, Tokenizer] | None = None
        self._lock = Lock()

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text; all are decoded together.

        Raises:
            TranslationError: the package cannot be loaded, or CTranslate2 gave up.
        """
        try:
            translator, tokenizer = self._load()
            pieces = [
                piece
                for number, text in enumerate(texts)
                for piece in self._pieces(number, text, tokenizer, decoding.longest)
            ]
            results = self._decode(translator, [piece.tokens for piece in pieces], decoding)
            readings = [
                _reading(piece, result, tokenizer, decoding, self._package.prefix)
                for piece, result in zip(pieces, results, strict=True)
            ]
        except (RuntimeError, ValueError, OSError, MemoryError) as error:
            raise TranslationError(reason=f"{self.name} failed: {error}") from error
        done = {
            number: self._joined(texts[number], list(parts))
            for number, parts in groupby(zip(pieces, readings, strict=True), key=lambda part: part[0].text)
        }
        return [done.get(number, Reading("")) for number in range(len(texts))]

    def close(self) -> None:
        """Give the memory back; a later call loads the model again."""
        with self._lock:
            self._loaded = None

    def _load(self) -> tuple[Any, Tokenizer]:
        with self._lock:
            if self._loaded is None:
                import ctranslate2  # noqa: PLC0415 -- only who translates needs it

                translator = ctranslate2.Translator(
                    str(self._package.path / "model"),
                    device=self._device,
                    compute_type=self._compute_type,
                    inter_threads=self._workers,
                    intra_threads=self._threads // self._workers,
                )
                self._loaded = translator, load_tokenizer(self._package.path)
            return self._loaded

    def _pieces(self, number: int, text: str, tokenizer: Tokenizer, longest: int) -> Iterator[_Piece]:
        """Cut a text into what models are trained on; they drop the end of what is longer."""
        for start, end in sentences(text, self._source):
            for left, right in divide(text[start:end], lambda words: len(tokenizer.encode(words)), longest):
                words = text[start + left : start + right]
                if tokens := tokenizer.encode(words):
                    yield _Piece(number, start + left, words, tokens)

    def _decode(self, translator: Any, tokens: Sequence[list[str]], decoding: Decoding) -> list[Any]:
        """Return CTranslate2's result for each text; batches wait in line while workers take them."""
        prefix = [self._package.prefix] if self._package.prefix else None
        waiting: dict[int, Any] = {}
        for batch in _batches([len(words) for words in tokens], self._workers):
            answers = translator.translate_batch(
                [tokens[number] for number in batch],
                target_prefix=[prefix] * len(batch) if prefix else None,
                asynchronous=True,
                beam_size=decoding.beam_size,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                disable_unk=True,  # an unknown character would come out as » ⁇ «
                max_input_length=0,  # else CTranslate2 cuts silently; `divide` has seen to the length
                max_decoding_length=_longest(len(tokens[batch[0]])),
                return_scores=True,
                return_attention=decoding.align,
            )
            waiting |= dict(zip(batch, answers, strict=True))
        return [waiting[number].result() for number in range(len(tokens))]

    def _joined(self, text: str, parts: list[tuple[_Piece, Reading]]) -> Reading:
        if len(parts) == 1 and parts[0][0].words == text:
            return parts[0][1]
        weights = [len(piece.tokens) for piece, _ in parts]
        scores = [reading.score or 0.0 for _, reading in parts]
        score = sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)
        joined = self.target.joiner.join(reading.text for _, reading in parts)
        return Reading(joined, score, _joined_alignment(parts, len(self.target.joiner)))


class PivotEngine:
    """Two engines, one after the other, each with all texts at once; the English in between is kept."""

    def __init__(self, first: Engine, second: Engine, name: str) -> None:
        self.name = name
        self.target = second.target
        self._first = first
        self._second = second

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text; its score is the lower one of both stages.

        Raises:
            TranslationError: either engine failed.
        """
        middle = self._first.translate(texts, decoding)
        last = self._second.translate([reading.text for reading in middle], decoding)
        return [_through(one, two) for one, two in zip(middle, last, strict=True)]

    def close(self) -> None:
        """Give the memory of both back."""
        self._first.close()
        self._second.close()


def open_engine(route: Route, *, threads: int = 0, device: str = "auto", compute_type: str = "auto") -> Engine:
    """Return the engine for a route: of one package, or of two with English in between; see `ArgosEngine`."""
    stages = [ArgosEngine(step, threads=threads, device=device, compute_type=compute_type) for step in route.steps]
    return stages[0] if len(stages) == 1 else PivotEngine(stages[0], stages[1], f"argos {route.name}")


def _batches(lengths: Sequence[int], workers: int) -> Iterator[list[int]]:
    """Yield numbers of texts of similar length, the longest first, so that little is padding and no worker idles."""
    waiting = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    share = ceil(len(lengths) / workers)
    while waiting:
        size = max(1, min(share, BATCH_TOKENS // lengths[waiting[0]]))
        yield waiting[:size]
        waiting = waiting[size:]


def _longest(source_tokens: int) -> int:
    """Return how many tokens a translation may have: twice what any needs, so that a loop ends soon."""
    return 3 * source_tokens + 20


def _reading(piece: _Piece, result: Any, tokenizer: Tokenizer, decoding: Decoding, prefix: str) -> Reading:
    tokens = result.hypotheses[0]
    # CTranslate2 divides the sum by length ** length_penalty.
    score = result.scores[0] * len(tokens) ** (decoding.length_penalty - 1) if tokens else None
    if prefix and tokens[:1] == [prefix]:
        tokens = tokens[1:]
    text = tokenizer.decode(tokens).strip()
    if not (decoding.align and tokens):
        return Reading(text, score)
    rows = result.attention[0][-len(tokens) :]
    places = by_attention(
        rows, _starts(piece.tokens, len(piece.words), tokenizer), _starts(tokens, len(text), tokenizer)
    )
    return Reading(text, score, places)


def _starts(tokens: list[str], length: int, tokenizer: Tokenizer) -> list[int]:
    """Return where tokens begin in their text of `length` characters, and where the last one ends."""
    grown = [len(tokenizer.decode(tokens[:count])) for count in range(len(tokens) + 1)]
    scale = proportional(grown[-1], length)  # normalisation and detokenisation may add or drop a character
    return [min(scale(end), length) for end in grown]


def _joined_alignment(parts: Sequence[tuple[_Piece, Reading]], gap: int) -> Alignment | None:
    if any(reading.align is None for _, reading in parts):
        return None
    begins = [0]
    for _, reading in parts:
        begins.append(begins[-1] + len(reading.text) + gap)

    def place(offset: int) -> int:
        number = max((n for n, (piece, _) in enumerate(parts) if piece.start <= offset), default=0)
        piece, reading = parts[number]
        return begins[number] + (reading.align(offset - piece.start) if reading.align else 0)

    return place


def _through(first: Reading, second: Reading) -> Reading:
    scores = [reading.score for reading in (first, second) if reading.score is not None]
    align = compose(first.align, second.align) if first.align and second.align else None
    return Reading(second.text, min(scores, default=None), align, via=first.text)


def cores() -> int:
    """Return how many cores this process may use; CTranslate2's own default is four threads, whatever there is."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
