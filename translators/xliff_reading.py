"""XLIFF 2.0, 2.1 and 2.2 files as translation programs write them back; a unit at a time.

Other prefixes and orders of attributes, elements of modules that we do not know, comments and annotations are looked
through. Entities, DTDs and the network are left alone; libxml2 allows elements 256 deep.
"""

import os
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from model.errors import SourceError
from model.translation import State
from translators.xliff_elements import content_of
from translators.xliff_values import (
    BAD_STATE,
    BROKEN_OFF,
    DECLARES,
    LARGEST,
    NO_SEGMENT,
    NO_SOURCE,
    NOT_XLIFF,
    OLD_XLIFF,
    OURS,
    TARGET_PLACE,
    TOO_LARGE,
    Damaged,
    Flaw,
    Origin,
    Returned,
    ReturnedUnit,
)

_CORE = re.compile(r"urn:oasis:names:tc:xliff:document:2\.\d+\Z")
_LAST_LINE = 65_535
_SAFE = {"load_dtd": False, "no_network": True, "resolve_entities": False, "huge_tree": False}
_METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
_FILE_ID = re.compile(r"t(\d{1,18})\Z")


def read_xliff(file: BinaryIO, name: str) -> Iterator[ReturnedUnit | Flaw]:
    """Yield the units of an XLIFF file, and where it breaks off; what stood before is good.

    Args:
        file: opened for reading, at its beginning; it can be gone back in.
        name: what the file is called in errors.

    Raises:
        SourceError: it is no XLIFF 2 file, too large, or declares a document type; nothing is yielded then.
    """
    _ensure_readable(file, name)
    reading = etree.iterparse(file, events=("start", "end"), tag=("{*}file", "{*}unit"), **_SAFE)
    target, origin = "", Origin(None, "")
    try:
        for event, element in reading:
            if not _is_core(element):
                continue
            if event == "start":
                target = element.getroottree().getroot().get("trgLang", "")
                origin = origin if _name(element) == "unit" else Origin(_line(element), target)
            elif _name(element) == "unit":
                origin = origin if origin.translation_id else _origin(element, target)
                yield _unit(element, origin)
                _forget(element)
            else:
                _forget(element)
    except etree.XMLSyntaxError as error:
        yield Flaw(error.lineno, BROKEN_OFF, {"detail": str(error.msg)})


def _ensure_readable(file: BinaryIO, name: str) -> None:
    file.seek(0, os.SEEK_END)
    if file.tell() > LARGEST:
        raise SourceError(TOO_LARGE, subject=name, most=LARGEST // 2**20)
    file.seek(0)
    try:
        _, root = next(etree.iterparse(file, events=("start",), **_SAFE))
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise SourceError(NOT_XLIFF, subject=name, detail=getattr(error, "msg", "")) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(DECLARES, subject=name)
    version = root.get("version", "")
    if _name(root) != "xliff":
        raise SourceError(NOT_XLIFF, subject=name, detail=f"<{_name(root)}>")
    if not _is_core(root) or not version.startswith("2."):
        raise SourceError(OLD_XLIFF, subject=name, version=version or "?")
    file.seek(0)


def _origin(unit: Any, target: str) -> Origin:
    """Return what the `<file>` of a unit says of itself: in our metadata, else by its id."""
    file = next(unit.iterancestors("{*}file"))
    ours = _facts(file).get("", {})
    by_id = _FILE_ID.match(file.get("id", ""))
    return Origin(
        line=_line(file),
        language=target,
        translation_id=_number(ours.get("translation")) or (int(by_id[1]) if by_id else 0),
        version_id=_number(ours.get("version")) or 0,
        content_hash=ours.get("hash", ""),
    )


def _unit(unit: Any, origin: Origin) -> ReturnedUnit | Flaw:
    kept = _facts(unit)
    segments = [each for each in unit.iterchildren(etree.Element) if _is_core(each) and _name(each) == "segment"]
    if not segments:
        return Flaw(_line(unit), NO_SEGMENT)
    read = tuple(_segment(each, kept.get(each.get("id", ""), {})) for each in segments)
    return ReturnedUnit(origin, unit.get("id", ""), _line(unit), read)


def _segment(segment: Any, kept: dict[str, str]) -> Returned | Flaw:
    id_ = segment.get("id", "")
    try:
        source, target = _texts(segment)
        return Returned(
            id=id_,
            line=_line(segment),
            state=_state(segment.get("state", State.INITIAL)),
            source=content_of(source),
            target=None if target is None else content_of(target),
            revision=_number(kept.get("revision")),
            exported=kept.get("exported"),
        )
    except Damaged as error:
        return Flaw(_line(segment), error.template, error.fields, id_)


def _texts(segment: Any) -> tuple[Any, Any]:
    children = [each for each in segment.iterchildren(etree.Element) if _is_core(each)]
    names = [_name(each) for each in children]
    if names.count("source") != 1:
        raise Damaged(NO_SOURCE)
    if names not in (["source"], ["source", "target"]):
        raise Damaged(TARGET_PLACE)
    return children[0], children[1] if len(children) > 1 else None


def _state(written: str) -> State:
    try:
        return State(written)
    except ValueError as error:
        raise Damaged(BAD_STATE, state=written, known=", ".join(State)) from error


def _facts(element: Any) -> dict[str, dict[str, str]]:
    """Return our metadata of a file or unit by the id of its group, "" for one without."""
    found: dict[str, dict[str, str]] = {}
    for group in element.iterfind(f"{_METADATA}metadata/{_METADATA}metaGroup"):
        if group.get("category") == OURS:
            facts = {meta.get("type", ""): (meta.text or "").strip() for meta in group.iterfind(f"{_METADATA}meta")}
            found.setdefault(group.get("id", ""), {}).update(facts)
    return found


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 19 else None


def _is_core(element: Any) -> bool:
    return bool(_CORE.match(etree.QName(element).namespace or ""))


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _line(element: Any) -> int | None:
    line: int = element.sourceline
    return line if line < _LAST_LINE else None


def _forget(element: Any) -> None:
    """Let go of what was read, but not of what the `<file>` says of itself."""
    element.clear()
    parent = element.getparent()
    for before in list(element.itersiblings("{*}unit", "{*}group", "{*}file", preceding=True)):
        parent.remove(before)
