"""Erasing a person on request (GDPR, Article 17): out of the store, the termbase, the feeds, the pages, their history.

Subscribers get the entry again, as updated and not as corrected: nothing that it said was wrong, and a notice of a
correction would send readers to look for what was there.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from feeds.assembly import fingerprint
from feeds.headline import headline
from model.erasure import Rewritten, Sought, key_of, keys_of, surnames_of
from model.errors import BadConfiguration, PublishError
from model.feed import Entry, Look, Publication
from model.languages import Language
from model.people import Change, Deed
from pipeline.erasing_files import clean_files, files_with, release_holds
from pipeline.publish import PublishOrder
from pipeline.reports import Problem
from pipeline.site import publish_all
from pipeline.wiring import Newsroom
from store.erasing import digest_of
from store.erasing_texts import Trace
from translators.terms import Table

BY = "newsbridge erase"
"""Whose name the history gives."""
LANGUAGES_OF_TERMS = ("en", "en_also", "en_first", "en_short", "zh", "zh_also", "zh_first", "zh_short")

_State = tuple[int, bool, Look]


@dataclass(frozen=True)
class Request:
    """What somebody asked for.

    Attributes:
        name: first names and surname.
        also: what else is theirs: e-mail addresses, telephone numbers, the name in other writing.
        reason: for the history; where the name stands in it, it is taken out.
    """

    name: str
    reason: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """What was found, and removed where it was no dry run.

    Attributes:
        digest: what the history has for the name.
        releases: how many name the person.
        terms: lines of the termbase, which go as a whole.
        files: published, kept for rolling back, or kept otherwise, that name them.
        addresses: of the publishers', with the name in them; they are theirs to change.
        phones: numbers in the same contact blocks that are not known to be the person's.
        problems: feeds that could not be written; run it again.
    """

    digest: str
    traces: tuple[Trace, ...] = ()
    releases: int = 0
    terms: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def erase(newsroom: Newsroom, request: Request, dry_run: bool = False) -> Erasure:
    """Take a person out of everything that this newsroom keeps; backups that were made before still hold them.

    Whatever is interrupted may be done again. The person is known again by digests when a publisher's page still
    names them: see `pipeline.kept_out`.

    Raises:
        BadConfiguration: the name is no full name, or something else is no such thing.
        StoreError: the store could not be changed, or (after everything else was done) not be emptied of what it held.
    """
    keys = keys_of(request.name, request.also)
    sought = Sought(keys.__contains__, surnames_of(request.name))
    terms = _terms(newsroom, sought)
    keys |= _keys_of_terms(newsroom, sought)
    releases = newsroom.store.erasures.affected(sought)
    keys |= newsroom.store.erasures.learn(sought, releases)
    files = tuple(files_with(newsroom, sought))
    before = dict(_publications(newsroom, releases))
    change = _change(newsroom, request, sought)
    found = newsroom.store.erasures.erase(keys, sought, releases, None if dry_run else change)
    addresses = tuple(_addresses(newsroom, releases, sought))
    problems: tuple[Problem, ...] = ()
    if not dry_run:
        _drop_terms(newsroom, sought)
        _let_go_quietly(newsroom, before)
        problems = _publish_anew(newsroom, sought)
        newsroom.store.erasures.purge()
    return Erasure(
        change.subject, tuple(found.traces), len(releases), terms, files, addresses, tuple(found.phones), problems
    )


def _change(newsroom: Newsroom, request: Request, sought: Sought) -> Change:
    """Return the entry of the history: a digest that tells two requests apart, salted so that nobody looks it up."""
    salt = secrets.token_hex(16)
    digest = f"{salt[:8]}-{digest_of(salt, request.name.casefold())[:16]}"
    reason = Rewritten(request.reason, tuple(sought.all(request.reason)), "[…]").text
    return Change(newsroom.now(), BY, Deed.ERASE, subject=digest, reason=reason)


def _terms(newsroom: Newsroom, sought: Sought) -> tuple[str, ...]:
    lines = newsroom.terms_file.table().text.splitlines()
    return tuple(line for line in lines if sought.names(line))


def _keys_of_terms(newsroom: Newsroom, sought: Sought) -> set[str]:
    """Return keys for what the termbase calls the person in other languages."""
    keys: set[str] = set()
    for line in newsroom.terms_file.table().lines:
        if sought.names(line.row.get("de", "")):
            forms = [form for name in LANGUAGES_OF_TERMS for form in line.row.get(name, "").split(";")]
            for form in forms:
                with suppress(BadConfiguration):  # a form of one word is no name that could be looked for
                    keys.add(key_of(form))
    return keys


def _drop_terms(newsroom: Newsroom, sought: Sought) -> None:
    def without(table: Table) -> str:
        lines = table.text.splitlines(keepends=True)
        return "".join(line for line in lines if not sought.names(line))

    newsroom.terms_file.rewrite(without)


def _publications(newsroom: Newsroom, releases: Iterable[int]) -> Iterator[tuple[Publication, _State]]:
    """Yield what readers have seen of releases, with the state of the text that it was."""
    for release_id in releases:
        for language in Language:
            publication = newsroom.store.publications.get(release_id, language)
            if publication is not None:
                for state, printed in _fingerprints(newsroom, publication):
                    if printed == publication.content_hash:
                        yield publication, state


def _fingerprints(newsroom: Newsroom, publication: Publication) -> Iterator[tuple[_State, str]]:
    looks = {Look(), *(each.look for each in newsroom.profiles if each.language is publication.language)}
    for version_id in newsroom.store.releases.version_ids(publication.release_id):
        version = newsroom.store.releases.version(version_id)
        translation = newsroom.store.translations.get(version_id, publication.language)
        for look in looks:
            entry = Entry(version, publication, "", translation, look)
            for alone in (False, True):
                with suppress(PublishError):  # not translated yet: it was never out
                    yield (version_id, alone, look), fingerprint(headline(entry) if alone else entry)


def _let_go_quietly(newsroom: Newsroom, before: dict[Publication, _State]) -> None:
    """Let publications be of the texts as they are now: updated, so that readers fetch them, and not corrected."""
    for publication, state in before.items():
        printed = dict(_fingerprints(newsroom, publication)).get(state, publication.content_hash)
        if printed != publication.content_hash:
            updated = max(newsroom.now(), publication.published)
            newsroom.store.publications.save(replace(publication, content_hash=printed, updated=updated))


def _publish_anew(newsroom: Newsroom, sought: Sought) -> tuple[Problem, ...]:
    """Write all feeds, archives and pages again, then remove what still names the person."""
    release_holds(newsroom, sought)
    for profile in newsroom.profiles:
        (newsroom.settings.history_path / profile.name / "archive.json").unlink(missing_ok=True)
    reports = publish_all(newsroom, PublishOrder())
    clean_files(newsroom, sought)
    return tuple(problem for report in reports for problem in report.problems)


def _addresses(newsroom: Newsroom, releases: Iterable[int], sought: Sought) -> Iterator[str]:
    for release_id in releases:
        release = newsroom.store.releases.get(release_id)
        if release is not None and sought.names(release.url):
            yield release.url
