"""Twenty press releases through the embedded packages: what must arrive arrives, or an editor is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.languages import Language
from model.notes import split_note
from model.translation import SegmentTarget, Severity
from pipeline.importing import import_files
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom

ROOT = Path(__file__).parents[2]
RELEASES = ROOT / "tests" / "data" / "releases"
LANGUAGES = (Language.EN, Language.ZH)
VERBATIM = {"url", "email", "phone", "address", "reference", "name"}
TELLING = {"numbers", "dates", "addresses", "names", "terms", "note", "omission"}
"""Checks that say which fact is wrong; one that blocks the segment tells an editor anyway."""


_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\d{5}\s[A-ZÄÖÜ]\w+|[A-ZÄÖÜ]\w+(?:\s\w+)* GmbH")


@dataclass(frozen=True)
class Fact:
    """What of a release must arrive: the German words, and the forms that they may have in the translation."""

    release: str
    kind: str
    german: str
    forms: dict[Language, list[str]]


@dataclass(frozen=True)
class Pair:
    """A German sentence and its translation."""

    release: str
    german: str
    target: SegmentTarget


def _facts() -> Iterator[Fact]:
    for line in (RELEASES / "facts.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        release, kind, german, english, chinese = line.split("\t")
        forms = {Language.EN: english or german, Language.ZH: chinese or german}
        yield Fact(release, kind, german, {language: both.split("|") for language, both in forms.items()})


FACTS = list(_facts())


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """All releases imported and translated into both languages."""
    if not list((ROOT / "language-packages").glob("*.argosmodel")):
        pytest.skip("no language packages in this checkout")
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    for name in ("feeds.toml", "terms.tsv", "sources.toml"):
        (home / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    with Newsroom(Settings(home=home)) as newsroom:
        newsroom.now = lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)  # type: ignore[method-assign]
        report = import_files(newsroom, sorted(RELEASES.glob("[0-9]*.md")))
        assert report.problems == []
        assert [problem for done in translate(newsroom) for problem in done.problems] == []
        yield newsroom


@pytest.fixture(scope="module")
def pairs(newsroom: Newsroom) -> dict[Language, list[Pair]]:
    """Every sentence with its translation."""
    found: dict[Language, list[Pair]] = {language: [] for language in LANGUAGES}
    for release in newsroom.store.releases.search():
        version = newsroom.store.releases.version(release.version_id)
        for language in LANGUAGES:
            translation = newsroom.store.translations.get(version.id, language)
            assert translation is not None
            found[language] += [
                Pair(Path(release.key).stem, segment.source.text.text, translation.targets[segment.id])
                for segment in version.segments
            ]
    return found


def _says(text: str, form: str) -> bool:
    """Whether `form` stands in `text`; no digit or part of a number right beside a figure of it."""
    before = r"(?<!\d)(?<!\d[.,])" if form[0].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if form[-1].isdigit() else ""
    return re.search(before + re.escape(form) + after, text, re.IGNORECASE) is not None


def _flagged(target: SegmentTarget, checks: set[str]) -> bool:
    return any(
        finding.severity is Severity.BLOCKING or (finding.severity >= Severity.WARNING and finding.check in checks)
        for finding in target.findings
    )


def _stands_in(fact: Fact, pairs: list[Pair]) -> list[Pair]:
    """The sentences that say a fact; one that only spells it in an address does not."""
    mine = [pair for pair in pairs if pair.release == fact.release]
    if fact.kind in VERBATIM:
        return [pair for pair in mine if fact.german in pair.german]
    return [pair for pair in mine if _says(_without_addresses(pair.german), fact.german)]


def _without_addresses(german: str) -> str:
    return _ADDRESS.sub(" ", german)


def test_there_are_twenty_releases_and_many_facts(pairs: dict[Language, list[Pair]]) -> None:
    assert len({pair.release for pair in pairs[Language.EN]}) == 20
    assert len(FACTS) >= 250
    assert [fact for fact in FACTS if not _stands_in(fact, pairs[Language.EN])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_and_name_is_right_or_flagged(pairs: dict[Language, list[Pair]], language: Language) -> None:
    lost = [
        (fact.german, pair.german, pair.target.text.text, [finding.check for finding in pair.target.findings])
        for fact in FACTS
        for pair in _stands_in(fact, pairs[language])
        if not any(_says(pair.target.text.text, form) for form in fact.forms[language])
        and not _flagged(pair.target, TELLING)
    ]

    print(*lost, sep="\n")
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_arrive_character_for_character(pairs: dict[Language, list[Pair]], language: Language) -> None:
    kinds = {"url", "email", "phone", "address"}
    changed = [
        (fact.german, pair.target.text.text)
        for fact in FACTS
        if fact.kind in kinds
        for pair in _stands_in(fact, pairs[language])
        if fact.german not in pair.target.text.text
    ]

    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_preferred_or_acceptable(
    newsroom: Newsroom, pairs: dict[Language, list[Pair]], language: Language
) -> None:
    """What the note at the end says counts: a reader gets it, and an editor is told.

    Lines of a letterhead that stay German on purpose are left out.
    """
    wanted = [
        (term, pair.target.text.text)
        for pair in pairs[language]
        if pair.target.text.text != pair.german
        for match in newsroom.terms.find(_without_addresses(pair.german))
        if not match.compound and (term := match.term(language)) is not None
    ]
    missing = [
        (term.source, text) for term, text in wanted if not any(form.lower() in text.lower() for form in term.forms)
    ]

    assert len(wanted) >= 150
    print(*missing, sep="\n")
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_forbidden_form_passes_unflagged(
    newsroom: Newsroom, pairs: dict[Language, list[Pair]], language: Language
) -> None:
    unflagged = []
    for pair in pairs[language]:
        body, _ = split_note(pair.target.text.text, language)
        for match in newsroom.terms.find(_without_addresses(pair.german)):
            term = match.term(language)
            wrong = [form for form in term.forbidden if form in body] if term else []
            allowed = term is not None and any(form in right for form in wrong for right in term.forms)
            if wrong and not allowed and not _flagged(pair.target, {"terms"}):
                unflagged.append((wrong, body))

    print(*unflagged, sep="\n")
    assert unflagged == []
