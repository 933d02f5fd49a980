"""A feed went out wrong: the operator puts the last good one back, and no schedule undoes that."""

from typer.testing import CliRunner

from newsbridge.commands import app
from pipeline.collect import collect
from pipeline.publish import publish
from pipeline.rollback import release, roll_back, states

FILES = ("de.xml", "de.atom", "de.json")


def files(world) -> list[bytes]:
    return [(world.home / "public" / "feeds" / name).read_bytes() for name in FILES]


def two_publications(world) -> tuple[list[bytes], list[bytes]]:
    found = []
    for number, title in enumerate(["Neues Zentrum für Wasserstoff", "Ein Irrtum"], start=1):
        world.portal.put(f"/pm/{number}", title)
        with world.newsroom() as newsroom:
            collect(newsroom)
            publish(newsroom)
        found.append(files(world))
        world.wait(hours=1)
    return found[0], found[1]


def test_a_feed_goes_back_in_all_formats_and_stays_until_it_is_released(world):
    good, wrong = two_publications(world)
    with world.newsroom() as newsroom:
        assert roll_back(newsroom, "de").number == 1
        assert files(world) == good
        world.portal.put("/pm/3", "Dritte Mitteilung")
        collect(newsroom)
        held, *_ = publish(newsroom)
        assert (files(world), held.written, held.problems) == (good, False, [])
        assert "held at version 1; `newsbridge feeds release de` lets it go on" in held.held[0].reason
        assert len(world.feed("de").entries) == 1

        assert release(newsroom, "de") is True
        publish(newsroom)
    assert len(world.feed("de").entries) == 3
    assert files(world) not in (good, wrong)


def test_a_rollback_that_was_interrupted_is_finished_by_the_next_publication(world):
    good, wrong = two_publications(world)
    with world.newsroom() as newsroom:
        roll_back(newsroom, "de")
        (world.home / "public" / "feeds" / "de.json").write_bytes(wrong[2])
        publish(newsroom)
    assert files(world) == good


def test_a_release_without_news_publishes_the_same_bytes_as_before(world):
    _, wrong = two_publications(world)
    with world.newsroom() as newsroom:
        roll_back(newsroom, "de", to=1)
        release(newsroom, "de")
        publish(newsroom)
        de = next(state for state in states(newsroom) if state.name == "de")
    assert files(world) == wrong
    assert ([version.number for version in de.versions], de.entries, de.held) == ([2, 1], 2, None)


def test_the_commands(world):
    two_publications(world)

    def say(*words: str) -> str:
        return CliRunner().invoke(app, ["--home", str(world.home), "feeds", *words]).output

    assert say("rollback", "de") == "de: version 1 is out again and stays until `newsbridge feeds release de`\n"
    listed = say("list").splitlines()
    assert listed[1].startswith("de")
    assert "2 1" in listed[1]
    assert listed[1].endswith("held at version 1")
    assert "faults: 0" in say("check")
    assert say("release", "de") == "de: released; `newsbridge publish` writes it anew\n"
    assert say("release", "de") == "de: was not held\n"
