"""What others find where the public folder is delivered to: a folder, an object store."""

import hashlib
import importlib.util
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fsspec
import pytest
import requests

from feeds.delivery import NOTE, Overtaken, deliver
from feeds.destinations import Destination, open_destination
from feeds.manifest import from_json, write_manifest
from feeds.packing import MANIFEST, put_out, take_away
from model.errors import BadConfiguration, PublishError

TOKEN, OTHER = "0123456789abcdef" * 2, "f" * 32
FEED = b"<rss>" + b"x" * 2000 + b"</rss>"
FILES = {
    "zh/index.html": b"<html>overview",
    "feeds/zh.xml": FEED,
    "feeds/zh-2026-10.xml": b"<rss>October</rss>",
    "zh/a.html": b"<html>a",
    "images/ab.jpg": b"\xff\xd8\xff",
    "sitemap.xml": b"<urlset/>",
    "style.css": b"p {}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "public"
    put_out(root, FILES, packed=True)
    put_out(root / "feeds" / TOKEN, {"partner.xml": b"<rss>partner</rss>"}, packed=True)
    put_out(root / "feeds", {".zh.xml.aa.tmp": b"half"}, packed=False)
    return root


@dataclass
class Recorder:
    """A destination that keeps files in memory, notes what happened, and may break."""

    files: dict[str, bytes] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    breaks_at: str = ""
    address: str = "nowhere"

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def write(self, path: str, data: bytes, media_type: str, cache: str) -> None:
        if path == self.breaks_at:
            raise PublishError(path=path, reason="the line is cut")
        self.log.append(path)
        self.files[path] = data

    def remove(self, path: str) -> None:
        self.log.append(f"-{path}")
        self.files.pop(path, None)

    def folders(self, path: str) -> list[str]:
        below = (name.removeprefix(f"{path}/") for name in self.files if name.startswith(f"{path}/"))
        return sorted({name.partition("/")[0] for name in below if "/" in name})

    def remove_folder(self, path: str) -> None:
        self.log.append(f"-{path}/")
        self.files = {name: data for name, data in self.files.items() if not name.startswith(f"{path}/")}


def send(root: Path, there: Destination) -> int:
    return deliver(root, root / "feeds", there, lambda: None)


def test_the_manifest_lists_what_is_public_and_nobodys_address(root: Path) -> None:
    manifest = write_manifest(root)
    assert sorted(manifest) == sorted(FILES)
    listed = manifest["feeds/zh.xml"]
    assert (listed.size, listed.sha256) == (len(FEED), hashlib.sha256(FEED).hexdigest())
    assert listed.type == "application/rss+xml; charset=utf-8"
    assert TOKEN not in (root / MANIFEST).read_text(encoding="utf-8")
    before = (root / MANIFEST).stat()
    assert write_manifest(root) == manifest
    assert (root / MANIFEST).stat().st_mtime_ns == before.st_mtime_ns


def test_a_damaged_manifest_is_written_anew(root: Path) -> None:
    manifest = write_manifest(root)
    (root / MANIFEST).write_text('{"version": 1, "files": {"a": 5}}')
    assert write_manifest(root) == manifest == from_json((root / MANIFEST).read_bytes())


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../b", ".hidden", "a\\b", ""])
def test_a_manifest_cannot_name_what_lies_elsewhere(name: str) -> None:
    listed = {"size": 1, "sha256": "", "type": "", "changed": ""}
    with pytest.raises(ValueError, match="no manifest of ours"):
        from_json(json.dumps({"version": 1, "files": {name: listed}}).encode())


def test_what_leads_to_others_comes_after_them_and_the_manifest_last(root: Path) -> None:
    there = Recorder()
    send(root, there)
    own = f"feeds/{TOKEN}/"
    assert there.log == [
        NOTE,
        "images/ab.jpg",
        "style.css",
        "feeds/zh-2026-10.xml",
        "zh/a.html",
        "feeds/zh.xml",
        "zh/index.html",
        "sitemap.xml",
        MANIFEST,
        f"-{NOTE}",
        f"{own}{NOTE}",
        f"{own}partner.xml",
        f"{own}{MANIFEST}",
        f"-{own}{NOTE}",
    ]


def test_only_what_changed_is_sent_and_what_is_gone_is_removed(root: Path) -> None:
    there = Recorder(files={"robots.txt": b"the operator's"})
    send(root, there)
    there.log.clear()
    assert (send(root, there), there.log) == (0, [])
    put_out(root, {"feeds/zh.xml": b"<rss>new</rss>"}, packed=True)
    take_away(root / "zh" / "a.html")
    assert send(root, there) == 2
    assert there.log == [NOTE, "feeds/zh.xml", "-zh/a.html", MANIFEST, f"-{NOTE}"]
    assert there.files["robots.txt"] == b"the operator's"


def test_a_revoked_address_is_closed_before_anything_else(root: Path) -> None:
    there = Recorder()
    put_out(root / "feeds" / OTHER, {"partner.xml": b"<rss/>"}, packed=False)
    send(root, there)
    there.log.clear()
    (root / "feeds" / OTHER / "partner.xml").unlink()
    (root / "feeds" / OTHER / MANIFEST).unlink()
    (root / "feeds" / OTHER).rmdir()
    put_out(root, {"feeds/zh.xml": b"<rss>new</rss>"}, packed=True)
    send(root, there)
    assert there.log[:2] == [f"-feeds/{OTHER}/", NOTE]
    assert there.folders("feeds") == [TOKEN]


def test_a_delivery_that_was_cut_off_is_finished_whatever_the_manifest_says(root: Path) -> None:
    there = Recorder()
    send(root, there)
    old = dict(there.files)
    links = {"feeds/zh.xml": b"<rss>links b</rss>", "zh/index.html": b"<html>links b"}
    put_out(root, {"zh/b.html": b"<html>b", **links}, packed=True)
    there.breaks_at = "zh/index.html"
    with pytest.raises(PublishError, match="the line is cut"):
        send(root, there)
    assert there.files["feeds/zh.xml"] == links["feeds/zh.xml"]
    assert there.files["zh/index.html"] == old["zh/index.html"]
    assert there.files[MANIFEST] == old[MANIFEST]
    # Meanwhile all is taken back: the manifest there matches again, but what is there does not.
    there.breaks_at = ""
    put_out(root, FILES, packed=True)
    take_away(root / "zh" / "b.html")
    send(root, there)
    assert set(there.files) == set(old)
    assert there.files["feeds/zh.xml"] == FEED


def test_a_feed_that_changes_meanwhile_is_not_mixed_with_the_older_state(root: Path) -> None:
    there = Recorder()

    def publish() -> None:
        put_out(root, {"sitemap.xml": b"<urlset>newer"}, packed=False)

    with pytest.raises(Overtaken):
        deliver(root, root / "feeds", there, publish)
    assert MANIFEST not in there.files
    send(root, there)
    assert there.files["sitemap.xml"] == b"<urlset>newer"


def test_an_empty_folder_empties_no_destination(root: Path, tmp_path: Path) -> None:
    there = Recorder()
    send(root, there)
    (tmp_path / "unmounted" / "feeds").mkdir(parents=True)
    with pytest.raises(PublishError, match="publish first"):
        send(tmp_path / "unmounted", there)
    assert there.files["feeds/zh.xml"] == FEED


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_another_folder_gets_the_same_files_with_their_copies(root: Path, tmp_path: Path, form: str) -> None:
    there = open_destination(form.format(tmp_path / "www"), packed=True)
    send(root, there)
    assert contents(tmp_path / "www") == contents(root)
    assert "feeds/zh.xml.gz" in contents(root)
    take_away(root / "feeds" / "zh.xml")
    send(root, there)
    assert not list((tmp_path / "www" / "feeds").glob("zh.xml*"))


def test_a_file_system_without_whole_writes_gets_them_by_renaming(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = open_destination("memory://portal/www", packed=True)
    monkeypatch.setattr(there, "_protocol", "sftp")
    moved: list[str] = []
    files = there._files
    monkeypatch.setattr(files, "mv", lambda old, new: (moved.append(new), type(files).mv(files, old, new)))
    send(root, there)
    assert "/portal/www/feeds/zh.xml" in moved
    stored = {path.removeprefix("/portal/www/") for path in fsspec.filesystem("memory").find("/portal/www")}
    assert not [path for path in stored if path.endswith(".tmp")]
    assert stored == {path for path in contents(root) if not path.endswith((".gz", ".br"))}
    fsspec.filesystem("memory").rm("/portal", recursive=True)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://me:secret@host/www", "credentials belong into the environment"),
        ("nonsense://host/www", "nonsense"),
    ],
)
def test_an_address_that_cannot_be(address: str, said: str) -> None:
    with pytest.raises(BadConfiguration, match=said) as caught:
        open_destination(address, packed=True)
    assert "secret" not in str(caught.value)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], dict[str, dict]]]:
    """An S3 server on loopback with an empty bucket; called, it says what is in there."""
    if not (importlib.util.find_spec("moto") and importlib.util.find_spec("s3fs")):
        pytest.skip("moto[server] and s3fs are not installed")
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    files = fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)
    files.mkdir("portal")

    def told() -> dict[str, dict]:
        found = files.find("portal/www")
        return {
            path.removeprefix("portal/www/"): files.call_s3("head_object", Bucket="portal", Key=path.partition("/")[2])
            for path in found
        }

    yield told
    server.stop()


def test_an_object_store_gets_types_and_lifetimes_and_loses_what_is_gone(root: Path, bucket) -> None:
    there = open_destination("s3://portal/www", packed=True)
    send(root, there)
    objects = bucket()
    assert set(objects) == {path for path in contents(root) if not path.endswith((".gz", ".br"))}
    feed = objects["feeds/zh.xml"]
    assert feed["ContentType"] == "application/rss+xml; charset=utf-8"
    assert feed["CacheControl"] == "public, max-age=300"
    assert objects[f"feeds/{TOKEN}/partner.xml"]["CacheControl"] == "private, max-age=300"
    assert objects["images/ab.jpg"]["ContentType"] == "image/jpeg"
    assert send(root, open_destination("s3://portal/www", packed=True)) == 0
    assert bucket()["zh/a.html"]["LastModified"] == objects["zh/a.html"]["LastModified"]
    take_away(root / "zh" / "a.html")
    for path in (root / "feeds" / TOKEN).iterdir():
        path.unlink()
    (root / "feeds" / TOKEN).rmdir()
    send(root, open_destination("s3://portal/www", packed=True))
    assert sorted(objects.keys() - bucket().keys()) == [
        f"feeds/{TOKEN}/manifest.json",
        f"feeds/{TOKEN}/partner.xml",
        "zh/a.html",
    ]


def test_a_bucket_that_is_not_there_is_named(root: Path, bucket) -> None:
    with pytest.raises(PublishError, match=r"s3://other/www.*bucket does not exist"):
        send(root, open_destination("s3://other/www", packed=True))
