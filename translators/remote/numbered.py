"""Sentences as numbered JSON, there and back, and everything that a language model does to it."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from translators.engine import Wishes

_THOUGHT = re.compile(r"(?s)\A.*</think>")
"""Reasoning that a server leaves in the answer."""

_REFUSAL = re.compile(
    r"(?is)\A(?:(?:i['’]m |i am )?sorry\b|i (?:can['’]t|cannot|am unable)|i['’]m unable|as an ai\b"
    r"|很?抱歉|对不起|我(?:无法|不能)|作为一?[个名]?(?:ai|人工智能))"
    r".{0,120}?(?:translat|assist|comply|language model|翻译|协助|语言模型|助手)",
)
"""What begins like an excuse and goes on about translating; a quotation begins with its mark."""

_COPY_WORDS = 3
"""A text with fewer words in small letters may be the same in both languages: a name, an address."""

_SHOWN = 80


class BadAnswer(ValueError):
    """An answer that is not one translation for each sentence; its text says why."""


def question(texts: Sequence[str], wishes: Wishes) -> str:
    """Return the JSON that asks for `texts`, numbered from 1, with the wishes of each under the same number."""
    data: dict[str, Any] = {"sentences": {str(number): " ".join(text.split()) for number, text in _numbered(texts)}}
    glossary = {
        str(number): {text[wish.start : wish.end]: wish.target for wish in wishes[text]}
        for number, text in _numbered(texts)
        if wishes.get(text)
    }
    if glossary:
        data["glossary"] = glossary
    return json.dumps(data, ensure_ascii=False, indent=0)


def answers(content: str, texts: Sequence[str]) -> list[str]:
    """Return the translation of each of `texts` from a model's answer; words and fences around the JSON are ignored.

    Raises:
        BadAnswer: there is no JSON; a number is missing, twice there or too many; a translation is empty, a refusal,
            or the source once more.
    """
    found = _numbered_object(content)
    wanted = [str(number) for number, _ in _numbered(texts)]
    if missing := [number for number in wanted if number not in found]:
        raise BadAnswer(f"left out number {', '.join(missing)} of {len(wanted)}")
    if extra := [number for number in found if number not in wanted]:
        raise BadAnswer(f"added number {', '.join(extra)} to {len(wanted)}")
    return [_translation(number, found[number], text) for number, text in zip(wanted, texts, strict=True)]


def _numbered(texts: Sequence[str]) -> Iterable[tuple[int, str]]:
    return enumerate(texts, start=1)


def _numbered_object(content: str) -> dict[str, object]:
    """Return the first JSON object in `content`."""
    content = _THOUGHT.sub("", content)
    decoder = json.JSONDecoder(object_pairs_hook=_without_duplicates)
    for start in (match.start() for match in re.finditer(r"\{", content)):
        try:
            found = decoder.raw_decode(content, start)[0]
        except json.JSONDecodeError:
            continue
        except RecursionError as error:
            raise BadAnswer("nested its JSON without end") from error
        return _unwrapped(found)
    raise BadAnswer(f"answered without JSON: »{_shown(content)}«")


def _unwrapped(found: dict[str, object]) -> dict[str, object]:
    """Return the object with the numbers: models like to put it under `sentences` as they were given it."""
    [only, *others] = found.values() if found else [None]
    return only if isinstance(only, dict) and not others else found


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadAnswer("gave a number twice")
    return found


def _translation(number: str, value: object, text: str) -> str:
    if not isinstance(value, str):
        raise BadAnswer(f"gave no text for number {number}")
    value = " ".join(value.split())
    if not value:
        raise BadAnswer(f"gave an empty text for number {number}")
    if _REFUSAL.search(value):
        raise BadAnswer(f"refused number {number}: »{_shown(value)}«")
    if value.casefold() == " ".join(text.split()).casefold() and _is_prose(text):
        raise BadAnswer(f"copied number {number}")
    return value


def _is_prose(text: str) -> bool:
    return sum(word.isalpha() and word.islower() for word in text.split()) >= _COPY_WORDS


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
