"""A LibreTranslate server, https://docs.libretranslate.com; what its formatter damages is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.languages import Language
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wishes
from translators.remote.batches import Size, ask_in_batches, one_line
from translators.remote.client import Client
from translators.remote.damage import undamaged
from translators.remote.failures import ServerFailed
from translators.remote.lastcall import LastCall

SIZE = Size(texts=32, characters=2000)
"""What public servers take; a server of one's own may take more."""

DIVISIBLE = frozenset({400, 413, 500})
"""Statuses that a smaller request may not meet: the server answers 500 where one of the texts is too much for it."""

_CODES = {Language.DE: ("de",), Language.EN: ("en",), Language.ZH: ("zh-Hans", "zh")}
"""The codes under which servers know our languages, the newer first; `zt` and `zh-Hant` are traditional Chinese."""


class LibreTranslateEngine:
    """One language pair of a LibreTranslate server.

    It is sent plain text only: what it gives back for HTML is un-escaped. It cannot be told wishes, and reports neither
    scores nor alignment. A key goes into the request, as the server wants it.
    """

    def __init__(self, client: Client, source: Language, target: Language, size: Size = SIZE) -> None:
        self.name = " ".join(dict.fromkeys(["libretranslate", client.server.name]))
        self.target = target
        self._source = source
        self._client = client
        self._size = size
        self._codes: tuple[str, str] | None = None
        self._last_call: LastCall[tuple[str, int]] = LastCall()

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        """Return one reading for each text.

        Raises:
            TranslationError: the server failed, or does not know the pair.
        """
        alternatives = decoding.hypotheses - 1
        questions = [(one_line(text), alternatives) for text in texts]
        return self._last_call.complete(
            questions, lambda missing: self._ask_all([text for text, _ in missing], alternatives)
        )

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._client.close()

    def _ask_all(self, texts: Sequence[str], alternatives: int) -> list[Reading]:
        codes = self._pair()
        return ask_in_batches(texts, self._size, lambda batch: self._ask(batch, codes, alternatives))

    def _ask(self, texts: Sequence[str], codes: tuple[str, str], alternatives: int) -> list[Reading]:
        source, target = codes
        payload = {"q": list(texts), "source": source, "target": target, "format": "text", "alternatives": alternatives}
        if self._client.server.key:
            payload["api_key"] = self._client.server.key
        answer = self._client.post("/translate", payload, sum(len(text) for text in texts))
        translated = self._texts(answer, "translatedText", len(texts))
        others = answer.get("alternatives") or [[]] * len(texts)
        if not _is_table(others, len(texts)):
            raise ServerFailed(self._client.server, "its alternatives are not one list for each text", divisible=True)
        return [
            replace(self._reading(text, original), others=tuple(self._reading(other, original) for other in more))
            for original, text, more in zip(texts, translated, others, strict=True)
        ]

    def _texts(self, answer: Any, name: str, count: int) -> list[str]:
        texts = answer.get(name) if isinstance(answer, Mapping) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise ServerFailed(self._client.server, f"its answer has no list {name} of texts; is it LibreTranslate?")
        if len(texts) != count:
            reason = f"it answered {len(texts)} times to {count} texts"
            raise ServerFailed(self._client.server, reason, divisible=True)
        return texts

    def _reading(self, text: str, source: str) -> Reading:
        return Reading(undamaged(text.strip(), source, self.target))

    def _pair(self) -> tuple[str, str]:
        """Return the server's codes of source and target; it is asked for them once."""
        if self._codes is None:
            known = self._languages()
            source = next((code for code in _CODES[self._source] if code in known), "")
            target = next((code for code in _CODES[self.target] if code in known.get(source, ())), "")
            if not target:
                pairs = "; ".join(f"{code} -> {', '.join(targets)}" for code, targets in known.items()) or "none"
                reason = (
                    f"it does not translate {self._source} -> {self.target}; it has {pairs}. Load the missing one there"
                )
                raise ServerFailed(self._client.server, reason)
            self._codes = source, target
        return self._codes

    def _languages(self) -> dict[str, list[str]]:
        """Return the codes that the server translates from, each with those that it translates into."""
        languages = self._client.get("/languages")
        try:
            everything = [language["code"] for language in languages]
            return {language["code"]: list(language.get("targets", everything)) for language in languages}
        except (TypeError, KeyError, AttributeError) as error:
            reason = "its list of languages is none; is it LibreTranslate?"
            raise ServerFailed(self._client.server, reason) from error


def _is_table(others: object, count: int) -> bool:
    return (
        isinstance(others, list)
        and len(others) == count
        and all(isinstance(more, list) and all(isinstance(other, str) for other in more) for more in others)
    )
