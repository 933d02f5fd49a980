import json
import logging
import multiprocessing
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from model.errors import PackageError, UnsupportedPair
from model.languages import Language
from translators import archives
from translators.packages import PackageStore
from translators.routes import PackageOrigin

PackageFile = Callable[..., Path]


def _names(store: PackageStore) -> list[str]:
    return sorted(package.name for package in store.installed())


# Installing a file


def test_an_installed_file_is_found_again_with_its_fingerprint(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file("de-en", "1.3")

    installed = store.install_file(file)

    assert installed == store.installed()[0]
    assert (installed.source, installed.target, installed.version) == ("de", "en", "1.3")
    assert installed.name == "de-en 1.3"
    assert installed.origin is PackageOrigin.INSTALLED
    assert installed.sha256 == archives.sha256(file)


def test_a_newer_file_takes_the_place_of_an_older_one(store: PackageStore, package_file: PackageFile) -> None:
    store.install_file(package_file("de-en", "1.0"))
    store.install_file(package_file("de-en", "2.0"))

    assert _names(store) == ["de-en 2.0"]


def test_an_operator_may_go_back_to_an_older_version(store: PackageStore, package_file: PackageFile) -> None:
    store.install_file(package_file("de-en", "2.0"))
    store.install_file(package_file("de-en", "1.0"))

    assert _names(store) == ["de-en 1.0"]


def test_the_same_file_may_be_installed_twice(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file("de-en")
    store.install_file(file)
    store.install_file(file)

    assert _names(store) == ["de-en 1.0"]


@pytest.mark.parametrize(
    ("flaw", "reason"),
    [
        ({"extra": {"../outside": "x"}}, "leads out of the package"),
        ({"extra": {"/etc/outside": "x"}}, "leads out of the package"),
        ({"extra": {"translate\\..\\outside": "x"}}, "leads out of the package"),
        ({"extra": {"other/metadata.json": "{}"}}, "2 files metadata.json"),
        ({"without": ("metadata.json",)}, "0 files metadata.json"),
        ({"without": ("model.bin",)}, "no model/model.bin"),
        ({"without": ("sentencepiece.model",)}, "no sentencepiece.model or bpe.model"),
        ({"metadata": {"to_code": None}}, "names no language as to_code"),
        ({"metadata": {"from_code": "../../de"}}, "names no language as from_code"),
    ],
)
def test_a_flawed_file_is_refused_and_what_is_installed_stays(
    store: PackageStore, package_file: PackageFile, flaw: dict[str, object], reason: str, tmp_path: Path
) -> None:
    store.install_file(package_file("de-en", "1.0"))

    with pytest.raises(PackageError, match=reason):
        store.install_file(package_file("de-en", "2.0", folder=tmp_path / "new", **flaw))

    assert _names(store) == ["de-en 1.0"]
    assert not (tmp_path / "outside").exists()


def test_metadata_that_is_not_json_is_refused(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file(without=("metadata.json",), extra={"translate-de_en-1.0/metadata.json": "{"})

    with pytest.raises(PackageError, match=r"metadata\.json is not JSON"):
        store.install_file(file)


def test_metadata_that_is_a_list_is_refused(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file(without=("metadata.json",), extra={"translate-de_en-1.0/metadata.json": "[]"})

    with pytest.raises(PackageError, match="not an object"):
        store.install_file(file)


def test_a_truncated_file_is_refused(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file()
    file.write_bytes(file.read_bytes()[:-40])

    with pytest.raises(PackageError, match="not a whole"):
        store.install_file(file)

    assert store.installed() == []


def test_a_file_whose_bytes_rotted_is_refused_and_leaves_nothing(
    store: PackageStore, package_file: PackageFile, tmp_path: Path
) -> None:
    file = package_file()
    file.write_bytes(file.read_bytes().replace(b"weights", b"wei9hts"))

    with pytest.raises(PackageError, match="cannot be unpacked"):
        store.install_file(file)

    assert list((tmp_path / "var" / "installed").iterdir()) == []


def test_a_missing_file_is_named(store: PackageStore, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"nowhere\.argosmodel: cannot be read \(No such file"):
        store.install_file(tmp_path / "nowhere.argosmodel")


def test_a_home_that_cannot_be_written_is_named(package_file: PackageFile, tmp_path: Path, mirror: str) -> None:
    (tmp_path / "file").write_text("in the way")
    store = PackageStore(tmp_path / "file" / "var", tmp_path / "embedded")

    with pytest.raises(PackageError, match="cannot be unpacked"):
        store.install_file(package_file("de-en"))
    with pytest.raises(PackageError, match="cannot be written"):
        store.install_official(["de-en"], index_url=mirror)


def test_a_zip_bomb_is_refused(store: PackageStore, package_file: PackageFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    file = package_file(extra={"translate-de_en-1.0/zeros": "0" * 1000})

    with pytest.raises(PackageError, match="more than 2 GiB"):
        store.install_file(file)


def test_a_symbolic_link_is_refused(store: PackageStore, package_file: PackageFile) -> None:
    file = package_file()
    link = zipfile.ZipInfo("translate-de_en-1.0/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(PackageError, match="leads out of the package"):
        store.install_file(file)


# Embedded packages, and what stands in the way


def test_embedded_packages_are_unpacked_once(store: PackageStore, package_file: PackageFile, tmp_path: Path) -> None:
    package_file("de-zh", folder=tmp_path / "embedded")
    first = store.embedded()
    written = (first[0].path / "model" / "model.bin").stat().st_mtime_ns

    again = PackageStore(tmp_path / "var", tmp_path / "embedded").embedded()

    assert first == again
    assert (again[0].path / "model" / "model.bin").stat().st_mtime_ns == written
    assert again[0].origin is PackageOrigin.EMBEDDED


def test_a_new_embedded_file_is_unpacked_beside_the_old_one(
    store: PackageStore, package_file: PackageFile, tmp_path: Path
) -> None:
    package_file("de-zh", "1.0", folder=tmp_path / "embedded")
    assert [package.version for package in store.embedded()] == ["1.0"]
    package_file("de-zh", "2.0", folder=tmp_path / "embedded")

    assert [package.version for package in store.embedded()] == ["2.0"]


def test_a_broken_embedded_file_hides_no_other(
    store: PackageStore, package_file: PackageFile, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    package_file("de-zh", folder=tmp_path / "embedded")
    (tmp_path / "embedded" / "broken.argosmodel").write_text("<html>404</html>")

    assert [package.name for package in store.embedded()] == ["de-zh 1.0"]
    assert "broken.argosmodel" in caplog.text


def test_a_stray_folder_hides_no_package(
    store: PackageStore, package_file: PackageFile, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.install_file(package_file("de-en"))
    (tmp_path / "var" / "installed" / "__MACOSX").mkdir()

    with caplog.at_level(logging.WARNING):
        assert _names(store) == ["de-en 1.0"]
    assert "__MACOSX" in caplog.text


def test_what_a_killed_process_left_is_swept_later(
    store: PackageStore, package_file: PackageFile, tmp_path: Path
) -> None:
    abandoned = tmp_path / "var" / "installed" / ".unpacking-dead"
    fresh = tmp_path / "var" / "installed" / ".unpacking-alive"
    for folder in (abandoned, fresh):
        folder.mkdir(parents=True)
    os.utime(abandoned, (0, 0))

    store.install_file(package_file("de-en"))

    assert not abandoned.exists()
    assert fresh.exists()


def _unpack(home: Path, embedded: Path, start: object, names: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    names.put([package.name for package in PackageStore(home, embedded).embedded()])  # type: ignore[attr-defined]


def test_two_processes_may_unpack_the_same_package_at_once(package_file: PackageFile, tmp_path: Path) -> None:
    package_file("de-zh", folder=tmp_path / "embedded")
    context = multiprocessing.get_context("fork")
    start, names = context.Barrier(2), context.Queue()
    arguments = (tmp_path / "var", tmp_path / "embedded", start, names)
    processes = [context.Process(target=_unpack, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()

    assert [names.get(timeout=20) for _ in processes] == [["de-zh 1.0"], ["de-zh 1.0"]]

    for process in processes:
        process.join()
    assert [folder.name[:16] for folder in (tmp_path / "var" / "embedded").iterdir()] == ["translate-de_zh-"]


def test_nothing_is_written_to_the_home_folder(package_file: PackageFile, tmp_path: Path) -> None:
    package_file("de-zh", folder=tmp_path / "embedded")
    (tmp_path / "home").mkdir()
    code = (
        "import sys; from pathlib import Path; from translators.packages import PackageStore\n"
        "assert PackageStore(Path(sys.argv[1]), Path(sys.argv[2])).embedded()\n"
        "assert not {'torch', 'stanza', 'onnxruntime', 'argostranslate.translate'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", code, tmp_path / "var", tmp_path / "embedded"]
    environment = {"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}

    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[2])

    assert list((tmp_path / "home").iterdir()) == []


# Removing


def test_a_removed_package_is_gone_and_removing_it_again_says_so(
    store: PackageStore, package_file: PackageFile
) -> None:
    store.install_file(package_file("en-zh"))
    store.remove("en", "zh-Hans")

    assert store.installed() == []
    with pytest.raises(PackageError, match="en-zh: not installed"):
        store.remove("en", "zh")


# Routes


def _embed(package_file: PackageFile, tmp_path: Path, *pairs: str) -> None:
    for pair in pairs:
        package_file(pair, "0.1", folder=tmp_path / "embedded")


def _install(store: PackageStore, package_file: PackageFile, *pairs: str) -> None:
    for pair in pairs:
        store.install_file(package_file(pair, "1.0"))


@pytest.mark.parametrize(
    ("embedded", "installed", "route"),
    [
        (["de-zh"], [], "de-zh 0.1"),
        (["de-zh"], ["de-zh", "de-en", "en-zh"], "de-zh 1.0"),
        (["de-zh"], ["de-en", "en-zh"], "de-en 1.0 + en-zh 1.0"),
        (["de-zh", "de-en"], ["en-zh"], "de-zh 0.1"),
        (["de-en"], ["en-zh"], "de-en 0.1 + en-zh 1.0"),
        (["de-en", "en-zh"], ["de-en"], "de-en 1.0 + en-zh 0.1"),
    ],
)
def test_what_an_operator_installed_goes_first_and_a_mixture_last(
    store: PackageStore,
    package_file: PackageFile,
    tmp_path: Path,
    embedded: list[str],
    installed: list[str],
    route: str,
) -> None:
    _embed(package_file, tmp_path, *embedded)
    _install(store, package_file, *installed)

    assert store.route(Language.DE, Language.ZH).name == route


def test_traditional_chinese_is_no_way_to_simplified(
    store: PackageStore, package_file: PackageFile, tmp_path: Path
) -> None:
    _embed(package_file, tmp_path, "de-zt")

    with pytest.raises(UnsupportedPair, match="newsbridge packages install de-zh"):
        store.route(Language.DE, Language.ZH)


# The official index


@pytest.fixture
def mirror(httpserver: HTTPServer, package_file: PackageFile, tmp_path: Path) -> str:
    """An index with two versions of de-en, a broken en-zh, and a pair that only ipfs knows."""
    for version in ("1.9", "1.10"):
        file = package_file("de-en", version, folder=tmp_path / version)
        httpserver.expect_request(f"/packages/de_en-{version}").respond_with_data(file.read_bytes())
    httpserver.expect_request("/packages/broken").respond_with_data("<html>")
    entries = [
        _entry("de", "en", "1.10", "ipfs://bafy", "/packages/gone", "packages/de_en-1.10"),
        _entry("de", "en", "1.9", "packages/de_en-1.9"),
        _entry("en", "zh", "1.0", "packages/broken"),
        _entry("de", "fr", "1.0", "ipfs://bafy"),
        {"type": "sbd", "from_codes": ["de"]},
    ]
    httpserver.expect_request("/index.json").respond_with_json(entries)
    httpserver.expect_request("/packages/gone").respond_with_data("", status=404)
    return httpserver.url_for("/")


def _entry(source: str, target: str, version: str, *links: str) -> dict[str, object]:
    return {"package_version": version, "from_code": source, "to_code": target, "links": list(links)}


def test_the_newest_package_is_fetched_from_the_first_link_that_works(store: PackageStore, mirror: str) -> None:
    told: list[tuple[str, int, int]] = []

    store.install_official(["de-en"], index_url=mirror, on_progress=lambda *step: told.append(step))

    assert _names(store) == ["de-en 1.10"]
    name, come, expected = told[-1]
    assert (name, come) == ("de-en 1.10", expected)
    assert json.loads((store.installed()[0].path / "newsbridge.json").read_text())["from"].endswith("de_en-1.10")


def test_one_broken_package_does_not_keep_the_others_out(store: PackageStore, mirror: str) -> None:
    with pytest.raises(PackageError, match=r"^translate-en_zh\.argosmodel: not a whole .argosmodel file"):
        store.install_official(["en-zh", "de-en"], index_url=f"{mirror}index.json")

    assert _names(store) == ["de-en 1.10"]


def test_a_pair_that_nobody_offers_is_named(store: PackageStore, mirror: str) -> None:
    with pytest.raises(PackageError, match="de-xx: the package index offers no such pair"):
        store.install_official(["de-xx"], index_url=mirror)


def test_a_pair_without_an_address_of_ours_is_named(store: PackageStore, mirror: str) -> None:
    with pytest.raises(PackageError, match=r"de-fr 1\.0: the index names no address that we can fetch"):
        store.install_official(["de-fr"], index_url=mirror)


def test_a_connection_that_breaks_installs_nothing(
    store: PackageStore, httpserver: HTTPServer, package_file: PackageFile, tmp_path: Path
) -> None:
    body = package_file("de-en").read_bytes()

    def half(_request: Request) -> Response:
        response = Response(iter([body[: len(body) // 2]]))
        response.headers["Content-Length"] = str(len(body))
        return response

    httpserver.expect_request("/index.json").respond_with_json([_entry("de", "en", "1.0", "half")])
    httpserver.expect_request("/half").respond_with_handler(half)

    with pytest.raises(PackageError, match=r"de-en 1\.0: localhost: "):
        store.install_official(["de-en"], index_url=httpserver.url_for("/"))

    assert store.installed() == []
    assert [path for path in (tmp_path / "var").iterdir() if path.name.startswith(".downloading")] == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://packages.invalid/index.json", "no such host"),
        ("http://127.0.0.1:9/", "connection refused"),
    ],
)
def test_an_index_that_cannot_be_reached_is_one_line(store: PackageStore, url: str, reason: str) -> None:
    with pytest.raises(PackageError) as caught:
        store.install_official(["de-en"], index_url=url)

    line = str(caught.value)
    assert line.startswith(f"the package index at {url}")
    assert line.endswith(f"cannot be reached ({reason}); what is installed stays")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [(404, "", r"\(HTTP 404\)"), (200, "<html>", "JSON cannot be read"), (200, "{}", "no list of packages")],
)
def test_an_index_that_is_none_is_named(
    store: PackageStore, httpserver: HTTPServer, status: int, body: str, reason: str
) -> None:
    httpserver.expect_request("/index.json").respond_with_data(body, status=status)

    with pytest.raises(PackageError, match=reason):
        store.install_official(["de-en"], index_url=httpserver.url_for("/index.json"))
