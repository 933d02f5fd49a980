"""Every page that links lead to, each kind once."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from tests.browser.conftest import Visitor

NO_PAGES = re.compile(r"\.(csv|tsv|tbx|tmx|json)$|/export$|\d/xliff$|/broken/")
"""What the browser saves rather than shows."""
LINKS = "each => [...each.querySelectorAll('a[href]:not([download])')].map(link => link.href)"


def kind(address: str) -> str:
    """Return what pages of one route have in common: their path without numbers and names, and what is asked."""
    split = urlsplit(address)
    path = re.sub(r"/\d+", "/0", re.sub(r"^(/sources|/runs)/.+", r"\1/0", split.path))
    return "?".join((path, "&".join(sorted(name for name, _ in parse_qsl(split.query)))))


def pages(visitor: Visitor, *first: str) -> Iterator[str]:
    """Open one page of each kind, beginning with `first`, and yield its path while it is open."""
    home = visitor.desk.address
    waiting = [urljoin(home, path) for path in first]
    seen = {kind(address) for address in waiting}
    while waiting:
        address = waiting.pop(0)
        answer = visitor.page.goto(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        yield address.removeprefix(home)
        found = [link.partition("#")[0] for link in visitor.page.locator("body").evaluate(LINKS)]
        for link in found:
            if link.startswith(f"{home}/") and not NO_PAGES.search(urlsplit(link).path) and kind(link) not in seen:
                seen.add(kind(link))
                waiting.append(link)
