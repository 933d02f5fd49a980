"""What is demanded of Atom 1.0 with tombstones."""

from collections.abc import Iterator
from typing import Any

from feeds.rules.elements import children, local, missing, more_than_one, not_a, odd_characters, repeated, text
from feeds.rules.fragments import dangers, relative_addresses
from feeds.rules.rule import REPUBLISH, SETTING, Place, Rule
from feeds.rules.values import is_iri, is_language, is_media_type, is_rfc_3339, is_web
from model.translation import Severity

_RFC = "RFC 4287, section"
_VALIDATOR = "W3C feed validator"
_NS = "{http://www.w3.org/2005/Atom}"
_GRAVE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_REQUIRED = tuple(f"{_NS}{name}" for name in ("id", "title", "updated"))
_FEED = frozenset(
    [
        "author",
        "category",
        "contributor",
        "generator",
        "icon",
        "id",
        "link",
        "logo",
        "rights",
        "subtitle",
        "title",
        "updated",
        "entry",
    ]
)
_ENTRY = frozenset(
    [
        "author",
        "category",
        "content",
        "contributor",
        "id",
        "link",
        "published",
        "rights",
        "source",
        "summary",
        "title",
        "updated",
    ]
)
_TEXT_TYPES = frozenset(["text", "html", "xhtml"])
_SEVERAL = {"author", "category", "contributor", "link", "entry"}


def _entries(root: Any) -> Iterator[tuple[str, Any]]:
    for number, entry in enumerate(root.iterfind(f"{_NS}entry"), start=1):
        yield f"entry {number} ({text(entry, f'{_NS}id') or text(entry, f'{_NS}title')})", entry


def _parents(root: Any) -> list[tuple[str, Any, frozenset[str]]]:
    return [("feed", root, _FEED), *((where, entry, _ENTRY) for where, entry in _entries(root))]


def _values(root: Any, name: str) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        for element in parent.findall(f"{_NS}{name}"):
            yield f"{where}: {name}", (element.text or "").strip()


def _root(root: Any) -> Iterator[Place]:
    if root.tag != f"{_NS}feed":
        yield "document", f"<{root.tag}>"


def _complete(root: Any) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        yield from missing(parent, _REQUIRED, where)


def _once(root: Any) -> Iterator[Place]:
    for where, parent, known in _parents(root):
        yield from more_than_one(parent, [f"{_NS}{name}" for name in sorted(known - _SEVERAL)], where)


def _known(root: Any) -> Iterator[Place]:
    for where, parent, known in _parents(root):
        for child in children(parent):
            if child.tag.startswith(_NS) and local(child) not in known:
                yield where, f"<{local(child)}>"


def _authors(root: Any) -> Iterator[Place]:
    whole = bool(text(root, f"{_NS}author/{_NS}name"))
    for where, entry in _entries(root):
        if not whole and not text(entry, f"{_NS}author/{_NS}name"):
            yield where, "no author, and the feed has none"
    for where, parent, _ in _parents(root):
        for author in parent.findall(f"{_NS}author"):
            yield from missing(author, [f"{_NS}name"], f"{where}: author")


def _dates(root: Any) -> Iterator[Place]:
    for name in ("published", "updated"):
        yield from not_a(is_rfc_3339, _values(root, name))


def _ids(root: Any) -> Iterator[Place]:
    return not_a(is_iri, _values(root, "id"))


def _id_once(root: Any) -> Iterator[Place]:
    for each in repeated(filter(None, (value for _, value in _values(root, "id")))):
        yield "feed", f"the id {each} stands there several times"


def _links(root: Any) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        for link in parent.findall(f"{_NS}link"):
            place = f"{where}: link {link.get('rel', 'alternate')}"
            yield from not_a(is_iri, [(place, link.get("href", ""))])
            yield from not_a(is_media_type, [(f"{place}, type", link.get("type", "any/any"))])
            yield from not_a(is_language, [(f"{place}, hreflang", link.get("hreflang", "und"))])


def _alternates(root: Any) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        links = [each for each in parent.findall(f"{_NS}link") if each.get("rel", "alternate") == "alternate"]
        for kind in repeated(f"{link.get('type', '')} {link.get('hreflang', '')}" for link in links):
            yield where, f"several of {kind.strip()}"
        if parent is not root and not links and parent.find(f"{_NS}content") is None:
            yield where, "neither content nor a link"


def _categories(root: Any) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        yield from ((where, "empty") for each in parent.findall(f"{_NS}category") if not each.get("term", "").strip())


def _language(root: Any) -> Iterator[Place]:
    return not_a(is_language, [("feed: xml:lang", root.get(_XML_LANGUAGE, ""))])


def _itself(root: Any) -> Iterator[Place]:
    own = [link for link in root.findall(f"{_NS}link") if link.get("rel") == "self"]
    if len(own) != 1:
        yield "feed: link rel=self", f"{len(own)} times"


def _archive(root: Any) -> Iterator[Place]:
    links = {link.get("rel") for link in root.findall(f"{_NS}link")}
    if root.find(_ARCHIVE) is not None and "current" not in links:
        yield "feed: link rel=current", "missing"


def _hubs(root: Any) -> Iterator[Place]:
    hubs = [link for link in root.findall(f"{_NS}link") if link.get("rel") == "hub"]
    for hub in hubs:
        yield from not_a(is_web, [("feed: link hub", hub.get("href", ""))])
    if hubs and not any(link.get("rel") == "self" for link in root.findall(f"{_NS}link")):
        yield "feed: link rel=self", "missing beside a hub"


def _tombstones(root: Any) -> Iterator[Place]:
    for grave in root.findall(_GRAVE):
        where = f"deleted-entry ({grave.get('ref', '')})"
        yield from not_a(is_iri, [(f"{where}: ref", grave.get("ref", ""))])
        yield from not_a(is_rfc_3339, [(f"{where}: when", grave.get("when", ""))])


def _alive_or_dead(root: Any) -> Iterator[Place]:
    dead = {grave.get("ref") for grave in root.findall(_GRAVE)}
    for where, entry in _entries(root):
        if text(entry, f"{_NS}id") in dead:
            yield where, "is deleted as well"


def _text_types(root: Any) -> Iterator[Place]:
    for where, parent, _ in _parents(root):
        for name in ("title", "subtitle", "summary", "rights"):
            for element in parent.findall(f"{_NS}{name}"):
                yield from not_a(_TEXT_TYPES.__contains__, [(f"{where}: {name}, type", element.get("type", "text"))])


def _content(root: Any) -> Iterator[Place]:
    for where, entry in _entries(root):
        for content in entry.findall(f"{_NS}content"):
            if content.get("type") == "html":
                yield f"{where}: content", content.text or ""


def _whole_addresses(root: Any) -> Iterator[Place]:
    for where, fragment in _content(root):
        yield from ((where, address) for address in relative_addresses(fragment))


def _harmless(root: Any) -> Iterator[Place]:
    for where, fragment in _content(root):
        yield from ((where, danger) for danger in dangers(fragment))


ATOM_RULES = (
    Rule("atom-root", f"{_RFC} 4.1.1", "the root is <feed> of Atom 1.0", REPUBLISH, _root),
    Rule(
        "atom-complete",
        f"{_RFC} 4.1.1 and 4.1.2",
        "the feed and each entry have id, title and updated",
        REPUBLISH,
        _complete,
    ),
    Rule("atom-once", f"{_RFC} 4.1.1 and 4.1.2", "an element stands once in its parent", REPUBLISH, _once),
    Rule(
        "atom-known",
        f"{_VALIDATOR}, UndefinedElement",
        "an element of the namespace is one of the specification's",
        REPUBLISH,
        _known,
    ),
    Rule("atom-author", f"{_RFC} 4.1.1", "each entry has an author with a name, or the feed has", REPUBLISH, _authors),
    Rule("atom-date", f"{_RFC} 3.3", "a date is one of RFC 3339 with its zone", REPUBLISH, _dates),
    Rule("atom-id", f"{_RFC} 4.2.6", "an id is an absolute IRI", REPUBLISH, _ids),
    Rule("atom-id-once", f"{_RFC} 4.1.1", "no two entries have the same id", REPUBLISH, _id_once),
    Rule("atom-link", f"{_RFC} 4.2.7", "a link has a whole address, its type and language are such", REPUBLISH, _links),
    Rule(
        "atom-alternate",
        f"{_RFC} 4.1.2",
        "an entry without content has an alternate link, and one of each type and language at most",
        REPUBLISH,
        _alternates,
    ),
    Rule("atom-category", f"{_RFC} 4.2.2.1", "a category has a term", REPUBLISH, _categories),
    Rule("atom-language", f"{_RFC} 2", "the feed says its language", REPUBLISH, _language),
    Rule(
        "atom-self",
        f"{_RFC} 4.1.1",
        "the feed names its own address once",
        "set `url` of the feed, ending in .xml, in config/feeds.toml and publish again",
        _itself,
        Severity.WARNING,
    ),
    Rule("atom-archive", "RFC 5005, section 4", "an archive names the address of the feed", REPUBLISH, _archive),
    Rule("atom-hub", "WebSub, section 4", "a feed with a hub names the hub and itself", SETTING, _hubs),
    Rule(
        "atom-tombstone",
        "RFC 6721, section 3",
        "a deleted entry has the id of the entry and a date of RFC 3339",
        REPUBLISH,
        _tombstones,
    ),
    Rule(
        "atom-alive-or-dead",
        "RFC 6721, section 3",
        "no entry is in the feed and deleted from it",
        REPUBLISH,
        _alive_or_dead,
    ),
    Rule(
        "atom-addresses",
        f"{_VALIDATOR}, ContainsRelRef",
        "addresses in the text are whole",
        REPUBLISH,
        _whole_addresses,
    ),
    Rule(
        "atom-harmless",
        f"{_RFC} 8.1",
        "the text holds no scripts, styles or frames",
        REPUBLISH,
        _harmless,
    ),
    Rule(
        "atom-characters",
        f"{_VALIDATOR}, BadCharacters",
        "the text holds no control characters",
        REPUBLISH,
        odd_characters,
    ),
    Rule(
        "atom-text-type",
        f"{_RFC} 3.1.1",
        "the type of a title or a summary is text, html or xhtml",
        REPUBLISH,
        _text_types,
    ),
)
"""In the order in which they are looked for."""
