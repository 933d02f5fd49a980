"""What is demanded of RSS 2.0."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from feeds.rules.elements import children, local, missing, more_than_one, not_a, odd_characters, repeated, text
from feeds.rules.fragments import dangers, relative_addresses
from feeds.rules.rule import REPUBLISH, SETTING, Place, Rule
from feeds.rules.values import is_count, is_iri, is_language, is_media_type, is_rfc_822, is_web
from model.translation import Severity

_SPECIFICATION = "RSS 2.0 specification"
_PROFILE = "RSS Advisory Board, Best Practices Profile"
_VALIDATOR = "W3C feed validator"
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ABOUT_THE_FEED = ("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate")
_FOR_PROGRAMS = ("lastBuildDate", "category", "generator", "docs", "cloud", "ttl")
_SELDOM = ("image", "rating", "textInput", "skipHours", "skipDays")
_CHANNEL_ELEMENTS = frozenset((*_ABOUT_THE_FEED, *_FOR_PROGRAMS, *_SELDOM, "item"))
_ITEM_ELEMENTS = frozenset(
    ["title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"]
)
_ONCE_IN_CHANNEL = sorted(_CHANNEL_ELEMENTS - {"item", "category"})
_ONCE_IN_ITEM = sorted(_ITEM_ELEMENTS - {"category", "enclosure"})


def _items(root: Any) -> Iterator[tuple[str, Any]]:
    for number, item in enumerate(root.iterfind("channel/item"), start=1):
        yield f"item {number} ({text(item, 'guid') or text(item, 'title')})", item


def _values(root: Any, name: str) -> Iterator[Place]:
    """Yield the words of an element wherever it stands in the channel or an item."""
    for place, parent in [("channel", root.find("channel")), *_items(root)]:
        for element in [] if parent is None else parent.findall(name):
            yield f"{place}: {local(element)}", (element.text or "").strip()


def _version(root: Any) -> Iterator[Place]:
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "document", f"<{root.tag} version={root.get('version')!r}>"
    if (count := len(root.findall("channel"))) != 1:
        yield "document", f"{count} channels"


def _channel_complete(root: Any) -> Iterator[Place]:
    for channel in root.findall("channel"):
        yield from missing(channel, ("title", "link", "description"), "channel")


def _item_says_something(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        if not text(item, "title") and not text(item, "description"):
            yield where, "neither title nor description"


def _once(root: Any) -> Iterator[Place]:
    for channel in root.findall("channel"):
        yield from more_than_one(channel, _ONCE_IN_CHANNEL, "channel")
    for where, item in _items(root):
        yield from more_than_one(item, _ONCE_IN_ITEM, where)


def _known(root: Any) -> Iterator[Place]:
    parents = [("channel", each, _CHANNEL_ELEMENTS) for each in root.findall("channel")]
    for where, parent, known in [*parents, *((where, item, _ITEM_ELEMENTS) for where, item in _items(root))]:
        for child in children(parent):
            if "}" not in child.tag and child.tag not in known:
                yield where, f"<{child.tag}>"


def _addresses(root: Any) -> Iterable[Place]:
    return not_a(is_web, _values(root, "link"))


def _dates(root: Any) -> Iterator[Place]:
    for name in ("pubDate", "lastBuildDate"):
        yield from not_a(is_rfc_822, _values(root, name))


def _language(root: Any) -> Iterable[Place]:
    return not_a(is_language, _values(root, "language"))


def _ttl(root: Any) -> Iterable[Place]:
    return not_a(is_count, _values(root, "ttl"))


def _guid(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        if not text(item, "guid"):
            yield where, "no guid"


def _guid_once(root: Any) -> Iterator[Place]:
    for guid in repeated(filter(None, (text(item, "guid") for _, item in _items(root)))):
        yield "channel", f"the guid {guid} stands in several items"


def _permalink(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink", "true") != "false" and not is_web(text(item, "guid")):
            yield f"{where}: guid", text(item, "guid")


def _guid_form(root: Any) -> Iterable[Place]:
    return not_a(is_iri, _values(root, "guid"))


def _enclosure_values(root: Any, name: str) -> Iterator[Place]:
    for where, item in _items(root):
        for enclosure in item.findall("enclosure"):
            yield f"{where}: enclosure {name}", enclosure.get(name, "")


def _enclosure(root: Any) -> Iterator[Place]:
    checks: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("url", is_web),
        ("length", is_count),
        ("type", is_media_type),
    )
    for name, is_right in checks:
        yield from not_a(is_right, _enclosure_values(root, name))


def _one_enclosure(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        yield from more_than_one(item, ["enclosure"], where)


def _summary_first(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        names = [child.tag for child in children(item)]
        if _CONTENT in names and "description" in names and names.index(_CONTENT) < names.index("description"):
            yield where, "content:encoded stands before description"


def _categories(root: Any) -> Iterator[Place]:
    return ((where, "empty") for where, value in _values(root, "category") if not value)


def _itself(root: Any) -> Iterator[Place]:
    own = [link for link in root.iterfind(f"channel/{_ATOM_LINK}") if link.get("rel") == "self"]
    if len(own) != 1 or not is_web(own[0].get("href", "")):
        yield "channel: atom:link rel=self", f"{len(own)} times" if len(own) != 1 else own[0].get("href", "")


def _archive(root: Any) -> Iterator[Place]:
    links = {link.get("rel"): link.get("href", "") for link in root.iterfind(f"channel/{_ATOM_LINK}")}
    if root.find(f"channel/{_ARCHIVE}") is not None:
        yield from not_a(is_web, [("channel: atom:link rel=current", links.get("current", ""))])
    if "prev-archive" in links:
        yield from not_a(is_web, [("channel: atom:link rel=prev-archive", links["prev-archive"])])


def _relations(root: Any) -> Iterator[Place]:
    for place, parent in [("channel", root.find("channel")), *_items(root)]:
        for link in [] if parent is None else parent.findall(_ATOM_LINK):
            where = f"{place}: atom:link {link.get('rel', 'alternate')}"
            yield from not_a(is_web, [(where, link.get("href", ""))])
            yield from not_a(is_media_type, [(f"{where}, type", link.get("type", "any/any"))])
            yield from not_a(is_language, [(f"{where}, hreflang", link.get("hreflang", "und"))])


def _own_page(root: Any) -> Iterator[Place]:
    for where, item in _items(root):
        pages = [link.get("href", "") for link in item.findall(_ATOM_LINK) if link.get("rel") == "alternate"]
        if pages and pages[0] != text(item, "link"):
            yield f"{where}: atom:link alternate", pages[0]


def _whole_addresses(root: Any) -> Iterator[Place]:
    for where, content in _values(root, _CONTENT):
        yield from ((where, address) for address in relative_addresses(content))


def _harmless(root: Any) -> Iterator[Place]:
    for where, content in _values(root, _CONTENT):
        yield from ((where, danger) for danger in dangers(content))


RSS_RULES = (
    Rule("rss-version", _SPECIFICATION, 'the root is <rss version="2.0"> with one channel', REPUBLISH, _version),
    Rule(
        "rss-channel",
        f"{_SPECIFICATION}, required channel elements",
        "the channel has title, link and description",
        SETTING,
        _channel_complete,
    ),
    Rule(
        "rss-item",
        f"{_SPECIFICATION}, elements of <item>",
        "each item has a title or a description",
        REPUBLISH,
        _item_says_something,
    ),
    Rule("rss-once", f"{_VALIDATOR}, DuplicateElement", "an element stands once in its parent", REPUBLISH, _once),
    Rule(
        "rss-known",
        f"{_VALIDATOR}, UndefinedElement",
        "an element without a namespace is one of the specification's",
        REPUBLISH,
        _known,
    ),
    Rule("rss-link", f"{_VALIDATOR}, InvalidFullLink", "a link is a whole address on the web", SETTING, _addresses),
    Rule(
        "rss-date",
        f"{_PROFILE}, date format",
        "a date is one of RFC 822 with a year of four digits and the right weekday",
        REPUBLISH,
        _dates,
    ),
    Rule("rss-language", f"{_SPECIFICATION}, <language>", "the language is a language tag", REPUBLISH, _language),
    Rule("rss-ttl", f"{_SPECIFICATION}, <ttl>", "the time to live is a number of minutes", REPUBLISH, _ttl),
    Rule("rss-guid", f"{_PROFILE}, guid", "each item has a guid", REPUBLISH, _guid),
    Rule("rss-guid-once", f"{_SPECIFICATION}, <guid>", "no two items have the same guid", REPUBLISH, _guid_once),
    Rule(
        "rss-permalink",
        f"{_VALIDATOR}, InvalidHttpGUID",
        'a guid that is no address of a page says isPermaLink="false"',
        REPUBLISH,
        _permalink,
    ),
    Rule("rss-guid-form", "RFC 4151, tag URIs", "a guid is an absolute URI", REPUBLISH, _guid_form),
    Rule(
        "rss-enclosure",
        f"{_SPECIFICATION}, <enclosure>",
        "an enclosure has a whole address, a length and a media type",
        REPUBLISH,
        _enclosure,
    ),
    Rule("rss-one-enclosure", f"{_PROFILE}, enclosure", "an item has one enclosure at most", REPUBLISH, _one_enclosure),
    Rule(
        "rss-summary-first",
        f"{_VALIDATOR}, NeedDescriptionBeforeContent",
        "description stands before content:encoded",
        REPUBLISH,
        _summary_first,
    ),
    Rule("rss-category", f"{_VALIDATOR}, NotBlank", "a category has a name", REPUBLISH, _categories),
    Rule(
        "rss-self",
        f"{_VALIDATOR}, MissingAtomSelfLink",
        "the channel names its own address once",
        "set `url` of the feed in config/feeds.toml and publish again",
        _itself,
        Severity.WARNING,
    ),
    Rule(
        "rss-archive",
        "RFC 5005, section 4",
        "an archive names the address of the feed, and links to other archives are whole",
        REPUBLISH,
        _archive,
    ),
    Rule(
        "rss-relation",
        "RFC 4287, section 4.2.7",
        "a link has a whole address, its type and language are such",
        SETTING,
        _relations,
    ),
    Rule(
        "rss-own-page",
        "SimplePie, get_permalink",
        "of an item's links to pages the first leads to its own",
        REPUBLISH,
        _own_page,
    ),
    Rule(
        "rss-addresses",
        f"{_VALIDATOR}, ContainsRelRef",
        "addresses in the text are whole",
        REPUBLISH,
        _whole_addresses,
    ),
    Rule(
        "rss-harmless",
        f"{_VALIDATOR}, SecurityRisk",
        "the text holds no scripts, styles or frames",
        REPUBLISH,
        _harmless,
    ),
    Rule(
        "rss-characters",
        f"{_VALIDATOR}, BadCharacters",
        "the text holds no control characters",
        REPUBLISH,
        odd_characters,
    ),
)
"""In the order in which they are looked for."""
