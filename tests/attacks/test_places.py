"""Somebody wants files beside those that are served, or leads people to another site."""

from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from feeds.serving import PublicFolder
from model.people import Duty
from pipeline.publish import PublishOrder
from pipeline.site import publish_all
from tests.review.api.conftest import Portal
from tests.review.conftest import Desk

SECRET = "the secret of this machine"
CLIMBS = [
    "../secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%252fsecret.txt",
    "%252e%252e%252fsecret.txt",
    "..%c0%afsecret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "%c0%ae%c0%ae%c0%afsecret.txt",
    "%e0%80%ae%e0%80%ae/secret.txt",
    "..%5csecret.txt",
    "..\\secret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    "./../secret.txt",
    "x/../../secret.txt",
    "//secret.txt",
    "%2fetc%2fpasswd",
    "/etc/passwd",
    "file:///etc/passwd",
    "..%00/secret.txt",
    "../secret.txt%00.html",
    "feed.xml%00",
    "%uff0e%uff0e/secret.txt",
    "\uff0e\uff0e/secret.txt",
    "..%ef%bc%8fsecret.txt",
    "con",
    "x" * 5000,
    "%",
    "%zz",
    "~root/.ssh",
    ".git/config",
    "link.txt",
    "folder/secret.txt",
    "loop/loop/loop",
]


@pytest.fixture
def served(tmp_path: Path) -> TestClient:
    """A public folder with traps in it: links to a file, to a folder and to itself."""
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    (public / "feed.xml").write_text("<rss/>")
    (public / ".hidden").write_text(SECRET)
    (public / "link.txt").symlink_to(tmp_path / "secret.txt")
    (public / "folder").symlink_to(tmp_path)
    (public / "loop").symlink_to(public / "loop")
    return TestClient(PublicFolder(public), raise_server_exceptions=False)


def test_nothing_beside_the_public_folder_is_served(served: TestClient) -> None:
    assert served.get("/feed.xml").status_code == 200
    for climb in CLIMBS:
        for path in (f"/{climb}", f"/x/{climb}", f"/feed.xml/{climb}"):
            answer = served.get(path)
            assert answer.status_code in {404, 308}, path
            assert SECRET not in answer.text, path
            assert "root:" not in answer.text, path


def test_a_folder_of_the_public_one_leads_nowhere_else(served: TestClient, tmp_path: Path) -> None:
    """The redirect that adds a last slash takes its address from what was asked."""
    inside = tmp_path / "public" / "evil.example"
    inside.mkdir()
    (inside / "index.html").write_text("x")
    for path in ("//evil.example", "/evil.example", "/\\evil.example", "//evil.example/..", "/%2fevil.example"):
        answer = served.get(path, follow_redirects=False)
        leads = urljoin("http://testserver/", answer.headers.get("location", "/"))
        assert urlsplit(leads).netloc == "testserver", path


def test_no_method_writes_into_the_public_folder(served: TestClient, tmp_path: Path) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH", "MKCOL", "PROPFIND", "OPTIONS", "TRACE"):
        assert served.request(method, "/new.txt", content=b"x").status_code == 405
    assert not (tmp_path / "public" / "new.txt").exists()


@pytest.mark.parametrize("place", ["/static/{}", "/sources/{}", "/sources/{}/broken/article", "/runs/{}", "/api/v1/{}"])
def test_no_address_of_the_desk_names_a_file(portal: Portal, place: str) -> None:
    (portal.room.settings.home / "secret.txt").write_text(SECRET)
    browser = portal.desk.browser("administrator")
    for climb in CLIMBS:
        answer = browser.get(place.format(quote(climb, safe="%")))
        assert answer.status_code in {303, 400, 401, 404, 405, 422}, (place, climb)
        assert SECRET not in answer.text
        assert "root:" not in answer.text


def test_no_feed_is_rolled_back_that_is_no_feed(portal: Portal) -> None:
    browser, program = portal.desk.browser("operator"), portal.program(Duty.OPERATOR)
    before = sorted(portal.room.settings.home.rglob("*"))
    headers = {"x-csrf-token": browser.csrf()}
    for climb in CLIMBS:
        name = quote(climb, safe="")
        for deed in ("rollback", "release"):
            assert browser.post(f"/newsroom/feeds/{name}/{deed}", headers=headers, data={"to": "1"}).status_code >= 300
            assert program.post(f"feeds/{name}/{deed}", json={}).status_code in {400, 404, 405, 422}
    assert set(portal.room.settings.home.rglob("*")) - set(before) <= set(portal.room.settings.home.rglob("*.sqlite*"))


ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "%2f%2fevil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "@evil.example",
    "/@evil.example",
    ".evil.example",
    "evil.example",
    "?x=//evil.example",
    "#//evil.example",
    "/\u2028/evil.example",
    "\u3000//evil.example",
    "/\x00/evil.example",
    "/queue\r\nset-cookie: desk=x",
    "/queue%0d%0aset-cookie: desk=x",
    "/queue\u560d\u560aset-cookie: desk=x",
    "/;@evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "//testserver@evil.example",
    "//testserver.evil.example",
    "http:////evil.example",
]


def leads_here(location: str) -> bool:
    """Whether a browser that is sent to `location` stays at the desk (WHATWG URL: backslashes are slashes)."""
    seen = location.strip("\x00\t\n\r ").replace("\t", "").replace("\n", "").replace("\r", "").replace("\\", "/")
    return urlsplit(urljoin("http://testserver/login", seen)).netloc == "testserver"


def test_nobody_is_led_to_another_site_after_signing_in(desk: Desk) -> None:
    """Ways into the desk that take a page to go on to: the form, the form when one is in already, the provider."""
    stranger, known = desk.browser(), desk.browser("editor")
    for wanted in ELSEWHERE:
        for browser, path in ((known, "/login"), (known, "/login/provider"), (stranger, "/login")):
            answer = browser.get(path, params={"next": wanted})
            assert leads_here(answer.headers.get("location", "/")), (path, wanted)
            assert "set-cookie: desk=x" not in str(answer.headers)
            assert 'value="//' not in answer.text
            assert 'value="https:' not in answer.text
    for wanted in ELSEWHERE[:12]:
        answer = desk.browser().submit("/login", name="editor", password="drei Wörter im Kopf", next=wanted)
        assert answer.status_code == 303
        assert leads_here(answer.headers["location"]), wanted


def test_nobody_is_led_to_another_site_by_the_address_itself(desk: Desk) -> None:
    stranger, known = desk.browser(), desk.browser("editor")
    for path in (
        "//evil.example",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/queue//evil.example",
        "//evil.example/queue/",
    ):
        for browser in (stranger, known):
            answer = browser.get(f"http://testserver{path}")
            assert leads_here(answer.headers.get("location", "/")), path


def test_nobody_is_led_to_another_site_by_a_form(portal: Portal) -> None:
    browser = portal.desk.browser("editor")
    for wanted in ELSEWHERE:
        fields = {"term": "ISA", "language": "zh-Hans", "back": wanted}
        answer = browser.submit("/terms/occurrences", **fields)
        assert leads_here(answer.headers.get("location", "/")), wanted


def test_nothing_that_runs_makes_the_newsroom_write_elsewhere(portal: Portal) -> None:
    """A source, a feed or a title is named like a path; only names that the configuration allows become files."""
    portal.collect("../../../evil", "Ein Satz.", source="../../evil")
    portal.translate()
    home = portal.room.settings.home
    outside = {path for path in home.parent.iterdir() if path != home}
    publish_all(portal.room, PublishOrder())
    assert {path for path in home.parent.iterdir() if path != home} == outside
