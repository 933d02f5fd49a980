"""What the pages say is true: settings, commands and links are compared with the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from newsbridge.commands import app
from pipeline.settings import Settings
from sources.catalogue import load_catalogue

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands() -> Iterator[str]:
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        subcommands = getattr(command, "commands", None)
        yield from [name] if subcommands is None else [f"{name} {each}" for each in subcommands]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"`NEWSBRIDGE_{name.upper()}`" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", list(commands()))
def test_every_command_is_in_the_readme(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert all(word in readme for word in command.split()), command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sources_named_in_examples_are_in_the_catalogue(page: Path) -> None:
    known = {source.name for source in load_catalogue(ROOT / "config" / "sources.toml", {})}
    named = re.findall(r"sources (?:try|enable|disable) ([a-z-]+)", page.read_text(encoding="utf-8"))

    assert set(named) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_resolve(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
