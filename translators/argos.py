"""Argos packages as an engine: CTranslate2 and the package's own tokeniser, many sentences at a time."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from threading import Lock
from typing import Any

from model.errors import TranslationError
from translators.alignment import by_attention
from translators.annotation import Tokens, annotate, folded, tell_apart, without_marks
from translators.clauses import divide
from translators.decoding import Hypothesis, Model
from translators.engine import NO_WISHES, PLAIN, Alignment, Decoding, Engine, Reading, Wish, Wishes
from translators.insisting import Draft, Insistence
from translators.pivot import PivotEngine
from translators.routes import ARGOS_CODES, Package, Route
from translators.splitting import sentences
from translators.tokenizers import Tokenizer, load_tokenizer, starts

MAX_WORKERS = 2
"""Batches under way at once. Two single threads do more than one batch with two; each worker needs its own memory."""

_LANGUAGES = {code: language for language, code in ARGOS_CODES.items()}


@dataclass(frozen=True)
class _Piece:
    """A sentence or clause of the text number `text`, beginning at `start` there.

    Attributes:
        tokens: what the model reads, wishes included where the package knows them; `parts` tells them apart.
        wishes: those for this piece, their places within `words`.
    """

    text: int
    start: int
    words: str
    tokens: list[str]
    parts: Tokens
    wishes: tuple[Wish, ...]


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

        Wishes are written into the text for packages that were trained on it. What the best reading then does not
        fulfil is looked for among the next ones and at last insisted on, which takes two to four times as long for
        such sentences; see `translators.insisting`.

        Raises:
            TranslationError: the package cannot be loaded, or CTranslate2 gave up.
        """
        try:
            translator, tokenizer = self._load()
            model = Model(translator, self._workers, self._package.prefix)
            pieces = [
                piece
                for number, text in enumerate(texts)
                for piece in self._pieces(number, text, wishes.get(text, ()), tokenizer, decoding.longest)
            ]
            found = self._found(model, tokenizer, pieces, decoding)
            readings = [
                self._reading(piece, hypotheses, tokenizer, decoding)
                for piece, hypotheses in zip(pieces, found, strict=True)
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

    def _pieces(
        self, number: int, text: str, wishes: Sequence[Wish], tokenizer: Tokenizer, longest: int
    ) -> Iterator[_Piece]:
        """Cut a text into what models are trained on; they drop the end of what is longer."""
        mark = self._package.term_marks
        text = without_marks(text)
        for start, end in sentences(text, self._source):
            for left, right in divide(text[start:end], lambda words: len(tokenizer.encode(words)), longest):
                words = text[start + left : start + right]
                wanted = tuple(_within(wishes, start + left, start + right))
                if tokens := tokenizer.encode(annotate(words, wanted, mark) if mark else words):
                    yield _Piece(number, start + left, words, tokens, tell_apart(tokens, mark), wanted)

    def _found(
        self, model: Model, tokenizer: Tokenizer, pieces: Sequence[_Piece], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """Return what the model may write for each piece, first what fulfils most wishes."""
        found: dict[int, list[Hypothesis]] = {}
        search = replace(decoding, hypotheses=max(decoding.hypotheses, decoding.beam_size), align=True)
        for wished, how in ((False, decoding), (True, search)):  # attention costs time: only where it is needed
            numbers = [number for number, piece in enumerate(pieces) if bool(piece.wishes) is wished]
            found |= zip(numbers, model.decode([pieces[n].tokens for n in numbers], how), strict=True)
        insistence = Insistence(model, tokenizer, spaced=bool(self.target.joiner))
        drafts = [
            Draft(piece.words, piece.tokens, piece.parts, piece.wishes, tuple(found[number]))
            for number, piece in enumerate(pieces)
            if piece.wishes
        ]
        found |= zip(numbers, insistence.insist(drafts), strict=True)
        return [found[number][: decoding.hypotheses] for number in range(len(pieces))]

    def _reading(
        self, piece: _Piece, hypotheses: Sequence[Hypothesis], tokenizer: Tokenizer, decoding: Decoding
    ) -> Reading:
        """Return the best reading of a piece with the others that were asked for."""
        mark = self._package.term_marks
        readings = [_one_reading(piece, hypothesis, tokenizer, decoding, mark) for hypothesis in hypotheses]
        return replace(readings[0], others=tuple(readings[1:]))

    def _joined(self, text: str, parts: list[tuple[_Piece, Reading]]) -> Reading:
        if len(parts) == 1 and parts[0][0].words == text:
            return parts[0][1]
        best = self._put_together(parts)
        others = tuple(
            self._put_together([(piece, _ranked(reading, rank)) for piece, reading in parts])
            for rank in range(max(len(reading.others) for _, reading in parts))
        )
        return replace(best, others=others)

    def _put_together(self, parts: list[tuple[_Piece, Reading]]) -> Reading:
        weights = [len(piece.tokens) for piece, _ in parts]
        scores = [reading.score or 0.0 for _, reading in parts]
        score = sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)
        joined = self.target.joiner.join(reading.text for _, reading in parts)
        return Reading(joined, score, _joined_alignment(parts, len(self.target.joiner)))


def _within(wishes: Sequence[Wish], start: int, end: int) -> list[Wish]:
    return [
        replace(wish, start=wish.start - start, end=wish.end - start)
        for wish in wishes
        if start <= wish.start and wish.end <= end
    ]


def _ranked(reading: Reading, rank: int) -> Reading:
    return reading.others[rank] if rank < len(reading.others) else reading


def open_engine(route: Route, *, threads: int = 0, device: str = "auto", compute_type: str = "auto") -> Engine:
    """Return the engine for a route: of one package, or of two with English in between; see `ArgosEngine`."""
    stages = [ArgosEngine(step, threads=threads, device=device, compute_type=compute_type) for step in route.steps]
    return stages[0] if len(stages) == 1 else PivotEngine(stages[0], stages[1], f"argos {route.name}")


def _one_reading(piece: _Piece, hypothesis: Hypothesis, tokenizer: Tokenizer, decoding: Decoding, mark: str) -> Reading:
    kept = [number for number, token in enumerate(hypothesis.tokens) if not mark or token != mark]
    tokens = [hypothesis.tokens[number] for number in kept]
    text = tokenizer.decode(tokens).strip()
    if not (decoding.align and tokens):
        return Reading(text, hypothesis.score)
    rows = [folded(hypothesis.attention[number], piece.parts) for number in kept]
    plain = [piece.tokens[number] for number in piece.parts.plain]
    before, after = starts(plain, len(piece.words), tokenizer), starts(tokens, len(text), tokenizer)
    return Reading(text, hypothesis.score, by_attention(rows, before, after))


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


def cores() -> int:
    """Return how many cores this process may use; CTranslate2's own default is four threads, whatever there is."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
