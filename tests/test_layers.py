import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = [
    {"model"},
    {"store", "sources", "translators", "feeds", "checks"},
    {"pipeline"},
    {"review", "flows"},
    {"newsbridge"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
ROOT = Path(__file__).parent.parent
PACKAGES = sorted(name for name in RANK if (ROOT / name).is_dir())


def imported_packages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_down(package: str) -> None:
    """A package imports only layers below its own, never a sibling."""
    for path in (ROOT / package).glob("**/*.py"):
        for other in imported_packages(path):
            assert other == package or RANK.get(other, -1) < RANK[package], f"{path}: imports {other}"


def test_model_needs_the_standard_library_only() -> None:
    import sys

    for path in (ROOT / "model").glob("**/*.py"):
        for other in imported_packages(path):
            assert other == "model" or other in sys.stdlib_module_names, f"{path}: imports {other}"


def test_nothing_imports_torch_spacy_or_stanza() -> None:
    for package in PACKAGES:
        for path in (ROOT / package).glob("**/*.py"):
            assert not {"torch", "spacy", "stanza"} & set(imported_packages(path)), path
