import re
from collections.abc import Iterator

from checks.lexicon import lexicon
from checks.pair import Pair
from checks.units import stem_of, traces
from model.languages import Language
from model.names import Name, NameKind, contains
from model.translation import Finding, Severity
from model.wording import has_term

_CLUBS = frozenset(["FC", "SC", "SV", "TSV", "VfB", "VfL", "TuS", "TSG", "BSC", "FSV", "HSV"])
_TRANSLITERATED = re.compile("[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6}")
_LATIN_NAME = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+")
_LATIN_BEFORE, _LATIN_AFTER = re.compile(r"[A-ZÄÖÜ&][\w.&-]*[ “”\"]+$"), re.compile(r"[ “”\"]+[A-ZÄÖÜ&]")
_GIVEN_NAME_BEFORE = re.compile(r"(?P<word>[A-ZÄÖÜ][\w.’'-]*)\s(?:(?:von|van|de|zu|der|den)\s)*$")


def names(pair: Pair) -> Iterator[Finding]:
    """A name of the German is missing: a person, place, organisation, event or acronym.

    Present is what stands there in a form of the termbase or in Latin letters; of a person the surname is enough. An
    error for people and for names that the termbase knows; a warning for companies and acronyms found by their shape,
    which may have been translated; a note for people whose name stands in Chinese characters.
    """
    for name in pair.names:
        if not (name.is_in(pair.target.text, pair.language) or _is_there(pair, name)):
            yield Finding(
                "names",
                _severity(pair, name),
                "»{name}« is missing: {wanted}.",
                source_span=(name.start, name.end),
                fields={"name": name.text, "wanted": name.written(pair.language)},
            )
        elif place := _left_in_german(pair, name):
            yield Finding(
                "names",
                Severity.WARNING,
                "»{name}« stands in German: {wanted}.",
                place,
                (name.start, name.end),
                {"name": name.text, "wanted": name.written(pair.language)},
            )


def _left_in_german(pair: Pair, name: Name) -> tuple[int, int] | None:
    """Return where a place stands by its German name alone although the termbase has another for the language.

    Not where another Latin word stands beside it: »Stadtwerke Göttingen« keeps its name.
    """
    term = name.match.term(pair.language) if name.match else None
    if name.kind is not NameKind.PLACE or term is None or has_term(pair.body, term):
        return None
    found = re.search(rf"(?<![\w-]){re.escape(name.text)}(?![\w-])", pair.body, re.ASCII)
    if not found or _LATIN_BEFORE.search(pair.body, 0, found.start()) or _LATIN_AFTER.match(pair.body, found.end()):
        return None
    return found.span()


def _severity(pair: Pair, name: Name) -> Severity:
    if name.match is None and pair.language is Language.ZH and name.kind is NameKind.PERSON:
        other = any(word not in pair.source.text for word in _LATIN_NAME.findall(pair.body))
        return Severity.NOTE if _TRANSLITERATED.search(pair.body) and not other else Severity.ERROR
    sure = name.kind is NameKind.PERSON or name.match is not None
    return Severity.ERROR if sure else Severity.WARNING


def _is_there(pair: Pair, name: Name) -> bool:
    """Whether the name stands there in another right form."""
    if name.match is not None:
        term = name.match.term(pair.language)
        as_in_german = name.kind is NameKind.PLACE and contains(pair.body, pair.source.text[name.start : name.end])
        return as_in_german or (term is not None and has_term(pair.body, term))
    if name.kind is NameKind.PERSON:
        return _has_surname(pair, name) or contains(pair.body, name.text.replace("ß", "ss"))
    return name.kind is NameKind.ACRONYM and (name.text in _CLUBS or _is_explained(pair, name.text))


def _has_surname(pair: Pair, name: Name) -> bool:
    """Whether the surname stands alone: »Schmidt« or »Mayor Schmidt«, but not after another given name."""
    given, _, surname = name.text.rpartition(" ")
    if not given or not contains(pair.body, surname):
        return False
    before = _GIVEN_NAME_BEFORE.search(pair.body, 0, pair.body.find(surname))
    # Titles that precede a surname are English words, or stand in the German as well.
    return not before or before["word"] in pair.source.text or _is_english(pair, before["word"])


def _is_english(pair: Pair, word: str) -> bool:
    return pair.language is Language.EN and stem_of(Language.EN)(word) in lexicon(Language.EN, Language.DE)


def _is_explained(pair: Pair, word: str) -> bool:
    """Whether an acronym stands there as what translations mostly make of it: EZB, ECB, 欧洲央行."""
    known = lexicon(Language.DE, pair.language).get(stem_of(Language.DE)(word))
    there = traces(pair.body, pair.language, lexicon(pair.language, Language.DE))
    return known is not None and any(form in there for form in known.forms)
