"""Readers see that a text changed after it was published, and are not told so when it did not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from model.feed import Publication
from model.languages import Language
from pipeline.collect import collect
from pipeline.decide import decide_publication
from pipeline.publish import publish

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OLD = Publication(1, Language.ZH, "tag:x,2026:y", NOON, NOON, "machine")
LATER = NOON + timedelta(days=1)


def test_an_editor_who_takes_over_is_news_but_no_correction():
    kept = decide_publication(OLD, replace(OLD, content_hash="editor"), LATER, {"machine", "editor"})
    assert (kept.updated, kept.corrected_at) == (LATER, None)


def test_another_text_is_a_correction_and_stays_one_when_an_editor_takes_over():
    changed = decide_publication(OLD, replace(OLD, content_hash="new"), LATER, {"new", "new by editor"})
    assert changed.corrected_at == LATER
    reviewed = replace(OLD, content_hash="new by editor")
    kept = decide_publication(changed, reviewed, LATER + timedelta(days=1), {"new", "new by editor"})
    assert kept.corrected_at == LATER


def test_the_first_publication_is_none():
    assert decide_publication(None, OLD, LATER, {"machine"}).corrected_at is None


def test_a_page_that_was_changed_is_marked_in_the_feed_and_an_unchanged_one_is_not(world):
    for number in (1, 2):
        world.portal.put(f"/pm/{number}", f"Mitteilung {number}")
    texts = []
    status, page = world.portal.pages["/pm/1"]
    for text in (page, page.replace("35 Arbeits", "36 Arbeits")):
        world.portal.pages["/pm/1"] = (status, text)
        with world.newsroom() as newsroom:
            collect(newsroom)
            publish(newsroom)
        texts.append({entry.title: entry.content[0].value for entry in world.feed("de").entries})
        world.wait(days=1)
    assert not any("Korrigiert" in text for text in texts[0].values())
    assert "Korrigiert am 23. November 2026." in texts[1]["Mitteilung 1"]
    assert texts[1]["Mitteilung 2"] == texts[0]["Mitteilung 2"]
    before = world.feed_bytes("de")
    with world.newsroom() as newsroom:
        publish(newsroom)
    assert world.feed_bytes("de") == before
