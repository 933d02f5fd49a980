"""What an operator orders for what is there already: older releases, the checks anew, the doubtful translated again."""

from datetime import date, datetime
from pathlib import Path

import pytest

from model.berlin import midnight
from model.languages import Language
from model.translation import State, Translation
from pipeline.approving import approve
from pipeline.collect import CollectOrder, collect
from pipeline.rechecking import RecheckOrder, recheck
from pipeline.translate import TranslateOrder, translate
from pipeline.wiring import Newsroom
from tests.pipeline.conftest import World

TERMS = "de\ten\tzh\tkind\nMusterstadt\tModelville\t模范市\tplace\n"
"""The toy engine writes neither."""
EN = [Language.EN]
HARBOUR = "Der Hafen wird am Elften eröffnet"
BRIDGE = "Die Brücke wird am Zwölften gesperrt"
MUSEUM = "Das Museum zeigt neue Bilder"


def day(number: int) -> datetime:
    return midnight(date(2026, 5, number))


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (CollectOrder(until=day(12)), {HARBOUR}),
        (CollectOrder(since=day(12), until=day(22)), {BRIDGE}),
        (CollectOrder(since=day(12)), {BRIDGE, MUSEUM}),
    ],
)
def test_older_releases_are_fetched_from_a_day_to_a_day(world: World, order: CollectOrder, titles: set[str]) -> None:
    for number, title in ((11, HARBOUR), (12, BRIDGE), (22, MUSEUM)):
        world.portal.put(f"/pm/{number}", title, date=f"{number}.05.2026")

    with world.newsroom() as newsroom:
        [report] = collect(newsroom, order)
        found = newsroom.store.releases.search()
        stored = {newsroom.store.releases.version(each.version_id).article.title for each in found}

    assert stored == titles
    assert report.found == report.new == len(titles)


def test_what_was_left_out_comes_with_the_next_visit(world: World) -> None:
    for number in (11, 22):
        world.portal.put(f"/pm/{number}", f"Mitteilung {number}", date=f"{number}.05.2026")

    with world.newsroom() as newsroom:
        collect(newsroom, CollectOrder(until=day(12)))
        collect(newsroom)

        assert newsroom.store.counts()["releases"] == 2


def english(newsroom: Newsroom) -> Translation:
    [release] = newsroom.store.releases.search()
    translation = newsroom.store.translations.get(release.version_id, Language.EN)
    assert translation
    return translation


def of_terms(translation: Translation) -> set[str]:
    found = (finding for target in translation.targets.values() for finding in target.findings)
    return {finding.check for finding in found} & {"terms", "names"}


@pytest.fixture
def terms(world: World) -> Path:
    """A termbase that says nothing yet."""
    path = world.home / "config" / "terms.tsv"
    path.write_text(TERMS.splitlines(keepends=True)[0], encoding="utf-8")
    return path


def test_the_checks_look_again_when_the_terms_have_changed(world: World, terms: Path) -> None:
    world.portal.put("/pm/1", "Musterstadt eröffnet ein Zentrum")
    with world.newsroom(terms=terms) as newsroom:
        collect(newsroom)
        translate(newsroom)
        before = english(newsroom)
    assert not of_terms(before)
    terms.write_text(TERMS, encoding="utf-8")

    with world.newsroom(terms=terms) as newsroom:
        [looked] = recheck(newsroom, RecheckOrder(EN, dry_run=True))
        assert not of_terms(english(newsroom))
        [told] = recheck(newsroom, RecheckOrder(EN))
        after = english(newsroom)
        [again] = recheck(newsroom, RecheckOrder(EN))

    assert looked.segments == told.segments > 0
    assert (told.translations, again.segments) == (1, 0)
    assert of_terms(after)
    assert {id_: each.text for id_, each in after.targets.items()} == {
        id_: each.text for id_, each in before.targets.items()
    }


def test_what_an_editor_has_approved_is_not_looked_at_again(world: World, terms: Path) -> None:
    world.portal.put("/pm/1", "Musterstadt eröffnet ein Zentrum")
    with world.newsroom(terms=terms) as newsroom:
        collect(newsroom)
        translate(newsroom)
        translation = english(newsroom)
        for id_, target in translation.targets.items():
            approve(newsroom, translation.id, id_, target.text, "Li Na", State.REVIEWED, target.revision)
        terms.write_text(TERMS, encoding="utf-8")

        [report] = recheck(newsroom, RecheckOrder(EN))

    assert report.translations == 0


def test_only_what_a_check_doubts_is_translated_again(world: World) -> None:
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    world.portal.put("/pm/2", "Alte Brücke", body="<p>Die alte Brücke am Fluss bleibt noch lange bestehen.</p>" * 3)
    with world.newsroom() as newsroom:
        collect(newsroom)
        translate(newsroom)
        doubted = {
            release.id
            for release in newsroom.store.releases.search()
            if (found := newsroom.store.translations.get(release.version_id, Language.EN))
            and any(target.doubtful for target in found.targets.values())
        }
        [report] = translate(newsroom, TranslateOrder(EN, again=True, flagged=True))
        [everything] = translate(newsroom, TranslateOrder(EN, again=True))

    assert report.translations == len(doubted)
    assert everything.translations == 2
