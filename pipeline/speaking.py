"""Sentences in the language of whoever reads them: the catalogues of the desk, read here for those who have no desk."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from model.languages import Language
from model.phrases import Sentence

LOCALES = files("review") / "locales"
"""They stand with the desk, whose words most of them are; nothing of its code is needed to read them."""


@cache
def catalogue(language: Language) -> NullTranslations:
    """Return the texts in `language`, compiled in memory; English needs none."""
    if language is Language.EN:
        return NullTranslations()
    compiled = BytesIO()
    with (LOCALES / language.short / "desk.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.short))
    compiled.seek(0)
    return GNUTranslations(compiled)


def speak(sentence: Sentence, language: Language) -> str:
    """Return `sentence` in `language`, also the sentences that stand in its places; "" for one that says nothing."""
    if not sentence:
        return ""
    fields = {
        name: speak(each, language) if isinstance(each, Sentence) else each for name, each in sentence.fields.items()
    }
    return catalogue(language).gettext(sentence.template).format_map(fields)
