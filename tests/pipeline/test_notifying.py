"""An operator is told: once when something goes wrong, daily while it lasts, once when it is well again."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from model.errors import BadConfiguration
from model.incident import Incident
from model.languages import Language
from pipeline import notifying
from pipeline.alerts import Alert, Kind, find_alerts
from pipeline.channels import channels
from pipeline.collect import collect
from pipeline.notifying import DAY, PAUSE, Notified, Step, decide, notify, notify_after_run
from pipeline.settings import Settings
from pipeline.wiring import Newsroom
from tests.pipeline.conftest import World

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
GIB = 2**30


@dataclass
class Phone:
    """What the operator's telephone shows."""

    server: HTTPServer
    messages: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server.expect_request("/hook").respond_with_handler(self._ring)

    def _ring(self, request: Request) -> Response:
        self.messages.append(request.get_json())
        return Response("", 200)

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server.port}/hook"

    def take(self) -> list[dict[str, str]]:
        """Return what has come since the last look."""
        messages, self.messages = self.messages, []
        return messages


@pytest.fixture
def phone() -> Iterator[Phone]:
    with HTTPServer() as server:
        yield Phone(server)


@pytest.fixture(autouse=True)
def quiet_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's disk and Prefect server are no part of the stories."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=100 * GIB, used=0, free=80 * GIB))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


def told(world: World, phone: Phone, **settings: object) -> list[dict[str, str]]:
    with world.newsroom(notify=phone.address, desk_url="https://desk.example/", **settings) as room:
        notify(room)
    return phone.take()


def visited(world: World, phone: Phone) -> list[dict[str, str]]:
    """Let a run collect and look."""
    with world.newsroom() as room:
        collect(room)
    return told(world, phone)


def publish_on(world: World, day: date, number: int = 0) -> None:
    world.portal.put(f"/pm/{day.isoformat()}-{number}", f"Mitteilung vom {day:%d.%m.%Y}", date=f"{day:%d.%m.%Y}")


def a_good_month(world: World) -> None:
    """Publish on ten working days, and be visited each day at noon from the tenth on."""
    working = [date(2026, 11, 2) + timedelta(days=n) for n in range(17)]
    working = [day for day in working if day.weekday() < 5]
    for day in working[:8]:
        publish_on(world, day)
    world.time = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
    with world.newsroom() as room:
        for day in working[8:]:
            publish_on(world, day)
            world.time = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)
            collect(room)
            collect(room)


def test_a_source_that_goes_quiet_is_told_of_once_and_reminded_of_daily(world: World, phone: Phone) -> None:
    a_good_month(world)
    assert told(world, phone) == []

    world.time = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    [message] = visited(world, phone)

    assert message["title"] == "newsbridge, look at this: source musterstadt"
    assert "Working days without news: 5; usual are 1" in message["message"]
    assert "What to do: Open its page" in message["message"]
    assert message["message"].endswith("https://desk.example/sources/musterstadt")
    world.wait(hours=1)
    assert visited(world, phone) == []
    world.wait(hours=23)
    [reminder] = visited(world, phone)
    assert reminder["title"] == "newsbridge, still: source musterstadt"
    publish_on(world, date(2026, 11, 27))
    world.wait(hours=3)
    [end] = visited(world, phone)
    assert (end["title"], end["type"]) == ("newsbridge, well again: source musterstadt", "success")
    assert visited(world, phone) == []


def test_a_source_whose_layout_changes_is_told_of_once(world: World, phone: Phone) -> None:
    a_good_month(world)
    assert told(world, phone) == []
    world.portal.pages.clear()

    world.wait(hours=1)
    first = visited(world, phone)
    world.wait(hours=1)
    second = visited(world, phone)

    [message] = [*first, *second]
    assert "It answers, but nothing is recognised" in message["message"]
    assert "selectors.link 'a.pm' matches no link" in message["message"]
    assert "Then correct its selectors in the catalogue." in message["message"]
    assert visited(world, phone) == []


def test_a_source_that_answers_403_is_told_of_once(world: World, phone: Phone) -> None:
    a_good_month(world)
    server = world.portal.server
    server.clear_all_handlers()  # type: ignore[no-untyped-call]
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    server.expect_request("/presse").respond_with_data("nein", status=403)

    messages = []
    for _ in range(4):
        world.wait(hours=1)
        messages += visited(world, phone)

    [message] = messages
    assert "It turns us away" in message["message"]
    assert "403" in message["message"]
    assert "Ask the publisher for permission" in message["message"]


@pytest.mark.parametrize(
    ("language", "title", "to_do"),
    [
        (Language.DE, "newsbridge, bitte ansehen: Quelle musterstadt", "Was zu tun ist: "),
        (Language.ZH, "newsbridge 请查看：来源 musterstadt", "处理办法："),
    ],
)
def test_it_is_told_in_the_language_of_the_operator(
    world: World, phone: Phone, language: Language, title: str, to_do: str
) -> None:
    world.portal.server.clear_all_handlers()  # type: ignore[no-untyped-call]
    with world.newsroom() as room:
        collect(room)

    [message] = told(world, phone, notify_language=language.short)

    assert message["title"] == title
    assert to_do in message["message"]


def wrong(*subjects: str) -> list[Alert]:
    return [Alert(Kind.STAGE, subject, notifying.name_of("backup:")) for subject in subjects]


def test_two_processes_at_once_tell_of_it_once(world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "find_alerts", lambda _: wrong("a", "b", "c"))
    ready = threading.Barrier(4)

    def look() -> None:
        with world.newsroom(notify=phone.address) as room:
            _ = room.store
            ready.wait()
            notify(room)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    titles = sorted(message["title"] for message in phone.take())
    assert titles == [f"newsbridge, look at this: step {each}" for each in "abc"]


def test_many_things_at_once_come_in_one_message(world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifying, "find_alerts", lambda _: wrong(*(f"s{n}" for n in range(40))))

    [message] = told(world, phone)

    assert message["title"] == "newsbridge: 40 messages"
    assert message["message"].count("look at this") == 30
    assert "+10: https://desk.example/failures" in message["message"]


def test_a_dead_server_stops_nothing_and_the_message_goes_out_later(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifying, "find_alerts", lambda _: wrong("a"))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"json://user:geheim@127.0.0.1:{closed.getsockname()[1]}/"
        with world.newsroom(notify=dead) as room:
            result = notify_after_run(room)
            [failure] = [each for each in room.store.failures.all() if each.stage == "notify"]
    assert result.told == []
    assert result.missed == [failure.subject]
    assert "geheim" not in failure.subject

    assert [message["title"] for message in told(world, phone)] == ["newsbridge, look at this: step a"]


def test_what_nobody_is_told_of_is_in_the_books_and_told_once_somebody_is_named(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifying, "find_alerts", lambda _: wrong("a"))
    with world.newsroom() as room:
        result = notify(room)
        again = notify(room)
    assert [alert.key for alert in result.opened] == ["stage:a"]
    assert again.opened == []
    assert len(told(world, phone)) == 1


@pytest.mark.parametrize(
    ("incident", "step"),
    [
        (Incident("k", NOON), Step.OPENED),
        (Incident("k", NOON, told_at=NOON, told_open=True), None),
        (Incident("k", NOON, told_at=NOON - DAY, told_open=True), Step.LASTS),
        (Incident("k", NOON, closed_at=NOON, told_at=NOON, told_open=True), Step.CLOSED),
        (Incident("k", NOON, closed_at=NOON), None),
        (Incident("k", NOON, closed_at=NOON, told_at=NOON), None),
        (Incident("k", NOON, told_at=NOON - PAUSE / 2), None),
        (Incident("k", NOON, told_at=NOON - PAUSE), Step.OPENED),
    ],
    ids=["new", "known", "lasts", "over", "over-untold", "over-told", "flaps", "again"],
)
def test_what_is_told_follows_from_what_the_operator_knows(incident: Incident, step: Step | None) -> None:
    assert decide(incident, NOON) is step


def keys(room: Newsroom) -> dict[str, str]:
    return {alert.key: str(alert.cause) for alert in find_alerts(room)}


def test_a_run_that_was_killed_is_found_by_what_it_held(world: World) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with world.newsroom() as room:
        assert keys(room) == {}
        holder = f"{socket.gethostname()}:{dead.pid}:1:abc"
        room.store.claims.take("translate:1:en", holder, room.now(), 600)
        assert "killed in the middle of its work: translate:1:en" in keys(room)["run:"]


def test_a_run_without_sign_of_life_is_stuck(world: World) -> None:
    with world.newsroom() as room, room.claim("collect:musterstadt"):
        assert keys(room) == {}
        world.wait(minutes=11)
        assert "no sign of life" in keys(room)["run:"]


def test_a_feed_that_fails_again_and_again(world: World) -> None:
    with world.newsroom() as room:
        room.store.failures.record("publish", "zh", "disk is full", room.now())
        room.store.failures.record("translate", "koeln/Geheime Mitteilung", "Geheimer Satz", room.now())
        assert keys(room) == {}
        room.store.failures.record("publish", "zh", "disk is full", room.now())
        room.store.failures.record("translate", "koeln/Geheime Mitteilung", "Geheimer Satz", room.now())
        found = keys(room)
    assert found["feed:zh"] == "It cannot be written: disk is full"
    assert "Geheim" not in found["translation:"]


def test_a_schedule_that_has_died_is_noticed(world: World) -> None:
    a_good_month(world)
    world.wait(hours=27)
    with world.newsroom() as room:
        assert "collecting:" in keys(room)


def test_a_disk_that_is_nearly_full_and_a_backup_that_is_old(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=100 * GIB, used=0, free=GIB // 2))
    folder = world.home / "backups"
    folder.mkdir()
    backup = folder / "newsbridge-20261120T032000Z.tar.gz"
    backup.write_bytes(b"")
    with world.newsroom() as room:
        long_ago = (room.now() - timedelta(hours=31)).timestamp()
        os.utime(backup, (long_ago, long_ago))
        found = keys(room)
    assert found[f"disk:{world.home}"] == "It is nearly full: 512 MiB are free."
    assert found["backup:"].startswith("There is none since 2026-11-21")


def run_of(flow: str, state: str, name: str = "Failed", **times: str) -> dict[str, object]:
    said = {"type": state, "name": name, "message": "worker gone"}
    expected = "2026-11-22T12:00:00+00:00"
    run = {"id": flow, "name": "kluger-uhu", "flow_id": flow, "state": said, "expected_start_time": expected}
    return {**run, "parameters": {}, **times}


def test_runs_at_prefect_that_broke_off_or_that_nobody_begins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [
        run_of("newsroom", "CRASHED"),
        run_of("collect", "FAILED"),
        run_of("keep", "FAILED"),
        run_of("publish", "SCHEDULED", "Late"),
    ]
    with HTTPServer() as prefect:
        prefect.expect_request("/api/flow_runs/filter").respond_with_json(runs)
        flows = [{"id": run["flow_id"], "name": run["flow_id"]} for run in runs]
        prefect.expect_request("/api/flows/filter").respond_with_json(flows)
        monkeypatch.setenv("PREFECT_API_URL", prefect.url_for("/api"))
        world.wait(hours=2)
        with world.newsroom() as room:
            found = keys(room)
    assert set(found) == {"flow:newsroom", "flow:keep", "flow:publish"}
    assert "worker gone" in found["flow:newsroom"]
    assert "nobody has begun it" in found["flow:publish"]
    with world.newsroom() as room:
        assert set(keys(room)) == {"prefect:"}


def test_an_address_that_is_none_is_named_without_its_secret(world: World) -> None:
    with pytest.raises(BadConfiguration) as caught:
        channels(Settings(home=world.home, notify="json://localhost gibtsnicht://user:geheim@host"))
    assert "NEWSBRIDGE_NOTIFY, address 2: gibtsnicht://... is no address" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_addresses_come_from_a_file(world: World) -> None:
    path = world.home / "notify.txt"
    path.write_text("# the night shift\njson://user:geheim@localhost/\n\n", encoding="utf-8")
    [way] = channels(Settings(home=world.home, notify_file=path))
    assert way.name.startswith("json://user:****@localhost")
    with pytest.raises(BadConfiguration, match="cannot be read"):
        channels(Settings(home=world.home, notify_file=world.home / "nowhere"))


def test_a_wrong_address_does_not_fail_the_run(world: World) -> None:
    with world.newsroom(notify="gibtsnicht://") as room:
        assert notify_after_run(room) == Notified()
