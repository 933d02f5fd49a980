"""Published files, held against the rules."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from feeds.formats import SUFFIXES
from feeds.packing import MANIFEST
from feeds.reading import form_of, ids, parse
from feeds.rules.atom import ATOM_RULES
from feeds.rules.elements import SHOWN
from feeds.rules.jsonfeed import JSON_RULES
from feeds.rules.rss import RSS_RULES
from feeds.rules.rss_modules import RSS_MODULE_RULES
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
_ENDINGS = frozenset(SUFFIXES.values())
RULES: Rules = {
    FeedFormat.RSS: (*RSS_RULES, *RSS_MODULE_RULES),
    FeedFormat.ATOM: ATOM_RULES,
    FeedFormat.JSON: JSON_RULES,
}
"""What is demanded of each format; `WHOLE` of every file and `ALIKE` of the files of one feed come on top."""


def check_folder(folder: Path, *others: Path) -> tuple[list[Path], list[Fault]]:
    """Hold every feed in `folder`, and in `others`, against the rules; return the files and what is wrong with them.

    Raises:
        PublishError: there is no such folder, it holds no feed, or a file in it cannot be read.
    """
    try:
        paths = [path for each in (folder, *others) for path in sorted(each.iterdir()) if _is_feed(path)]
        files = {path: path.read_bytes() for path in paths if not path.name.startswith(".")}
    except OSError as error:
        raise PublishError(path=error.filename or folder, reason=f"cannot be read: {error.strerror}") from error
    if not files:
        raise PublishError(path=folder, reason="holds no feed; `newsbridge publish` writes them")
    faults = (check_document(form_of(path), data, path.name) for path, data in files.items())
    return list(files), [*chain.from_iterable(faults), *_unlike(files)]


def _is_feed(path: Path) -> bool:
    return path.suffix in _ENDINGS and path.name != MANIFEST


def check_document(form: FeedFormat, data: bytes, name: str) -> list[Fault]:
    """Hold one document, the file called `name`, against the rules of its format."""
    try:
        document = parse(form, data)
    except ValueError as error:
        return [Fault(name, WHOLE, "document", str(error)[:SHOWN])]
    return [Fault(name, rule, where, found[:SHOWN]) for rule in RULES[form] for where, found in rule.examine(document)]


def _unlike(files: Mapping[Path, bytes]) -> list[Fault]:
    """Compare the ids in the files of each feed with those in its first file."""
    faults = []
    first: dict[str, tuple[str, set[str]]] = {}
    for path, data in files.items():
        with suppress(ValueError):  # a fault of its own
            found = set(ids(form_of(path), parse(form_of(path), data)))
            name, expected = first.setdefault(path.stem, (path.name, found))
            faults += [Fault(path.name, ALIKE, f"not in {name}", each) for each in sorted(found - expected)]
            faults += [Fault(path.name, ALIKE, f"only in {name}", each) for each in sorted(expected - found)]
    return faults
