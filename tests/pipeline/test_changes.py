"""The German changes after its review: what stays approved, what goes back, and what the editor is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Change, Deed
from model.release import ReleaseVersion
from model.richtext import RichText
from model.translation import Finding, SegmentTarget, Severity, State, Translation
from pipeline.approving import approve
from pipeline.changes import Kind, align, german_change
from pipeline.settings import KeepApproval
from pipeline.small_changes import is_small
from pipeline.translate import TranslateOrder, translate
from pipeline.versions import compare_versions, known_before
from pipeline.wiring import Newsroom
from tests.pipeline.conftest import NOON, World
from translators.splitting import segment

ZH = Language.ZH
TITLE = "Neues Zentrum"
OPENED = "Am 3. Juni eröffnet der Oberbürgermeister das Zentrum das 48 Städte nutzen."
CHINESE = "6月3日，市长为供48座城市使用的中心揭幕。"
LAST = "Das Rathaus bleibt geöffnet."


@dataclass
class Story:
    """A release that changes, in Chinese."""

    newsroom: Newsroom

    def publish(self, *texts: str) -> None:
        blocks = [Block(BlockKind.TITLE, RichText(TITLE)), *(Block(BlockKind.PARAGRAPH, RichText(t)) for t in texts)]
        article = Article(tuple(blocks), published=NOON - timedelta(days=1), url="https://presse.example/1")
        releases = self.newsroom.store.releases
        if release := releases.find("musterstadt", ["1"]):
            releases.add_version(release, article.url, article, segment(article), self.newsroom.now())
        else:
            releases.add("musterstadt", ["1"], article.url, article, segment(article), self.newsroom.now())
        (report,) = translate(self.newsroom, TranslateOrder(languages=[ZH]))
        assert report.problems == []

    @property
    def version(self) -> ReleaseVersion:
        release = self.newsroom.store.releases.find("musterstadt", ["1"])
        assert release is not None
        return self.newsroom.store.releases.version(release.version_id)

    @property
    def translation(self) -> Translation:
        found = self.newsroom.store.translations.get(self.version.id, ZH)
        assert found is not None
        return found

    def segment(self, german: str) -> int:
        return next(each.id for each in self.version.segments if each.source.text.text == german)

    def target(self, german: str) -> SegmentTarget:
        return self.translation.targets[self.segment(german)]

    def approve(self, german: str, text: str | None = None) -> None:
        words = RichText(text) if text else None
        approve(self.newsroom, self.translation.id, self.segment(german), words, "Li Na")

    def history(self) -> list[Change]:
        return [change for _, change in self.newsroom.store.history.latest(9, translation_id=self.translation.id)]


def told(world: World, rule: str) -> Iterator[Story]:
    with world.newsroom(keep_approval=rule) as newsroom:
        story = Story(newsroom)
        story.publish(OPENED, LAST)
        story.approve(TITLE, "新中心")
        story.approve(OPENED, CHINESE)
        story.approve(LAST, "市政厅照常开放。")
        assert story.translation.state is State.REVIEWED
        world.wait(days=1)
        yield story


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    yield from told(world, "punctuation")


@pytest.fixture
def lenient(world: World) -> Iterator[Story]:
    yield from told(world, "spelling")


@pytest.fixture
def strict(world: World) -> Iterator[Story]:
    yield from told(world, "never")


COMMA = OPENED.replace("Zentrum das", "Zentrum, das")


def test_a_comma_leaves_the_approval_and_the_history_says_so(story: Story) -> None:
    story.publish(COMMA, LAST)
    target = story.target(COMMA)
    assert (target.text.text, target.state, target.edited_by) == (CHINESE, State.REVIEWED, "Li Na")
    assert story.translation.state is State.REVIEWED
    (kept,) = story.history()
    assert (kept.deed, kept.by, kept.subject) == (Deed.KEEP, "newsbridge", "Li Na")
    assert (kept.before, kept.after) == (OPENED, COMMA)


def test_a_kept_approval_is_recorded_once_however_often_a_run_is_repeated(story: Story) -> None:
    story.publish(COMMA, LAST)
    translate(story.newsroom, TranslateOrder(languages=[ZH]))
    assert len(story.history()) == 1
    again = COMMA.replace("Zentrum, das", "Zentrum – das")
    story.publish(again, LAST)
    assert story.target(again).state is State.REVIEWED


def test_whoever_wants_no_approval_kept_gets_none(strict: Story) -> None:
    strict.publish(COMMA, LAST)
    assert strict.target(COMMA).state is State.TRANSLATED
    assert strict.history() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("48 Städte", "49 Städte"),
        ("3. Juni", "4. Juni"),
        ("Am 3.", "Nicht am 3."),
        ("eröffnet der", "eröffnet kein"),
        ("Zentrum das", "Zentrum nicht das"),
    ],
)
def test_a_number_a_day_or_a_denial_never_keeps_an_approval(lenient: Story, old: str, new: str) -> None:
    changed = OPENED.replace(old, new)
    lenient.publish(changed, LAST)
    target = lenient.target(changed)
    assert (target.state, target.edited) == (State.TRANSLATED, None)
    assert target.text.text != CHINESE
    assert lenient.target(LAST).state is State.REVIEWED


def test_a_mistake_put_right_leaves_the_approval_only_where_spelling_may_differ(lenient: Story) -> None:
    wrong = OPENED.replace("eröffnet", "eröfnet")
    lenient.publish(wrong, LAST)
    lenient.approve(wrong, CHINESE)
    lenient.publish(OPENED.replace("Zentrum das", "Zentrum, das"), LAST)
    assert lenient.target(COMMA).state is State.REVIEWED
    assert not is_small(wrong, OPENED, KeepApproval.PUNCTUATION, lenient.newsroom.terms)


def test_a_text_that_a_check_doubts_beside_the_new_german_goes_back_to_review(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = Finding("punctuation", Severity.WARNING, "a comma is missing")
    monkeypatch.setattr("pipeline.keeping.run_checks", lambda *_: (doubt,))
    story.publish(COMMA, LAST)
    target = story.target(COMMA)
    assert (target.text.text, target.state, target.findings) == (CHINESE, State.TRANSLATED, (doubt,))
    assert [change.deed for change in story.history()] == [Deed.REOPEN]
    assert story.translation.state is State.TRANSLATED


def test_a_release_that_was_never_approved_keeps_nothing(world: World) -> None:
    with world.newsroom() as newsroom:
        story = Story(newsroom)
        story.publish(OPENED, LAST)
        story.publish(COMMA, LAST)
        assert story.target(COMMA).state is State.TRANSLATED
        assert story.history() == []


def test_the_editor_is_told_what_changed_and_offered_what_was_approved(story: Story) -> None:
    changed, new = OPENED.replace("48", "49"), "Die Feier beginnt danach auf dem Markt."
    story.publish(changed, new)
    found = german_change(story.newsroom, story.version, story.translation)
    assert found is not None
    assert (found.at, found.known.number, found.removed) == (story.newsroom.now(), 1, (LAST,))
    segment = found.segments[story.segment(changed)]
    assert (segment.kind, segment.offered, segment.by, segment.approved) == (Kind.CHANGED, CHINESE, "Li Na", True)
    assert [(each.before, each.after) for each in segment.german if each.kind != "equal"] == [("48", "49")]
    assert found.segments[story.segment(new)].kind is Kind.NEW
    assert story.segment(TITLE) not in found.segments


def test_a_second_change_is_still_held_against_the_version_that_was_reviewed(story: Story) -> None:
    first, second = OPENED.replace("48", "49"), LAST.replace("Rathaus", "Museum")
    story.publish(first, LAST)
    story.publish(first, second)
    found = german_change(story.newsroom, story.version, story.translation)
    assert found is not None
    assert found.known.number == 1
    assert {found.segments[story.segment(german)].offered for german in (first, second)} == {
        CHINESE,
        "市政厅照常开放。",
    }


def test_what_has_not_changed_is_not_said_to(story: Story) -> None:
    assert german_change(story.newsroom, story.version, story.translation) is None


def test_a_sentence_that_only_moved_is_the_same(story: Story) -> None:
    old = story.version
    story.publish(LAST, OPENED)
    kinds = {each.kind for each in align(old, story.version)}
    assert kinds == {Kind.SAME, Kind.MOVED}
    assert story.translation.state is State.REVIEWED


def test_two_versions_are_compared_with_their_translations(story: Story) -> None:
    changed = OPENED.replace("48", "49")
    story.publish(changed)
    versions = story.newsroom.store.lineage.versions(story.version.release.id, ZH)
    assert [each.number for each in versions] == [2, 1]
    assert known_before(story.newsroom, story.version, ZH) == 1
    comparison = compare_versions(story.newsroom, versions[1], versions[0], ZH)
    assert [row.kind for row in comparison.rows] == [Kind.SAME, Kind.CHANGED, Kind.REMOVED]
    row = comparison.rows[1]
    assert (row.old_state, row.new_state) == (State.REVIEWED, State.TRANSLATED)
    assert "".join(change.before for change in row.target) == CHINESE
    assert "".join(change.after for change in row.target) == story.target(changed).text.text


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Wir laden ein, zu kommen.", "Wir laden ein zu kommen.", "punctuation"),
        ("Das »Zentrum« öffnet.", "Das „Zentrum“ öffnet!", "punctuation"),
        ("Im allgemeinen gut.", "Im Allgemeinen gut.", "punctuation"),
        ("Alle Bürger*innen kommen.", "Alle Bürger:innen kommen.", "punctuation"),
        ("Er hofft, daß es gelingt.", "Er hofft, dass es gelingt.", "spelling"),
        ("Die Verabschidung des Haushalts.", "Die Verabschiedung des Haushalts.", "spelling"),
        ("Die Zusamenarbeit wächst.", "Die Zusammenarbeit wächst.", "spelling"),
        ("Am 3. Juni öffnet es.", "Am 4. Juni öffnet es.", None),
        ("Es kostet 2,5 Mio. Euro.", "Es kostet 2.5 Mio. Euro.", None),
        ("Es sind 5 Grad.", "Es sind -5 Grad.", None),
        ("Alle Bürger*innen kommen.", "Alle Bürgerinnen kommen.", None),
        ("Fragen Sie uns.", "Fragen sie uns.", None),
        ("Kommt er?", "Kommt er.", None),
        ("Mail an info@stadt-a.de.", "Mail an info@stadta.de.", None),
        ("Die Sitzung ist am Freitag.", "Die Sitzung ist am Samstag.", None),
        ("Die Sitzung ist am Diesntag.", "Die Sitzung ist am Dienstag.", None),
        ("Das ist möglich.", "Das ist unmöglich.", None),
        ("Es ist nich erlaubt.", "Es ist nicht erlaubt.", None),
        ("Es gibt eine Feier.", "Es gibt keine Feier.", None),
        ("Die Masse zählt.", "Die Maße zählt.", None),
        ("Die Preise steigen.", "Die Preise stiegen.", None),
        ("Herr Maier sprach.", "Herr Meier sprach.", None),
        ("Die Stadt Duissburg lädt ein.", "Die Stadt Duisburg lädt ein.", None),
        ("Die Hand hilft.", "Der Hund hilft.", None),
    ],
)
def test_how_little_may_differ(world: World, old: str, new: str, rule: str | None) -> None:
    with world.newsroom() as newsroom:
        allowed = {each.value for each in KeepApproval if is_small(old, new, each, newsroom.terms)}
    assert allowed == {"punctuation": {"punctuation", "spelling"}, "spelling": {"spelling"}, None: set()}[rule]
