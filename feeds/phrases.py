"""What a feed says in its own voice, in each language."""

import re
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from model.berlin import BERLIN
from model.languages import Language

# Pages write the word before the name in German; ours stands in the language of the feed.
_CREDIT_WORD = re.compile(
    r"^(?:(?:Fotos?|Bild(?:er|quelle|nachweis|rechte)?|Quelle|Copyright)\s*:|©)\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class NoticePhrases:
    """How a translation says what it is; see the measures and the article named in `feeds.label`.

    Attributes:
        machine, reviewed: who stands behind the translation: nobody but the machine; an editor.
        sentence: `{status}`, one of the two, as a sentence of its own.
        aside: `{status}` in brackets after other text.
        engines: the `{names}` of what translated.
        uncertain_one, uncertain_many: how many passages the checks doubt, `{count}`.
        original: the German original, `{link}`.
        original_by: the same with its `{publisher}`.
        comma: between two names.
        headline: says that the text follows when it has been reviewed.
    """

    machine: str
    reviewed: str
    sentence: str
    aside: str
    engines: str
    uncertain_one: str
    uncertain_many: str
    original: str
    original_by: str
    comma: str
    headline: str


@dataclass(frozen=True)
class Phrases:
    """The sentences of one language.

    Attributes:
        locale: name of the language in the CLDR, for dates.
        gap: what stands between two sentences.
        photo: who made a picture, `{credit}`.
        withdrawn_title: marks the `{title}` of a release that its publisher has taken back.
        withdrawn: says so, with the `{date}`.
        corrected: says that the text was changed after it was published, with the `{date}`.
        report: asks readers to report an error; the words of a link.
        notice: what a translation says of itself; None for the original.
    """

    locale: str
    gap: str
    photo: str
    withdrawn_title: str
    withdrawn: str
    corrected: str
    report: str
    notice: NoticePhrases | None = None

    def credit(self, name: str) -> str:
        """Return the line that names who made a picture; a German »Foto:« before the name is replaced."""
        return self.photo.format(credit=_CREDIT_WORD.sub("", name))

    def withdrawal(self, at: datetime) -> str:
        """Return the sentence that stands in the place of a withdrawn release."""
        return self.withdrawn.format(date=self._day(at))

    def correction(self, at: datetime) -> str:
        """Return the sentence that tells readers of a text that it is not the one published first."""
        return self.corrected.format(date=self._day(at))

    def _day(self, moment: datetime) -> str:
        return format_date(moment.astimezone(BERLIN).date(), format="long", locale=self.locale)


_GERMAN = Phrases(
    locale="de",
    gap=" ",
    photo="Foto: {credit}",
    withdrawn_title="Zurückgezogen: {title}",
    withdrawn="Der Herausgeber hat diese Pressemitteilung am {date} zurückgezogen.",
    corrected="Korrigiert am {date}.",
    report="Fehler melden",
)

_ENGLISH = Phrases(
    locale="en_GB",
    gap=" ",
    photo="Photo: {credit}",
    withdrawn_title="Withdrawn: {title}",
    withdrawn="The publisher withdrew this press release on {date}.",
    corrected="Corrected on {date}.",
    report="Report an error",
    notice=NoticePhrases(
        machine="Machine translation, not reviewed by an editor",
        reviewed="Machine translation, reviewed by an editor",
        sentence="{status}.",
        aside="({status})",
        engines="Engine: {names}.",
        uncertain_one="1 passage is marked as uncertain by automatic checks; please rely on the German original.",
        uncertain_many=(
            "{count} passages are marked as uncertain by automatic checks; please rely on the German original."
        ),
        original="German original: {link}",
        original_by="German original: {link} ({publisher})",
        comma=", ",
        headline="The text follows once an editor has reviewed it.",
    ),
)

_CHINESE = Phrases(
    locale="zh_Hans_CN",
    gap="",
    photo="图片：{credit}",
    withdrawn_title="【撤稿】{title}",
    withdrawn="发布方已于{date}撤回本新闻稿。",
    corrected="更正：本文于{date}更正。",
    report="译文有误？",
    notice=NoticePhrases(
        machine="本文由机器翻译，未经人工审校",
        reviewed="本文由机器翻译，经人工审校",
        sentence="{status}。",
        aside="（{status}）",
        engines="译文由人工智能生成，翻译引擎：{names}。",
        uncertain_one="其中1处译文存疑，请以德文原文为准。",
        uncertain_many="其中{count}处译文存疑，请以德文原文为准。",
        original="原文：{link}（德文）",
        original_by="原文：{link}（德文，发布方：{publisher}）",
        comma="、",
        headline="正文经人工审校后发布。",
    ),
)

PHRASES = {Language.DE: _GERMAN, Language.EN: _ENGLISH, Language.ZH: _CHINESE}
