"""examples/nginx.conf in a running nginx, with `newsbridge serve` behind it."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from feeds.manifest import write_manifest
from feeds.packing import put_out
from feeds.pages import WITHDRAWN

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
FEED = b"<rss>" + b"text " * 1000 + b"</rss>"
TOKEN, REVOKED = "0123456789abcdef" * 2, "f" * 32
MAIN = """
daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  {server}
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@dataclass(frozen=True)
class Served:
    url: str
    public: Path
    behind: subprocess.Popen

    def get(self, path: str, coding: str = "identity", **headers: str) -> requests.Response:
        given = {"Accept-Encoding": coding, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return requests.get(self.url + path, headers=given, timeout=10, allow_redirects=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and process.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            assert process.poll() is None, f"{command[0]} did not start"
            yield process
        finally:
            process.terminate()


def adapted(root: Path, public: Path, port: int, behind: int) -> str:
    """The example with our ports and our folder, without its certificate."""
    text = (root / "examples" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r" *ssl_certificate.*\n", "", text)
    for ours, theirs in {
        "listen 443 ssl;": f"listen 127.0.0.1:{port};",
        "root /srv/newsbridge/public;": f"root {public};",
        "127.0.0.1:8080": f"127.0.0.1:{behind}",
    }.items():
        assert ours in text
        text = text.replace(ours, theirs)
    return text


@pytest.fixture(scope="module")
def served(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("nginx")
    public = folder / "public"
    files = {
        "feeds/zh.xml": FEED,
        "feeds/zh.atom": b"<feed/>",
        "feeds/zh.json": b"{}",
        f"feeds/{TOKEN}/zh.xml": FEED,
        "feeds.opml": b"<opml/>",
        "sitemap.xml": b"<urlset/>",
        "style.css": b"p {}",
        "images/ab.jpg": b"\xff\xd8\xff",
        "zh/index.html": b"<html>overview",
        "zh/a.html": b"<html>a",
        "zh/gone.html": b"<html>" + WITHDRAWN,
    }
    put_out(public, files, packed=True)
    put_out(public, {"feeds/.zh.xml.aa.tmp": b"half"}, packed=False)
    write_manifest(public)
    for each in (folder, *folder.parents[:3]):
        each.chmod(0o755)  # nginx, where root starts it, reads as another user
    port, behind = free_port(), free_port()
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, server=adapted(root, public, port, behind)))
    serve = [sys.executable, "-m", "newsbridge", "serve", str(public), "--port", str(behind)]
    with running(serve, behind) as ours, running([str(NGINX), "-c", str(folder / "nginx.conf")], port):
        yield Served(f"http://127.0.0.1:{port}", public, ours)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/feeds/zh.xml", "application/rss+xml; charset=utf-8"),
        ("/feeds/zh.atom", "application/atom+xml; charset=utf-8"),
        ("/feeds/zh.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
        ("/manifest.json", "application/json"),
        ("/images/ab.jpg", "image/jpeg"),
        ("/zh/", "text/html; charset=utf-8"),
        ("/zh/a.html", "text/html; charset=utf-8"),
    ],
)
def test_each_file_has_its_type_and_each_header_once(served: Served, path: str, media_type: str) -> None:
    answer = served.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert (answer.headers["x-content-type-options"], answer.headers["access-control-allow-origin"]) == ("nosniff", "*")


def test_the_prepared_copy_is_sent_and_304_when_it_is_known(served: Served) -> None:
    with requests.get(
        f"{served.url}/feeds/zh.xml", headers={"Accept-Encoding": "gzip"}, stream=True, timeout=10
    ) as packed:
        raw = packed.raw.read()
    assert raw == (served.public / "feeds" / "zh.xml.gz").read_bytes()
    assert gzip.decompress(raw) == FEED
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "Accept-Encoding")
    plain = served.get("/feeds/zh.xml")
    for answer, coding in ((packed, "gzip"), (plain, "identity")):
        assert served.get("/feeds/zh.xml", coding, If_None_Match=answer.headers["etag"]).status_code == 304
    assert served.get("/feeds/zh.xml", If_Modified_Since=plain.headers["last-modified"]).status_code == 304
    assert served.get("/feeds/zh.xml", Range="bytes=0-4").content == b"<rss>"


@pytest.mark.parametrize("path", ["/feeds/.zh.xml.aa.tmp", "/.git/config", "/feeds/", "/none.xml", "/zh/none.html"])
def test_what_is_not_public_is_not_there(served: Served, path: str) -> None:
    assert served.get(path).status_code == 404


def test_a_subscribers_address_is_kept_out_of_caches_and_gone_once_it_is_revoked(served: Served) -> None:
    closed = served.get(f"/feeds/{TOKEN}/zh.xml")
    assert (closed.status_code, closed.headers["cache-control"]) == (200, "private, max-age=300")
    assert closed.headers["x-robots-tag"] == "noindex, nofollow"
    assert "access-control-allow-origin" not in closed.headers
    assert served.get(f"/feeds/{REVOKED}/zh.xml").status_code == 410


def test_a_folder_leads_to_its_overview(served: Served) -> None:
    answer = served.get("/zh")
    assert answer.status_code in {301, 308}
    assert answer.headers["location"].endswith("zh/")


def test_a_withdrawn_page_is_gone_and_without_newsbridge_the_pages_stay(served: Served) -> None:
    gone = served.get("/zh/gone.html")
    assert (gone.status_code, WITHDRAWN in gone.content) == (410, True)
    served.behind.terminate()
    served.behind.wait(timeout=20)
    assert served.get("/zh/a.html").content == b"<html>a"
    assert served.get("/zh/").content == b"<html>overview"
    assert served.get("/zh/none.html").status_code == 404
