"""Published files, held against the rules."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from feeds.formats import SUFFIXES
from feeds.reading import form_of, ids, parse
from feeds.rules.atom import ATOM_RULES
from feeds.rules.elements import SHOWN
from feeds.rules.jsonfeed import JSON_RULES
from feeds.rules.rss import RSS_RULES
from feeds.rules.rule import REPUBLISH, Fault, Place, Rule, Rules
from model.errors import PublishError
from model.feed import FeedFormat


def _parses(_: Any) -> Iterator[Place]:
    """Find nothing: whatever got as far as a rule was parsed."""
    return iter(())


WHOLE = Rule(
    "document",
    "XML 1.0, section 2.1; RFC 8259, section 8.1",
    "the file is well-formed and in UTF-8",
    REPUBLISH,
    _parses,
)
ALIKE = Rule(
    "same-items", "docs/feeds.md, what you can rely on", "all formats of a feed hold the same items", REPUBLISH, _parses
)
RULES: Rules = {FeedFormat.RSS: RSS_RULES, FeedFormat.ATOM: ATOM_RULES, FeedFormat.JSON: JSON_RULES}
"""What is demanded of each format; `WHOLE` of every file and `ALIKE` of the files of one feed come on top."""


def check_folder(folder: Path) -> tuple[list[Path], list[Fault]]:
    """Hold every feed in `folder` against the rules; return the files and what is wrong with them.

    Raises:
        PublishError: there is no such folder, it holds no feed, or a file in it cannot be read.
    """
    files = sorted(path for path in _entries(folder) if path.suffix in SUFFIXES.values())
    if not files:
        raise PublishError(path=folder, reason="holds no feed; `newsbridge publish` writes them")
    parsed = [_parse(path) for path in files]
    faults = list(chain.from_iterable(_examine(path, document) for path, document in zip(files, parsed, strict=True)))
    return files, faults + _unlike(list(zip(files, parsed, strict=True)))


def check_document(form: FeedFormat, data: bytes, name: str = "") -> list[Fault]:
    """Hold one document against the rules of its format."""
    try:
        document = parse(form, data)
    except ValueError as error:
        return [_not_whole(name, error)]
    return _faults(form, document, name)


def _entries(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        raise PublishError(path=folder, reason=f"cannot be read: {error.strerror}") from error


def _parse(path: Path) -> Any:
    try:
        return parse(form_of(path), path.read_bytes())
    except ValueError as error:
        return error
    except OSError as error:
        raise PublishError(path=path, reason=f"cannot be read: {error.strerror}") from error


def _examine(path: Path, document: Any) -> list[Fault]:
    if isinstance(document, ValueError):
        return [_not_whole(path.name, document)]
    return _faults(form_of(path), document, path.name)


def _faults(form: FeedFormat, document: Any, name: str) -> list[Fault]:
    return [Fault(name, rule, where, found[:SHOWN]) for rule in RULES[form] for where, found in rule.examine(document)]


def _not_whole(name: str, error: ValueError) -> Fault:
    return Fault(name, WHOLE, "document", str(error)[:SHOWN])


def _unlike(documents: Sequence[tuple[Path, Any]]) -> list[Fault]:
    """Compare the ids in the files of each feed with those in its first file."""
    faults = []
    first: dict[str, tuple[str, set[str]]] = {}
    for path, document in documents:
        if not isinstance(document, ValueError):
            found = set(ids(form_of(path), document))
            name, expected = first.setdefault(path.stem, (path.name, found))
            faults += [Fault(path.name, ALIKE, f"not in {name}", each) for each in sorted(found - expected)]
            faults += [Fault(path.name, ALIKE, f"only in {name}", each) for each in sorted(expected - found)]
    return faults
