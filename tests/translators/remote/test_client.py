"""A day with a bad server: what is tried again, what is given up, and what is said about it."""

import json
import logging
import socket
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from translators.remote.client import Client
from translators.remote.failures import ServerFailed
from translators.remote.pace import Pace

Connect = Callable[..., Client]
Play = Callable[..., Any]
Serve = Callable[[Callable[[socket.socket], None]], str]

KEY = "geheim-4711"
OK = Response('{"gut": true}', content_type="application/json")
HTML = "<html><style>p {}</style><body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>"

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def failure(client: Client) -> ServerFailed:
    """Ask, and return the error that must come of it."""
    with pytest.raises(ServerFailed) as caught:
        client.post("/translate", {"q": ["Stadt"]}, 5)
    return caught.value


def busy(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(HTML, status, headers=named, content_type="text/html")


# What passes


def test_a_busy_server_is_asked_again_after_a_growing_pause(connect: Connect, script: Play, fake_time: Any) -> None:
    asked = script("/translate", busy(429), busy(503), OK)

    assert connect(backoff=1.0).post("/translate", {"q": ["Stadt"]}, 5) == {"gut": True}
    assert asked.asked == [{"q": ["Stadt"]}] * 3
    first, second = fake_time.slept
    assert 1 <= first <= 2
    assert 2 <= second <= 3


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_every_passing_status_is_tried_as_often_as_allowed_and_no_more(
    connect: Connect, script: Play, status: int
) -> None:
    asked = script("/translate", busy(status))

    error = failure(connect(retries=2))

    assert len(asked.asked) == 3
    assert f"HTTP {status}" in str(error)


def test_a_server_says_itself_how_long_to_wait(connect: Connect, script: Play, fake_time: Any) -> None:
    script("/translate", busy(429, Retry_After="17"), OK)

    connect().post("/translate", {"q": ["Stadt"]}, 5)

    assert fake_time.slept == [17.0]


def test_a_date_to_wait_for_is_understood(connect: Connect, script: Play, fake_time: Any) -> None:
    later = datetime.now(UTC) + timedelta(seconds=30)
    script("/translate", busy(503, Retry_After=format_datetime(later, usegmt=True)), OK)

    connect().post("/translate", {"q": ["Stadt"]}, 5)

    assert 25 < fake_time.slept[0] <= 30


def test_who_wants_to_be_left_alone_for_an_hour_is_not_waited_for(
    connect: Connect, script: Play, fake_time: Any
) -> None:
    asked = script("/translate", busy(429, Retry_After="3600"))

    error = failure(connect())

    assert len(asked.asked) == 1
    assert fake_time.slept == []
    assert "lower requests_a_minute in config/engines.toml" in str(error)


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_a_connection_that_is_reset_is_made_again(connect: Connect, raw_server: Serve) -> None:
    served = []

    def handle(connection: socket.socket) -> None:
        served.append(1)
        if len(served) < 3:
            reset(connection)
        else:
            connection.sendall(HEAD + b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")

    assert connect(raw_server(handle)).post("/translate", {"q": ["Stadt"]}, 5) == {}
    assert len(served) == 3


def test_half_a_body_is_never_taken_for_an_answer(connect: Connect, raw_server: Serve) -> None:
    served = []

    def handle(connection: socket.socket) -> None:
        served.append(1)
        connection.sendall(HEAD + b'Content-Length: 400\r\n\r\n{"translatedText": ["Sta')

    error = failure(connect(raw_server(handle)))

    assert "the connection broke off" in str(error)
    assert len(served) == 3


# What does not pass


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "the request was not understood"),
        (401, "correct PROBE_KEY"),
        (403, "correct PROBE_KEY, or ask whoever runs the server"),
        (404, "there is nothing at http://"),
        (413, "lower batch in config/engines.toml"),
        (418, "it has a fault of its own"),
        (500, "it has a fault of its own"),
    ],
)
def test_what_asking_again_cannot_help_is_asked_once_and_names_the_way_out(
    connect: Connect, script: Play, httpserver: HTTPServer, status: int, words: str
) -> None:
    asked = script("/translate", Response('{"message": "So nicht."}', status, content_type="application/json"))

    text = str(failure(connect()))

    assert len(asked.asked) == 1
    assert text.startswith(f"engine probe at {httpserver.host}:{httpserver.port}: ")
    assert words in text
    assert f"HTTP {status}" in text
    assert "So nicht." in text


def test_only_what_a_smaller_request_may_cure_is_marked_so(connect: Connect, script: Play) -> None:
    script("/translate", busy(413), busy(401), busy(400))

    assert [failure(connect()).divisible for _ in range(3)] == [True, False, True]


def test_a_page_for_browsers_is_quoted_without_its_tags(connect: Connect, script: Play) -> None:
    script("/translate", busy(500))

    assert "»502 Bad Gateway nginx«" in str(failure(connect()))


def test_no_redirect_is_followed_so_that_neither_key_nor_text_goes_elsewhere(connect: Connect, script: Play) -> None:
    with HTTPServer() as elsewhere:
        elsewhere.expect_request("/translate").respond_with_json({"translatedText": ["Beute"]})
        place = {"Location": elsewhere.url_for("/translate")}
        script("/translate", *(Response("", status, headers=place) for status in (301, 302, 307, 308)))

        errors = [failure(connect()) for _ in range(4)]

        assert elsewhere.log == []
    assert all("neither text nor key goes there: correct url" in str(error) for error in errors)
    assert not any(error.divisible for error in errors)


def test_a_web_page_is_no_answer_even_with_success(connect: Connect, script: Play) -> None:
    script("/translate", Response(HTML, content_type="text/html; charset=utf-8"))

    assert "text/html; charset=utf-8 instead of JSON; is http://" in str(failure(connect()))


@pytest.mark.parametrize("body", ['{"translatedText": ["Sta', "", "[" * 100_000, "NaN"[:2], b"\xff\xfe{}"])
def test_broken_json_is_said_to_be_that(connect: Connect, script: Play, body: str | bytes) -> None:
    script("/translate", Response(body, content_type="application/json"))

    assert "it answers with broken JSON" in str(failure(connect()))


def test_a_giant_answer_is_dropped_at_the_limit(connect: Connect, script: Play) -> None:
    script("/translate", Response(json.dumps(["x" * 3_000_000]), content_type="application/json"))

    assert "more than 1 MiB" in str(failure(connect(max_bytes=2**20)))


def test_a_compressed_giant_is_dropped_before_it_has_grown(connect: Connect, script: Play) -> None:
    import gzip

    packed = gzip.compress(b" " * 50_000_000)
    script("/translate", Response(packed, content_type="application/json", headers={"Content-Encoding": "gzip"}))

    assert "more than 1 MiB" in str(failure(connect(max_bytes=2**20)))


def test_a_server_that_hangs_is_given_up_after_the_timeout(connect: Connect, raw_server: Serve) -> None:
    client = connect(raw_server(lambda _: time.sleep(1)), silence=0.2)

    assert "no answer within 0.2 s; raise timeout in config/engines.toml" in str(failure(client))


def test_a_server_that_hangs_in_the_middle_is_given_up_too(connect: Connect, raw_server: Serve) -> None:
    def handle(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Content-Length: 40\r\n\r\n[1,")
        time.sleep(1)

    assert "no answer within 0.2 s" in str(failure(connect(raw_server(handle), silence=0.2)))


def test_a_server_that_drips_is_given_up_when_its_time_is_over(
    raw_server: Serve, connect: Connect, fake_time: Any
) -> None:
    def handle(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Content-Length: 4000\r\n\r\n")
        for _ in range(4000):
            fake_time.now += 10  # a byte in ten seconds
            connection.sendall(b" ")
            time.sleep(0.002)

    assert "did not finish its answer within 300 s" in str(failure(connect(raw_server(handle))))


def test_a_server_that_is_not_running_is_said_to_be_unreachable(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    text = str(failure(connect(f"http://127.0.0.1:{port}")))

    assert "cannot be reached" in text
    assert "start it, or correct url in config/engines.toml" in text


def test_plain_http_behind_an_https_address_is_said_to_be_unreachable(connect: Connect, httpserver: HTTPServer) -> None:
    text = str(failure(connect(f"https://127.0.0.1:{httpserver.port}")))

    assert "cannot be reached" in text
    assert "SSL" in text


# The key


def test_the_key_is_sent_in_its_header_and_written_nowhere(
    connect: Connect, script: Play, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = script("/translate", busy(429), Response(f'{{"message": "bad key {KEY}"}}', 401))
    client = connect()

    error = failure(client)

    assert [request.headers["Authorization"] for request in asked.requests] == [f"Bearer {KEY}"] * 2
    assert "bad key ***" in str(error)
    for written in (str(error), repr(error), repr(error.fields), repr(client.server), caplog.text):
        assert KEY not in written


def test_passwords_of_the_user_for_the_same_host_are_not_sent(
    connect: Connect, script: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine localhost login anna password kennwort\nmachine 127.0.0.1 login anna password kennwort\n")
    monkeypatch.setenv("NETRC", str(netrc))
    asked = script("/translate", OK)

    connect(key="").post("/translate", {}, 0)
    connect().post("/translate", {}, 0)

    assert [request.headers.get("Authorization") for request in asked.requests] == [None, f"Bearer {KEY}"]


def test_the_request_is_utf_8_json_and_says_who_asks(connect: Connect, httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return OK

    httpserver.expect_request("/translate").respond_with_handler(answer)

    connect().post("/translate", {"q": ["Köln"]}, 4)

    assert seen[0].data == '{"q": ["Köln"]}'.encode()
    assert seen[0].headers["Content-Type"] == "application/json"
    assert seen[0].headers["User-Agent"].startswith("newsbridge/")


def test_half_a_character_is_sent_as_a_question_mark_rather_than_not_at_all(connect: Connect, script: Play) -> None:
    asked = script("/translate", OK)

    connect().post("/translate", {"q": ["Stadt \ud83d"]}, 7)

    assert asked.asked == [{"q": ["Stadt ?"]}]


# The rate


def pauses(requests_a_minute: int, characters_a_minute: int, sizes: list[int], fake_time: Any) -> list[float]:
    pace = Pace(requests_a_minute, characters_a_minute, fake_time.clock, fake_time.sleep)
    for characters in sizes:
        pace.wait(characters)
    return fake_time.slept


def test_requests_keep_to_the_rate_of_requests(fake_time: Any) -> None:
    assert pauses(30, 0, [10, 10, 10], fake_time) == [2.0, 2.0]


def test_requests_keep_to_the_rate_of_characters(fake_time: Any) -> None:
    assert pauses(0, 6000, [1000, 500, 1], fake_time) == [10.0, 5.0]


def test_the_stricter_rate_counts(fake_time: Any) -> None:
    assert pauses(60, 6000, [1000, 1, 1], fake_time) == [10.0, 1.0]


def test_without_a_rate_nothing_waits(fake_time: Any) -> None:
    assert pauses(0, 0, [10_000, 10_000], fake_time) == []


def test_a_client_keeps_to_its_rate_when_it_asks_again_too(connect: Connect, script: Play, fake_time: Any) -> None:
    script("/translate", busy(429, Retry_After="1"), OK)

    connect(requests_a_minute=2, backoff=0.0).post("/translate", {}, 5)

    assert sum(fake_time.slept) == 30.0
