"""Language tags: one form inside, the forms that HTML and RSS expect at the edges."""

from collections.abc import Sequence
from enum import StrEnum

from model.errors import UnknownLanguage


class Language(StrEnum):
    """A language that newsbridge knows, by its BCP 47 tag."""

    DE = "de"
    EN = "en"
    ZH = "zh-Hans"

    @property
    def html(self) -> str:
        """Tag for HTML, Atom and hreflang: subscribers' software expects the region, not the script."""
        return "zh-CN" if self is Language.ZH else self.value

    @property
    def rss(self) -> str:
        """Tag for RSS 2.0 `<language>`, from the list of the RSS Advisory Board (lower case)."""
        return self.html.lower()

    @property
    def short(self) -> str:
        """Short name for files and addresses: `de`, `en`, `zh`."""
        return self.value.split("-")[0]

    @property
    def joiner(self) -> str:
        """What stands between two sentences of a paragraph: nothing in Chinese, a space elsewhere."""
        return "" if self is Language.ZH else " "


TARGET_LANGUAGES = (Language.EN, Language.ZH)
"""The languages that German is translated into; the order is the order of work, as Chinese may be made from English."""

_ALIASES = {"zh": Language.ZH, "zh-cn": Language.ZH, "zh-hans-cn": Language.ZH}


def parse_language(tag: str) -> Language:
    """Return the language that a person or a configuration means by `tag`; `zh` and `zh-CN` are understood.

    Raises:
        UnknownLanguage: `tag` is none of ours.
    """
    folded = tag.strip().lower()
    for language in Language:
        if language.value.lower() == folded:
            return language
    if folded in _ALIASES:
        return _ALIASES[folded]
    raise UnknownLanguage(tag=tag, known=", ".join(Language))


def target_languages(tags: Sequence[str] | None) -> list[Language]:
    """Return the target languages that a person names, all where none is named.

    Raises:
        UnknownLanguage: we do not translate into one of them.
    """
    languages = [parse_language(tag) for tag in tags or TARGET_LANGUAGES]
    for language in languages:
        if language not in TARGET_LANGUAGES:
            raise UnknownLanguage(tag=language.value, known=", ".join(TARGET_LANGUAGES))
    return languages
