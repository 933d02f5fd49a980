"""Insisting on wishes: where a model looked at a word but wrote something else, it goes on from what was wished.

The translation is cut where the model's attention came to the word, the wished form is set there, and the model
completes the sentence. Of several places the one counts whose sentence the model itself finds most likely; where it
finds all of them much worse than its own, its own stays. This works with any package, trained for terms or not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from model.wording import places
from translators.annotation import Tokens, folded
from translators.decoding import Hypothesis, Model
from translators.engine import Decoding, Wish
from translators.tokenizers import Tokenizer, starts

_ROUNDS = 2
"""Wishes of one sentence that are seen to, one after the other: a third was never heard in measurements."""
_PLACES, _COMPLETED = 3, 2
"""Places that are weighed for a wish, and how many of them, the likeliest, are completed to a sentence."""
_WORST = 0.6
"""How much less likely a token may become on average; what was further off was mostly nonsense."""
_AGAIN = Decoding(beam_size=2, align=True)
_FIGURE = re.compile(r"\d+")
_SPACE = "▁"
"""How SentencePiece writes a space."""


@dataclass(frozen=True)
class Draft:
    """A sentence with its translations as the model would have them.

    Attributes:
        words: the German, without annotations.
        tokens: what the model read, `parts` telling which of them are the German's own.
        wishes: places are those in `words`.
        hypotheses: one or more, with their attention; the first is the translation.
    """

    words: str
    tokens: list[str]
    parts: Tokens
    wishes: tuple[Wish, ...]
    hypotheses: tuple[Hypothesis, ...]

    @property
    def best(self) -> Hypothesis:
        """The translation, so far."""
        return self.hypotheses[0]


@dataclass(frozen=True)
class _Try:
    """A draft, and how its translation is to begin: up to the words wished for, the last `wished` tokens.

    Attributes:
        likelihoods: what the model thinks of each token of `begun`.
    """

    number: int
    begun: list[str]
    wished: int
    likelihoods: tuple[float, ...] = ()

    @property
    def likelihood(self) -> float:
        """How likely the model finds the words wished for at this place."""
        return sum(self.likelihoods[-self.wished :])


def _unfulfilled(text: str, wishes: Sequence[Wish]) -> list[Wish]:
    return [wish for wish in wishes if not any(places(text, form) for form in (wish.target, *wish.also))]


class Insistence:
    """Sees to it that translations fulfil wishes.

    Args:
        model: writes the translations.
        tokenizer: of its package.
        spaced: whether words of the target language are separated by spaces.
    """

    def __init__(self, model: Model, tokenizer: Tokenizer, *, spaced: bool) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._spaced = spaced

    def insist(self, drafts: Sequence[Draft]) -> list[list[Hypothesis]]:
        """Return the hypotheses of each draft, first the one with as many wishes fulfilled as the model lets pass."""
        drafts = [self._by_wishes(draft) for draft in drafts]
        for turn in range(_ROUNDS):
            tries = [each for number, draft in enumerate(drafts) for each in self._tries(number, draft, turn)]
            if not tries:
                break
            for number, hypothesis in self._completed(drafts, self._likeliest(drafts, tries)).items():
                drafts[number] = replace(drafts[number], hypotheses=(hypothesis, *drafts[number].hypotheses))
        return [list(draft.hypotheses) for draft in drafts]

    def _by_wishes(self, draft: Draft) -> Draft:
        """Put first what fulfils most wishes; of equals the model's favourite stays first."""

        def lacking(hypothesis: Hypothesis) -> int:
            return len(_unfulfilled(self._tokenizer.decode(hypothesis.tokens), draft.wishes))

        return replace(draft, hypotheses=tuple(sorted(draft.hypotheses, key=lacking)))

    def _tries(self, number: int, draft: Draft, turn: int) -> Iterator[_Try]:
        """Yield ways to begin the translation that end with a wish that it does not fulfil yet."""
        tokens = draft.best.tokens
        text = self._tokenizer.decode(tokens)
        waiting = _unfulfilled(text, draft.wishes)
        if not waiting or not draft.best.attention:
            return
        wish = waiting[turn % len(waiting)]
        looked = self._attention(draft, wish)
        offsets = starts(tokens, len(text), self._tokenizer)
        at_border = [place for place in range(len(tokens)) if _is_border(text, offsets[place])]
        for place in sorted(at_border, key=lambda place: -looked[place])[:_PLACES]:
            words = self._tokens(wish.target, first=place == 0)
            yield _Try(number, tokens[:place] + words, len(words))

    def _attention(self, draft: Draft, wish: Wish) -> list[float]:
        """Return for each token of the translation how much the model looked at the word of the wish."""
        plain = [draft.tokens[index] for index in draft.parts.plain]
        begins = starts(plain, len(draft.words), self._tokenizer)
        own = [index for index in range(len(plain)) if begins[index] < wish.end and wish.start < begins[index + 1]]
        rows = (folded(row, draft.parts) for row in draft.best.attention)
        return [sum(row[index] for index in own) for row in rows]

    def _tokens(self, form: str, *, first: bool) -> list[str]:
        if first or self._spaced:
            return self._tokenizer.encode(form[0].upper() + form[1:] if first else form)
        tokens = self._tokenizer.encode(form)
        return [token for token in (tokens[0].removeprefix(_SPACE), *tokens[1:]) if token]

    def _likeliest(self, drafts: Sequence[Draft], tries: Sequence[_Try]) -> list[_Try]:
        """Return the tries at the places where the model finds the words wished for likeliest, a few for each draft."""
        found = self._model.log_probabilities([drafts[each.number].tokens for each in tries], [t.begun for t in tries])
        weighed = (replace(each, likelihoods=tuple(values)) for each, values in zip(tries, found, strict=True))
        of_draft = groupby(weighed, key=lambda each: each.number)
        ranked = (sorted(group, key=lambda each: -each.likelihood) for _, group in of_draft)
        return [each for group in ranked for each in group[:_COMPLETED]]

    def _completed(self, drafts: Sequence[Draft], tries: Sequence[_Try]) -> dict[int, Hypothesis]:
        """Let the model complete the tries and return the best of each draft, where it is better than the draft."""
        found = self._model.decode([drafts[each.number].tokens for each in tries], _AGAIN, [t.begun for t in tries])
        chosen: dict[int, Hypothesis] = {}
        for each, (hypothesis, *_) in zip(tries, found, strict=True):
            draft = drafts[each.number]
            score = (hypothesis.score or 0.0) + sum(each.likelihoods) / (len(hypothesis.tokens) + 1)
            least = chosen.get(each.number, replace(draft.best, score=(draft.best.score or 0.0) - _WORST)).score or 0.0
            if score > least and self._is_better(draft, hypothesis):
                chosen[each.number] = replace(hypothesis, score=score)
        return chosen

    def _is_better(self, draft: Draft, hypothesis: Hypothesis) -> bool:
        """Whether a translation fulfils more wishes and has the figures of the German that the draft has."""
        before, after = self._tokenizer.decode(draft.best.tokens), self._tokenizer.decode(hypothesis.tokens)
        kept = set(_FIGURE.findall(before)) & set(_FIGURE.findall(draft.words))
        more = len(_unfulfilled(after, draft.wishes)) < len(_unfulfilled(before, draft.wishes))
        return more and kept <= set(_FIGURE.findall(after))


def _is_border(text: str, place: int) -> bool:
    """Whether a word may be set at a place: none is cut there, and the space before it is not there yet.

    Chinese characters are words each.
    """
    before, after = text[max(0, place - 1) : place], text[place : place + 1]
    return not before.isspace() and not ((before + after).isascii() and before.isalnum() and after.isalnum())
