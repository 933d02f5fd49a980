"""Language packages made by hand, the smallest that pass for one."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from translators.packages import PackageStore

EMBEDDED = Path(__file__).parents[2] / "language-packages"


@pytest.fixture
def package_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a package file; `extra` adds members, `without` leaves some out, `metadata` replaces fields."""

    def write(
        pair: str = "de-en",
        version: str = "1.0",
        *,
        extra: dict[str, str] | None = None,
        without: tuple[str, ...] = (),
        metadata: dict[str, object] | None = None,
        folder: Path | None = None,
    ) -> Path:
        source, target = pair.split("-")
        fields = {"package_version": version, "from_code": source, "to_code": target} | (metadata or {})
        root = f"translate-{source}_{target}-{version}"
        members = {
            f"{root}/metadata.json": json.dumps(fields),
            f"{root}/model/model.bin": "weights",
            f"{root}/sentencepiece.model": "pieces",
        }
        path = (folder or tmp_path) / f"translate-{source}_{target}.argosmodel"
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            kept = {name: content for name, content in members.items() if not (without and name.endswith(without))}
            for name, content in (kept | (extra or {})).items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def store(tmp_path: Path) -> PackageStore:
    """A store with nothing in it; files put into `tmp_path / "embedded"` come with the product."""
    (tmp_path / "embedded").mkdir()
    return PackageStore(tmp_path / "var", tmp_path / "embedded")


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> PackageStore:
    """The packages that come with the product."""
    if not list(EMBEDDED.glob("*.argosmodel")):
        pytest.skip("no language packages in this checkout")
    return PackageStore(tmp_path_factory.mktemp("packages"), EMBEDDED)
