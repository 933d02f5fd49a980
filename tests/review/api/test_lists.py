"""A portal's script asks what is new since yesterday, page by page, while new things arrive."""

from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest

from model.people import Duty
from tests.review.api.conftest import FIGURE, Portal, Program


def walk(program: Program, path: str, meanwhile: Any = None, **asked: Any) -> list[Any]:
    """Follow a list to its end; `meanwhile` is done after each part."""
    found = []
    following: str | None = str(program.build_request("GET", path, params=asked).url)
    while following:
        answer = program.get(urljoin("http://testserver", following))
        assert answer.status_code == 200, answer.text
        part = answer.json()
        assert answer.links.get("next", {}).get("url") == part["next"]
        found += part["items"]
        if meanwhile:
            meanwhile()
        following = part["next"]
    return found


def test_nothing_is_lost_or_doubled_while_new_releases_arrive(portal: Portal) -> None:
    program, arriving = portal.program(), iter(range(4))

    def arrive() -> None:
        if (number := next(arriving, None)) is not None:
            portal.collect(f"Neu {number}")

    found = walk(program, "releases", arrive, limit=1)
    assert [each["title"] for each in found] == [
        "ISA-Städte beraten",
        "Kleine Meldung",
        *(f"Neu {n}" for n in range(4)),
    ]


def test_the_newest_first_is_not_confused_by_what_arrives(portal: Portal) -> None:
    portal.collect("Dritte")
    found = walk(
        portal.program(), "releases", lambda: portal.collect(f"Neu {len(titles(portal))}"), limit=1, order="newest"
    )
    assert [each["title"] for each in found] == ["Dritte", "Kleine Meldung", "ISA-Städte beraten"]


def titles(portal: Portal) -> list[str]:
    return [each.key for each in portal.room.store.releases.search()]


def test_a_script_goes_on_tomorrow_where_it_stopped_today(portal: Portal) -> None:
    program = portal.program()
    last = program.read("translations", language="zh-Hans")
    assert (len(last["items"]), last["next"]) == (2, None)
    assert program.read("translations", language="zh-Hans", after=last["cursor"]) == {
        "items": [],
        "next": None,
        "cursor": last["cursor"],
    }
    portal.collect("Neu")
    portal.translate()
    new = program.read("translations", language="zh-Hans", after=last["cursor"])
    assert [each["german"] for each in new["items"]] == ["Neu"]


def test_what_is_new_changed_or_withdrawn_since_yesterday(portal: Portal) -> None:
    program, store = portal.program(), portal.room.store
    old = store.releases.find("musterstadt", ["ISA-Städte beraten"])
    gone = store.releases.find("kleinstadt", ["Kleine Meldung"])
    assert old is not None
    assert gone is not None
    portal.desk.wait(days=1)
    yesterday = portal.desk.time - timedelta(hours=1)
    assert program.read("releases", since=yesterday.isoformat())["items"] == []
    portal.collect("Neu")
    portal.change(old, "ISA-Städte beraten wieder", FIGURE)
    store.releases.withdraw(gone.id, portal.desk.time)
    found = walk(program, "releases", since=yesterday.isoformat(), limit=1)
    assert [(each["title"], each["number"], bool(each["withdrawn_at"])) for each in found] == [
        ("ISA-Städte beraten wieder", 2, False),
        ("Kleine Meldung", 1, True),
        ("Neu", 1, False),
    ]
    assert {each["changed_at"] for each in found} == {"2026-11-23T12:00:00Z"}
    assert [each["title"] for each in walk(program, "releases", state="withdrawn")] == ["Kleine Meldung"]
    assert len(walk(program, "releases", state="current", source="musterstadt")) == 2


def test_a_release_is_read_with_its_german_and_its_versions(portal: Portal) -> None:
    program = portal.program()
    release = program.read("releases")["items"][0]
    assert {(each["language"], each["state"]) for each in release["translations"]} == {
        ("en", "translated"),
        ("zh-Hans", "translated"),
    }
    whole = program.read(f"releases/{release['id']}")
    assert [(each["position"], each["kind"], each["text"][:6]) for each in whole["version"]["blocks"]] == [
        (0, "title", "ISA-St"),
        (1, "paragraph", "Vertre"),
        (2, "paragraph", "Mehr a"),
    ]
    [link] = whole["version"]["blocks"][2]["marks"]
    assert (link["kind"], link["href"]) == ("a", "https://isa.example/")
    known = portal.room.store.releases.get(release["id"])
    assert known is not None
    portal.change(known, "Anders", "Ganz anders.")
    assert program.read(f"releases/{release['id']}")["version"]["title"] == "Anders"
    assert program.read(f"releases/{release['id']}", version=1)["version"]["title"] == "ISA-Städte beraten"
    assert program.read(f"releases/{release['id']}")["versions"] == [2, 1]
    assert program.get(f"releases/{release['id']}?version=3").status_code == 404
    assert program.get("releases/99").status_code == 404


def test_translations_are_found_by_language_state_source_and_risk(portal: Portal) -> None:
    program = portal.program()
    spoilt = portal.chinese(program)
    portal.spoil(spoilt)
    program.act("POST", f"translations/{portal.chinese(program, 'Kleine Meldung')}/approve")

    def found(**asked: Any) -> list[tuple[str, str]]:
        return [(each["german"].split()[0], each["language"]) for each in walk(program, "translations", **asked)]

    assert len(found()) == 4
    assert found(state="reviewed") == [("Kleine", "zh-Hans")]
    assert found(source="kleinstadt") == [("Kleine", "en"), ("Kleine", "zh-Hans")]
    assert found(min_risk=0.5, language="zh-Hans") == [("ISA-Städte", "zh-Hans")]
    assert found(release=1, language="en") == [("ISA-Städte", "en")]
    listed = next(each for each in walk(program, "translations") if each["id"] == spoilt)
    assert (listed["segments"], listed["waiting"], listed["newest"]) == (3, 3, True)
    assert 0 < listed["doubtful"] < 3
    portal.desk.wait(hours=1)
    assert found(since=portal.desk.time.isoformat()) == []
    program.act("POST", f"translations/{spoilt}/hold", reason="Sperrfrist")
    assert found(since=portal.desk.time.isoformat()) == [("ISA-Städte", "zh-Hans")]


def test_earlier_versions_are_there_for_who_asks(portal: Portal) -> None:
    program = portal.program()
    release = portal.room.store.releases.get(1)
    assert release is not None
    portal.change(release, "Neuer Titel", "Neuer Satz.")
    portal.translate()
    assert len(walk(program, "translations", release=1)) == 2
    every = walk(program, "translations", release=1, earlier=True)
    assert sorted((each["version"], each["newest"]) for each in every) == [(1, False), (1, False), (2, True), (2, True)]


def test_findings_are_read_across_translations(portal: Portal) -> None:
    program = portal.program()
    spoilt = portal.chinese(program)
    portal.spoil(spoilt)
    every = walk(program, "findings", check="numbers", translation=spoilt, language="zh-Hans", limit=1)
    [found] = [each for each in every if "48" in each["message"]]
    assert found in walk(program, "findings", source="musterstadt")
    segment = program.read(f"translations/{spoilt}/segments/{found['segment_id']}")
    assert found["check"] in {each["check"] for each in segment["findings"]}
    assert walk(program, "findings", check="numbers", source="kleinstadt") == []
    assert {each["severity"] for each in walk(program, "findings", severity=found["severity"])} == {found["severity"]}


def test_terms_are_found_in_any_language_and_inflected(portal: Portal) -> None:
    program = portal.program()
    every = walk(program, "terms", limit=200)
    assert len(every) == len(portal.room.terms)
    backwards = walk(program, "terms", limit=200, order="newest")
    assert backwards == every[::-1]
    [term] = walk(program, "terms", text="Die Oberbürgermeisterinnen der Städte", language="zh-Hans", limit=1)[:1]
    assert term["language"] == "zh-Hans"
    assert term in walk(program, "terms", text=term["preferred"])
    assert walk(program, "terms", text="Donaudampfschifffahrtsgesellschaft") == []


def test_the_memory_is_searched_and_added_to(portal: Portal) -> None:
    program = portal.program(name="agency")
    pair = {"source": "Der Rat tagt am Montag.", "target": "市议会星期一开会。", "language": "zh-Hans"}
    kept = program.act("POST", "memory", **pair)
    assert (kept["reviewer"], kept["state"]) == ("token agency", "reviewed")
    program.act("POST", "memory", source="Die Stadt baut.", target="The city builds.", language="en")
    assert [each["source"] for each in walk(program, "memory", limit=1)] == [
        "Der Rat tagt am Montag.",
        "Die Stadt baut.",
    ]
    assert walk(program, "memory", text="市议会") == [kept]
    assert walk(program, "memory", text="100%") == []
    [offer] = program.read("memory/offers", source="Der Rat tagt am Dienstag.", language="zh-Hans")
    assert (offer["unit"], offer["likeness"] < 1) == (kept, True)
    change = portal.room.store.history.latest(2)[1][1]
    assert (change.by, change.subject, change.after) == ("token agency", pair["source"], pair["target"])


def test_what_is_known_is_not_sent_again(portal: Portal) -> None:
    program = portal.program()
    first = program.get("translations")
    assert (first.headers["cache-control"], first.headers["vary"]) == ("private, no-cache", "Authorization")
    known = {"If-None-Match": first.headers["etag"]}
    again = program.get("translations", headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    program.act("POST", f"translations/{portal.chinese(program)}/approve")
    assert program.get("translations", headers=known).status_code == 200
    assert program.get("translations/99", headers={"If-None-Match": "*"}).status_code == 404


def test_administrators_read_the_history_page_by_page(portal: Portal) -> None:
    portal.program(Duty.EDITOR, "one").act("POST", "translations/1/approve")
    administrator = portal.program(Duty.ADMINISTRATOR)
    every = walk(administrator, "history", limit=2)
    assert [each["id"] for each in every] == sorted((each["id"] for each in every), reverse=True)
    approved = walk(administrator, "history", by="token one", limit=2)
    assert {(each["by"], each["deed"], each["translation_id"]) for each in approved} == {("token one", "approve", 1)}
    assert walk(administrator, "history", translation=2) == []


@pytest.mark.parametrize("path", ["releases", "translations", "findings", "terms", "memory"])
def test_a_list_holds_no_more_than_is_asked_for(portal: Portal, path: str) -> None:
    program = portal.program()
    assert len(program.read(path, limit=1)["items"]) <= 1
    for wrong in ({"limit": 0}, {"limit": 201}, {"after": "-1"}, {"after": "x"}, {"order": "random"}):
        answer = program.get(path, params=wrong)
        assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, f"query.{next(iter(wrong))}")
