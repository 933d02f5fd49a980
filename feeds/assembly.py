"""The article of an entry in the entry's own language, put together from its segments."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from feeds.spacing import spaced_text
from model.article import Article, Block
from model.errors import PublishError
from model.feed import HEADLINE_HASH, Entry, Spacing
from model.languages import Language
from model.release import Segment
from model.richtext import RichText, join
from model.translation import REVIEWED, State, Translation


def assemble(entry: Entry) -> Article:
    """Return the whole article in the language of `entry`.

    The German article is returned as it was collected. In a translation every text comes from the segments' targets;
    descriptions of pictures (`alt`) are left empty, since they are no segments and the German must not stand in.

    Raises:
        PublishError: a part of the text has no translation; German is never put in its place.
    """
    article = entry.version.article
    language = entry.publication.language
    if language is Language.DE:
        return article
    translation = _translation(entry)
    segments: dict[int, list[Segment]] = {index: [] for index in range(len(article.blocks))}
    for segment in sorted(entry.version.segments, key=lambda segment: segment.source.start):
        segments[segment.source.block].append(segment)
    blocks = (_translate(entry, translation, block, segments[index]) for index, block in enumerate(article.blocks))
    return replace(article, blocks=tuple(blocks), language=language)


def fingerprint(entry: Entry) -> str:
    """Return the hash of what a reader is told, for `Publication.content_hash`.

    It changes with the text, the pictures and the date, and when a person takes over from the machine; not with the
    program's version, the name of the engine or the number of findings, so that an upgrade is no news.

    Raises:
        PublishError: as `assemble`.
    """
    return _fingerprint(entry, entry.translation is not None and is_reviewed(entry.translation))


def fingerprints_of_text(entry: Entry) -> frozenset[str]:
    """Return every fingerprint that the same text may have: with an editor behind it and without.

    Raises:
        PublishError: as `assemble`.
    """
    return frozenset(_fingerprint(entry, reviewed) for reviewed in (False, True))


def _fingerprint(entry: Entry, reviewed: bool) -> str:
    seen = assemble(entry).content_hash
    if entry.translation is None:
        return seen
    marked = hashlib.sha256(f"{seen} {reviewed}".encode()).hexdigest()
    return HEADLINE_HASH + marked if entry.is_headline else marked


def is_reviewed(translation: Translation) -> bool:
    """Whether an editor stands behind the translation as a whole."""
    return translation.state in REVIEWED


def _translation(entry: Entry) -> Translation:
    language, translation = entry.publication.language, entry.translation
    if translation is None or translation.language is not language:
        raise PublishError(path=entry.publication.guid, reason=f"there is no translation into {language}")
    if translation.version_id != entry.version.id:
        raise PublishError(path=entry.publication.guid, reason="the translation is of another version of the release")
    return translation


def _translate(entry: Entry, translation: Translation, block: Block, segments: Sequence[Segment]) -> Block:
    german = block.text.text
    starts, ends = [s.source.start for s in segments], [s.source.end for s in segments]
    gaps = [german[end:start] for end, start in zip([0, *ends], [*starts, len(german)], strict=True)]
    if lost := "".join(gaps).strip():
        reason = f"no segment holds »{lost:.40}« of the German text; collect the release again"
        raise PublishError(path=entry.publication.guid, reason=reason)
    texts = [_target(entry, translation, segment) for segment in segments]
    separators = [
        "\n" if "\n" in gap else _between(left.text, right.text, translation.language)
        for gap, (left, right) in zip(gaps[1:-1], pairwise(texts), strict=True)
    ]
    image = replace(block.image, alt="") if block.image else None
    return replace(block, text=join(texts, separators), image=image)


def _target(entry: Entry, translation: Translation, segment: Segment) -> RichText:
    target = translation.targets.get(segment.id)
    if target is None or target.state is State.INITIAL or not target.text.text.strip():
        reason = (
            f"sentence {segment.position + 1} has no translation into {translation.language} "
            f"(»{segment.source.text.text:.40}«); translate the release again"
        )
        raise PublishError(path=entry.publication.guid, reason=reason)
    is_spaced = entry.look.spacing is Spacing.PANGU and translation.language is Language.ZH
    return spaced_text(target.text) if is_spaced else target.text


def _between(left: str, right: str, language: Language) -> str:
    # Two Latin words must not run into one where a Chinese paragraph puts them side by side.
    both_latin = not (_is_wide(left[-1:]) or _is_wide(right[:1]))
    return language.joiner or (" " if both_latin else "")


def _is_wide(character: str) -> bool:
    return character != "" and unicodedata.east_asian_width(character) in "WFA"
