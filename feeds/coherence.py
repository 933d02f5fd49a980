"""Settings of a feed that are each right and do not go together."""

from collections.abc import Callable

from feeds.text import web_address
from model.feed import FeedProfile, Images, Script
from model.languages import Language

# What a label must hold, in small letters, so that a reader knows what made the text.
_MACHINE = {Language.ZH: ("机器", "人工智能"), Language.EN: ("machine", "artificial intelligence")}


def contradiction(profile: FeedProfile) -> str:
    """Return what does not go together in `profile`, with the way out; "" where all does."""
    return next(filter(None, (check(profile) for check in _CHECKS)), "")


def _address(profile: FeedProfile) -> str:
    if not profile.is_closed or web_address(profile.url).endswith(f"/{profile.name}.xml"):
        return ""
    return f'`access = "token"` needs `url`, ending in /{profile.name}.xml: subscribers\' addresses are made of it'


def _closed_pages(profile: FeedProfile) -> str:
    if profile.is_closed and profile.pages:
        return '`access = "token"` and `pages = true` contradict each other: pages are public; leave `pages` out'
    return ""


def _closed_hub(profile: FeedProfile) -> str:
    if profile.is_closed and profile.hub:
        return '`access = "token"` and `hub` contradict each other: the hub would learn the address of each subscriber'
    return ""


def _copies(profile: FeedProfile) -> str:
    if profile.images is Images.COPY and not profile.pages_url:
        return '`images = "copy"` needs `pages_url` at the top of the file: the pictures lie in the folder it names'
    return ""


def _script(profile: FeedProfile) -> str:
    if profile.script is Script.TRADITIONAL and profile.language is not Language.ZH:
        return f'`script = "traditional"` is for Chinese; this feed is in {profile.language}'
    return ""


def _labels(profile: FeedProfile) -> str:
    for key, label in (("label_machine", profile.label_machine), ("label_reviewed", profile.label_reviewed)):
        if label and profile.language is Language.DE:
            return f"`{key}` labels translations; this feed holds the German originals"
        if label and not any(word in label.lower() for word in _MACHINE[profile.language]):
            wanted = " or ".join(f"»{word}«" for word in _MACHINE[profile.language])
            return (
                f"`{key}` must hold {wanted}: China's measures for labelling AI-generated content and Article 50 of "
                "the EU AI Act want readers told that a machine made the text, reviewed or not"
            )
    return ""


def _report(profile: FeedProfile) -> str:
    filled = profile.report_url.format(**dict.fromkeys(("feed", "guid", "work", "token"), "a"))
    if profile.report_url and not web_address(filled):
        return (
            "`report_url` must be a whole address such as https://example.org/report?entry={guid}, "
            f"not {profile.report_url!r}"
        )
    return ""


_CHECKS: tuple[Callable[[FeedProfile], str], ...] = (
    _address,
    _closed_pages,
    _closed_hub,
    _copies,
    _script,
    _labels,
    _report,
)
