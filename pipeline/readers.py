"""Reports of readers: what somebody who reads a feed says of an entry becomes an open remark on its translation."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from feeds.content import entry_title
from feeds.label import notice, original_address
from feeds.text import legal
from model.errors import EntryWithdrawn, NoEntry, TooManyReports
from model.feed import Entry, FeedProfile
from model.languages import TARGET_LANGUAGES, Language
from model.people import Comment
from model.release import Release, Segment
from model.translation import Translation
from pipeline.accounts import network
from pipeline.entries import entry_now
from pipeline.publish import history_of
from pipeline.reader_links import named_by, report_token, signature
from pipeline.reviewing import remark
from pipeline.wiring import Newsroom

READER = ""
"""Whose name a report has."""
LONGEST = 2000
"""Characters of a report and of a suggestion, each."""
ALIKE_WITHIN = timedelta(hours=1)
"""The same report again within this time is the same report."""
NETWORK_WINDOW = timedelta(minutes=15)
MOST_OF_A_NETWORK = 20
"""Reports from one network within the window: a whole office may sit behind one address."""
MOST_OF_A_TRANSLATION = 30
"""Reports of one translation within an hour; an editor has looked at it long before."""

_turn = Lock()
"""One report at a time, so that limits and repetitions are exact."""


@dataclass(frozen=True)
class Reported:
    """An entry about which a reader can say something, as its feed shows it now.

    Attributes:
        translation: which the editors find in their queue, of the newest version, be it newer than what is out.
        passages: the sentences that readers have, in order, each with its text.
        is_rolled_back: the feed shows an earlier text than this one, which the page keeps to itself then.
    """

    profile: FeedProfile
    entry: Entry
    translation: Translation
    passages: tuple[tuple[Segment, str], ...]
    is_rolled_back: bool = False

    @property
    def title(self) -> str:
        """The title, in the language of the feed; "" where readers have an earlier one."""
        return "" if self.is_rolled_back else entry_title(self.entry)

    @property
    def label(self) -> str:
        """Who stands behind the text, "" for the German original and where readers have an earlier text."""
        return "" if self.is_rolled_back else notice(self.entry)

    @property
    def original(self) -> str:
        """Where the German stands, "" for a release that came as a file."""
        return original_address(self.entry)

    def passage(self, segment_id: int) -> tuple[Segment, str] | None:
        """Return the sentence with this number, None where readers do not have it."""
        return next((each for each in self.passages if each[0].id == segment_id), None)


def reported(newsroom: Newsroom, token: str) -> Reported:
    """Return what the link `token` of an entry leads to; nobody learns more here than the feed tells.

    Raises:
        EntryWithdrawn: the publisher has taken the release back.
        NoEntry: the link is none of ours, or the entry is in the feed no more: held back, or never published.
    """
    profile, release = _linked(newsroom, token)
    if release.withdrawn_at is not None:
        raise EntryWithdrawn
    is_out = newsroom.store.publications.get(release.id, profile.language) is not None
    entry = entry_now(newsroom, profile, release) if is_out else None
    translation = _under_review(newsroom, release, profile.language) if entry else None
    if entry is None or translation is None:
        raise NoEntry
    if history_of(newsroom, profile).held() is not None:
        return Reported(profile, entry, translation, (), is_rolled_back=True)
    return Reported(profile, entry, translation, tuple(_passages(entry)))


def report(newsroom: Newsroom, about: Reported, segment_id: int | None, text: str, better: str, address: str) -> None:
    """Keep what a reader says; the same again within an hour is kept once.

    Args:
        newsroom: where.
        about: the entry.
        segment_id: one of its passages, None for the whole.
        text: what is wrong.
        better: how it should read, "" where the reader does not say.
        address: the IP address that reports. It is not kept: only that somebody there has reported lately.

    Raises:
        TooManyReports: so many have come from there, or of this text, that people cannot have written them.
        TranslationError: nothing is said.
    """
    segment, said = _placed(newsroom, about, segment_id, _words(about, text, better))
    people, now = newsroom.store.people, newsroom.now()
    source = f"report {signature(newsroom.desk_secret, 'network', network(address))}"
    with _turn:
        lately = [
            each
            for each in newsroom.store.history.comments(about.translation.id)
            if each.by == READER and now - each.at < ALIKE_WITHIN
        ]
        if people.failures(source, now - NETWORK_WINDOW) >= MOST_OF_A_NETWORK or len(lately) >= MOST_OF_A_TRANSLATION:
            raise TooManyReports
        if not any(_alike(each, segment, said) for each in lately):
            remark(newsroom, about.translation.id, segment, said, READER)
        people.forget_failures("", now - NETWORK_WINDOW)
        people.fail([source], now)


def _linked(newsroom: Newsroom, token: str) -> tuple[FeedProfile, Release]:
    name, number = named_by(token) or ("", 0)
    profile = next((each for each in newsroom.profiles if each.name == name), None)
    release = newsroom.store.releases.get(number) if profile else None
    if profile is None or release is None:
        raise NoEntry
    if not hmac.compare_digest(token, report_token(newsroom.desk_secret, name, release)):
        raise NoEntry
    return profile, release


def _under_review(newsroom: Newsroom, release: Release, language: Language) -> Translation | None:
    """Return the newest translation; what is wrong with the German is told to whoever reviews one of it."""
    languages = TARGET_LANGUAGES if language is Language.DE else (language,)
    store = newsroom.store
    found = (
        store.translations.get(version_id, each)
        for version_id in store.releases.version_ids(release.id)
        for each in languages
    )
    return next((each for each in found if each is not None), None)


def _passages(entry: Entry) -> list[tuple[Segment, str]]:
    if entry.translation is None:
        return [(segment, segment.source.text.text) for segment in entry.version.segments]
    targets = entry.translation.targets
    return [(segment, targets[segment.id].text.text) for segment in entry.version.segments]


def _words(about: Reported, text: str, better: str) -> str:
    """Return the report as editors read it: what is wrong, and the suggestion behind an arrow."""
    # Forms send line breaks as two characters.
    wrong, right = (legal(each).replace("\r\n", "\n").strip() for each in (text, better))
    said = "\n".join(filter(None, [wrong, f"→ {right}" if right else ""]))
    return f"[{about.profile.language.short}] {said}" if said and about.entry.translation is None else said


def _placed(newsroom: Newsroom, about: Reported, segment_id: int | None, said: str) -> tuple[int | None, str]:
    """Return the report with its segment in the version that is under review; quoted where there is none such."""
    passage = about.passage(segment_id) if segment_id is not None else None
    if passage is None or not said:
        return None, said
    segment, text = passage
    if segment.id in about.translation.targets:
        return segment.id, said
    version = newsroom.store.releases.version(about.translation.version_id)
    same = (each.id for each in version.segments if each.source.text.text == segment.source.text.text)
    placed = next(same, None)
    return (placed, said) if placed is not None else (None, f"»{text}«\n{said}")


def _alike(known: Comment, segment_id: int | None, said: str) -> bool:
    return known.segment_id == segment_id and known.text.split() == said.split()
