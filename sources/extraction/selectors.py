"""A source's own CSS selectors, applied to the HTML of one of its pages."""

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from model.errors import BadConfiguration
from model.source import Selectors
from sources.richtext import clean


def remove_selected(text: str, selectors: Selectors) -> str:
    """Return the HTML `text` without the elements that `selectors.remove` names; as it is where that is empty."""
    if not selectors.remove:
        return text
    soup = BeautifulSoup(text, "lxml")
    for tag in _select(soup, selectors.remove, "remove"):
        tag.decompose()
    return str(soup)


def selected_html(text: str, selector: str, name: str) -> str:
    """Return the HTML of every element of `text` that `selector` matches, "" where none does or it is empty.

    Raises:
        BadConfiguration: the selector is no CSS; `name` says which of the source's selectors it is.
    """
    return "".join(str(tag) for tag in _select(BeautifulSoup(text, "lxml"), selector, name)) if selector else ""


def selected_text(text: str, selector: str, name: str) -> str:
    """Return the text of the first element that `selector` matches; of `<time>` and `<meta>` what an attribute says."""
    tag = next(iter(_select(BeautifulSoup(text, "lxml"), selector, name)), None) if selector else None
    if tag is None:
        return ""
    stated = tag.get("datetime") or tag.get("content")
    return str(stated) if stated else clean(tag.get_text(" ")).strip()


def _select(soup: BeautifulSoup, selector: str, name: str) -> list[Tag]:
    try:
        return list(soup.select(selector))
    except SelectorSyntaxError as error:
        raise BadConfiguration(where=f"selector `{name}`", reason=f"{selector!r} is no CSS selector") from error
