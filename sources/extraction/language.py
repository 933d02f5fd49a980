"""Which language a text is in."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_PLAUSIBLE = ("de", "en", "fr", "nl", "it", "es", "pl", "da", "cs", "tr", "ru", "uk", "zh", "ja", "ar")
"""What German publishers publish in; a wider choice takes names and figures for rare languages."""
_ENOUGH = 100
"""Letters below which what the page says of itself weighs more than its text."""

_SAMPLE = 20_000
"""Letters that are enough to be sure."""


def detect_language(text: str, declared: str = "") -> str:
    """Return the BCP 47 primary tag of the language of `text`; `declared` is what the document says.

    The text is believed, since pages in English with `<html lang="de">` are common; a few words alone prove nothing.
    """
    said = declared.replace("_", "-").split("-")[0].strip().lower()
    if len(text) < _ENOUGH:
        return said or "de"
    language, _ = _identifier().classify(text[:_SAMPLE])
    return str(language)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_PLAUSIBLE))
    return identifier
