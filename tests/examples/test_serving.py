import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

HANDLES_TERM = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(42))
print("ready", flush=True)
signal.pause()
"""
WAITS = "import signal; print('ready', flush=True); signal.pause()"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/presse/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/stil.css", "text/css; charset=utf-8"),
        ("/bilder/skyline.png", "image/png"),
        ("/presse/2026/07-neue-mitgliedsstadt-zwickau.pdf", "application/pdf"),
    ],
)
def test_each_file_is_served_with_its_type_and_charset(portal: str, path: str, content_type: str) -> None:
    assert requests.get(portal + path, timeout=10).headers["Content-Type"] == content_type


@pytest.mark.parametrize(("given", "asked"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_what_the_client_has_is_not_sent_again(portal: str, given: str, asked: str) -> None:
    first = requests.get(f"{portal}/presse/", timeout=10)
    again = requests.get(f"{portal}/presse/", headers={asked: first.headers[given]}, timeout=10)
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"another"'},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "gestern"},
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_what_the_client_has_not_is_sent(portal: str, headers: dict[str, str]) -> None:
    response = requests.get(f"{portal}/presse/", headers=headers, timeout=10)
    assert response.status_code == 200
    assert "Pressemitteilungen" in response.text


def test_head_gives_the_length_without_the_body(portal: str) -> None:
    head, get = (requests.request(method, f"{portal}/presse/", timeout=10) for method in ("HEAD", "GET"))
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(get.content))


@pytest.mark.parametrize("path", ["/presse/2025/", "/bilder/", "/%2e%2e/server.py", "/%2fetc/passwd", "/%00"])
def test_what_is_no_page_is_not_found(portal: str, path: str) -> None:
    assert requests.get(portal + path, timeout=10).status_code == 404


def test_what_machines_read_names_the_address_that_is_served(portal: str) -> None:
    for path in ("/presse/rss.xml", "/sitemap.xml", "/robots.txt"):
        text = requests.get(portal + path, timeout=10).text
        assert f"{portal}/" in text
        assert "industriestaedte.example/" not in text


def test_run_serves_the_portal_for_the_command_and_passes_its_exit_code(command_line: list[str], root: Path) -> None:
    script = (
        "import os, sys, urllib.request as r;"
        "sys.exit(7 if r.urlopen(os.environ['NEWSBRIDGE_EXAMPLE_PORTAL'] + '/presse/').status == 200 else 1)"
    )
    command = [*command_line, "run", "--port", "0", "--", sys.executable, "-c", script]
    assert subprocess.run(command, cwd=root, check=False).returncode == 7


def test_run_takes_a_free_port_where_its_own_is_busy(portal: str, command_line: list[str], root: Path) -> None:
    show = [sys.executable, "-c", "import os; print(os.environ['NEWSBRIDGE_EXAMPLE_PORTAL'])"]
    busy = str(urlsplit(portal).port)
    ran = subprocess.run(
        [*command_line, "run", "--port", busy, "--", *show], cwd=root, check=True, capture_output=True, text=True
    )
    assert ran.stdout.startswith("http://127.0.0.1:")
    assert ran.stdout.strip() != portal


def test_serve_says_in_one_line_that_its_port_is_busy(portal: str, command_line: list[str], root: Path) -> None:
    command = [*command_line, "serve", "--port", str(urlsplit(portal).port)]
    ran = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "--port 0" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(("script", "code"), [(HANDLES_TERM, 42), (WAITS, 128 + signal.SIGTERM)])
def test_run_passes_signals_to_the_command(command_line: list[str], root: Path, script: str, code: int) -> None:
    command = [*command_line, "run", "--port", "0", "--", sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(timeout=10) == code


def test_run_names_a_command_that_cannot_be_started(command_line: list[str], root: Path) -> None:
    command = [*command_line, "run", "--port", "0", "--", "no-such-command"]
    ran = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert ran.returncode == 127
    assert ran.stderr == "no-such-command: No such file or directory\n"
