"""Somebody asks to be forgotten: nothing that this newsroom keeps or publishes names them, and nothing else is lost."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model.erasure import Sought, keys_of
from model.errors import BadConfiguration
from model.languages import Language
from model.people import Change, Comment, Deed
from model.richtext import RichText
from model.terms import TranslationUnit
from newsbridge.commands import app
from newsbridge.language import speaks_german
from pipeline.backup import back_up
from pipeline.backup_restoring import restore
from pipeline.collect import collect
from pipeline.erasing import Request, erase
from pipeline.erasing_files import files_with
from pipeline.publish import PublishOrder
from pipeline.rollback import roll_back, states
from pipeline.settings import Settings
from pipeline.site import publish_all
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from store.dump import snapshot
from tests.pipeline.conftest import Portal, World, furnished
from tests.store.conftest import empty_schema, postgres

__all__ = ["postgres"]

NAME = "Sabine Hoffmann"
REQUEST = Request(NAME, "Antrag von Sabine Hoffmann vom 20.11.2026", ("+49 (30) 25 79 72 – 24",))
BODY = (
    "<p>Die Stadt Musterstadt eröffnet am 3. Juni 2026 gemeinsam mit ihren chinesischen Partnern ein neues Zentrum"
    " für Wasserstofftechnik im Gewerbegebiet Nord.</p>"
    "<p>Das Vorhaben kostet 2,5 Mio. Euro. Oberbürgermeisterin <strong>Sabine</strong> Hoffmann dankte allen. Frau"
    " Hoffmann sprach von einem guten Tag; Hoffmanns Rede steht im Netz, die Hoffmannstraße wird gesperrt.</p>"
    "<h3>Pressekontakt</h3>"
    '<p>Sabine Hoffmann, Telefon 030 257972-24, <a href="mailto:s.hoffmann@musterstadt.example">E-Mail</a>:'
    " s.hoffmann@musterstadt.example, Pressestelle: presse@musterstadt.example</p>"
)
ROOT = Path(__file__).parents[2]
SOUGHT = Sought(keys_of(NAME).__contains__)
WORDS = re.compile(r"sabine|hoffmann(?!stra)|257972|霍夫曼", re.IGNORECASE)
"""What may be nowhere; the street has its name from somebody else."""


def work(newsroom) -> None:
    collect(newsroom)
    translate(newsroom)
    publish_all(newsroom, PublishOrder())


@pytest.fixture(scope="module")
def made(make_httpserver, tmp_path_factory):
    """A newsroom in which the person stands in every kind of place."""
    make_httpserver.clear()
    world = furnished(tmp_path_factory.mktemp("spoken"), make_httpserver)
    fill(world)
    make_httpserver.clear()
    return world


@pytest.fixture
def spoken_of(made, tmp_path, httpserver):
    """A copy of it at the same address, which a test may spoil."""
    shutil.copytree(made.home, tmp_path, dirs_exist_ok=True)
    return World(tmp_path, Portal(httpserver, dict(made.portal.pages)), made.time)


def fill(world) -> None:
    terms = world.newsroom().settings.terms_path.read_text(encoding="utf-8").splitlines()
    header = next(line for line in terms if not line.startswith("#")).split("\t")
    person = {"de": NAME, "en": NAME, "zh": "萨比娜·霍夫曼", "kind": "person"}
    terms.append("\t".join(person.get(column, "") for column in header))
    (world.home / "config" / "terms.tsv").write_text("\n".join(terms) + "\n", encoding="utf-8")
    world.portal.put("/pm/1", "Hoffmann: Neues Zentrum für Wasserstoff", body=BODY)
    world.portal.put("/pm/2", "Die Hoffmann AG baut an", body="<p>" + "Die Hoffmann AG baut in Kassel ein Werk. " * 8)
    with world.newsroom(terms=world.home / "config" / "terms.tsv") as newsroom:
        work(newsroom)
        world.wait(hours=1)
        world.portal.put("/pm/1", "Hoffmann: Neues Zentrum für Wasserstoff im Norden", body=BODY)
        work(newsroom)
        release = newsroom.store.releases.find("musterstadt", [find_key(newsroom, "/pm/1")])
        translation = newsroom.store.translations.get(release.version_id, Language.ZH)
        segment = next(iter(translation.targets))
        store = newsroom.store
        store.translations.edit(
            translation.id, segment, RichText("萨比娜·霍夫曼（Sabine Hoffmann）说"), "li", world.time
        )
        store.history.record(Change(world.time, "li", Deed.HOLD, translation.id, reason="Frau Hoffmann fragen"))
        store.history.comment(Comment(0, translation.id, None, world.time, "", "Sabine Hoffmann 是谁？"))
        said = {"target": RichText("萨比娜·霍夫曼致谢。"), "reviewer": "li", "reviewed_at": world.time}
        unit = TranslationUnit(source="Sabine Hoffmann dankte.", language=Language.ZH, **said)
        store.memory.add(unit)
        store.failures.record("collect", "x", "»Sabine Hoffmann« hat keinen Titel", world.time)
    broken = world.home / "var" / "broken"
    broken.mkdir()
    (broken / "musterstadt-article.html").write_text("<p>Sabine Hoffmann</p>")
    (world.home / "public" / "zh" / "left.html").write_text(
        '<html lang="zh"><p>Sabine Hoffmann 致谢</p><a href="https://stadt.example/sabine-hoffmann">原文</a></html>'
    )


def find_key(newsroom, end: str) -> str:
    return next(release.key for release in newsroom.store.releases.search() if release.url.endswith(end))


def opened(world):
    return world.newsroom(terms=world.home / "config" / "terms.tsv")


def left(world) -> list[str]:
    """Return where a word of the person's is left, in the bytes of any file."""
    found = []
    for path in (each for each in world.home.rglob("*") if each.is_file()):
        text = path.read_bytes().decode("utf-8", "replace").replace("https://stadt.example/sabine-hoffmann", "")
        text = text.replace("Hoffmann AG", "").replace("hoffmann ag", "")
        found += [f"{path}: {text[max(m.start() - 40, 0) : m.end() + 20]!r}" for m in WORDS.finditer(text)]
    return found


def test_no_byte_of_the_person_is_left_in_the_store_the_feeds_or_anywhere(spoken_of):
    assert len(left(spoken_of)) > 50
    with opened(spoken_of) as newsroom:
        done = erase(newsroom, REQUEST)
        assert done.problems == ()
    assert left(spoken_of) == []
    assert {"german", "translation", "memory", "history", "remark", "failure"} <= {each.kind for each in done.traces}


def test_no_byte_is_left_in_the_rows_of_postgresql(spoken_of, tmp_path, postgres):
    with opened(spoken_of) as newsroom, empty_schema(postgres) as url:
        made = back_up(newsroom, tmp_path / "backup.tar.gz")
        made.path.rename(tmp_path.parent / "backup.tar.gz")  # not among the files that are looked at
        elsewhere = Settings(home=tmp_path / "server", store=url, engine="fake")
        restore(elsewhere, tmp_path.parent / "backup.tar.gz", spoken_of.time)
        with Newsroom(elsewhere) as on_server:
            assert erase(on_server, REQUEST).releases == 1
        with snapshot(url) as store:
            kept = b"".join(line for table in store.tables() for line in store.lines(table)).decode()
    kept = kept.replace("Hoffmann AG", "").replace("hoffmann ag", "")
    assert WORDS.findall(kept) == []


def test_a_dry_run_shows_every_place_and_changes_nothing(spoken_of):
    with opened(spoken_of) as newsroom:
        before = left(spoken_of)
        would = erase(newsroom, REQUEST, dry_run=True)
        assert left(spoken_of) == before
        done = erase(newsroom, REQUEST)
    assert (would.traces, would.files, would.terms) == (done.traces, done.files, done.terms)
    assert would.releases == 1
    assert any("left.html" in str(path) for path in would.files)


def test_entries_come_again_as_updated_and_not_as_corrected_and_others_stay_byte_for_byte(spoken_of):
    others = next(entry for entry in spoken_of.feed("de").entries if "AG" in entry.title)
    with opened(spoken_of) as newsroom:
        release = newsroom.store.releases.find("musterstadt", [find_key(newsroom, "/pm/1")])
        before = newsroom.store.publications.get(release.id, Language.DE)
        spoken_of.wait(hours=1)
        erase(newsroom, REQUEST)
        after = newsroom.store.publications.get(release.id, Language.DE)
    assert (after.guid, after.corrected_at) == (before.guid, before.corrected_at)
    assert after.updated == spoken_of.time > before.updated
    assert next(entry for entry in spoken_of.feed("de").entries if "AG" in entry.title) == others
    [entry] = [entry for entry in spoken_of.feed("de").entries if "Wasserstoff" in entry.title]
    assert entry.title.startswith("[Name entfernt]: Neues Zentrum")
    assert "Oberbürgermeisterin <strong>[Name entfernt]</strong> dankte allen" in entry.content[0].value
    assert "Hoffmannstraße" in entry.content[0].value
    assert "presse@musterstadt.example" in entry.content[0].value


def test_what_the_publisher_still_shows_is_not_taken_in_again(spoken_of):
    with opened(spoken_of) as newsroom:
        erase(newsroom, REQUEST)
        counts = newsroom.store.counts()
        assert [report.changed for report in collect(newsroom)] == [0]
        assert newsroom.store.counts() == counts
        spoken_of.portal.put("/pm/3", "Sabine Hoffmann geht", body=BODY)
        work(newsroom)
        assert newsroom.store.counts()["releases"] == counts["releases"] + 1
    assert left(spoken_of) == []


def test_earlier_publications_that_name_the_person_cannot_be_put_back(spoken_of):
    with opened(spoken_of) as newsroom:
        roll_back(newsroom, "de")
        assert any(state.held for state in states(newsroom))
        erase(newsroom, REQUEST)
        assert not any(state.held for state in states(newsroom))
        assert list(files_with(newsroom, SOUGHT)) == []
        numbers = [version.number for state in states(newsroom) if state.name == "de" for version in state.versions]
    assert numbers == [3]


def test_translations_stay_whole_and_an_editors_work_stays_theirs(spoken_of):
    with opened(spoken_of) as newsroom:
        release = newsroom.store.releases.find("musterstadt", [find_key(newsroom, "/pm/1")])
        before = newsroom.store.translations.get(release.version_id, Language.ZH)
        erase(newsroom, REQUEST)
        after = newsroom.store.translations.get(release.version_id, Language.ZH)
        version = newsroom.store.releases.version(release.version_id)
        [unit] = newsroom.store.memory.exact(["[Name entfernt] dankte."], Language.ZH)
        _, entry = newsroom.store.history.latest(1)[0]
        newest = newsroom.store.releases.get(release.id)
    assert after.targets.keys() == before.targets.keys()
    first = after.targets[min(after.targets)]
    assert (first.edited.text, first.edited_by) == ("[姓名已删除]（[姓名已删除]）说", "li")
    assert unit.target.text == "[姓名已删除]致谢。"
    assert all(segment.source.text.text.strip() for segment in version.segments)
    assert newest.content_hash == version.article.content_hash
    assert (entry.deed, entry.reason) == (Deed.ERASE, "Antrag von […] vom 20.11.2026")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{16}", entry.subject)


def test_numbers_that_may_be_anybodys_are_named_and_left(spoken_of):
    spoken_of.portal.put("/pm/1", "Hoffmann: neu", body=BODY + "<p>Telefax: 030 1234567</p>")
    with opened(spoken_of) as newsroom:
        collect(newsroom)
        done = erase(newsroom, Request(NAME, "Antrag"), dry_run=True)
    assert [number for number in done.phones if number.endswith("1234567")] == ["030 1234567"]


def test_a_contact_block_of_lines_loses_the_person_and_keeps_the_office(world):
    lines = ["Pressekontakt", "Leiterin: Sabine", "Hoffmann", "Musterufer 12", "10115 Berlin", "Telefon: 030 257972-20"]
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff", body=BODY + f"<p>{'<br>'.join(lines)}</p>")
    with world.newsroom(terms=ROOT / "config" / "terms.tsv") as newsroom:
        work(newsroom)
        done = erase(newsroom, Request(NAME, "Antrag"))
        [release] = newsroom.store.releases.search()
        text = newsroom.store.releases.version(release.version_id).article.blocks[-1].text.text
        assert done.problems == ()
        assert text.splitlines() == [*lines[:1], "Leiterin: [Name entfernt]", "[Name entfernt]", *lines[3:]]
        assert [report.changed for report in collect(newsroom)] == [0]


@pytest.mark.parametrize("name", ["Hoffmann", "Dr. Hoffmann", "", "a b c d e f g"])
def test_a_surname_alone_is_refused(world, name):
    with world.newsroom() as newsroom, pytest.raises(BadConfiguration, match="give first name and surname"):
        erase(newsroom, Request(name, "Antrag"))


def test_the_command_shows_places_and_says_what_it_does_not_cover(spoken_of, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    speaks_german.cache_clear()
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    words = ["--home", str(spoken_of.home), "erase", NAME, "--reason", "Antrag", "--dry-run"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "would be erased:" in result.output
    assert (
        "…Oberbürgermeisterin Sabine Hoffmann dankte" in result.output
        or "Sabine Hoffmann dankte allen" in result.output
    )
    assert "Not covered: backups made before" in result.output
