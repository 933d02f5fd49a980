"""What programs do to translations and feeds, as people would."""

from typing import Any

import pytest

from model.people import Deed, Duty
from model.translation import State
from pipeline import reviewing
from pipeline.approving import approve
from tests.review.api.conftest import Portal, Program


def segments(program: Program, translation: int) -> list[Any]:
    return list(program.read(f"translations/{translation}")["segments"])


def doubts(segment: Any) -> set[str]:
    return {each["check"] for each in segment["findings"] if each["severity"] != "note"}


def deeds(portal: Portal, by: str) -> list[Deed]:
    return [change.deed for _, change in portal.room.store.history.latest(50, by=by)]


def test_a_script_approves_all_clean_segments_and_leaves_the_doubtful_one(portal: Portal) -> None:
    program = portal.program(name="nightly")
    translation = portal.chinese(program)
    portal.spoil(translation)
    clean = [each["id"] for each in segments(program, translation) if not doubts(each)]
    answer = program.act("POST", f"translations/{translation}/approve")
    assert answer == {"approved": len(clean), "waiting": 3 - len(clean), "state": "translated"}
    done = [each["id"] for each in segments(program, translation) if each["edited_by"] == "token nightly"]
    assert done == clean != []
    *others, doubtful = sorted(
        (each for each in segments(program, translation) if doubts(each)), key=lambda each: "numbers" in doubts(each)
    )
    for each in others:
        program.act("PATCH", f"translations/{translation}/segments/{each['id']}", revision=each["revision"])
    assert program.act("POST", f"translations/{translation}/approve")["approved"] == 0
    right = "来自48个工业城市的代表于3月26日就250万欧元进行了磋商。"
    kept = program.act(
        "PATCH", f"translations/{translation}/segments/{doubtful['id']}", text=right, revision=doubtful["revision"]
    )
    assert (kept["target"], kept["state"], kept["machine"]) == (right, "reviewed", doubtful["machine"])
    assert program.read(f"translations/{translation}")["state"] == "reviewed"
    feed = (portal.room.settings.output_path / "zh.xml").read_text(encoding="utf-8")
    assert "250万欧元" in feed, "with the last segment the feeds are written"
    assert deeds(portal, "token nightly") == [Deed.APPROVE] * 3


def test_a_script_leaves_to_an_editor_what_they_are_writing(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    program = portal.program()
    translation = portal.chinese(program, "Kleine Meldung")
    before = portal.room.store.translations.with_id(translation)
    taken = next(iter(before.targets))
    approve(portal.room, translation, taken, "市政厅", "Li Na", State.TRANSLATED)
    seen = iter([before])
    read = portal.room.store.translations.with_id
    monkeypatch.setattr(portal.room.store.translations, "with_id", lambda number: next(seen, None) or read(number))
    assert reviewing.approve_clean(portal.room, translation, "token nightly") == 1
    assert read(translation).targets[taken].edited_by == "Li Na"


def test_two_scripts_collide_on_a_segment_and_neither_text_is_lost(portal: Portal) -> None:
    one, other = portal.program(name="one"), portal.program(name="other")
    translation = portal.chinese(one)
    seen = segments(one, translation)[1]
    path = f"translations/{translation}/segments/{seen['id']}"
    one.act("PATCH", path, text="第一个", revision=seen["revision"], state="translated")
    late = other.patch(path, json={"text": "第二个", "revision": seen["revision"]})
    problem = late.json()
    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert problem["type"] == "/api/v1/docs#overtaken"
    assert "token one" in problem["detail"]
    assert (problem["yours"], problem["theirs"]["target"]) == ("第二个", "第一个")
    assert segments(one, translation)[1]["target"] == "第一个"
    merged = other.act("PATCH", path, text="第一个，第二个", revision=problem["theirs"]["revision"])
    assert (merged["edited_by"], merged["state"]) == ("token other", "reviewed")


def test_a_segment_is_opened_again_with_its_text(portal: Portal) -> None:
    program = portal.program()
    translation = portal.chinese(program)
    seen = segments(program, translation)[2]
    path = f"translations/{translation}/segments/{seen['id']}"
    approved = program.act("PATCH", path, revision=seen["revision"])
    assert (approved["state"], approved["target"]) == ("reviewed", seen["machine"])
    assert [each["kind"] for each in approved["marks"]] == [each["kind"] for each in seen["marks"]]
    opened = program.act("PATCH", path, revision=approved["revision"], state="translated")
    assert (opened["state"], opened["target"]) == ("translated", seen["machine"])


def test_a_reviewed_translation_goes_back_to_review(portal: Portal) -> None:
    program = portal.program()
    translation = portal.chinese(program, "Kleine Meldung")
    assert program.act("POST", f"translations/{translation}/approve")["state"] == "reviewed"
    assert program.act("POST", f"translations/{translation}/reopen") == {"reopened": 2}
    assert program.read(f"translations/{translation}")["state"] == "translated"
    assert program.act("POST", f"translations/{translation}/reopen") == {"reopened": 0}


def test_a_hold_keeps_an_entry_out_until_it_is_released(portal: Portal) -> None:
    program = portal.program(name="embargo")
    translation = portal.chinese(program)
    program.act("POST", "translations/1/release")
    held = program.act(
        "POST", f"translations/{translation}/hold", until="2026-11-30T09:00:00+01:00", reason="Sperrfrist"
    )
    assert held["hold"] == {"until": "2026-11-30T08:00:00Z", "reason": "Sperrfrist"}
    reasons = {each["reason"] for each in program.read("feeds/zh/entries")["held_back"]}
    assert "on hold until 2026-11-30 09:00: Sperrfrist" in reasons
    assert program.act("POST", f"translations/{translation}/release")["hold"] is None
    rejected = program.act("POST", f"translations/{translation}/reject", reason="Nicht für China")
    assert rejected["hold"] == {"until": None, "reason": "Nicht für China"}
    program.act("POST", f"translations/{translation}/waive", reason="Name wie im Original")
    assert program.read(f"translations/{translation}")["waiver"] == "Name wie im Original"
    assert deeds(portal, "token embargo") == [Deed.WAIVE, Deed.REJECT, Deed.RELEASE, Deed.HOLD, Deed.RELEASE]


@pytest.mark.parametrize("act", ["reject", "waive"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": " "}, {"reason": "x" * 2001}, {"reason": None}])
def test_a_decision_needs_its_reason(portal: Portal, act: str, body: dict[str, object]) -> None:
    assert portal.program().post(f"translations/1/{act}", json=body).status_code in {400, 422}


def test_an_entry_is_previewed_as_subscribers_get_it(portal: Portal) -> None:
    program = portal.program()
    translation = portal.chinese(program)
    preview = program.read(f"translations/{translation}/preview")
    assert preview["guid"].endswith("zh-Hans")
    assert "<p>" in preview["html"]
    assert "https://isa.example/" in preview["html"]


def test_remarks_are_made_and_settled(portal: Portal) -> None:
    program, other = portal.program(name="one"), portal.program(name="other")
    translation = portal.chinese(program)
    segment = segments(program, translation)[0]["id"]
    path = f"translations/{translation}/comments"
    whole = program.act("POST", path, text="Wer prüft?")
    on_one = program.act("POST", path, text="Zahl?", segment_id=segment)
    assert (whole["segment_id"], on_one["segment_id"], on_one["by"]) == (None, segment, "token one")
    assert [each["text"] for each in program.read(path)] == ["Wer prüft?", "Zahl?"]
    assert other.act("POST", f"{path}/{on_one['id']}/settle")["settled_by"] == "token other"
    assert program.act("POST", f"{path}/{on_one['id']}/settle")["settled_by"] == "token other"
    assert program.post(f"translations/1/comments/{on_one['id']}/settle").status_code == 404
    assert program.post(path, json={"text": "?", "segment_id": 999}).status_code == 404


def test_a_feed_says_what_is_in_it_and_what_is_not_and_why(portal: Portal) -> None:
    program = portal.program()
    portal.spoil(portal.chinese(program))
    feeds = {each["name"]: each for each in program.read("feeds")}
    assert (feeds["zh"]["language"], feeds["zh"]["entries"]) == ("zh-Hans", None)
    now = program.read("feeds/zh/entries")
    titles = {each["translation_id"] for each in now["entries"]}
    assert portal.chinese(program, "Kleine Meldung") in titles
    assert {each["responsible"] for each in now["entries"]} == {"machine"}
    assert program.read("feeds/de/entries")["entries"][0]["translation_id"] is None
    assert program.get("feeds/nix/entries").status_code == 404


def test_an_operator_rolls_a_feed_back_and_lets_it_go_on(portal: Portal) -> None:
    program = portal.program(Duty.OPERATOR, "ops")
    translation = portal.chinese(program, "Kleine Meldung")
    assert program.post("feeds/zh/rollback", json={}).status_code == 409
    program.act("POST", f"translations/{translation}/release")
    program.act("POST", f"translations/{translation}/hold")
    first, second = sorted(each["number"] for each in program.read("feeds/zh/publications"))
    assert program.post("feeds/zh/rollback", json={"publication": 99}).status_code == 404
    states = program.act("POST", "feeds/zh/rollback", publication=first)
    assert [(each["number"], each["held"]) for each in states] == [(second, False), (first, True)]
    assert next(each for each in program.read("feeds") if each["name"] == "zh")["held_at"] == first
    assert not any(each["held"] for each in program.act("POST", "feeds/zh/release"))
    assert deeds(portal, "token ops")[:2] == [Deed.TRIGGER, Deed.TRIGGER]


def test_no_act_names_what_is_not_there(portal: Portal) -> None:
    program = portal.program(Duty.ADMINISTRATOR)
    reason = {"reason": "x"}
    for method, path, body in [
        ("GET", "translations/99", None),
        ("GET", "translations/99/preview", None),
        ("GET", "translations/99/comments", None),
        ("GET", "translations/1/segments/99", None),
        ("PATCH", "translations/1/segments/99", {"revision": 0}),
        ("PATCH", "translations/99/segments/1", {"revision": 0}),
        ("POST", "translations/99/approve", None),
        ("POST", "translations/99/reopen", None),
        ("POST", "translations/99/release", None),
        ("POST", "translations/99/hold", {}),
        ("POST", "translations/99/reject", reason),
        ("POST", "translations/99/waive", reason),
        ("POST", "translations/99/comments", {"text": "?"}),
        ("GET", "nowhere", None),
    ]:
        answer = program.request(method, path, json=body)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
