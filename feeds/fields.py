"""Values of `config/feeds.toml`, one reader for each form that a value may have.

A reader returns the value as the profile keeps it, or raises `ValueError` with what is wrong: words that go on after
the name of the key.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from enum import StrEnum
from string import Formatter
from typing import TypeVar

from feeds.text import web_address
from model.errors import UnknownLanguage
from model.feed import FeedFormat
from model.languages import Language, parse_language

Choice = TypeVar("Choice", bound=StrEnum)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def text(value: object) -> str:
    """Read words."""
    if not isinstance(value, str):
        raise ValueError(f" must be text in quotes, not {value!r}")
    return value


def name(value: object) -> str:
    """Read the name of a feed."""
    if not _NAME.fullmatch(text(value)):
        raise ValueError(f" becomes a file name; use lower-case letters, digits and hyphens, not {value!r}")
    if value == "manifest":
        raise ValueError(" cannot be manifest: manifest.json lists what is published")
    return text(value)


def language(value: object) -> Language:
    """Read a language by any tag that we understand."""
    try:
        return parse_language(text(value))
    except UnknownLanguage as error:
        raise ValueError(f": {error}") from error


def address(value: object) -> str:
    """Read an address on the web; "" is none."""
    if text(value) and not web_address(text(value)):
        raise ValueError(f" must be a whole address such as https://example.org/, not {value!r}")
    return text(value)


def switch(value: object) -> bool:
    """Read yes or no."""
    if not isinstance(value, bool):
        raise ValueError(f" must be true or false, not {value!r}")
    return value


def number(least: int) -> Callable[[object], int]:
    """Return the reader of a whole number that is `least` or more."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(f" must be a number, {least} or more, not {value!r}")
        return value

    return read


def one_of(choices: type[Choice]) -> Callable[[object], Choice]:
    """Return the reader of a word that is one of `choices`."""

    def read(value: object) -> Choice:
        if text(value) not in set(choices):
            raise ValueError(f": there is no {value!r};{nearest(text(value), list(choices))} {_known(choices)}")
        return choices(text(value))

    return read


def formats(value: object) -> tuple[FeedFormat, ...]:
    """Read a list of formats; they come in our order."""
    if not _is_list(value):
        raise ValueError(f" must be a list of some of {', '.join(FeedFormat)}, not {value!r}")
    chosen = [one_of(FeedFormat)(form) for form in names(value)]
    return tuple(form for form in FeedFormat if form in chosen)


def sources(value: object) -> tuple[str, ...]:
    """Read a list of names of sources."""
    if not _is_list(value):
        raise ValueError(f' must be a list of names from the catalogue, or ["*"] for all, not {value!r}')
    return names(value)


def words(value: object) -> tuple[str, ...]:
    """Read a list of German words."""
    if not _is_list(value):
        raise ValueError(f' must be a list of German words, such as ["Wasserstoff", "Elektrolyse"], not {value!r}')
    return names(value)


def names(value: object) -> tuple[str, ...]:
    """Read a list of names, which must not be empty."""
    if not isinstance(value, list) or not _is_list(value):
        raise ValueError(f" must be a list of names in quotes, not {value!r}")
    return tuple(value)


def template(*places: str) -> Callable[[object], str]:
    """Return the reader of a text in which each of `places` may stand in curly brackets."""

    def read(value: object) -> str:
        try:
            used = [place for _, place, _, _ in Formatter().parse(text(value)) if place is not None]
        except ValueError as error:
            raise ValueError(f": a bracket has no partner ({error}); write {{{{ for a bracket as such") from error
        for place in used:
            if place not in places:
                raise ValueError(
                    f": nothing can stand for {{{place}}};{nearest(place, places)} known are {', '.join(places)}"
                )
        return text(value)

    return read


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the question whether the most similar of the `known` words was meant, "" where none is similar."""
    close = get_close_matches(word, known, n=1)
    return f" did you mean `{close[0]}`?" if close else ""


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) and each.strip() for each in value)


def _known(choices: type[StrEnum]) -> str:
    return f"known are {', '.join(choices)}"
