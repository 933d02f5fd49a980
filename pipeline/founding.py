"""A new newsroom: a folder with a configuration to begin with, from which everything works."""

import re
import shutil
from pathlib import Path

from model.errors import BadConfiguration
from pipeline.shipping import shipped

OWN_DOMAIN = "isa-portal.de"
"""Whose feeds the configuration describes that comes with newsbridge."""
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_FILES = ("sources.toml", "feeds.toml", "engines.toml", "newsbridge.toml", "terms.tsv")
_INBOX = Path("var", "inbox")
"""The drop folder that the catalogue names."""
_README = """\
A newsroom of newsbridge: press releases of the sources in config/sources.toml become the feeds in public/feeds.
Here, `newsbridge run` collects, translates, publishes; `newsbridge desk` is for editors, `newsbridge serve` for a look.
`newsbridge config check` examines config/ after a change; `newsbridge backup` saves what must not be lost.
"""
_IGNORED = "/var/\n/public/\n/backups/\n/before-restore-*/\n"


def found(folder: Path, domain: str = "") -> Path:
    """Make a newsroom in `folder`, with one source that is switched on: the drop folder `var/inbox`.

    Args:
        folder: empty or not there yet; a repository of git may be in it.
        domain: of whoever publishes the feeds; "" leaves that of the Industriestädteallianz.

    Raises:
        BadConfiguration: the folder holds something, cannot be written, or `domain` is none.
    """
    home = folder.expanduser().absolute()
    if domain and not _DOMAIN.fullmatch(domain):
        raise BadConfiguration(where="--domain", reason=f"must be a domain in lower case, not {domain!r}")
    try:
        _refuse_content(home)
        (home / "config").mkdir(parents=True)
        (home / _INBOX).mkdir(parents=True)
        for name in _FILES:
            _write(home / "config" / name, _for(domain, name, (shipped("config") / name).read_text(encoding="utf-8")))
        shutil.copyfile(shipped("prefect.yaml"), home / "prefect.yaml")
        _write(home / "README.md", _README)
        _write(home / ".gitignore", _IGNORED)
    except OSError as error:
        raise BadConfiguration(where=error.filename or home, reason=f"{error.strerror}") from error
    return home


def _refuse_content(home: Path) -> None:
    if home.is_dir() and any(each.name != ".git" for each in home.iterdir()):
        raise BadConfiguration(
            where=home, reason="holds something already; name a folder that is empty or not there yet"
        )
    if home.exists() and not home.is_dir():
        raise BadConfiguration(where=home, reason="is a file; name a folder")


def _for(domain: str, name: str, text: str) -> str:
    """Return a file as a newcomer needs it."""
    if name == "feeds.toml" and domain:
        return text.replace(f"www.{OWN_DOMAIN}", f"www.{domain}").replace(f'"{OWN_DOMAIN}"', f'"{domain}"')
    if name == "sources.toml":
        inbox, rest = text.split("enabled = false", 1)  # the drop folder stands first
        return f"{inbox}enabled = true{rest}"
    return text


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
