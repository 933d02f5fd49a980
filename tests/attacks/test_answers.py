"""Somebody frames a page, reads it from a cache, lets a browser mistake it, or calculates with what is exported."""

import csv
import io
import re

import pytest

from feeds.serving import PublicFolder
from model.people import Change, Deed
from pipeline.spreadsheet import csv_lines
from tests.attacks.duties import DESK, decided
from tests.attacks.test_routes import address
from tests.review.api.conftest import Portal
from tests.review.conftest import NOON, Browser, Desk

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("https://evil.example","x")']
PARTED = ["x;=1+1;y", "x\n=1+1", "x\t=cmd|' /C calc'!A0", 'x";=1+1;"', "x;@SUM(1)"]


def test_every_answer_protects_itself(portal: Portal) -> None:
    """Pages, errors, redirects, downloads, static files, the API; nobody, and who may everything."""
    extra = ["/nothing", "/static/desk.js", "/static/nothing", "/api/v1/token", "/api/v1/nothing", "/api/v1/docs"]
    for browser in (portal.desk.browser(), portal.desk.browser("administrator")):
        for path in extra + [address(path) for method, path, _ in decided(DESK) if method == "GET"]:
            answer = browser.get(path)
            given = answer.headers
            assert "frame-ancestors 'none'" in given["content-security-policy"], path
            assert "script-src 'self'" in given["content-security-policy"], path
            assert "unsafe" not in given["content-security-policy"], path
            assert given["x-content-type-options"] == "nosniff", path
            assert given["cross-origin-opener-policy"] == "same-origin", path
            wanted = "no-cache" if path.startswith("/static/") else "no-"
            assert given["cache-control"].startswith(wanted) or "private" in given["cache-control"], path
            assert "server" not in given
            if answer.status_code < 300 and answer.content:
                assert "content-type" in given, path


def test_no_cache_keeps_what_was_for_somebody(desk: Desk) -> None:
    """Cache deception: an address that looks like a file of everybody's shows nobody's page."""
    browser = desk.browser("editor")
    for path in (
        "/account/x.css",
        "/account;x.css",
        "/account%2fx.css",
        "/account.css",
        "/account/x.js",
    ):
        answer = browser.get(path)
        assert "no-store" in answer.headers["cache-control"] or answer.status_code == 404, path
        assert 'name="shown"' not in answer.text, path


def test_what_is_served_to_everybody_depends_on_no_header_of_one(tmp_path: object) -> None:
    """Cache poisoning: headers that no cache looks at change nothing in a feed."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "feed.xml").write_text("<rss/>")
    browser = Browser(PublicFolder(folder))  # type: ignore[arg-type]
    plain = browser.get("/feed.xml")
    for name in (
        "x-forwarded-host",
        "x-original-url",
        "x-rewrite-url",
        "x-forwarded-scheme",
        "host",
        "cookie",
        "origin",
    ):
        other = browser.get("/feed.xml", headers={name: "evil.example"})
        assert (other.content, other.headers["etag"]) == (plain.content, plain.headers["etag"]), name
        assert "evil" not in str(other.headers)
    assert "accept-encoding" in plain.headers["vary"].lower()
    assert plain.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_is_calculated(delimiter: str) -> None:
    """However a spreadsheet parts the cells: with a German one the semicolon does, whatever stands in quotes."""
    written = "".join(csv_lines(["a", "b"], [[each, f"x{each}"] for each in FORMULAS + PARTED]))
    if delimiter == ",":
        cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    else:
        cells = re.split(rf"[{delimiter}\r\n]", written)
    for cell in cells:
        assert not cell.lstrip("\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "＝")), cell


def test_no_export_of_the_desk_is_calculated(desk: Desk) -> None:
    for text in FORMULAS + PARTED:
        change = Change(NOON, text.strip() or "x", Deed.EDIT, subject=text, before=text, after=text, reason=text)
        desk.room.store.history.record(change)
    answer = desk.browser("administrator").get("/history.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="history.csv"'
    assert not re.search(r"(^|[,;\t\r\n]|,\")[=+@＝]", answer.text.lstrip("\ufeff"))


def test_no_name_writes_a_header_or_a_line_of_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("x\r\nset-cookie: a=b", "x\nWARNING root:forged line", "\x1b[2Jx", "x\u2028y"):
        answer = desk.browser(address=f"198.51.100.{len(name)}").submit("/login", name=name, password="wrong")
        assert "a=b" not in str(answer.headers)
    assert caplog.messages
    for line in caplog.messages:
        assert line.isprintable(), line
