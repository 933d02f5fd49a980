"""Items -> HTML pages: an overview of a feed and a page for each of its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from feeds.formats import MEDIA_TYPES, SUFFIXES
from feeds.item import Item
from feeds.structured import structured
from feeds.text import one_line
from feeds.wording import day, wording
from model.berlin import in_berlin
from model.feed import FeedFormat, FeedProfile
from model.languages import Language

OVERVIEW = "index.html"
WITHDRAWN = b'<article class="withdrawn">'
"""Stands in the page of a release that was taken back, and in no other: no text can bring a class with it."""
_LABELS = {FeedFormat.RSS: "RSS", FeedFormat.ATOM: "Atom", FeedFormat.JSON: "JSON Feed"}


@dataclass(frozen=True)
class Place:
    """Where the pages of a feed lie.

    Attributes:
        root: public address of the folder that holds all pages, with a slash at its end; "" where it is not known.
        to_feeds: the way from a page to the folder of the feeds, with a slash at its end.
    """

    root: str
    to_feeds: str

    def address(self, path: str) -> str:
        """Return the public address of a page by its path below the root, "" where none is known."""
        return self.root + path.removesuffix(OVERVIEW) if self.root else ""


@dataclass(frozen=True)
class Siblings:
    """The other languages: feeds that have pages, and the works that each of them shows."""

    profiles: Sequence[FeedProfile]
    works: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def with_work(self, work: str, own: FeedProfile) -> list[FeedProfile]:
        """Return the feeds that have a page for `work`: `own` and the first of each other language."""
        return self.beside(own, work)

    def beside(self, own: FeedProfile, work: str = "") -> list[FeedProfile]:
        """Return the first feed of each language, `own` for its own, in the order of the file.

        Args:
            own: the feed to which the others belong.
            work: a release that they must show; "" for any.
        """
        first = {own.tag: own}
        for profile in self.profiles:
            if not work or work in self.works.get(profile.name, ()):
                first.setdefault(profile.tag, profile)
        return [profile for profile in self.profiles if first.get(profile.tag) is profile]


def page_path(profile: FeedProfile, item: Item) -> str:
    """Return where the page of `item` lies below the root: the same for ever, whatever becomes of title and text."""
    return f"{profile.name}/{item.work}.html"


def overview_page(profile: FeedProfile, items: Sequence[Item], siblings: Siblings, place: Place) -> bytes:
    """Return the page that lists the items of a feed, the newest first."""
    path = f"{profile.name}/{OVERVIEW}"
    versions = [_version(other, f"{other.name}/{OVERVIEW}", profile, place) for other in siblings.beside(profile)]
    values = _frame(profile, versions, place) | {
        "about": one_line(profile.description),
        "canonical": place.address(path),
        "items": [_values(profile, item) | {"href": f"{item.work}.html"} for item in items],
    }
    return _render("overview.html", values)


def article_page(profile: FeedProfile, item: Item, siblings: Siblings, place: Place) -> bytes:
    """Return the page of an item: the whole text with its label, as in the feeds."""
    address = place.address(page_path(profile, item))
    shown_in = siblings.with_work(item.work, profile)
    versions = [_version(other, page_path(other, item), profile, place) for other in shown_in]
    values = _frame(profile, versions, place) | {
        "canonical": address,
        "item": _values(profile, item),
        "structured": structured(item, address, one_line(profile.title)),
    }
    return _render("article.html", values)


def _frame(profile: FeedProfile, versions: Sequence[dict[str, Any]], place: Place) -> dict[str, Any]:
    return {
        "tag": profile.tag,
        "words": wording(profile),
        "site": one_line(profile.title),
        "home": OVERVIEW,
        "up": "../",
        "versions": versions,
        "feeds": [
            {
                "label": _LABELS[form],
                "media_type": MEDIA_TYPES[form],
                "href": f"{place.to_feeds}{profile.name}{SUFFIXES[form]}",
            }
            for form in profile.formats
        ],
    }


def _version(other: FeedProfile, path: str, profile: FeedProfile, place: Place) -> dict[str, Any]:
    return {
        "tag": other.tag,
        "name": wording(other).name,
        "href": f"../{path}",
        "address": place.address(path),
        "here": other.name == profile.name,
    }


def _values(profile: FeedProfile, item: Item) -> dict[str, Any]:
    language: Language = profile.language
    return {
        "title": item.title,
        "summary": item.summary,
        "content": Markup(item.content),  # noqa: S704 -- nh3 has cleaned it
        "publisher": item.publisher,
        "published": in_berlin(item.published).isoformat(timespec="seconds"),
        "day": day(item.published, language),
        "modified": in_berlin(item.modified).isoformat(timespec="seconds") if item.modified else "",
        "modified_day": day(item.modified, language) if item.modified else "",
        "picture": item.picture.url if item.picture else "",
        "withdrawn": item.withdrawn is not None,
    }


def _render(template: str, values: dict[str, Any]) -> bytes:
    return (_environment().get_template(template).render(values) + "\n").encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("feeds"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
