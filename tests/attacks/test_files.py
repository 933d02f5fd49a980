"""Files that are brought to the desk or to the terminal: bombs, traps, and texts that pretend to be something else."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import NewsbridgeError
from review.headers import LARGEST_BODY
from tests.review.api.conftest import Portal
from translators.tbx import read_tbx
from translators.tmx import read_tmx
from translators.xliff_reading import read_xliff

SECRET = "the secret of this machine"
QUICK = 5.0
"""Seconds; each of the bombs would take hours or all memory."""
TMX = '<tmx version="1.4"><header srclang="de"/><body>{}</body></tmx>'
TU = '<tu><tuv xml:lang="de"><seg>{de}</seg></tuv><tuv xml:lang="zh"><seg>{zh}</seg></tuv></tu>'
TBX = '<tbx type="TBX-Basic" style="dca" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>{}</body></text></tbx>'
CONCEPT = (
    '<conceptEntry id="{de}"><langSec xml:lang="de"><termSec><term>{de}</term></termSec></langSec>'
    '<langSec xml:lang="zh"><termSec><term>{zh}</term></termSec></langSec></conceptEntry>'
)
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="de" trgLang="zh"><file id="t1">{}'
    "</file></xliff>"
)
UNIT = '<unit id="{de}"><segment id="1"><source>{de}</source><target>{zh}</target></segment></unit>'
KINDS = {"tmx": (TMX, TU), "tbx": (TBX, CONCEPT), "xlf": (XLIFF, UNIT)}


def read(path: Path) -> str:
    """Read a file as the kind that it is called, and return whatever came of it."""
    reader: Callable[[Path], object] = {
        ".tmx": lambda file: list(read_tmx(file)),
        ".tbx": read_tbx,
        ".xlf": lambda file: list(read_xliff(file.open("rb"), file.name)),
    }[path.suffix]
    try:
        return str(reader(path))
    except NewsbridgeError as error:
        return str(error)


def laughs(depth: int = 9) -> str:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth)]
    return f'<!DOCTYPE x [<!ENTITY l0 "lol">{"".join(lines)}]>'


def hostile(kind: str, secret: Path) -> dict[str, bytes]:
    """Return files of a kind by what they try."""
    whole, entry = KINDS[kind]

    def file(de: str = "Hafen", zh: str = "港口", doctype: str = "", encoding: str = "utf-8") -> bytes:
        text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{whole.format(entry.format(de=de, zh=zh))}'
        return text.encode(encoding, "replace")

    deep = "<a>" * 100_000
    crowd = " ".join(f"a{number}='1'" for number in range(50_000))
    return {
        "file by an entity": file("&x;", doctype=f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{secret}">]>'),
        "file by a parameter": file(doctype=f'<!DOCTYPE x [<!ENTITY % x SYSTEM "file://{secret}"> %x;]>'),
        "file by a DTD": file("&x;", doctype=f'<!DOCTYPE x SYSTEM "file://{secret}">'),
        "network by an entity": file("&x;", doctype='<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'),
        "network by a DTD": file(doctype='<!DOCTYPE x PUBLIC "-//x" "http://127.0.0.1:9/x.dtd">'),
        "billion laughs": file("&l8;", doctype=laughs()),
        "billion laughs in an attribute": whole.format('<tu x="&l8;"/><conceptEntry id="&l8;"/>')
        .join(['<?xml version="1.0"?>' + laughs(), ""])
        .encode(),
        "quadratic blow-up": file("&x;" * 50_000, doctype=f'<!DOCTYPE x [<!ENTITY x "{"x" * 50_000}">]>'),
        "deep nesting": file(deep),
        "wide nesting": file("<b>x</b>" * 50_000),
        "a huge attribute": file(f'<ph x="{"y" * 5_000_000}"/>'),
        "a huge text": file("x" * 11_000_000),
        "very many attributes": file(f"<ph {crowd}/>"),
        "an XInclude": file(
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file://{secret}"/>'
        ),
        "a style sheet": file(doctype='<?xml-stylesheet href="file:///etc/passwd" type="text/xsl"?>'),
        "UTF-7": file().replace(b'"utf-8"', b'"utf-7"'),
        "UTF-16 called UTF-8": file(encoding="utf-16").replace(
            "utf-16".encode("utf-16le"), "utf-8 ".encode("utf-16le")
        ),
        "an unknown encoding": file().replace(b'"utf-8"', b'"x-nix"'),
        "no encoding at all": b"\xff\xfe\x00\x00<",
        "NUL": file().replace(b"Hafen", b"Ha\x00fen"),
        "a lone surrogate": file("&#xD800;"),
        "a control character": file("&#1;"),
        "broken off": file()[:-20],
        "empty": b"",
        "gzip": gzip.compress(file("x" * 1_000_000)),
        "a page": b"<!doctype html><html><script>alert(1)</script>",
        "a picture": b"GIF89a/*<tmx>*/",
    }


NAMES = list(hostile("tmx", Path("/nowhere")))


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_reads_this_machine_or_exhausts_it(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    for name, content in hostile(kind, secret).items():
        path = tmp_path / f"file.{kind}"
        path.write_bytes(content)
        begun = time.process_time()
        said = read(path)
        assert SECRET not in said, name
        assert time.process_time() - begun < QUICK, name
        assert len(said) < 25_000_000, name


def test_a_good_file_is_read_all_the_same(tmp_path: Path) -> None:
    for kind, (whole, entry) in KINDS.items():
        path = tmp_path / f"good.{kind}"
        path.write_text(whole.format(entry.format(de="Hafen", zh="港口")), encoding="utf-8")
        assert "港口" in read(path)


PLACES = {"/terms/import": "file", "/memory/import": "file", "/xliff": "files"}


@pytest.mark.parametrize("place", PLACES)
def test_no_file_breaks_the_desk(portal: Portal, place: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    browser = portal.desk.browser("editor")
    headers = {"x-csrf-token": browser.csrf()}
    kind = {"/terms/import": "tbx", "/memory/import": "tmx", "/xliff": "xlf"}[place]
    for name, content in hostile(kind, secret).items():
        if len(content) > LARGEST_BODY // 2:
            continue
        answer = browser.post(place, headers=headers, files={PLACES[place]: (f"x.{kind}", content)})
        assert answer.status_code in {200, 400, 413, 422}, (name, answer.text[:2000])
        assert SECRET not in answer.text, name
        assert str(portal.room.settings.home) not in answer.text, name


@pytest.mark.parametrize("place", PLACES)
def test_a_name_of_a_file_is_a_name(portal: Portal, place: str) -> None:
    browser = portal.desk.browser("editor")
    headers = {"x-csrf-token": browser.csrf()}
    before = {path for path in portal.room.settings.home.rglob("*") if path.is_file()}
    names = [
        "../../x",
        "/etc/passwd",
        "..\\x",
        "<img src=x onerror=alert(1)>",
        "x\x00y",
        "a" * 5000,
        "\r\nset-cookie: a=b",
    ]
    for name in names:
        answer = browser.post(place, headers=headers, files={PLACES[place]: (name, b"nothing")})
        assert answer.status_code in {200, 400, 422}, name
        assert "<img src=x" not in answer.text
        assert "a=b" not in answer.headers.get("set-cookie", "")
    after = {path for path in portal.room.settings.home.rglob("*") if path.is_file()}
    uploads = portal.room.settings.home / "var" / "uploads"
    assert all(path.is_relative_to(uploads) or "sqlite" in path.name for path in after - before)
    assert not list(uploads.glob("*passwd*"))


def test_nobody_brings_in_what_another_uploaded(portal: Portal) -> None:
    portal.desk.person("li.na")
    mine, other = portal.desk.browser("editor"), portal.desk.browser("li.na")
    whole = TMX.format(TU.format(de="Hafen", zh="港口"))
    page = mine.post(
        "/memory/import", headers={"x-csrf-token": mine.csrf()}, files={"file": ("x.tmx", whole.encode())}
    ).text
    token = page.split('name="token" value="')[1].split('"')[0]
    for guess in (token, "0" * 32, "../" + token, "*", "", token.upper(), f"{token}/.", "x" * 64):
        assert other.submit("/memory/import/bring", token=guess, name="x").status_code in {410, 422}, guess
    assert mine.submit("/terms/import/bring", token=token, name="x").status_code == 410
    assert mine.submit("/memory/import/bring", token=token, name="x").status_code == 303


def test_a_bomb_that_calls_itself_compressed_is_not_unpacked(portal: Portal) -> None:
    """Neither as the body of a request nor as a file in it."""
    browser = portal.desk.browser("editor")
    packed = gzip.compress(b"x" * 20_000_000)
    headers = {"x-csrf-token": browser.csrf(), "content-encoding": "gzip"}
    answer = browser.post(
        "/account", headers=headers | {"content-type": "application/x-www-form-urlencoded"}, content=packed
    )
    assert answer.status_code in {400, 422}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("x.tmx", b"x" * 20_000_000)
    for place, field in PLACES.items():
        answer = browser.post(
            place, headers={"x-csrf-token": browser.csrf()}, files={field: ("x.zip", archive.getvalue())}
        )
        assert answer.status_code in {200, 400}


def test_a_form_of_thousands_of_parts_is_refused(portal: Portal) -> None:
    browser = portal.desk.browser("editor")
    headers = {"x-csrf-token": browser.csrf()}
    files = [("files", (f"{number}.xlf", b"x")) for number in range(2000)]
    assert browser.post("/xliff", headers=headers, files=files).status_code in {400, 413, 422}
    fields = {f"f{number}": "x" for number in range(2000)}
    assert browser.post("/account", data={"csrf": headers["x-csrf-token"], **fields}).status_code in {303, 400, 422}
