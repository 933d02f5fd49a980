"""A rule, what breaks it, and the documents that it looks at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from model.feed import FeedFormat
from model.translation import Severity

Place = tuple[str, str]
"""Where a rule is broken, and what stands there."""

Examine = Callable[[Any], Iterable[Place]]
"""Yields the places of a document that break a rule."""


@dataclass(frozen=True)
class Rule:
    """One demand on a document.

    Attributes:
        id: names it, for ever.
        source: who demands it.
        demand: what, as a sentence that ends without a stop.
        way_out: what an operator does about it.
        examine: finds what breaks it, in the root element of XML or the object of JSON.
        severity: an error stops readers; a warning costs comfort.
    """

    id: str
    source: str
    demand: str
    way_out: str
    examine: Examine
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Fault:
    """A rule, broken at one place of one file.

    Attributes:
        where: the part of the document: `item 3 (tag:…): guid`.
        found: what stands there, shortened.
    """

    file: str
    rule: Rule
    where: str
    found: str


Rules = Mapping[FeedFormat, tuple[Rule, ...]]

REPUBLISH = "publish again with `newsbridge publish`; if the fault stays, it is newsbridge's: please report it"
SETTING = "correct the feed in config/feeds.toml and publish again"
