import gzip
import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
import requests
from pytest_httpserver import HTTPServer
from urllib3.exceptions import MaxRetryError, SSLError
from werkzeug import Request, Response

from model.errors import FetchError, Refused
from model.source import Validators
from sources.failures import explain
from sources.fetching import Fetcher, FetchLimits, user_agent

Serve = Callable[[Callable[[socket.socket, bytes], None]], str]


def requests_for(server: HTTPServer, path: str) -> list[Request]:
    return [request for request, _ in server.log if request.path == path]


def test_a_page_comes_with_type_charset_and_validators(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    headers = {
        "Content-Type": "Text/HTML; Charset=ISO-8859-1",
        "ETag": '"v1"',
        "Last-Modified": "Mon, 01 Jun 2026 08:00:00 GMT",
    }
    httpserver.expect_request("/a").respond_with_data("Städte".encode("latin-1"), headers=headers)

    page = fetcher.fetch(httpserver.url_for("/a"))

    assert page.body == b"St\xe4dte"
    assert (page.url, page.content_type, page.charset) == (httpserver.url_for("/a"), "text/html", "iso-8859-1")
    assert page.validators == Validators('"v1"', "Mon, 01 Jun 2026 08:00:00 GMT")
    assert not page.not_modified


def test_the_user_agent_says_who_asks_and_where_to_complain(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data("")

    fetcher.fetch(httpserver.url_for("/a"))

    assert requests_for(httpserver, "/a")[0].headers["User-Agent"] == user_agent()
    assert user_agent("https://b.de").startswith("newsbridge/0.")
    assert "(+https://b.de; press-release collector)" in user_agent("https://b.de")


def test_umlauts_in_the_path_are_asked_for_correctly(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/Städte/Köln").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/") + "Städte/Köln").body == b"da"


def test_an_unchanged_page_costs_no_body_and_keeps_its_validators(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    def answer(request: Request) -> Response:
        return Response(status=304 if request.headers.get("If-None-Match") == '"v1"' else 200)

    httpserver.expect_request("/a").respond_with_handler(answer)

    page = fetcher.fetch(httpserver.url_for("/a"), validators=Validators('"v1"', "Mon, 01 Jun 2026 08:00:00 GMT"))

    assert page.not_modified
    assert page.body == b""
    assert page.validators.etag == '"v1"'
    assert requests_for(httpserver, "/a")[0].headers["If-Modified-Since"] == "Mon, 01 Jun 2026 08:00:00 GMT"


def test_not_modified_without_having_been_asked_is_an_error(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data(status=304)

    with pytest.raises(FetchError, match="HTTP 304"):
        fetcher.fetch(httpserver.url_for("/a"))


def test_a_gzipped_page_is_unpacked(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data(gzip.compress(b"hallo"), headers={"Content-Encoding": "gzip"})

    assert fetcher.fetch(httpserver.url_for("/a")).body == b"hallo"


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "HTTP 404 Not Found"), (403, "HTTP 403 Forbidden"), (410, "HTTP 410 Gone"), (299 + 300, "HTTP 599")],
)
def test_a_lasting_failure_is_reported_at_once(
    httpserver: HTTPServer, fetcher: Fetcher, status: int, words: str
) -> None:
    httpserver.expect_request("/a").respond_with_data("nein", status=status)

    with pytest.raises(FetchError, match=words) as caught:
        fetcher.fetch(httpserver.url_for("/a"))

    assert caught.value.fields["status"] == status
    assert caught.value.fields["subject"] == httpserver.url_for("/a")
    assert len(requests_for(httpserver, "/a")) == 1


@pytest.mark.parametrize(("status", "tries"), [(503, 3), (502, 3), (504, 3), (429, 3), (500, 2)])
def test_a_passing_failure_is_tried_again(httpserver: HTTPServer, fetcher: Fetcher, status: int, tries: int) -> None:
    httpserver.expect_request("/a").respond_with_data(status=status)

    with pytest.raises(FetchError, match=f"HTTP {status}"):
        fetcher.fetch(httpserver.url_for("/a"), delay=0)

    assert len(requests_for(httpserver, "/a")) == tries


def test_a_server_that_recovers_is_read_after_growing_pauses(
    httpserver: HTTPServer, fetcher: Fetcher, fake_time
) -> None:
    for _ in range(2):
        httpserver.expect_ordered_request("/robots.txt").respond_with_data(status=503)
    httpserver.expect_ordered_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_ordered_request("/a").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/a"), delay=0).body == b"da"
    assert fake_time.slept == [0.5, 1.0]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_honoured(httpserver: HTTPServer, fetcher: Fetcher, fake_time, form: str) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=9), usegmt=True)
    headers = {"Retry-After": "8" if form == "seconds" else later}
    httpserver.expect_oneshot_request("/a").respond_with_data(status=503, headers=headers)
    httpserver.expect_request("/a").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/a"), delay=0).body == b"da"
    assert 7 <= fake_time.slept[0] <= 9


def test_a_server_that_asks_for_more_patience_than_we_have_is_left_alone(
    httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=429, headers={"Retry-After": "3600"})

    with pytest.raises(FetchError, match="HTTP 429 Too Many Requests, asks to wait 3600 s"):
        fetcher.fetch(httpserver.url_for("/a"))

    assert len(requests_for(httpserver, "/a")) == 1


def test_redirects_are_followed_to_the_final_address(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/alt").respond_with_data(status=301, headers={"Location": "neu"})
    httpserver.expect_request("/neu").respond_with_data(status=308, headers={"Location": "/neuer#teil"})
    httpserver.expect_request("/neuer").respond_with_data("da")

    page = fetcher.fetch(httpserver.url_for("/alt"))

    assert (page.url, page.body) == (httpserver.url_for("/neuer"), b"da")


def test_an_error_behind_a_redirect_names_where_it_happened(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/alt").respond_with_data(status=302, headers={"Location": "/weg"})
    httpserver.expect_request("/weg").respond_with_data(status=404)

    with pytest.raises(FetchError, match=r"/alt: HTTP 404 Not Found at .*/weg"):
        fetcher.fetch(httpserver.url_for("/alt"))


def test_redirects_in_a_circle_are_shown(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(status=302, headers={"Location": "/a"})

    with pytest.raises(FetchError, match=r"redirects in a circle: .*/a -> .*/b -> .*/a"):
        fetcher.fetch(httpserver.url_for("/a"))


def test_too_many_redirects_are_an_error(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    for number in range(9):
        httpserver.expect_request(f"/{number}").respond_with_data(status=302, headers={"Location": f"/{number + 1}"})

    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher.fetch(httpserver.url_for("/0"))

    assert len(requests_for(httpserver, "/5")) == 1
    assert not requests_for(httpserver, "/6")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://b.de/x", "javascript:1"])
def test_a_redirect_to_anything_but_the_web_is_refused(httpserver: HTTPServer, fetcher: Fetcher, target: str) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": target})

    with pytest.raises(Refused, match="only http and https"):
        fetcher.fetch(httpserver.url_for("/a"))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://b.de", "http://", "http://[::1", "presse.html", "", "http://a..b/"]
)
def test_what_is_no_web_address_is_an_error_that_says_so(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FetchError, match=r"only http and https|not an address"):
        fetcher.fetch(url)


def test_two_hundred_megabytes_stop_at_the_limit_without_filling_memory(
    httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    sent = 0

    def giant() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200 * 16):
            sent += 2**16
            yield bytes(2**16)

    httpserver.expect_request("/a").respond_with_handler(lambda _: Response(giant(), content_type="text/html"))
    tracemalloc.start()

    with pytest.raises(Refused, match="larger than 1 MiB"):
        fetcher.fetch(httpserver.url_for("/a"))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 2**20
    assert sent < 100 * 2**20


def test_a_decompression_bomb_stops_at_the_limit(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(100 * 2**20), compresslevel=1)
    httpserver.expect_request("/a").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()

    with pytest.raises(Refused, match="larger than 1 MiB"):
        fetcher.fetch(httpserver.url_for("/a"))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 2**20


def test_a_page_of_exactly_the_limit_is_read(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data(bytes(2**20))

    assert len(fetcher.fetch(httpserver.url_for("/a")).body) == 2**20


def test_broken_compression_is_an_error(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/a").respond_with_data(b"not gzip", headers={"Content-Encoding": "gzip"})

    with pytest.raises(FetchError, match="cannot be decompressed"):
        fetcher.fetch(httpserver.url_for("/a"))


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "]
)
def test_a_server_that_trickles_is_cut_off_at_the_total_time(raw_server: Serve, head: bytes) -> None:
    def trickle(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)

    limits = FetchLimits(timeout=2, total=0.4, retries=3, allow_private=True)
    started = time.monotonic()

    with Fetcher(limits) as fetcher, pytest.raises(Refused, match=r"not complete within 0\.4 s"):
        fetcher.fetch(raw_server(trickle), delay=0)

    assert time.monotonic() - started < 2


def test_a_silent_server_is_tried_again_and_then_given_up(raw_server: Serve) -> None:
    asked = []

    def silence(_: socket.socket, request: bytes) -> None:
        asked.append(request)
        time.sleep(1)

    limits = FetchLimits(timeout=0.2, retries=1, backoff=0.01, allow_private=True)

    with Fetcher(limits) as fetcher, pytest.raises(FetchError, match=r"no answer within 0\.2 s"):
        fetcher.fetch(raw_server(silence), delay=0)

    assert len(asked) == 2


def test_half_a_page_is_never_taken_for_a_whole_one(raw_server: Serve, fetcher: Fetcher) -> None:
    url = raw_server(lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nhalf"))

    with pytest.raises(FetchError, match="broke off"):
        fetcher.fetch(url)


def test_a_refused_connection_is_named(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(FetchError, match="connection was refused"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")


def test_an_unknown_host_is_named_and_not_tried_again(
    fetcher: Fetcher, fake_time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(FetchError, match="the host name does not exist"):
        fetcher.fetch("http://stadt.invalid/", delay=0)

    assert fake_time.slept == []


def test_a_server_without_tls_is_named(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="no secure connection"):
        fetcher.fetch(httpserver.url_for("/a").replace("http:", "https:"))


def test_a_bad_certificate_is_named_and_not_tried_again() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "certificate has expired"

    error = explain(requests.exceptions.SSLError(MaxRetryError(None, "/", SSLError(cause))), "https://b.example/", 20)

    assert str(error) == "https://b.example/: the certificate of the server is not valid: certificate has expired"
    assert not error.fields["temporary"]


def test_requests_to_one_host_keep_their_distance(httpserver: HTTPServer, fetcher: Fetcher, fake_time) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_request("/a").respond_with_data("")

    for _ in range(3):
        fetcher.fetch(httpserver.url_for("/a"), delay=2.5)

    assert fake_time.slept == [2.5, 2.5]


def test_threads_share_the_distance(httpserver: HTTPServer) -> None:
    at: list[float] = []
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)

    def note(_: Request) -> Response:
        at.append(time.monotonic())
        return Response("")

    httpserver.expect_request("/a").respond_with_handler(note)
    with Fetcher(FetchLimits(allow_private=True)) as fetcher:
        threads = [
            threading.Thread(target=fetcher.fetch, args=(httpserver.url_for("/a"),), kwargs={"delay": 0.1})
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(at) == 4
    assert min(later - earlier for earlier, later in pairwise(at)) > 0.05
