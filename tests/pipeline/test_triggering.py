"""Orders from the desk: carried out here, or by a Prefect server, never twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer

from model.errors import BadConfiguration, RunnerError
from model.languages import Language
from model.people import Deed
from pipeline import orders, triggering
from pipeline.orders import Order, Verb
from pipeline.prefect_server import PrefectServer, configured_server
from pipeline.reports import RunReport
from pipeline.triggering import Run, Runs, RunState
from pipeline.trying import Trial

from .prefect_fake import FakePrefect

COLLECT = Order(Verb.COLLECT, ("musterstadt",))


@pytest.fixture
def runs() -> Runs:
    """Runs without a Prefect server."""
    return Runs(lambda: None)


@pytest.fixture
def prefect() -> Iterator[FakePrefect]:
    with HTTPServer(host="127.0.0.1") as server:
        yield FakePrefect(server)


def ended(runs: Runs, run_id: str) -> Run:
    run = runs.get(run_id)
    assert run is not None
    assert run.over.wait(30)
    return run


@contextmanager
def halted(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let runs wait until the block ends."""
    go = threading.Event()
    original = orders.carry_out

    def carry_out(*given: object) -> RunReport | Trial:
        assert go.wait(30)
        return original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(triggering, "carry_out", carry_out)
    try:
        yield go
    finally:
        go.set()


def test_an_order_is_carried_out_here_and_kept_in_the_history(world, runs):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        started = runs.start(newsroom, Order(Verb.RUN), "Otto")
        run = ended(runs, started.run_id)

        [(_, change)] = newsroom.store.history.latest(10)

    assert (started.at_prefect, started.already, started.instead) == (False, False, "")
    assert (run.state, run.error) == (RunState.DONE, None)
    assert isinstance(run.result, RunReport)
    assert [each.new for each in run.result.collected] == [1]
    assert (run.done, run.total) == (run.total, run.total)
    assert len(world.feed("zh").entries) == 1
    assert (change.by, change.deed, change.subject) == ("Otto", Deed.TRIGGER, "newsbridge run")
    assert started.run_id in change.after


def test_steps_are_ordered_one_by_one(world, runs):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        for order in (COLLECT, Order(Verb.TRANSLATE, languages=(Language.ZH,)), Order(Verb.PUBLISH, feeds=("zh",))):
            run = ended(runs, runs.start(newsroom, order, "Otto").run_id)
            assert (run.state, run.error) == (RunState.DONE, None)
        [release] = newsroom.store.releases.search()
        again = Order(Verb.TRANSLATE, languages=(Language.ZH,), release=release.id)
        run = ended(runs, runs.start(newsroom, again, "Otto").run_id)
        subjects = [change.subject for _, change in newsroom.store.history.latest(10)]

    assert [each.translations for each in run.result.translated] == [1]
    assert len(world.feed("zh").entries) == 1
    assert subjects == [
        f"newsbridge translate --language zh-Hans --release {release.id} --again",
        "newsbridge publish --feed zh",
        "newsbridge translate --language zh-Hans",
        "newsbridge collect --source musterstadt",
    ]


def test_what_fails_is_in_the_report(world, runs):
    world.portal.answer("/pm/1", 404)
    with world.newsroom() as newsroom:
        run = ended(runs, runs.start(newsroom, COLLECT, "Otto").run_id)

    assert run.state is RunState.FAILED
    assert "404" in run.result.problems[0].reason


def test_a_dry_run_changes_nothing_and_is_no_deed(world, runs):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    with world.newsroom() as newsroom:
        run = ended(runs, runs.start(newsroom, Order(Verb.TRY, ("musterstadt",)), "Otto").run_id)

        assert newsroom.store.counts()["releases"] == 0
        assert newsroom.store.history.latest(10) == []
    assert isinstance(run.result, Trial)
    assert [article.title for _, article in run.result.read] == ["Neues Zentrum für Wasserstoff"]


def test_two_clicks_make_one_run(world, runs, monkeypatch):
    with world.newsroom() as newsroom, halted(monkeypatch) as go:
        first = runs.start(newsroom, COLLECT, "Otto", "form-1")
        second = runs.start(newsroom, COLLECT, "Otto", "form-2")
        other = runs.start(newsroom, Order(Verb.PUBLISH), "Otto", "form-2")
        go.set()
        for each in (first, other):
            ended(runs, each.run_id)
        late = runs.start(newsroom, COLLECT, "Otto", "form-1")
        anew = runs.start(newsroom, COLLECT, "Otto", "form-3")
        ended(runs, anew.run_id)
        deeds = newsroom.store.history.latest(10)

    assert (second.run_id, second.already) == (first.run_id, True)
    assert other.run_id != first.run_id
    assert (late.run_id, late.already) == (first.run_id, True)
    assert (anew.run_id == first.run_id, anew.already) == (False, False)
    assert len(deeds) == 3


def test_runs_wait_for_each_other_and_dry_runs_do_not(world, runs, monkeypatch):
    with world.newsroom() as newsroom, halted(monkeypatch) as go:
        begun = [runs.start(newsroom, order, "Otto").run_id for order in (COLLECT, Order(Verb.PUBLISH))]
        trial = runs.start(newsroom, Order(Verb.TRY, ("musterstadt",)), "Otto").run_id
        for _ in range(1000):
            states = [runs.get(each).state for each in (*begun, trial)]
            if states.count(RunState.RUNNING) == 2:
                break
            threading.Event().wait(0.01)
        go.set()
        for each in (*begun, trial):
            ended(runs, each)

    assert states == [RunState.RUNNING, RunState.WAITING, RunState.RUNNING]
    assert [run.id for run in runs.here()] == [trial, begun[1], begun[0]]


def test_a_run_of_another_process_keeps_its_work(world, runs):
    world.time = datetime.now(UTC)  # a run looks at the real clock, and so sees when a claim is over
    with world.newsroom() as newsroom, newsroom.claim("collect:musterstadt"):
        run = ended(runs, runs.start(newsroom, COLLECT, "Otto").run_id)

    assert run.result.collected[0].note == "another run is collecting it"


def test_an_unforeseen_error_ends_the_run_and_not_the_desk(world, runs, monkeypatch):
    def broken(*_: object) -> RunReport:
        raise ZeroDivisionError

    monkeypatch.setattr(triggering, "carry_out", broken)
    with world.newsroom() as newsroom:
        run = ended(runs, runs.start(newsroom, COLLECT, "Otto").run_id)

    assert (run.state, type(run.error)) == (RunState.FAILED, ZeroDivisionError)


@pytest.mark.parametrize(
    ("order", "named"),
    [
        (Order(Verb.COLLECT, ("nix",)), "nix"),
        (Order(Verb.PUBLISH, feeds=("nix",)), "nix"),
        (Order(Verb.TRANSLATE, release=99), "release 99"),
    ],
)
def test_what_does_not_exist_is_named_before_anything_is_begun(world, runs, order, named):
    with world.newsroom() as newsroom, pytest.raises(BadConfiguration, match=named):
        runs.start(newsroom, order, "Otto")
    assert runs.here() == []


def test_old_runs_are_forgotten(world, runs, monkeypatch):
    monkeypatch.setattr(triggering, "KEPT", 2)
    with world.newsroom() as newsroom:
        begun = [ended(runs, runs.start(newsroom, COLLECT, "Otto").run_id).id for _ in range(4)]
    assert [run.id for run in runs.here()] == begun[:1:-1]


def test_prefect_carries_it_out_where_it_answers(world, prefect):
    runs = Runs(lambda: PrefectServer(prefect.address))
    with world.newsroom() as newsroom:
        started = runs.start(newsroom, COLLECT, "Otto", "form-1")
        twice = runs.start(newsroom, COLLECT, "Otto", "form-2")
        prefect.runs[0]["state"]["type"] = "COMPLETED"
        same_form = runs.start(newsroom, COLLECT, "Otto", "form-1")
        [(_, change)] = [each for each in newsroom.store.history.latest(10) if each[1].after.endswith("run-1")][:1]

    assert (started.at_prefect, started.run_id, started.already) == (True, "run-1", False)
    assert (twice.run_id, twice.already) == ("run-1", True)
    assert same_form.run_id == "run-1"
    assert len(prefect.runs) == 1
    assert prefect.runs[0]["parameters"] == {"sources": ["musterstadt"]}
    assert prefect.runs[0]["tags"] == ["newsbridge-desk"]
    assert change.subject == "newsbridge collect --source musterstadt"
    assert runs.here() == []


@pytest.mark.parametrize(
    ("order", "flow", "parameters"),
    [
        (Order(Verb.RUN), "newsroom", {"sources": None, "languages": None}),
        (
            Order(Verb.TRANSLATE, languages=(Language.ZH,), release=1),
            "translate",
            {"languages": ["zh-Hans"], "release": 1, "again": True},
        ),
        (Order(Verb.TRANSLATE), "translate", {"languages": None, "release": None, "again": False}),
        (Order(Verb.PUBLISH, feeds=("zh",)), "publish", {"feeds": ["zh"]}),
    ],
)
def test_orders_are_the_parameters_of_the_flows(world, prefect, order, flow, parameters):
    from flows.collect import collect
    from flows.newsroom import newsroom as newsroom_flow
    from flows.publish import publish
    from flows.translate import translate

    flows = {"newsroom": newsroom_flow, "collect": collect, "translate": translate, "publish": publish}
    PrefectServer(prefect.address).start(flow, order.parameters(), "k")

    assert prefect.runs[0]["deployment_id"] == f"deployment-{orders.FLOWS[order.verb]}" == f"deployment-{flow}"
    assert prefect.runs[0]["parameters"] == parameters
    flows[flow].validate_parameters(parameters)


@pytest.mark.parametrize("trouble", ["refuses", "no deployment", "nobody there"])
def test_where_prefect_cannot_it_runs_here_and_says_why(world, prefect, trouble):
    world.portal.put("/pm/1", "Neues Zentrum für Wasserstoff")
    address = "http://127.0.0.1:9/api" if trouble == "nobody there" else prefect.address
    prefect.refuse = 503 if trouble == "refuses" else 0
    prefect.deployed = ()
    runs = Runs(lambda: PrefectServer(address))
    with world.newsroom() as newsroom:
        started = runs.start(newsroom, COLLECT, "Otto")
        run = ended(runs, started.run_id)

    assert (started.at_prefect, run.state) == (False, RunState.DONE)
    said = {"refuses": "HTTP 503", "no deployment": "no deployment collect/now", "nobody there": "does not answer"}
    assert said[trouble] in started.instead


def test_a_dry_run_is_never_prefects(world, prefect):
    runs = Runs(lambda: PrefectServer(prefect.address))
    with world.newsroom() as newsroom:
        ended(runs, runs.start(newsroom, Order(Verb.TRY, ("musterstadt",)), "Otto").run_id)
    assert prefect.asked == []


def test_the_last_runs_of_prefect_come_with_state_and_address(world, prefect):
    prefect.run("newsroom", "COMPLETED", start_time="2026-11-22T11:00:01Z", total_run_time=62.5)
    prefect.run("collect", "FAILED")["state"]["message"] = "HTTP 403"
    prefect.run("collect", "COMPLETED", parent_flow_run_id="run-1")
    prefect.run("newsroom", "SCHEDULED", expected_start_time="2026-11-23T07:10:00Z")

    failed, done = PrefectServer(prefect.address).runs(world.time.replace(hour=23), 10)

    assert (done.flow, done.state, done.seconds, done.finished) == ("newsroom", "COMPLETED", 62.5, True)
    assert done.started is not None
    assert (failed.flow, failed.said) == ("collect", "Failed: HTTP 403")
    assert failed.url == f"{prefect.address.removesuffix('/api')}/runs/flow-run/run-2"


def test_tables_of_a_run_and_of_the_flows_that_it_called_are_shown(prefect):
    prefect.run("newsroom", "COMPLETED")
    prefect.run("collect", "COMPLETED", parent_flow_run_id="run-1")
    rows = '[{"source": "koeln", "new": 2}, {"failed": "x", "reason": "HTTP 404"}]'
    prefect.artifacts = [
        {"flow_run_id": "run-2", "key": "source-koeln", "description": "koeln", "data": rows, "created": "2"},
        {"flow_run_id": "run-1", "key": "feed-zh", "description": None, "data": "[]", "created": "1"},
        {"flow_run_id": "run-9", "key": "other", "description": "other", "data": "[]", "created": "0"},
    ]

    feed, source = PrefectServer(prefect.address).tables("run-1")

    assert (feed.title, source.title) == ("feed-zh", "koeln")
    assert source.rows[1]["reason"] == "HTTP 404"


def test_the_server_is_the_one_of_the_environment(monkeypatch, prefect):
    for name in ("PREFECT_API_URL", "PREFECT_API_AUTH_STRING", "PREFECT_API_KEY", "PREFECT_UI_URL"):
        monkeypatch.delenv(name, raising=False)
    assert configured_server() is None
    monkeypatch.setenv("PREFECT_API_URL", f"{prefect.address}/")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "admin:pass")
    monkeypatch.setenv("PREFECT_UI_URL", "https://prefect.example/")
    prefect.run("collect", "RUNNING")
    server = configured_server()
    assert server is not None
    assert server.run("run-1").url == "https://prefect.example/runs/flow-run/run-1"
    assert prefect.headers["Authorization"] == "Basic YWRtaW46cGFzcw=="
    with pytest.raises(RunnerError, match="HTTP 404"):
        server.run("../nix")


def test_a_source_that_was_just_switched_off_is_not_collected(world, runs):
    """The desk runs for weeks; what an operator switches or edits counts at once."""
    with world.newsroom() as newsroom:
        assert newsroom.sources()
        newsroom.store.sources.switch("musterstadt", False)
        run = ended(runs, runs.start(newsroom, Order(Verb.COLLECT), "Otto").run_id)

    assert run.result.collected == []
