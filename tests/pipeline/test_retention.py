"""What has had its time goes; what an editor has touched, and what readers see, stays."""

import os
from datetime import timedelta

from model.languages import Language
from model.people import Change, Deed
from model.source import Trouble, Visit
from pipeline.collect import collect
from pipeline.publish import publish
from pipeline.retention import sweep
from pipeline.translate import translate


def versions(newsroom) -> list[int]:
    [release] = newsroom.store.releases.search()
    return [
        newsroom.store.releases.version(number).number for number in newsroom.store.releases.version_ids(release.id)
    ]


def changed_often(world, newsroom, times: int = 5) -> None:
    for number in range(times):
        world.portal.put("/pm/1", f"Neues Zentrum für Wasserstoff, Stand {number}")
        collect(newsroom)
        translate(newsroom)
        world.wait(hours=1)


def test_versions_that_nobody_has_worked_on_go_and_the_feeds_stay_as_they_are(world):
    with world.newsroom(keep_versions=2) as newsroom:
        changed_often(world, newsroom)
        publish(newsroom)
        before = world.feed_bytes("zh")

        assert sweep(newsroom, dry_run=True).versions == 3
        assert versions(newsroom) == [5, 4, 3, 2, 1]
        assert sweep(newsroom).versions == 3
        assert versions(newsroom) == [5, 4]
        assert sweep(newsroom).versions == 0

        publish(newsroom)
        assert world.feed_bytes("zh") == before
        changed_often(world, newsroom, 2)
        assert versions(newsroom) == [7, 6, 5, 4], "numbers are never given twice"


def test_what_an_editor_has_touched_stays_with_its_history(world):
    with world.newsroom(keep_versions=1) as newsroom:
        changed_often(world, newsroom)
        [release] = newsroom.store.releases.search()
        *_, second, first = newsroom.store.releases.version_ids(release.id)
        touched = newsroom.store.translations.get(first, Language.ZH)
        newsroom.store.history.record(Change(world.time, "li", Deed.HOLD, touched.id, reason="bis morgen"))
        edited = newsroom.store.translations.get(second, Language.EN)
        segment, target = next(iter(edited.targets.items()))
        newsroom.store.translations.edit(edited.id, segment, target.machine, "li", world.time)

        assert sweep(newsroom).versions == 2
        assert versions(newsroom) == [5, 2, 1]
        assert [change.deed for _, change in newsroom.store.history.latest(9, translation_id=touched.id)] == [Deed.HOLD]


def test_what_readers_see_while_a_change_waits_to_be_translated_stays(world):
    with world.newsroom(keep_versions=1) as newsroom:
        changed_often(world, newsroom, 1)
        for number in range(3):
            world.portal.put("/pm/1", f"Eine Änderung, Nummer {number}")
            collect(newsroom)
        publish(newsroom)
        before = world.feed_bytes("zh")

        assert sweep(newsroom).versions == 2
        assert versions(newsroom) == [4, 1]
        publish(newsroom)
        assert world.feed_bytes("zh") == before


def test_old_visits_attempts_and_broken_pages_go(world):
    with world.newsroom() as newsroom:
        fields = {"seconds": 1.0, "found": 1, "new": 0, "changed": 0, "failed": 0, "length": 1, "status": None}
        fields |= {"error": "", "trouble": Trouble.NONE}
        for days in (401, 399):
            at = world.time - timedelta(days=days)
            newsroom.store.visits.add(Visit(source="weg", at=at, **fields), world.time - timedelta(days=999))
        newsroom.store.people.fail(["li", "127.0.0.1"], world.time - timedelta(days=2))
        broken = world.home / "var" / "broken"
        broken.mkdir(parents=True)
        for name, days in (("alt", 91), ("neu", 1)):
            (broken / f"{name}.html").write_text("?")
            age = (broken / f"{name}.html").stat().st_mtime - days * 86400
            os.utime(broken / f"{name}.html", (age, age))

        would = sweep(newsroom, dry_run=True)
        swept = sweep(newsroom)

        assert would == swept
        assert (swept.rows["visits"], swept.rows["attempts"]) == (1, 2)
        assert [path.name for path in broken.iterdir()] == ["neu.html"]
        assert len(newsroom.store.visits.latest("weg", 9)) == 1
