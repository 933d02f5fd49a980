"""What a reader, a cache and somebody who tries doors get from `newsbridge serve`."""

import gzip
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests
import uvicorn
from starlette.testclient import TestClient

from feeds.conditional import accepted_codings
from feeds.packing import put_out
from feeds.pages import WITHDRAWN
from feeds.remembering import Remembering
from feeds.serving import PublicFolder
from feeds.writing import write_if_changed

FEED = b"<rss>" + "氢能发展 ".encode() * 500 + b"</rss>"
PICTURE = b"\xff\xd8\xff\xe0" + bytes(2000)
TOKEN, REVOKED = "0123456789abcdef" * 2, "f" * 32
CODINGS = ("identity", "gzip", "br")
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PLAIN = {"accept-encoding": "identity"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "feeds/zh.xml": FEED,
        "feeds/zh.atom": b"<feed/>",
        f"feeds/{TOKEN}/zh.xml": FEED,
        "images/ab.jpg": PICTURE,
        "feeds/zh.json": b"{}",
        "feeds.opml": b"<opml/>",
        "sitemap.xml": b"<urlset/>",
        "style.css": b"p {}",
        "zh/index.html": b"<html>",
        "zh/a.html": b"<html><article>",
        "zh/gone.html": b"<html>" + WITHDRAWN,
        "feeds/.zh.xml.aa.tmp": b"half",
        ".history/zh.xml": b"secret",
    }
    for path, data in files.items():
        write_if_changed(tmp_path / "public" / path, data)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "public"


@pytest.fixture
def client(root: Path) -> TestClient:
    return TestClient(PublicFolder(root), follow_redirects=False)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/feeds/zh.xml", "application/rss+xml; charset=utf-8"),
        ("/feeds/zh.atom", "application/atom+xml; charset=utf-8"),
        ("/feeds/zh.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/zh/", "text/html; charset=utf-8"),
        ("/zh/a.html", "text/html; charset=utf-8"),
    ],
)
def test_each_file_has_its_type(client: TestClient, path: str, media_type: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


def test_a_reader_that_has_the_file_gets_304_until_it_changes(client: TestClient, root: Path) -> None:
    first = client.get("/feeds/zh.xml")
    assert first.content == FEED
    known = {"if-none-match": first.headers["etag"]}
    again = client.get("/feeds/zh.xml", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    dated = client.get("/feeds/zh.xml", headers={"if-modified-since": first.headers["last-modified"]})
    assert dated.status_code == 304
    write_if_changed(root / "feeds" / "zh.xml", b"<rss/>")
    assert client.get("/feeds/zh.xml", headers=known).content == b"<rss/>"


def test_a_file_written_anew_with_the_same_bytes_keeps_its_tag(client: TestClient, root: Path) -> None:
    tag = client.get("/feeds/zh.xml").headers["etag"]
    os.utime(root / "feeds" / "zh.xml", (1, 1))
    assert client.get("/feeds/zh.xml", headers={"if-none-match": f'W/"x", {tag}'}).status_code == 304
    # The tag counts, not the date (RFC 9110, section 13.2.2).
    dated = {"if-none-match": '"other"', "if-modified-since": "Thu, 01 Jan 2037 00:00:00 GMT"}
    assert client.get("/feeds/zh.xml", headers=dated).status_code == 200


def test_gzip_is_sent_where_it_is_taken_and_has_a_tag_of_its_own(client: TestClient) -> None:
    with client.stream("GET", "/feeds/zh.xml", headers={"accept-encoding": "br, gzip;q=0.8"}) as packed:
        raw = b"".join(packed.iter_raw())
    plain = client.get("/feeds/zh.xml", headers=PLAIN)
    assert gzip.decompress(raw) == plain.content == FEED
    assert (packed.headers["content-encoding"], int(packed.headers["content-length"])) == ("gzip", len(raw))
    assert "content-encoding" not in plain.headers
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "accept, accept-encoding"
    assert packed.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("gzip", ["gzip"]),
        ("GZIP;q=1", ["gzip"]),
        ("gzip, deflate, br, zstd", ["br", "gzip"]),
        ("br;q=0.5, gzip", ["gzip", "br"]),
        ("gzip;q=0, br; q=0.0", []),
        ("*", ["br", "gzip"]),
        ("*;q=0.1, br;q=0", ["gzip"]),
        ("x-gzip", ["gzip"]),
        ("identity", []),
        ("", []),
    ],
)
def test_which_codings_are_taken(said: str, taken: list[str]) -> None:
    assert accepted_codings({"accept-encoding": said}, ["br", "gzip"]) == taken


@pytest.mark.parametrize(
    ("asked", "status", "body", "told"),
    [
        ("bytes=0-4", 206, b"<rss>", f"bytes 0-4/{len(FEED)}"),
        ("bytes=-6", 206, b"</rss>", f"bytes {len(FEED) - 6}-{len(FEED) - 1}/{len(FEED)}"),
        (f"bytes={len(FEED) - 6}-", 206, b"</rss>", f"bytes {len(FEED) - 6}-{len(FEED) - 1}/{len(FEED)}"),
        ("bytes=-99999999", 206, FEED, f"bytes 0-{len(FEED) - 1}/{len(FEED)}"),
        (f"bytes={len(FEED)}-", 416, b"416 Requested Range Not Satisfiable\n", f"bytes */{len(FEED)}"),
        ("bytes=-0", 416, b"416 Requested Range Not Satisfiable\n", f"bytes */{len(FEED)}"),
        ("bytes=0-1,3-4", 200, FEED, None),
        ("bytes=-", 200, FEED, None),
        ("lines=1-2", 200, FEED, None),
    ],
)
def test_parts(client: TestClient, asked: str, status: int, body: bytes, told: str | None) -> None:
    answer = client.get("/feeds/zh.xml", headers={"range": asked})
    assert (answer.status_code, answer.content, answer.headers.get("content-range")) == (status, body, told)


def test_brotli_is_sent_where_a_copy_of_this_version_was_prepared(client: TestClient, root: Path) -> None:
    taking = {"accept-encoding": "gzip, deflate, br"}
    assert client.get("/feeds/zh.xml", headers=taking).headers["content-encoding"] == "gzip"
    put_out(root, {"feeds/en.xml": FEED}, packed=True)
    with client.stream("GET", "/feeds/en.xml", headers=taking) as packed:
        raw = b"".join(packed.iter_raw())
    assert raw == (root / "feeds" / "en.xml.br").read_bytes()
    assert packed.headers["content-encoding"] == "br"
    tags = {
        coding: client.get("/feeds/en.xml", headers={"accept-encoding": coding}).headers["etag"] for coding in CODINGS
    }
    assert len(set(tags.values())) == 3
    for coding, tag in tags.items():
        for other in CODINGS:
            known = {"accept-encoding": other, "if-none-match": tag}
            assert client.get("/feeds/en.xml", headers=known).status_code == (304 if other == coding else 200)
    part = client.get("/feeds/en.xml", headers=taking | {"range": "bytes=0-4"})
    assert (part.status_code, part.content, part.headers["etag"]) == (206, b"<rss>", tags["identity"])
    head = client.head("/feeds/en.xml", headers=taking)
    assert (head.headers["content-length"], head.headers["etag"]) == (str(len(raw)), tags["br"])
    # Changed by hand: the copy beside it is of another version.
    write_if_changed(root / "feeds" / "en.xml", FEED + b"<!-- -->")
    assert client.get("/feeds/en.xml", headers=taking).content == FEED + b"<!-- -->"


@pytest.mark.parametrize("path", [f"/feeds/{REVOKED}/zh.xml", f"/{REVOKED}/", f"/feeds/{REVOKED}/zh-2026-10.atom"])
def test_an_address_that_was_revoked_is_gone(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 410


@pytest.mark.parametrize(
    "path", [f"/feeds/{TOKEN}/none.xml", f"/feeds/{TOKEN}/", f"/%2e%2e/{REVOKED}/a", f"/{REVOKED}"]
)
def test_what_only_looks_revoked_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_part_of_another_version_is_answered_with_the_whole(client: TestClient) -> None:
    tag = client.get("/feeds/zh.xml", headers=PLAIN).headers["etag"]
    assert client.get("/feeds/zh.xml", headers={"range": "bytes=0-4", "if-range": tag}).status_code == 206
    assert client.get("/feeds/zh.xml", headers={"range": "bytes=0-4", "if-range": '"old"'}).content == FEED


def test_head_says_what_get_would(client: TestClient) -> None:
    head, get = client.head("/feeds/zh.xml", headers=PLAIN), client.get("/feeds/zh.xml", headers=PLAIN)
    assert (head.status_code, head.content, head.headers) == (200, b"", get.headers)


def test_a_withdrawn_page_is_gone_and_still_says_why(client: TestClient) -> None:
    answer = client.get("/zh/gone.html")
    assert (answer.status_code, WITHDRAWN in answer.content) == (410, True)
    assert client.get("/zh/gone.html", headers={"if-none-match": answer.headers["etag"]}).status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/none.xml",
        "/feeds",
        "/feeds/",
        "/feeds/.zh.xml.aa.tmp",
        "/.history/zh.xml",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/feeds/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/link.txt",
        "/%00",
        "/" + "x" * 5000,
        "/zh/a.html/",
    ],
)
def test_what_is_not_public_is_not_there(client: TestClient, root: Path, path: str) -> None:
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    assert client.get(path).status_code == 404


def test_a_folder_without_its_slash_leads_to_its_overview(client: TestClient) -> None:
    answer = client.get("/zh")
    assert (answer.status_code, answer.headers["location"]) == (308, "zh/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    answer = client.request(method, "/feeds/zh.xml")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_browser_gets_feeds_as_xml_that_it_styles_and_a_reader_under_their_own_type(client: TestClient) -> None:
    shown = client.get("/feeds/zh.xml", headers=BROWSER)
    assert shown.headers["content-type"] == "application/xml; charset=utf-8"
    simple_pie = {"accept": "application/atom+xml, application/rss+xml, text/xml;q=0.8, text/html;q=0.7"}
    read = client.get("/feeds/zh.xml", headers=simple_pie)
    assert read.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert read.content == shown.content
    assert client.get("/zh/", headers=BROWSER).headers["content-type"] == "text/html; charset=utf-8"


def test_a_subscribers_own_address_is_kept_out_of_caches_search_engines_and_scripts(client: TestClient) -> None:
    closed = client.get(f"/feeds/{TOKEN}/zh.xml")
    assert closed.content == FEED
    assert closed.headers["cache-control"] == "private, max-age=300"
    assert closed.headers["x-robots-tag"] == "noindex, nofollow"
    assert closed.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in closed.headers
    assert "x-robots-tag" not in client.get("/feeds/zh.xml").headers


def test_a_copied_picture_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/images/ab.jpg", headers={"accept-encoding": "gzip"})
    assert (answer.content, answer.headers["content-type"]) == (PICTURE, "image/jpeg")
    assert "content-encoding" not in answer.headers


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    settings = {"port": 0, "lifespan": "off", "log_level": "warning", "proxy_headers": False, "server_header": False}
    server = uvicorn.Server(uvicorn.Config(PublicFolder(root), http=Remembering, **settings))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_a_reader_over_a_real_connection(address: str) -> None:
    with requests.Session() as session:
        first = session.get(f"{address}/feeds/zh.xml")
        assert (first.content, first.headers["content-encoding"]) == (FEED, "gzip")
        known = {"if-none-match": first.headers["etag"]}
        assert session.get(f"{address}/feeds/zh.xml", headers=known).status_code == 304
        head = session.head(f"{address}/feeds/zh.xml", headers=PLAIN)
        assert int(head.headers["content-length"]) == len(FEED)


@pytest.fixture
def wire(address: str) -> Iterator[Callable[..., bytes]]:
    """Send bytes on one connection and get what comes back until the server waits."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:

        def talk(data: bytes, patience: float = 10) -> bytes:
            found = b""
            line.sendall(data)
            with suppress(TimeoutError):
                line.settimeout(patience)
                found = line.recv(1 << 20)
                line.settimeout(0.2)
                while more := line.recv(1 << 20):
                    found += more
            return found

        yield talk


ASK = b"GET /feeds/zh.atom HTTP/1.1\r\nHost: a\r\n\r\n"


def told(answer: bytes) -> list[bytes]:
    """The lines of an answer that do not depend on when it was given."""
    return sorted(line for line in answer.split(b"\r\n") if not line.startswith(b"date:"))


def test_the_second_answer_is_the_first_and_that_of_the_long_way(wire, root: Path) -> None:
    long_way = wire(ASK + ASK)  # two at once are read by uvicorn
    first, second = wire(ASK), wire(ASK)
    assert first.startswith(b"HTTP/1.1 200 OK\r\n")
    assert first.endswith(b"\r\n\r\n<feed/>")
    assert told(first) == told(second)
    assert set(told(first)) <= {*told(long_way), *told(long_way.replace(b"<feed/>", b"<feed/>\r\n"))}
    write_if_changed(root / "feeds" / "zh.atom", b"<feed>new</feed>")
    assert wire(ASK).endswith(b"<feed>new</feed>")
    (root / "feeds" / "zh.atom").unlink()
    assert wire(ASK).startswith(b"HTTP/1.1 404 ")


def test_a_remembered_request_within_a_body_is_no_request(wire) -> None:
    wire(ASK)
    posted = b"POST /feeds/zh.atom HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(ASK)
    answer = wire(posted)
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert wire(ASK, patience=0.5) == b""
    assert wire(ASK).endswith(b"<feed/>")


@pytest.mark.parametrize("ask", [ASK.replace(b"1.1", b"1.0", 1), ASK.replace(b"Host", b"Connection: close\r\nHost")])
def test_who_wants_the_connection_closed_gets_it_closed(wire, ask: bytes) -> None:
    wire(ASK)
    assert wire(ask).endswith(b"<feed/>")
    with suppress(ConnectionError):
        assert wire(ASK) == b""


def test_a_request_in_two_pieces_and_two_in_one_are_answered(wire) -> None:
    wire(ASK)
    assert wire(ASK + ASK).count(b"<feed/>") == 2
    assert wire(ASK + ASK[:5]).count(b"<feed/>") == 1
    assert wire(ASK[5:]).count(b"<feed/>") == 1


def test_head_is_remembered_without_its_body(wire) -> None:
    ask = ASK.replace(b"GET", b"HEAD")
    for _ in range(2):
        answer = wire(ask)
        assert b"content-length: 7\r\n" in answer
        assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_serving_from_the_command_line(root: Path, workers: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "newsbridge", "serve", str(root), "--port", str(port), "--workers", workers]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                with suppress(requests.ConnectionError):
                    assert requests.get(f"http://127.0.0.1:{port}/feeds/zh.xml", timeout=10).content == FEED
                    break
                time.sleep(0.1)
            else:
                pytest.fail("it did not start")
        finally:
            process.terminate()
