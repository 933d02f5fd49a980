"""Whether publishing takes as long with 100,000 releases in the store as with 1,000, and what our feeds cost on top of
feedgen.

    python -m benchmarks.publishing [--postgres URL] [--small N] [--large N] [--rounds N]

The small and the large store are published in turns, and each ratio is the median of those within a round: on a busy
machine only neighbouring runs can be compared. A PostgreSQL server that does not answer is passed over.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

from feedgen.feed import FeedGenerator
from sqlalchemy.exc import OperationalError

from benchmarks.newsrooms import newsroom, schema
from feeds.formats import build
from feeds.item import Item
from model.feed import FeedFormat, FeedProfile, Gate
from model.languages import Language
from pipeline.items import items_of
from pipeline.publish import publish, publish_feed
from pipeline.reports import FeedReport
from pipeline.wiring import Newsroom

POSTGRES = os.environ.get("NEWSBRIDGE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
LIMIT = 1.5

Work = Callable[[Newsroom], object]


def main() -> None:
    options = arguments()
    print(f"load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
        made = [Path(home) / "small", Path(home) / "large"]
        urls = [f"sqlite:///{path}.db" for path in made]
        small, large = stores(stack, made, urls, options)
        compare("SQLite", small, large, options.rounds)
        against_feedgen(large, options.rounds)
    try:
        with tempfile.TemporaryDirectory() as home, ExitStack() as stack:
            urls = [stack.enter_context(schema(options.postgres)) for _ in range(2)]
            made = [Path(home) / "small", Path(home) / "large"]
            compare("PostgreSQL", *stores(stack, made, urls, options), options.rounds)
    except OperationalError as error:
        print(f"PostgreSQL: left out, {error.orig}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", default=POSTGRES, help="address of a server and a database there")
    parser.add_argument("--small", type=int, default=1_000, help="releases in the small store")
    parser.add_argument("--large", type=int, default=100_000, help="releases in the large store")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is published")
    return parser.parse_args()


def stores(
    stack: ExitStack, homes: Sequence[Path], urls: Sequence[str], options: argparse.Namespace
) -> tuple[Newsroom, Newsroom]:
    small = stack.enter_context(newsroom(homes[0], urls[0], options.small))
    return small, stack.enter_context(newsroom(homes[1], urls[1], options.large))


def compare(database: str, small: Newsroom, large: Newsroom, rounds: int) -> None:
    """Print how much longer each kind of publishing takes in the large store."""
    for what, work in WORKS.items():
        publish_both = [(work, small), (work, large)]
        for each, place in publish_both:
            each(place)  # the first one writes
        taken = [[seconds(each, place) for each, place in publish_both] for _ in range(rounds)]
        ratio = median(after / before for before, after in taken)
        times = [1000 * median(column) for column in zip(*taken, strict=True)]
        judged = "" if ratio <= LIMIT else f", MORE THAN {LIMIT}"
        print(f"{database}, {what}: {times[0]:.0f} ms and {times[1]:.0f} ms, ratio {ratio:.2f}{judged}")


def one_feed(place: Newsroom) -> FeedReport:
    return publish_feed(place, profile(place))


def about_a_word(place: Newsroom) -> FeedReport:
    """A topic that no release is about: the feed looks as far back as it ever does."""
    return publish_feed(place, replace(profile(place), name="topic", words=("Hafenkran",)))


def reviewed_alone(place: Newsroom) -> FeedReport:
    """Nothing has been reviewed: no release may stop the search early."""
    return publish_feed(place, replace(profile(place), name="reviewed", gate=Gate.REVIEWED))


WORKS: dict[str, Work] = {
    "a feed of 50": one_feed,
    "all feeds of 50": publish,
    "a topic without releases": about_a_word,
    "reviewed releases, of which there are none": reviewed_alone,
}


def profile(place: Newsroom) -> FeedProfile:
    return next(each for each in place.profiles if each.language is Language.ZH)


def seconds(work: Work, place: Newsroom) -> float:
    start = time.perf_counter()
    work(place)
    return time.perf_counter() - start


def against_feedgen(place: Newsroom, rounds: int) -> None:
    """Print how long our RSS takes beside feedgen's own of the same entries."""
    feed = profile(place)
    items = items_of(place, feed, FeedReport(feed.name), dry_run=True)

    def ours(_: Newsroom) -> bytes:
        return build(FeedFormat.RSS, feed, items, place.authority)

    def theirs(_: Newsroom) -> bytes:
        return with_feedgen(feed, items)

    taken = [(seconds(theirs, place), seconds(ours, place)) for _ in range(rounds)]
    ratio = median(after / before for before, after in taken)
    print(f"RSS of {len(items)} entries: feedgen alone {1000 * median(before for before, _ in taken):.0f} ms, ", end="")
    print(f"ours {1000 * median(after for _, after in taken):.0f} ms, ratio {ratio:.2f}")


def with_feedgen(profile: FeedProfile, items: Sequence[Item]) -> bytes:
    """Return the RSS that feedgen writes of the same entries, without what is ours."""
    feed = FeedGenerator()
    feed.title(profile.title)
    feed.link(href=profile.site)
    feed.description(profile.description)
    feed.language(profile.tag.lower())
    for item in items:
        entry = feed.add_entry(order="append")
        entry.guid(item.guid, permalink=False)
        entry.title(item.title)
        entry.link(href=item.url)
        entry.description(item.summary)
        entry.content(item.content)
        entry.published(item.published)
    return bytes(feed.rss_str(pretty=True))


if __name__ == "__main__":
    main()
