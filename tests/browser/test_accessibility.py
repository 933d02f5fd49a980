"""Every page by axe-core: people who hear, enlarge or type their way through the desk get the same desk.

The rules are those of https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md. The script comes
from the folder named in `NEWSBRIDGE_TEST_AXE`, else from npm; it is no part of the project.
"""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from model.people import Duty
from pipeline.inviting import PROGRAM, invite
from pipeline.publish import PublishOrder
from pipeline.settings import Settings
from pipeline.site import publish_all
from pipeline.wiring import Newsroom
from tests.browser.conftest import DESKTOP, PHONE, Desk, Visitor
from tests.browser.walking import pages

Visit = Callable[..., Visitor]
pytestmark = pytest.mark.timeout(900)

RUN = "only => axe.run(document, only ? {runOnly: only} : {}).then(found => found.violations)"
COLOURS = ["color-contrast", "link-in-text-block"]


def given() -> Path | None:
    """Return the script in the folder that `NEWSBRIDGE_TEST_AXE` names."""
    path = Path(os.environ.get("NEWSBRIDGE_TEST_AXE", "")) / "axe.min.js"
    return path if path.is_file() else None


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script."""
    if (path := given()) is not None:
        return path.read_text(encoding="utf-8")
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("axe")
    if npm is None:
        pytest.skip("needs axe-core: NEWSBRIDGE_TEST_AXE=folder with axe.min.js, or npm")
    packed = subprocess.run([npm, "pack", "--silent", "axe-core@4"], cwd=folder, check=False, timeout=120)
    archives = list(folder.glob("axe-core-*.tgz"))
    if packed.returncode or not archives:
        pytest.skip("needs axe-core: npm cannot fetch it; NEWSBRIDGE_TEST_AXE=folder with axe.min.js")
    with tarfile.open(archives[0]) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode()


def faults(page: Any, axe: str) -> list[str]:
    """Return what axe finds: by day in both sizes, and the colours by night."""
    page.evaluate(axe)
    found = []
    for size, scheme, only in ((DESKTOP, "light", None), (PHONE, "light", None), (DESKTOP, "dark", COLOURS)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {size['width']} px: {said}" for said in map(_said, page.evaluate(RUN, only))]
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return found


def _said(violation: dict[str, Any]) -> str:
    places = [
        f"{node['html'][:120]} {node['any'][0]['message'] if node['any'] else ''}" for node in violation["nodes"][:3]
    ]
    return f"{violation['impact']} {violation['id']}: " + " | ".join(places)


def test_no_page_of_the_desk_has_a_fault(desk: Desk, visit: Visit, axe: str) -> None:
    visitor = visit("adam")
    found = [f"{path} {wrong}" for path in pages(visitor, "/queue") for wrong in faults(visitor.page, axe)]
    assert not found, "\n".join(found)


def test_signing_in_has_no_fault(desk: Desk, visit: Visit, axe: str) -> None:
    visitor = visit()
    with Newsroom(Settings(home=desk.home)) as room:
        _, token = invite(room, "anna", Duty.EDITOR, PROGRAM)
    assert faults(visitor.open("/login"), axe) == []
    assert faults(visitor.open(f"/invitation/{token}"), axe) == []


@pytest.fixture
def site(desk: Desk) -> Iterator[str]:
    """The published pages, served."""
    with Newsroom(Settings(home=desk.home)) as room:
        publish_all(room, PublishOrder())
    handler = partial(SimpleHTTPRequestHandler, directory=str(desk.home / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_no_published_page_has_a_fault(desk: Desk, chromium: Any, axe: str, site: str) -> None:
    page = chromium.new_page(viewport=DESKTOP)
    public = desk.home / "public"
    found = []
    written = [each for language in ("de", "en", "zh") for each in sorted((public / language).glob("**/*.html"))[:3]]
    for path in written:
        page.goto(f"{site}/{path.relative_to(public)}")
        found += [f"{path.relative_to(public)} {wrong}" for wrong in faults(page, axe)]
    page.close()
    assert len(written) >= 6
    assert not found, "\n".join(found)
