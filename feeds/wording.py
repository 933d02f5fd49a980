"""What the pages say around an article, in each language."""

from dataclasses import asdict, dataclass
from datetime import datetime

from babel.dates import format_date

from feeds.phrases import PHRASES
from feeds.script import in_script
from model.berlin import BERLIN
from model.feed import FeedProfile, Script
from model.languages import Language


@dataclass(frozen=True)
class Wording:
    """The words of a page.

    Attributes:
        name: of the language, in itself.
        skip: link past the header, for keyboards and screen readers.
        languages: what the list of languages is called, for screen readers.
        subscribe: before the links to the feeds.
        updated: before the day of the last change.
        none: instead of an empty list.
    """

    name: str
    skip: str
    languages: str
    subscribe: str
    updated: str
    none: str


WORDINGS = {
    Language.DE: Wording(
        "Deutsch", "Zum Text", "Sprachen", "Abonnieren:", "geändert am", "Noch keine Pressemitteilungen."
    ),
    Language.EN: Wording("English", "Skip to text", "Languages", "Subscribe:", "updated", "No press releases yet."),
    Language.ZH: Wording("中文", "跳到正文", "语言", "订阅：", "更新于", "暂无新闻稿。"),
}


def wording(profile: FeedProfile) -> Wording:
    """Return the words around the articles of a feed, in its language and script."""
    words = WORDINGS[profile.language]
    if profile.script is Script.SIMPLIFIED:
        return words
    told = {key: in_script(value, profile.script) for key, value in asdict(words).items()}
    return Wording(**(told | {"name": "繁體中文"}))


def day(moment: datetime, language: Language) -> str:
    """Return the day of `moment` in Berlin, written out in `language`."""
    return format_date(moment.astimezone(BERLIN).date(), format="long", locale=PHRASES[language].locale)
