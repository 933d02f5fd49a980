"""An operator's bad day: whatever goes wrong is one line with a way out, and stops only itself."""

import io
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest
from pypdf import PdfWriter
from pytest_httpserver import HTTPServer

from newsbridge.__main__ import main
from newsbridge.language import speaks_german
from sources.transport import FetchLimits

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="de"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>
<p class="date">22.05.2026</p><p>Die Stadt Musterstadt eröffnet gemeinsam mit ihren chinesischen Partnern ein neues
Zentrum für Wasserstofftechnik im Gewerbegebiet Nord.</p><p>Das Vorhaben schafft rund 35 Arbeitsplätze in der Region.
Die Oberbürgermeisterin dankte allen Beteiligten für die gute Zusammenarbeit der vergangenen Jahre.</p>
</article></main></body></html>"""
ENGLISH = "<html lang=en><h1>A new centre</h1><p>" + "The city opens a new centre together with its partners. " * 9
PORT_OF_NOBODY = 9


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def failures(self) -> list[str]:
        return [line for line in self.out.splitlines() if line.startswith("failed: ")]


@dataclass
class Desk:
    """An operator with a home, a terminal and a portal on loopback."""

    home: Path
    portal: HTTPServer
    run: Callable[..., Said]

    def put(self, path: str, body: str | bytes, content_type: str = "text/html; charset=utf-8", **more: object) -> str:
        self.portal.expect_request(path).respond_with_data(body, content_type=content_type, **more)
        return self.portal.url_for(path)

    def overview(self, path: str, *releases: str) -> str:
        return self.put(path, "".join(f'<a class="pm" href="{each}">Mitteilung</a>' for each in releases))

    def catalogue(self, *tables: str) -> None:
        (self.home / "config" / "sources.toml").write_text("\n".join(tables), encoding="utf-8")

    def entries(self, feed: str) -> list[feedparser.FeedParserDict]:
        return feedparser.parse((self.home / "public" / "feeds" / f"{feed}.xml").read_bytes()).entries


def source(name: str, url: str, kind: str = "listing", link: str = "a.pm") -> str:
    selectors = f"[source.selectors]\nlink = {link!r}\n" if kind == "listing" else ""
    return f"[[source]]\nname = {name!r}\nkind = {kind!r}\nurl = {url!r}\npublisher = 'Stadt'\ndelay = 0\n{selectors}"


def pdf(password: str = "") -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def desk(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A home with one good source, `gut`, beside whatever a test adds."""
    speaks_german.cache_clear()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    (tmp_path / "config").mkdir()
    for name in ("feeds.toml", "terms.tsv"):
        shutil.copy(ROOT / "config" / name, tmp_path / "config" / name)

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["newsbridge", "--home", str(tmp_path), *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return Said(int(end.value.code or 0), printed.out, printed.err)

    def look_up(host: str, *arguments: object, **named: object) -> list[tuple[object, ...]]:
        if str(host).endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return known(host, *arguments, **named)

    known = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    desk = Desk(tmp_path, httpserver, run)
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    desk.put("/pm/gut", PAGE.format(title="Neues Zentrum für Wasserstoff"))
    desk.catalogue(source("gut", desk.overview("/gut", "/pm/gut")))
    return desk


def wrong(said: Said, code: int, *words: str) -> None:
    """It is one line, says what the test expects, and nothing was printed as if it had worked."""
    assert said.out == ""
    assert said.err.startswith("newsbridge: ")
    assert said.err.count("\n") == 1
    assert [word for word in words if word not in said.err] == []
    assert said.code == code


# Documents


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("fehlt.html", None, "there is no such file"),
        ("leer.html", b"", "is empty"),
        ("bild.pdf", pdf(), "run it through OCR"),
        ("zu.pdf", pdf("geheim"), "save a copy without one"),
        ("kaputt.pdf", b"%PDF-1.7 nichts", "save it anew"),
        ("englisch.html", ENGLISH.encode(), "another language (en)"),
        ("nullen.md", bytes(99), "no article text"),
        ("brief.docx", b"PK", "save it as one"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_and_the_others_are_imported(
    desk: Desk, name: str, content: bytes | None, reason: str
) -> None:
    good, bad = desk.home / "gut.html", desk.home / name
    good.write_text(PAGE.format(title="Neues Zentrum"), encoding="utf-8")
    if content is not None:
        bad.write_bytes(content)

    said = desk.run("import", bad, good)

    [failure] = said.failures
    assert str(bad) in failure
    assert failure.count(str(bad)) == 1
    assert reason in failure
    assert said.code == 1
    assert "1 releases" in desk.run("doctor").out


def test_a_folder_given_as_a_file_names_the_way_out(desk: Desk) -> None:
    wrong(desk.run("extract", desk.home), 1, str(desk.home), "is a folder", "make the folder a source")


def test_a_giant_file_is_refused_before_it_fills_the_memory(desk: Desk) -> None:
    giant = desk.home / "gross.html"
    with giant.open("wb") as file:
        file.truncate(200 * 2**20)

    wrong(desk.run("extract", giant), 1, str(giant), "larger than 20 MiB")
    wrong(desk.run("extract", giant, "--url", "https://stadt.example/pm"), 1, str(giant), "larger than 20 MiB")


def test_latin_1_without_a_declaration_is_read_right(desk: Desk) -> None:
    page = desk.home / "alt.html"
    page.write_bytes(PAGE.format(title="Größere Brücke über den Fluss").encode("latin-1"))

    said = desk.run("extract", page)

    assert (said.code, said.err) == (0, "")
    assert "Größere Brücke über den Fluss" in said.out


# Sources


def test_every_kind_of_bad_source_is_one_line_and_the_good_one_is_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = FetchLimits(timeout=0.3, retries=0, max_bytes=2**20)
    monkeypatch.setattr("sources.fetching.FetchLimits", lambda: limits)
    desk.put("/riese", b"x" * 2**21)
    desk.put("/im-kreis", "", status=302, headers={"Location": "/im-kreis"})
    desk.put("/pm/en", ENGLISH)
    desk.put("/pm/bild.pdf", pdf(), "application/pdf")
    desk.put("/pm/zu.pdf", pdf("geheim"), "application/pdf")
    desk.put("/pm/kaputt.pdf", b"%PDF-1.7 nichts", "application/pdf")
    silent = socket.create_server(("127.0.0.1", 0))  # takes connections and never answers
    bad = {
        "kaputter-feed": (
            desk.put("/feed", "<rss version='2.0'><channel><title>a</titel>", "text/xml"),
            "feed is broken",
        ),
        "leerer-feed": (desk.put("/leer", "", "text/xml"), "not a feed"),
        "seite-statt-feed": (desk.put("/seite", "<html><p>Hallo</p></html>"), "an HTML page, not a feed"),
        "404": (desk.put("/404", "", status=404), "HTTP 404"),
        "500": (desk.put("/500", "", status=500), "HTTP 500"),
        "stumm": (f"http://127.0.0.1:{silent.getsockname()[1]}/", "no answer within 0.3 s"),
        "kreis": (desk.portal.url_for("/im-kreis"), "redirects in a circle"),
        "niemand": (f"http://127.0.0.1:{PORT_OF_NOBODY}/", "the connection was refused"),
        "kein-host": ("http://gibt-es-nicht.invalid/", "the host name does not exist"),
        "nichts-passt": (desk.overview("/umgebaut", "/pm/gut"), "selectors.link 'a.alt' matches no link"),
        "kein-ordner": ("eingang", "create it, or correct `url`"),
        "riese": (desk.overview("/gross", "/riese"), "/riese: larger than 1 MiB"),
        "englisch": (desk.overview("/en", "/pm/en"), "/pm/en: the text is in another language (en)"),
        "bild": (desk.overview("/bild", "/pm/bild.pdf"), "/pm/bild.pdf: holds pictures only"),
        "zu": (desk.overview("/zu", "/pm/zu.pdf"), "/pm/zu.pdf: is protected by a password"),
        "kaputt": (desk.overview("/kaputt", "/pm/kaputt.pdf"), "/pm/kaputt.pdf: is a broken PDF"),
    }
    kinds = {"kaputter-feed": "feed", "leerer-feed": "feed", "seite-statt-feed": "feed", "kein-ordner": "folder"}
    links = {"nichts-passt": "a.alt"}
    tables = [source(name, url, kinds.get(name, "listing"), links.get(name, "a.pm")) for name, (url, _) in bad.items()]
    desk.catalogue(*tables, source("gut", desk.portal.url_for("/gut")))

    with silent:
        said = desk.run("run")

    assert said.err == ""
    assert said.code == 1
    assert len(said.failures) == len(bad)
    for failure, (_, reason) in zip(said.failures, bad.values(), strict=True):
        assert reason in failure
    assert [len(desk.entries(feed)) for feed in ("de", "en", "zh")] == [1, 1, 1]


# Configuration


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("sources.toml", "[[source]\nname=", ("is not valid TOML", "line 1")),
        ("sources.toml", source("a", "http://a.example/") + "puplisher = 'x'", ("puplisher",)),
        ("sources.toml", source("a", "http://a.example/", "feed") + "puplisher = 'x'", ("did you mean publisher?",)),
        ("sources.toml", source("a", "http://a.example/") * 2, ("'a'", "is given to two sources")),
        (
            "sources.toml",
            source("a", "http://a.example/") + source("b", "http://a.example/"),
            ("remove one of the two",),
        ),
        ("feeds.toml", "[[feed]\n", ("is not TOML", "line 1")),
        ("feeds.toml", "[[feed]]\nnmae = 'zh'\n", ("`nmae`", "did you mean `name`?")),
        ("terms.tsv", "de\ten\n", ("line 1", "lacks zh, kind")),
        ("terms.tsv", None, ("no such file", "shows its form")),
        ("sources.toml", None, ("there is no such file",)),
        ("feeds.toml", None, ("no such file", "shows its form")),
    ],
)
def test_a_mistake_in_a_file_is_named_before_anything_is_begun(
    desk: Desk, file: str, text: str | None, words: tuple[str, ...]
) -> None:
    path = desk.home / "config" / file
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text, encoding="utf-8")

    wrong(desk.run("run"), 2, str(path), *words)
    assert not (desk.home / "public").exists()
    assert desk.portal.log == []


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("THREADS", "abc", ("write a whole number", "'abc'")),
        ("BATCH", "0", ("must be 1 or more",)),
        ("ENGINE", "google", ("known are argos, fake",)),
        ("CONTACT", "Jürgen\nX: y", ("NEWSBRIDGE_CONTACT",)),
    ],
)
def test_a_bad_variable_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv(f"NEWSBRIDGE_{variable}", value)

    wrong(desk.run("run"), 2, f"NEWSBRIDGE_{variable}", *words)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("run", "--language", "fr"), "fr: no such language; known are"),
        (("run", "--source", "nix"), "nix: no such source in the catalogue; `newsbridge sources list` shows gut"),
        (("publish", "--feed", "nix"), "no feed is called nix; known are de, en, zh"),
        (("translate", "--release", "99"), "release 99: there is none"),
    ],
)
def test_a_name_that_is_not_there_is_wrong_use(desk: Desk, words: tuple[str, ...], named: str) -> None:
    wrong(desk.run(*words), 2, named)


def test_a_date_in_words_is_wrong_use(desk: Desk) -> None:
    said = desk.run("run", "--since", "yesterday")

    assert said.code == 2
    assert "yesterday: not a date; write it like 2026-11-01" in said.err


def test_a_mistyped_home_is_named_and_not_made(desk: Desk) -> None:
    wrong(desk.run("--home", desk.home / "hmoe", "run"), 2, "hmoe/config/sources.toml", "check the path")
    assert not (desk.home / "hmoe").exists()


# Places to write


@pytest.mark.parametrize("place", ["public/feeds", "/proc/feeds"])
def test_an_unwritable_output_folder_names_each_feed_and_loses_no_translation(desk: Desk, place: str) -> None:
    (desk.home / "public").write_text("im Weg")

    said = desk.run("--output", desk.home / place, "run")

    assert said.code == 1
    assert len(said.failures) == 4
    assert all("publish to another" in failure for failure in said.failures)
    assert "unchanged: " not in said.out

    (desk.home / "public").unlink()
    assert desk.run("publish").code == 0
    assert [len(desk.entries(feed)) for feed in ("de", "en", "zh")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////proc/store.db", ("may you write in it?",)),
        ("sqlite:///{home}/im-weg/store.db", ("cannot make folder", "name another database")),
        ("sqlite:///{home}/im-weg", ("file is not a database", "move the file away")),
        ("postgresql://u:geheim@127.0.0.1:9/db", ("start the server, or correct the address",)),
        ("postgresql://u:geheim@gibt-es-nicht.invalid/db", ("correct the name of the server",)),
        ("mysql://u:geheim@localhost/db", ("no such kind of database: mysql", "try sqlite:///")),
        ("irgendwas", ("no address", "try sqlite:///")),
    ],
)
def test_a_store_that_cannot_be_used_is_named_without_its_password(
    desk: Desk, url: str, words: tuple[str, ...]
) -> None:
    (desk.home / "im-weg").write_bytes(b"keine Datenbank " * 999)

    said = desk.run("--store", url.format(home=desk.home), "run")

    wrong(said, 1, *words)
    assert "geheim" not in said.err


# The terminal, in processes of its own


def start(desk: Desk, shell: str, data: bytes = b"", most: int = -1) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `newsbridge` is ours; no file may grow beyond `most` bytes (-1: any size)."""
    line = f'newsbridge() {{ "{sys.executable}" -m newsbridge --home "{desk.home}" "$@"; }}; set -o pipefail; {shell}'

    def limit() -> None:
        if most >= 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        ["bash", "-c", line], input=data, capture_output=True, cwd=ROOT, env=os.environ, check=False, preexec_fn=limit
    )


def test_input_that_is_not_utf_8_is_named_with_its_place(desk: Desk) -> None:
    done = start(desk, "newsbridge translate-text --to en", "Größe".encode("latin-1"))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"newsbridge: -: not UTF-8 text (byte 2)\n"


def test_a_reader_that_goes_early_is_no_error_worth_a_word(desk: Desk) -> None:
    done = start(desk, "newsbridge translate-text --to en | head -1", b"Hallo Welt.\n" * 5000)

    assert done.stdout == b"ollaH tleW.\n"
    assert done.stderr == b""


def test_closed_and_full_outputs_bring_no_traceback(desk: Desk) -> None:
    done = start(
        desk, "newsbridge packages list >&-; newsbridge translate-text --to en <&-; newsbridge sources list >/dev/full"
    )

    assert done.stderr == b"newsbridge: output: No space left on device\n"
    assert done.returncode == 1


def test_a_full_disk_is_one_line_and_the_next_run_finishes_the_work(desk: Desk) -> None:
    done = start(desk, "newsbridge run", most=200_000)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr
    assert desk.run("run").code == 0
    assert [len(desk.entries(feed)) for feed in ("de", "en", "zh")] == [1, 1, 1]


# Language packages


@pytest.fixture
def argos(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The real engine, whose embedded packages a test may break."""
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "argos")
    (desk.home / "language-packages").mkdir()
    monkeypatch.setenv("NEWSBRIDGE_EMBEDDED", str(desk.home / "language-packages"))
    return desk


def package(path: Path, pair: str = "de-en", version: str = "9.0") -> Path:
    origin, target = pair.split("-")
    metadata = {"from_code": origin, "to_code": target, "package_version": version}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p/metadata.json", json.dumps(metadata))
        archive.writestr("p/model/model.bin", "weights")
        archive.writestr("p/sentencepiece.model", "pieces")
    return path


def test_without_packages_each_language_names_the_way_out_and_german_is_published(argos: Desk) -> None:
    said = argos.run("run")

    assert said.code == 1
    assert [f"packages install de-{code}`" in line for code, line in zip(("en", "zh"), said.failures, strict=True)]
    assert [len(argos.entries(feed)) for feed in ("de", "en", "zh")] == [1, 0, 0]


def test_a_broken_package_is_refused_and_the_installed_one_stays(argos: Desk) -> None:
    good, bad = package(argos.home / "gut.argosmodel"), argos.home / "kaputt.argosmodel"
    bad.write_bytes(good.read_bytes()[:200])
    argos.run("packages", "install", good)

    wrong(argos.run("packages", "install", bad), 1, "kaputt.argosmodel", "fetch it again")
    wrong(argos.run("packages", "install", argos.home / "fehlt.argosmodel"), 1, "fehlt.argosmodel", "No such file")
    wrong(argos.run("packages", "install", argos.home), 1, str(argos.home), "write it like de-en")
    assert "de -> en: de-en 9.0" in argos.run("packages", "list").out


def test_a_packages_folder_that_cannot_be_made_is_named_rather_than_a_missing_package(
    argos: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(argos.home / "language-packages" / "de_en.argosmodel")
    monkeypatch.setenv("NEWSBRIDGE_PACKAGES", "/proc/packages")

    for words in (("translate-text", "--to", "en", argos.home / "config" / "terms.tsv"), ("packages", "list")):
        wrong(argos.run(*words), 1, "de_en.argosmodel", "may you write in /proc/packages/embedded")


def test_a_model_that_cannot_be_loaded_is_one_line(argos: Desk) -> None:
    argos.run("packages", "install", package(argos.home / "leer.argosmodel"))
    text = argos.home / "text.txt"
    text.write_text("Hallo.")

    wrong(argos.run("translate-text", "--to", "en", text), 1, "argos de-en 9.0")


@pytest.mark.parametrize(
    ("index", "reason"),
    [
        (f"http://127.0.0.1:{PORT_OF_NOBODY}/", "cannot be reached (connection refused); what is installed stays"),
        ("html/", "not a package index"),
        ("leer/", "de-en: the package index offers no such pair"),
        ("404/", "HTTP 404"),
        ("/kein/netz", "Invalid URL"),
    ],
)
def test_a_bad_index_is_named_and_make_run_goes_on(
    argos: Desk, monkeypatch: pytest.MonkeyPatch, index: str, reason: str
) -> None:
    argos.put("/html/index.json", "<html>")
    argos.put("/leer/index.json", "[]")
    argos.put("/404/index.json", "", status=404)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", index if ":" in index or index[0] == "/" else argos.portal.url_for(index))

    wrong(argos.run("packages", "install", "de-en"), 1, reason)
    assert argos.run("packages", "install", "--attempt", "de-en").code == 0


def test_a_pair_from_a_mirror_wins_over_the_embedded_one_until_it_is_removed(
    argos: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(argos.home / "language-packages" / "de_en.argosmodel", version="0.1")
    file = package(argos.home / "de_en.argosmodel", version="1.5")
    link = argos.put("/mirror/de_en.argosmodel", file.read_bytes(), "application/zip")
    offer = {"type": "translate", "from_code": "de", "to_code": "en", "package_version": "1.5", "links": [link]}
    argos.put("/mirror/index.json", json.dumps([offer]))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", argos.portal.url_for("/mirror/"))
    assert "de -> en: de-en 0.1" in argos.run("packages", "list").out

    installed = argos.run("packages", "install", "de-en")
    assert (installed.code, installed.out.splitlines()[0]) == (0, "de-en 1.5: installed")
    assert "not measured: argos de-en 1.5 failed" in installed.out, "it holds no real model"
    assert "* de -> en: de-en 1.5" in argos.run("packages", "list").out

    assert argos.run("packages", "remove", "de-en") == Said(0, "de-en: removed\n", "")
    assert "de -> en: de-en 0.1" in argos.run("packages", "list").out
    wrong(argos.run("packages", "remove", "de-en"), 1, "de-en: not installed", "`newsbridge packages list`")
