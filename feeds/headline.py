"""The headline of a release alone: what a feed shows while the text waits for an editor."""

from dataclasses import replace

from model.feed import Entry
from model.release import ReleaseVersion
from model.translation import Translation


def headline_of(translation: Translation, version: ReleaseVersion) -> Translation:
    """Return the translation of the title of `version`, as if there were no more."""
    title = {segment.id for segment in version.segments if segment.source.block == 0}
    return replace(translation, targets={id_: each for id_, each in translation.targets.items() if id_ in title})


def headline(entry: Entry) -> Entry:
    """Return `entry` with nothing but its title, so that label, doubts and fingerprint are those of the title."""
    version, translation = entry.version, entry.translation
    article = replace(version.article, blocks=version.article.blocks[:1])
    segments = tuple(segment for segment in version.segments if segment.source.block == 0)
    return replace(
        entry,
        version=replace(version, article=article, segments=segments),
        translation=headline_of(translation, version) if translation else None,
        is_headline=True,
    )
