"""What a feed is about: German words that a release must, or must not, hold."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from model.article import Article
from model.feed import FeedProfile
from model.languages import Language
from model.termbase import Termbase
from model.terms import Term


def passes_over(profile: FeedProfile, article: Article) -> str:
    """Return "" where `article`, in German, belongs into the feed, else the reason in words for the operator.

    Words are looked for in the publisher's categories, the title and the text, in all their cases and inside compounds,
    as the terms of the termbase are: »Wasserstoff« is found in »Grünwasserstoffs«.
    """
    return passes_over_texts(profile, [*article.categories, *(block.text.text for block in article.blocks)])


def passes_over_texts(profile: FeedProfile, texts: Sequence[str]) -> str:
    """Return the same of what an article says: its categories, its title and its text."""
    if not profile.words and not profile.exclude:
        return ""
    text = "\n".join(texts)
    if found := _found(profile.exclude, text):
        return f"excluded: {', '.join(found)}"
    return "holds none of the feed's words" if profile.words and not _found(profile.words, text) else ""


def _found(words: tuple[str, ...], text: str) -> list[str]:
    return list(dict.fromkeys(match.source for match in _index(words).find(text))) if words else []


@lru_cache(maxsize=64)
def _index(words: Iterable[str]) -> Termbase:
    # The equivalent is not asked for: any will do.
    return Termbase(Term(word, Language.ZH, word) for word in words)
