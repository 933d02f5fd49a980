"""Partners want different feeds of the same releases, and some of them feeds of their own."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from feeds.checking import check_folder
from model.errors import BadConfiguration, PublishError
from model.feed import SUBSCRIBERS_TOKEN
from model.languages import Language
from newsbridge.commands import app
from pipeline.approving import approve
from pipeline.collect import CollectOrder, collect
from pipeline.previewing import preview
from pipeline.publish import PublishOrder, profiles_of, publish, publish_feed
from pipeline.rollback import roll_back
from pipeline.site import publish_all
from pipeline.subscribing import addresses_of, revoke, subscribe
from pipeline.translate import translate
from tests.pipeline.conftest import BODY

TOP = """authority = "isa-portal.de"
since = "2026"
pages_url = "https://news.example/"
[topics]
wasserstoff = ["Wasserstoff"]
"""
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256))
Configure = Callable[..., None]


def feed(name: str, language: str = "de", **keys: object) -> str:
    url = f"https://news.example/feeds/{name}.xml"
    told = {"name": name, "language": language, "title": "t", "description": "d", "site": "https://a.example/"}
    lines = [
        f"{key} = {'true' if value is True else repr(value)}" for key, value in {**told, "url": url, **keys}.items()
    ]
    return "\n".join(["[[feed]]", *lines, ""])


@pytest.fixture
def configure(world) -> Configure:
    def write(*feeds: str) -> None:
        (world.home / "config" / "feeds.toml").write_text(TOP + "".join(feeds), encoding="utf-8")

    return write


def work(world, *, translated: bool = False) -> dict[str, object]:
    """Collect, translate where it is wanted, publish; return the reports by feed."""
    with world.newsroom() as newsroom:
        collect(newsroom)
        if translated:
            translate(newsroom)
        reports = publish_all(newsroom, PublishOrder())
    assert [problem for report in reports for problem in report.problems] == []
    return {report.feed: report for report in reports}


def titles(world, name: str) -> list[str]:
    return [entry.title for entry in world.feed(name).entries]


def test_a_topic_has_its_own_feed(world, configure):
    configure(feed("alle"), feed("h2", topics=["wasserstoff"]), feed("rest", exclude=["Wasserstoff"]))
    world.portal.put("/pm/1", "Ein Zentrum für Grünwasserstoff", body="<p>Es entsteht im Hafen der Stadt.</p>" * 9)
    world.portal.put("/pm/2", "Neue Buslinie", body="<p>Sie fährt ab Montag durch die ganze Stadt.</p>" * 9)
    reports = work(world)
    assert titles(world, "h2") == ["Ein Zentrum für Grünwasserstoff"]
    assert titles(world, "rest") == ["Neue Buslinie"]
    assert len(titles(world, "alle")) == 2
    assert (reports["h2"].elsewhere, reports["h2"].held) == (1, [])


def test_a_release_waits_and_a_correction_in_the_meantime_is_what_goes_out(world, configure):
    configure(feed("de", delay=60))
    world.portal.put("/pm/1", "Neues Zentrum")
    assert "waits until 2026-11-22 14:00" in work(world)["de"].held[0].reason
    assert titles(world, "de") == []
    world.portal.put("/pm/1", "Neues Zentrum im Hafen")
    world.wait(minutes=59)
    work(world)
    assert titles(world, "de") == []
    world.wait(minutes=1)
    work(world)
    (entry,) = world.feed("de").entries
    assert (entry.title, "updated" in entry) == ("Neues Zentrum im Hafen", False)


def test_what_waited_over_the_end_of_a_month_comes_into_its_archive(world, configure):
    configure(feed("de", embargo=48))
    world.time = world.time.replace(month=9, day=30, hour=10)
    world.portal.put("/pm/1", "Neues Zentrum", date="30.09.2026")
    work(world)
    world.wait(days=1)
    work(world)
    assert not (world.home / "public" / "feeds" / "de-2026-09.xml").exists()
    world.wait(days=1)
    work(world)
    assert titles(world, "de-2026-09") == ["Neues Zentrum"]


def test_the_headline_goes_out_at_once_and_the_text_after_review_as_no_correction(world, configure):
    configure(feed("en", "en", gate="headline"))
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world, translated=True)
    (before,) = world.feed("en").entries
    assert "The text follows once an editor has reviewed it." in before.content[0].value
    assert "2.5" not in before.content[0].value
    world.wait(hours=2)
    with world.newsroom() as newsroom:
        [release] = newsroom.store.publications.newest(Language.EN, None, 9)
        translation = newsroom.store.translations.get(release.version_id, Language.EN)
        for segment in translation.targets:
            approve(newsroom, translation.id, segment, "An editor's sentence.", "li")
        report = publish(newsroom)[0]
    (after,) = world.feed("en").entries
    assert (after.id, report.held) == (before.id, [])
    assert after.content[0].value.count("An editor's sentence.") > 3
    assert "reviewed by an editor" in after.content[0].value
    assert after.updated_parsed > after.published_parsed
    assert "Corrected" not in after.content[0].value


def test_a_feed_with_headlines_changes_nothing_for_one_with_machine_text(world, configure):
    configure(feed("fast", "en", gate="headline"), feed("en", "en"))
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world, translated=True)
    first = [world.feed_bytes(name) for name in ("fast", "en")]
    world.wait(hours=2)
    work(world, translated=True)
    assert [world.feed_bytes(name) for name in ("fast", "en")] == first
    (entry,) = world.feed("en").entries
    assert "updated" not in entry
    assert titles(world, "fast") == titles(world, "en")


def test_entries_name_their_pages_in_the_other_languages_from_the_first_run_on(world, configure):
    configure(feed("de", pages=True), feed("en", "en", pages=True), feed("h2", "en", topics=["wasserstoff"]))
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world, translated=True)
    first = [world.feed_bytes(name) for name in ("de", "en", "h2")]
    work(world, translated=True)
    assert [world.feed_bytes(name) for name in ("de", "en", "h2")] == first
    (entry,) = world.feed("de").entries
    (other,) = [link.href for link in entry.links if link.get("hreflang") == "en"]
    page = world.home / "public" / other.removeprefix("https://news.example/")
    assert page.is_file()
    assert entry.link.startswith("https://news.example/de/")
    whole = world.feed("de").feed.links
    assert [link.href for link in whole if link.get("hreflang")] == ["https://news.example/feeds/en.xml"]


def illustrated(world, configure, body: bytes | str) -> list[str]:
    configure(feed("de", images="copy", pages=True))
    figure = (
        '<figure><img src="/bild.jpg" alt="" width="600" height="400"><figcaption>Die neue Halle</figcaption></figure>'
    )
    world.portal.put("/pm/1", "Neues Zentrum", body=figure + BODY)
    with world.newsroom() as newsroom:
        collect(newsroom)
        world.portal.pages["/bild.jpg"] = (200, body)
        publish_all(newsroom, PublishOrder())
        return [failure.reason for failure in newsroom.store.failures.all()]


def test_pictures_are_copied_beside_the_pages(world, configure):
    assert illustrated(world, configure, PICTURE) == []
    (copy,) = (world.home / "public" / "images").iterdir()
    assert (copy.suffix, copy.read_bytes()) == (".jpg", PICTURE)
    (entry,) = world.feed("de").entries
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.length) == (f"https://news.example/images/{copy.name}", str(len(PICTURE)))
    assert f"https://news.example/images/{copy.name}" in entry.content[0].value
    asked = len(world.portal.answers)
    with world.newsroom() as newsroom:
        publish_all(newsroom, PublishOrder())
    assert len(world.portal.answers) == asked


def test_what_is_no_picture_is_left_out_recorded_and_tried_again_the_next_day(world, configure):
    (reason,) = illustrated(world, configure, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    assert "no picture of a known kind" in reason
    (entry,) = world.feed("de").entries
    assert entry.enclosures == []
    assert "Die neue Halle" not in entry.content[0].value
    world.portal.pages["/bild.jpg"] = (200, PICTURE)
    for hours, copies in ((1, 0), (24, 1)):
        world.wait(hours=hours)
        with world.newsroom() as newsroom:
            publish(newsroom)
        folder = world.home / "public" / "images"
        assert len(list(folder.iterdir()) if folder.is_dir() else []) == copies


def test_the_copy_goes_when_the_release_is_withdrawn(world, configure):
    illustrated(world, configure, PICTURE)
    del world.portal.pages["/bild.jpg"]
    world.portal.answer("/pm/1", 410)
    world.wait(days=2)
    with world.newsroom() as newsroom:
        collect(newsroom, CollectOrder())
        publish_all(newsroom, PublishOrder())
    assert titles(world, "de") == ["Zurückgezogen: Neues Zentrum"]
    assert list((world.home / "public" / "images").iterdir()) == []


def public(world) -> list[Path]:
    """All published files but their compressed copies."""
    files = (path for path in (world.home / "public").rglob("*") if path.is_file())
    return sorted(path for path in files if path.suffix not in {".gz", ".br"})


def test_a_closed_feed_lies_under_the_addresses_of_its_subscribers_alone(world, configure):
    configure(feed("de"), feed("partner", access="token"))
    world.portal.put("/pm/1", "Neues Zentrum", date="20.10.2026")
    work(world)
    assert not [path for path in public(world) if "partner" in path.name]
    with world.newsroom() as newsroom:
        [profile] = profiles_of(newsroom, PublishOrder(["partner"]))
        subscriptions = [subscribe(newsroom, profile, name) for name in ("Foshan", "Berlin")]
        publish_feed(newsroom, profile)
    for subscription in subscriptions:
        own = world.home / "public" / "feeds" / subscription.token
        address = f"https://news.example/feeds/{subscription.token}/partner.xml"
        assert addresses_of(profile, subscription)[0] == address
        assert f'href="{address}" rel="self"' in (own / "partner.xml").read_text(encoding="utf-8")
        assert (own / "partner-2026-10.atom").is_file()
        assert check_folder(own)[1] == []
        others = [each.token for each in subscriptions if each is not subscription]
        for path in own.glob("partner*[!rz]"):
            assert not any(token in path.read_text(encoding="utf-8") for token in [*others, SUBSCRIBERS_TOKEN])
    for path in public(world):
        if path.parent.name not in {each.token for each in subscriptions}:
            assert "partner" not in path.read_text(encoding="utf-8")


def test_a_revoked_address_is_gone_at_once_and_stays_gone(world, configure):
    configure(feed("partner", access="token"))
    world.portal.put("/pm/1", "Neues Zentrum")
    work(world)
    with world.newsroom() as newsroom:
        [profile] = newsroom.profiles
        foshan, berlin = (subscribe(newsroom, profile, name) for name in ("Foshan", "Berlin"))
        publish_feed(newsroom, profile)
        with pytest.raises(PublishError, match="Foshan has an address already"):
            subscribe(newsroom, profile, " Foshan ")
        revoke(newsroom, "partner", "Foshan")
        folder = world.home / "public" / "feeds"
        assert [path.name for path in folder.iterdir()] == [berlin.token]
        publish_feed(newsroom, profile)
        assert [path.name for path in folder.iterdir()] == [berlin.token]
        with pytest.raises(PublishError, match="Foshan does not read it; subscribers are: Berlin"):
            revoke(newsroom, "partner", "Foshan")
        assert subscribe(newsroom, profile, "Foshan").token != foshan.token


def test_a_feed_that_is_closed_leaves_nothing_in_public(world, configure):
    configure(feed("de"), feed("partner", pages=True))
    world.portal.put("/pm/1", "Neues Zentrum", date="20.10.2026")
    work(world)
    assert [path for path in public(world) if "partner" in str(path.relative_to(world.home))]
    configure(feed("de"), feed("partner", access="token"))
    work(world)
    assert not [path for path in public(world) if "partner" in str(path.relative_to(world.home))]


def test_a_closed_feed_is_rolled_back_in_every_copy(world, configure):
    configure(feed("partner", access="token"))
    world.portal.put("/pm/1", "Neues Zentrum")
    with world.newsroom() as newsroom:
        [profile] = newsroom.profiles
        token = subscribe(newsroom, profile, "Foshan").token
    work(world)
    own = world.home / "public" / "feeds" / token / "partner.xml"
    good = own.read_bytes()
    world.portal.put("/pm/2", "Ein Irrtum")
    world.wait(hours=1)
    work(world)
    assert own.read_bytes() != good
    with world.newsroom() as newsroom:
        roll_back(newsroom, "partner")
    assert own.read_bytes() == good


def test_an_open_feed_has_no_subscribers(world, configure):
    configure(feed("de"))
    with world.newsroom() as newsroom, pytest.raises(BadConfiguration, match=r"feed de: the feed is open to all at "):
        subscribe(newsroom, newsroom.profiles[0], "Foshan")


def test_the_commands(world, configure):
    configure(feed("de", delay=60), feed("partner", access="token"))
    world.portal.put("/pm/1", "Neues Zentrum")

    def say(*words: str) -> str:
        result = CliRunner().invoke(app, ["--home", str(world.home), "feeds", *words])
        assert result.exit_code == 0, result.output
        return result.output

    with world.newsroom() as newsroom:
        collect(newsroom)
    addresses = say("subscribe", "partner", "Foshan Daily").splitlines()
    assert [address.rsplit(".", 1)[1] for address in addresses] == ["xml", "atom", "json"]
    assert (world.home / "public" / addresses[0].removeprefix("https://news.example/")).is_file()
    shown = say("subscribers", "partner")
    assert "Foshan Daily" in shown
    assert addresses[0] in shown
    assert "Neues Zentrum" in say("preview", "partner")
    assert "0 files" not in say("check")
    assert say("revoke", "partner", "Foshan Daily") == "partner: Foshan Daily reads it no longer\n"
    assert addresses[0] not in say("subscribers", "partner")


def test_the_embargo_of_a_release_ends_without_any_change(world, configure):
    configure(feed("de", embargo=24))
    world.portal.put("/pm/1", "Neues Zentrum", date="22.11.2026")
    assert len(work(world)["de"].held) == 1
    world.time += timedelta(hours=24)
    assert work(world)["de"].held == []
    assert titles(world, "de") == ["Neues Zentrum"]


def test_the_desk_shows_pictures_at_their_publisher_before_they_are_copied(world, configure):
    configure(feed("zh", "zh", images="copy", pages=True))
    address = world.portal.server.url_for("/bild.jpg")
    figure = f'<figure><img src="{address}" width="600" height="400"><figcaption>Die neue Halle</figcaption></figure>'
    world.portal.put("/pm/1", "Neues Zentrum", body=figure + BODY)
    with world.newsroom() as newsroom:
        collect(newsroom)
        translate(newsroom)
        (release,) = newsroom.store.publications.newest(Language.ZH, None, 10)
        translation = newsroom.store.translations.get(release.version_id, Language.ZH)
        assert translation is not None
        assert f'<img src="{address}"' in preview(newsroom, translation).content
