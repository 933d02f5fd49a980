"""The checks in the languages of editors: German, English, Chinese."""

from collections.abc import Mapping

from checks import chinese, german
from checks.article import ARTICLE_CHECKS
from checks.registry import CHECKS
from model.languages import Language
from model.translation import Finding, fill

_ENGLISH = {check.__name__: check.__doc__ or "" for check in CHECKS}
_ENGLISH |= {check.__name__: check.__doc__ or "" for check in ARTICLE_CHECKS}
_DOCUMENTATION: dict[Language, Mapping[str, str]] = {
    Language.DE: german.CHECKS,
    Language.EN: {name: " ".join(text.split()) for name, text in _ENGLISH.items()},
    Language.ZH: chinese.CHECKS,
}
_SENTENCES: dict[Language, Mapping[str, str]] = {Language.DE: german.SENTENCES, Language.ZH: chinese.SENTENCES}


def check_ids() -> tuple[str, ...]:
    """Return the ids of all checks: those of segments, then those of whole articles."""
    return tuple(_ENGLISH)


def describe(check_id: str, language: Language) -> str:
    """Return the documentation of a check: one paragraph in `language`.

    Raises:
        KeyError: there is no such check.
    """
    return _DOCUMENTATION[language][check_id]


def explain(finding: Finding, language: Language) -> str:
    """Return what `finding` says, in `language`; in English where an older version of newsbridge wrote it."""
    return fill(_SENTENCES.get(language, {}).get(finding.template, finding.template), finding.fields)
