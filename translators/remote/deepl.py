"""DeepL, https://developers.deepl.com/docs."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, unescape

from model.languages import Language
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wish, Wishes
from translators.remote.batches import Size, ask_in_batches, one_line
from translators.remote.client import Client
from translators.remote.failures import ServerFailed
from translators.remote.lastcall import LastCall

PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"

SCHEME = "DeepL-Auth-Key"
"""First word of the header that carries the key."""

SIZE = Size(texts=50, characters=30_000)
"""DeepL takes 50 texts and 128 KiB in one request."""

BUSY = frozenset({429, 500, 502, 503, 504, 529})
"""Statuses after which DeepL advises to ask again."""

MEANINGS = {
    456: "the quota is used up; wait for the next month, raise it at DeepL, or name another engine for this pair",
}

_SOURCES = {Language.DE: "DE", Language.EN: "EN", Language.ZH: "ZH"}
_TARGETS = {Language.DE: "DE", Language.EN: "EN-GB", Language.ZH: "ZH-HANS"}
_KEPT = "x"
_Question = tuple[str, tuple[Wish, ...]]
_QUOTES = {"&quot;": '"', "&apos;": "'"}


def home(key: str) -> str:
    """Return the address of the service that a key belongs to: keys of free accounts end in `:fx`."""
    return FREE if key.endswith(":fx") else PRO


class DeepLEngine:
    """One language pair of DeepL.

    Wishes are written into the text, between tags that DeepL is told to leave alone (`ignore_tags`): the documented way
    to prescribe the words of a single sentence. Its `context` only influences, and its glossaries have to be stored
    there first. It reports neither scores nor alignment, and gives one reading only.
    """

    name = "deepl"

    def __init__(self, client: Client, source: Language, target: Language, size: Size = SIZE) -> None:
        self.target = target
        self._source = source
        self._client = client
        self._size = size
        self._last_call: LastCall[_Question] = LastCall()

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text.

        Raises:
            TranslationError: DeepL failed, or the quota is used up.
        """
        return self._last_call.complete([(text, tuple(wishes.get(text, ()))) for text in texts], self._ask_all)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._client.close()

    def _ask_all(self, questions: Sequence[_Question]) -> list[Reading]:
        plain = [one_line(text) for text, wishes in questions if not wishes]
        tagged = [_with_wishes(text, wishes) for text, wishes in questions if wishes]
        plainly = iter(ask_in_batches(plain, self._size, self._plain))
        with_tags = iter(ask_in_batches(tagged, self._size, self._tagged))
        return [next(with_tags) if wishes else next(plainly) for _, wishes in questions]

    def _plain(self, texts: Sequence[str]) -> list[Reading]:
        return [Reading(text) for text in self._ask(texts)]

    def _tagged(self, texts: Sequence[str]) -> list[Reading]:
        answers = self._ask(texts, tag_handling="xml", tag_handling_version="v2", ignore_tags=[_KEPT])
        return [Reading(_without_tags(text)) for text in answers]

    def _ask(self, texts: Sequence[str], **options: object) -> list[str]:
        payload = {
            "text": list(texts),
            "source_lang": _SOURCES[self._source],
            "target_lang": _TARGETS[self.target],
            "split_sentences": "0",
            "preserve_formatting": True,
            **options,
        }
        answer = self._client.post("/v2/translate", payload, sum(len(text) for text in texts))
        translated = _texts(answer)
        if translated is None:
            raise ServerFailed(self._client.server, "its answer has no list of translations; is it DeepL?")
        if len(translated) != len(texts):
            reason = f"it answered {len(translated)} times to {len(texts)} texts"
            raise ServerFailed(self._client.server, reason, divisible=True)
        return translated


def _texts(answer: Any) -> list[str] | None:
    """Return the texts of an answer of DeepL's, None where it is something else."""
    try:
        texts = [translation["text"] for translation in answer["translations"]]
    except (TypeError, LookupError):
        return None
    return texts if all(isinstance(text, str) for text in texts) else None


def _with_wishes(text: str, wishes: Sequence[Wish]) -> str:
    """Return `text` as XML, with the wished forms in place of the words that they stand for."""
    parts, end = [], 0
    for wish in wishes:
        parts += [escape(text[end : wish.start]), f"<{_KEPT}>{escape(wish.target)}</{_KEPT}>"]
        end = wish.end
    return one_line("".join([*parts, escape(text[end:])]))


def _without_tags(text: str) -> str:
    return unescape(text.replace(f"<{_KEPT}>", "").replace(f"</{_KEPT}>", ""), _QUOTES)
