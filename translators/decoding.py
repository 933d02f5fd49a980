"""CTranslate2 as it is used here: many sentences at a time, with what the model thought of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from translators.engine import Decoding

BATCH_TOKENS = 1024
"""Source tokens, padding included, in one batch: more is no faster on two cores and takes more memory."""


@dataclass(frozen=True)
class Hypothesis:
    """What a model may write for a sentence.

    Attributes:
        score: mean log-probability a token.
        attention: for each token how much the model looked at each source token; empty where nobody asked.
    """

    tokens: list[str]
    score: float | None
    attention: list[list[float]]


class Model:
    """A loaded CTranslate2 translator.

    Args:
        translator: `ctranslate2.Translator`.
        workers: batches that it decodes at once.
        prefix: the token that each translation has to begin with, "" for none; hypotheses come without it.
    """

    def __init__(self, translator: Any, workers: int, prefix: str) -> None:
        self._translator = translator
        self._workers = workers
        self._prefix = [prefix] if prefix else []

    def decode(
        self, sources: Sequence[list[str]], decoding: Decoding, begun: Sequence[list[str]] | None = None
    ) -> list[list[Hypothesis]]:
        """Return the best hypotheses for each source, `decoding.hypotheses` of them.

        Args:
            sources: tokens of the sentences.
            decoding: how to search, and whether attention is wanted.
            begun: for each source how its translation begins; scores are then of the rest, divided by the whole length.
        """
        waiting: dict[int, Any] = {}
        for batch in _batches([len(tokens) for tokens in sources], self._workers):
            prefixes = [self._prefix + (begun[number] if begun else []) for number in batch]
            answers = self._translator.translate_batch(
                [sources[number] for number in batch],
                target_prefix=prefixes if any(prefixes) else None,
                asynchronous=True,
                beam_size=max(decoding.beam_size, decoding.hypotheses),
                num_hypotheses=decoding.hypotheses,
                length_penalty=decoding.length_penalty,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                # Weighs only the package's shortlist (model/vmap.txt); no harm where it has none. CTranslate2 4.8 fails
                # on tokens of a prefix that are not on it.
                use_vmap=not any(prefixes),
                disable_unk=True,  # an unknown character would come out as » ⁇ «
                max_input_length=0,  # else CTranslate2 cuts silently; `divide` has seen to the length
                max_decoding_length=_longest(len(sources[batch[0]])),
                return_scores=True,
                return_attention=decoding.align,
            )
            waiting |= dict(zip(batch, answers, strict=True))
        return [list(self._hypotheses(waiting[number].result(), decoding)) for number in range(len(sources))]

    def log_probabilities(self, sources: Sequence[list[str]], targets: Sequence[list[str]]) -> list[list[float]]:
        """Return what the model thinks of each token of each target, whoever wrote it; the end is not asked for."""
        answers = self._translator.score_batch(
            list(sources),
            [self._prefix + target for target in targets],
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
        )
        return [
            list(answer.log_probs[len(self._prefix) :][: len(target)])
            for answer, target in zip(answers, targets, strict=True)
        ]

    def _hypotheses(self, result: Any, decoding: Decoding) -> Iterator[Hypothesis]:
        attention = result.attention or [[]] * len(result.hypotheses)
        for tokens, summed, rows in zip(result.hypotheses, result.scores, attention, strict=True):
            # CTranslate2 divides the sum by length ** length_penalty.
            score = summed * len(tokens) ** (decoding.length_penalty - 1) if tokens else None
            begins = len(self._prefix) if self._prefix and tokens[:1] == self._prefix else 0
            yield Hypothesis(tokens[begins:], score, rows[len(rows) - len(tokens) + begins :] if rows else [])


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
