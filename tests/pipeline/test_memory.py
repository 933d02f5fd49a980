"""What editors approve comes back: in the next release, flagged or not, and never over another editor's text."""

from dataclasses import dataclass, replace

import pytest

from model.article import Article, Block, BlockKind
from model.errors import StoreError, TranslationError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import TranslationUnit
from model.translation import OriginKind, SegmentTarget, Severity, State, Translation
from pipeline.approving import approve
from pipeline.collect import collect
from pipeline.memory import CHECK, offers, remembered
from pipeline.newsroom import run
from pipeline.translate import TranslateOrder, translate
from pipeline.wiring import Newsroom
from translators.splitting import segment

ZH = Language.ZH
ABOUT = "Über die Stadt Musterstadt"
BOILERPLATE = "Musterstadt hat 120.000 Einwohner und pflegt seit 1987 eine Partnerschaft mit Foshan."
LAST = "Mehr als dreißig Unternehmen der Stadt sind in China tätig und bilden dort junge Fachkräfte aus."
NEWS_A = "Die Stadt Musterstadt eröffnet im kommenden Sommer ein neues Zentrum für Wasserstofftechnik im Norden."
NEWS_B = "Der Rat der Stadt Musterstadt hat den Haushalt für das kommende Jahr mit großer Mehrheit beschlossen."
APPROVED = "穆斯特市有12万居民，自1987年起与佛山结为友好城市。"


@dataclass
class Desk:
    """An editor's view of the newest version of a release in Chinese."""

    newsroom: Newsroom

    def translation(self, title: str) -> Translation:
        for release in self.newsroom.store.releases.search():
            version = self.newsroom.store.releases.version(release.version_id)
            if version.article.title == title:
                found = self.newsroom.store.translations.get(version.id, ZH)
                assert found is not None
                return found
        raise AssertionError(f"no release {title}")

    def segment(self, title: str, german: str) -> int:
        version = self.newsroom.store.releases.version(self.translation(title).version_id)
        return next(each.id for each in version.segments if each.source.text.text == german)

    def target(self, title: str, german: str) -> SegmentTarget:
        return self.translation(title).targets[self.segment(title, german)]

    def approve(self, title: str, german: str, text: str | RichText | None = None, **how: object) -> SegmentTarget:
        rich = RichText(text) if isinstance(text, str) else text
        segment = self.segment(title, german)
        return approve(self.newsroom, self.translation(title).id, segment, rich, **{"by": "li", **how})  # type: ignore[arg-type]


def body(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in (*paragraphs, BOILERPLATE, LAST))


def memory_findings(target: SegmentTarget) -> list[Severity]:
    return [finding.severity for finding in target.findings if finding.check == CHECK]


@pytest.fixture
def desk(world):
    world.portal.put("/pm/1", "Neues Zentrum", body(NEWS_A))
    with world.newsroom() as newsroom:
        run(newsroom)
        yield Desk(newsroom)


def publish_b(world, newsroom: Newsroom, *paragraphs: str) -> None:
    world.wait(hours=1)
    world.portal.put("/pm/2", "Haushalt beschlossen", body(*paragraphs), date="23.05.2026")
    report = run(newsroom)
    assert report.problems == []


def test_a_sentence_approved_in_one_release_comes_back_reviewed_between_the_same_neighbours(world, desk):
    desk.approve("Neues Zentrum", LAST, "三十多家企业在中国开展业务，并在当地培养青年技术人才。", state=State.FINAL)
    publish_b(world, desk.newsroom, NEWS_B)

    target = desk.target("Haushalt beschlossen", LAST)

    assert target.text.text == "三十多家企业在中国开展业务，并在当地培养青年技术人才。"
    assert (target.state, target.edited_by, target.edited_at) == (State.FINAL, "li", world.time.replace(hour=12))
    assert target.origin.kind is OriginKind.MEMORY
    assert memory_findings(target) == []


def test_between_other_neighbours_it_is_taken_and_noted_but_not_as_reviewed(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    publish_b(world, desk.newsroom, NEWS_B)

    target = desk.target("Haushalt beschlossen", BOILERPLATE)

    assert (target.text.text, target.state, target.edited) == (APPROVED, State.TRANSLATED, None)
    assert memory_findings(target) == [Severity.NOTE]
    assert not target.doubtful
    assert target.risk < desk.target("Haushalt beschlossen", NEWS_B).risk
    message = next(finding.message for finding in target.findings if finding.check == CHECK)
    assert "li" in message
    assert "2026-11-22" in message


def test_of_several_translations_the_latest_is_taken_with_a_warning(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    publish_b(world, desk.newsroom, NEWS_B)
    desk.approve("Haushalt beschlossen", BOILERPLATE, "穆斯特市人口12万，1987年与佛山缔结友好关系。", by="wang")
    world.portal.put("/pm/3", "Dritte Mitteilung", body("Das dritte Mal geht es um etwas ganz anderes in der Stadt."))
    run(desk.newsroom)

    target = desk.target("Dritte Mitteilung", BOILERPLATE)

    assert target.text.text == "穆斯特市人口12万，1987年与佛山缔结友好关系。"
    assert memory_findings(target) == [Severity.WARNING]


def test_white_space_does_not_make_another_sentence(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    world.portal.put("/pm/2", "Weißraum", body(NEWS_B).replace("120.000 Einwohner", "120.000&nbsp; Einwohner"))
    run(desk.newsroom)

    texts = [target.text.text for target in desk.translation("Weißraum").targets.values()]

    assert APPROVED in texts


def test_a_link_follows_the_german_and_stays_on_the_editors_words(world, desk):
    link = Mark(0, 4, MarkKind.LINK, "https://musterstadt.example/alt")
    german = BOILERPLATE.replace("Musterstadt", '<a href="https://musterstadt.example/alt">Musterstadt</a>', 1)
    world.portal.put("/pm/2", "Mit Verweis", body(NEWS_B).replace(BOILERPLATE, german))
    run(desk.newsroom)
    desk.approve("Mit Verweis", BOILERPLATE, RichText(APPROVED, (link,)))
    world.portal.put(
        "/pm/3", "Neuer Verweis", body("Wieder etwas anderes.").replace(BOILERPLATE, german.replace("alt", "neu"))
    )
    run(desk.newsroom)

    target = desk.target("Neuer Verweis", BOILERPLATE)

    assert target.text.marks == (replace(link, href="https://musterstadt.example/neu"),)
    assert memory_findings(target) == [Severity.NOTE]


def test_marks_that_the_editor_never_saw_are_put_by_rule_and_flagged(world, desk):
    desk.approve("Neues Zentrum", LAST, "三十多家企业在中国开展业务，并在当地培养青年技术人才。")
    bold = body(NEWS_B).replace("in China", "<strong>in China</strong>")
    world.portal.put("/pm/2", "Mit Betonung", bold)
    run(desk.newsroom)

    target = desk.target("Mit Betonung", LAST)

    assert [mark.kind for mark in target.text.marks] == [MarkKind.STRONG]
    assert (target.state, memory_findings(target)) == (State.TRANSLATED, [Severity.WARNING])


def test_a_release_whose_every_segment_is_approved_is_reviewed(desk):
    translation = desk.translation("Neues Zentrum")
    for number, id_ in enumerate(translation.targets):
        assert desk.translation("Neues Zentrum").state is State.TRANSLATED, number
        approve(desk.newsroom, translation.id, id_, None, "li", State.FINAL if number else State.REVIEWED)

    assert desk.translation("Neues Zentrum").state is State.REVIEWED


def test_approving_runs_the_checks_on_what_the_editor_wrote(desk):
    wrong = desk.approve("Neues Zentrum", BOILERPLATE, "穆斯特市有13万居民，自1987年起与佛山结为友好城市。")
    right = desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)

    assert "numbers" in {finding.check for finding in wrong.findings}
    assert "numbers" not in {finding.check for finding in right.findings}


def test_approving_looks_at_the_place_in_the_article_too(world, desk):
    twice = "Siemens baut in Musterstadt.", "Siemens sucht in Musterstadt viele neue Fachkräfte für das Werk."
    publish_b(world, desk.newsroom, *twice)

    first = desk.approve("Haushalt beschlossen", twice[0], "西门子在穆斯特市建厂。")
    again = desk.approve("Haushalt beschlossen", twice[0], "西门子（Siemens）在穆斯特市建厂。")

    assert "first_mention" in {finding.check for finding in first.findings}
    assert "first_mention" not in {finding.check for finding in again.findings}


def test_a_draft_is_kept_but_not_remembered(desk):
    target = desk.approve("Neues Zentrum", BOILERPLATE, "草稿", state=State.TRANSLATED)

    assert (target.text.text, target.state) == ("草稿", State.TRANSLATED)
    assert desk.newsroom.store.memory.exact([BOILERPLATE], ZH) == []


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"text": " "}, "write the translation first"),
        ({"by": " "}, "give a name"),
        ({"state": State.INITIAL}, "state translated for a draft"),
    ],
)
def test_an_approval_without_a_text_or_a_name_is_refused_and_leaves_everything(desk, how, reason):
    before = desk.translation("Neues Zentrum")

    with pytest.raises(TranslationError, match=reason):
        desk.approve("Neues Zentrum", BOILERPLATE, **{"text": APPROVED, **how})

    assert desk.translation("Neues Zentrum") == before
    assert desk.newsroom.store.memory.counts() == {}


def test_what_is_not_there_cannot_be_approved(desk):
    translation = desk.translation("Neues Zentrum")

    with pytest.raises(StoreError, match="no translation 4711"):
        approve(desk.newsroom, 4711, 1, None, "li")
    with pytest.raises(StoreError, match=f"no target of segment 4711 in translation {translation.id}"):
        approve(desk.newsroom, translation.id, 4711, None, "li")


def test_translating_anew_keeps_the_editors_text_and_takes_the_memory_elsewhere(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    publish_b(world, desk.newsroom, NEWS_B)
    engine = desk.target("Neues Zentrum", BOILERPLATE).machine

    translate(desk.newsroom, TranslateOrder(again=True))

    kept, taken = (desk.target(title, BOILERPLATE) for title in ("Neues Zentrum", "Haushalt beschlossen"))
    assert (kept.text.text, kept.state, kept.machine) == (APPROVED, State.REVIEWED, engine)
    assert kept.origin.kind is OriginKind.MACHINE
    assert (taken.text.text, taken.origin.kind) == (APPROVED, OriginKind.MEMORY)


def test_a_later_version_keeps_its_own_editors_text_before_what_was_approved_elsewhere(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    publish_b(world, desk.newsroom, NEWS_B)
    desk.approve("Haushalt beschlossen", BOILERPLATE, "后来的译文有12万人，1987年，佛山。", by="wang")
    world.portal.put("/pm/1", "Neues Zentrum eröffnet", body(NEWS_A))
    collect(desk.newsroom)
    translate(desk.newsroom)

    target = desk.target("Neues Zentrum eröffnet", BOILERPLATE)

    assert (target.text.text, target.edited_by, target.state) == (APPROVED, "li", State.REVIEWED)


def test_a_later_version_takes_what_was_approved_elsewhere_before_its_own_machine_text(world, desk):
    publish_b(world, desk.newsroom, NEWS_B)
    desk.approve("Haushalt beschlossen", BOILERPLATE, APPROVED)
    world.portal.put("/pm/1", "Neues Zentrum eröffnet", body(NEWS_A))
    collect(desk.newsroom)
    translate(desk.newsroom)

    assert desk.target("Neues Zentrum eröffnet", BOILERPLATE).text.text == APPROVED


def test_an_imported_pair_knows_no_neighbours_and_is_never_sure(world, desk):
    foreign = TranslationUnit(NEWS_B, ZH, RichText("市议会通过了预算。"), "agency", world.time)
    desk.newsroom.store.memory.add(foreign)
    publish_b(world, desk.newsroom, NEWS_B)
    alone = Article((Block(BlockKind.TITLE, RichText(NEWS_B)),))
    release = desk.newsroom.store.releases.add("musterstadt", ["/alone"], "/alone", alone, segment(alone), world.time)

    between = desk.target("Haushalt beschlossen", NEWS_B)
    [by_itself] = remembered(desk.newsroom, desk.newsroom.store.releases.version(release.version_id), ZH).values()

    for target in (between, by_itself):
        assert (target.text, target.state) == (foreign.target, State.TRANSLATED)
        assert memory_findings(target) == [Severity.NOTE]


def test_a_sentence_that_is_alike_is_offered_with_its_difference_and_never_applied(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    other = BOILERPLATE.replace("120.000", "121.500")
    publish_b(world, desk.newsroom, NEWS_B, other)

    [offer] = offers(desk.newsroom, other, ZH)

    assert desk.target("Haushalt beschlossen", other).origin.kind is OriginKind.MACHINE
    assert offer.unit.target.text == APPROVED
    assert 0.75 <= offer.likeness < 0.95
    changed = [(change.before, change.after) for change in offer.changes if change.kind != "equal"]
    assert changed == [("120.000", "121.500")]
    assert offers(desk.newsroom, "Etwas vollkommen anderes steht hier.", ZH) == []
    assert offers(desk.newsroom, other, Language.EN) == []


def test_the_same_pair_between_other_neighbours_is_offered_once(world, desk):
    desk.approve("Neues Zentrum", BOILERPLATE, APPROVED)
    publish_b(world, desk.newsroom, NEWS_B)
    desk.approve("Haushalt beschlossen", BOILERPLATE)

    assert [offer.likeness for offer in offers(desk.newsroom, BOILERPLATE, ZH)] == [1.0]


def test_a_link_corrected_in_a_new_version_leads_to_its_new_address(desk, world):
    """The words are the same, so nothing is translated anew; the address is today's all the same."""
    for year in ("2025", "2026"):
        world.wait(hours=1)
        linked = f'{NEWS_B} Mehr auf der <a href="https://musterstadt.example/{year}">Seite der Stadt</a>.'
        world.portal.put("/pm/3", "Mit Verweis", body(linked))
        run(desk.newsroom)

    target = desk.target("Mit Verweis", "Mehr auf der Seite der Stadt.")
    assert [mark.href for mark in target.text.marks] == ["https://musterstadt.example/2026"]
