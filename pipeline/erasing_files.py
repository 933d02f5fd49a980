"""A person taken out of files: what is published, what could be put back, what was kept to look at."""

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from feeds.writing import write_if_changed
from model.erasure import REMOVED, Rewritten, Sought
from model.languages import Language
from pipeline.publish import history_of
from pipeline.wiring import Newsroom

TEXTS = frozenset({".html", ".xml", ".atom", ".json", ".opml", ".txt"})
"""Suffixes of files that hold text; pictures are looked at by nobody but people."""

_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
"""The publisher's, or ours: the first are theirs to change, the second hold no names."""
_TAG = re.compile(r"<[^>]*>")


def files_with(newsroom: Newsroom, sought: Sought) -> Iterator[Path]:
    """Yield the files of a newsroom that name a person in full."""
    settings = newsroom.settings
    kept = [settings.home / "var" / "broken", settings.home / "var" / "uploads"]
    folders = [settings.pages_path, settings.output_path, settings.closed_path, settings.history_path, *kept]
    seen: set[Path] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path not in seen and path.is_file() and (path.suffix in TEXTS or folder in kept):
                seen.add(path)
                if _says(path, sought):
                    yield path


def release_holds(newsroom: Newsroom, sought: Sought) -> None:
    """Let feeds go on that are held at a publication that names the person: it is to be seen no longer."""
    for profile in newsroom.profiles:
        history = history_of(newsroom, profile)
        held = history.held()
        if held is not None and any(_says(path, sought) for path in held.folder.iterdir()):
            history.release()


def clean_files(newsroom: Newsroom, sought: Sought) -> None:
    """Remove the person from what publishing does not write again.

    Publications of the history go as a whole. Pages of releases that have left their feed are rewritten; one in which
    that cannot be done is removed, as anything else that still names the person.
    """
    history = newsroom.settings.history_path
    for path in list(files_with(newsroom, sought)):
        if history in path.parents and path.parent.name.isdigit():
            shutil.rmtree(path.parent, ignore_errors=True)
        elif path.suffix != ".html" or not _rewrite(path, sought):
            path.unlink(missing_ok=True)


def _says(path: Path, sought: Sought) -> bool:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        try:
            text = json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            return bool(sought.names(text))
    text = html.unescape(html.unescape(_ADDRESS.sub(" ", text)))  # RSS holds HTML in XML
    return bool(sought.names(text) or sought.names(_TAG.sub("", text)))


def _rewrite(path: Path, sought: Sought) -> bool:
    """Rewrite a page where it stands; return whether it names nobody any more."""
    text = path.read_text(encoding="utf-8", errors="replace")
    ours = [match.span() for match in _ADDRESS.finditer(text)]
    spans = tuple(s for s in sought.all(text) if not any(start < s[1] and s[0] < end for start, end in ours))
    write_if_changed(path, Rewritten(text, spans, REMOVED[_language(text)]).text.encode())
    return not _says(path, sought)


def _language(page: str) -> Language:
    found = re.search(r'<html[^>]*\blang="(de|en|zh)', page)
    return {"en": Language.EN, "zh": Language.ZH}.get(found.group(1) if found else "de", Language.DE)
