"""How long the desk takes to answer: medians over HTTP on this machine, with as many releases in the store as asked.

    python benchmarks/desk.py [--releases 20000] [--segments 200] [--rounds 15]

An article of 200 segments is to open in under 300 ms and a segment to be saved in under 50 ms. Prints a line for each
page: the median, the slowest, and its ratio to the sign-in page, which asks the store for nothing.
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import requests
import uvicorn
from fastapi import FastAPI

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from newsrooms import NOW, newsroom  # noqa: E402

from model.article import Article, Block, BlockKind  # noqa: E402
from model.languages import Language  # noqa: E402
from model.people import Duty, Person  # noqa: E402
from model.richtext import RichText  # noqa: E402
from model.terms import TranslationUnit  # noqa: E402
from pipeline.approving import approve  # noqa: E402
from pipeline.passwords import hashed  # noqa: E402
from pipeline.translate import TranslateOrder, translate  # noqa: E402
from pipeline.wiring import Newsroom  # noqa: E402
from review.app import create_app  # noqa: E402
from translators.splitting import segment  # noqa: E402

GERMAN = "Am {day}. März berieten {count} Vertreter der Stadt Duisburg über Vorhaben {number} mit 2,5 Millionen Euro."
CHINESE = "3月{day}日，杜伊斯堡市的{count}名代表就第{number}个项目的250万欧元进行了磋商。"
PAIRS = 20_000
PASSWORD = "drei Wörter im Kopf"
TARGETS = {"an article opens": 300.0, "a segment is saved": 50.0}
"""Milliseconds that are promised."""


@dataclass
class Work:
    """A long article in Chinese, and where it is."""

    translation_id: int
    segments: list[int]
    revision: int = 0


def long_article(room: Newsroom, segments: int) -> Work:
    """Store an article of so many sentences, ten to a paragraph, and translate it."""
    texts = [GERMAN.format(day=number % 28 + 1, count=number + 2, number=number) for number in range(segments - 1)]
    paragraphs = [" ".join(texts[at : at + 10]) for at in range(0, len(texts), 10)]
    blocks = [Block(BlockKind.TITLE, RichText("Ein langer Bericht"))]
    blocks += [Block(BlockKind.PARAGRAPH, RichText(text)) for text in paragraphs]
    article = Article(tuple(blocks), published=NOW - timedelta(hours=1), url="https://presse.example/lang.html")
    release = room.store.releases.add("city", [article.url], article.url, article, segment(article), NOW)
    translate(room, TranslateOrder(languages=[Language.ZH], release=release.id))
    translation = room.store.translations.get(release.version_id, Language.ZH)
    assert translation is not None
    return Work(translation.id, sorted(translation.targets))


def fill_memory(room: Newsroom) -> None:
    """Keep so many pairs that a search has something to do."""
    room.store.memory.add_all(
        TranslationUnit(
            GERMAN.format(day=number % 28 + 1, count=number, number=number),
            Language.ZH,
            RichText(CHINESE.format(day=number % 28 + 1, count=number, number=number)),
            "Li Na",
            NOW - timedelta(minutes=number),
        )
        for number in range(PAIRS)
    )


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve `app` on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


class Client:
    """An editor's browser, without the browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        entry = {"csrf": self.token("/login"), "name": "li.na", "password": PASSWORD}
        _good(self.session.post(address + "/login", data=entry))
        self.csrf = self.token("/queue")

    def token(self, path: str) -> str:
        """Return the token of the session, as a page carries it."""
        return self.get(path).text.partition('name="csrf" content="')[2].partition('"')[0]

    def get(self, path: str) -> requests.Response:
        """Open a page."""
        return _good(self.session.get(self.address + path))

    def post(self, path: str, **fields: object) -> requests.Response:
        """Send a form as the page's script does."""
        headers = {"HX-Request": "true", "X-CSRF-Token": self.csrf}
        return _good(self.session.post(self.address + path, data=fields, headers=headers))


def _good(answer: requests.Response) -> requests.Response:
    answer.raise_for_status()
    return answer


def saving(client: Client, work: Work, act: str, first: int) -> Callable[[], object]:
    """Return what saves the next sentence each time it is called."""
    left = iter(work.segments[first:])

    def save() -> object:
        segment_id = next(left)
        place = f"/translations/{work.translation_id}/segments/{segment_id}"
        if act == "typed":
            return client.post(f"{place}/typed", text=f"第{segment_id}个项目。", revision=0)
        return client.post(place, text=f"第{segment_id}个项目。", revision=0, act=act)

    return save


def deeds(client: Client, work: Work, rounds: int) -> dict[str, Callable[[], object]]:
    """Return what is measured, by what it is called."""
    at = f"/translations/{work.translation_id}"
    return {
        "the sign-in page": lambda: requests.get(client.address + "/login", timeout=60),
        "the queue": lambda: client.get("/queue"),
        "the queue, searched": lambda: client.get("/queue?text=Wasserstoff&sort=age"),
        "an article opens": lambda: client.get(at),
        "its repairs, after it": lambda: client.get(f"{at}/repairs"),
        "what is typed is kept": saving(client, work, "typed", 0),
        "a segment is saved": saving(client, work, "draft", rounds + 1),
        "a segment is approved": saving(client, work, "approve", 2 * rounds + 2),
        "memory and readings": lambda: client.get(f"{at}/segments/{work.segments[-1]}/help"),
        "the memory, searched": lambda: client.get("/memory?text=Duisburg"),
        "the terms": lambda: client.get("/terms"),
        "the statistics": lambda: client.get("/statistics"),
        "the preview": lambda: client.get(f"{at}/preview"),
    }


def measured(deed: Callable[[], object], rounds: int) -> list[float]:
    """Return how many milliseconds each of `rounds` took, after one that is not counted."""
    deed()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        deed()
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def report(client: Client, work: Work, rounds: int) -> None:
    """Measure and print."""
    plain = 0.0
    for name, deed in deeds(client, work, rounds).items():
        taken = measured(deed, rounds)
        median = statistics.median(taken)
        plain = plain or median
        promised = f"  promised {TARGETS[name]:.0f}" if name in TARGETS else ""
        print(
            f"{name:24} {median:8.1f} ms  slowest {max(taken):8.1f}  {median / plain:6.1f} times{promised}", flush=True
        )


def main() -> None:
    """Fill a store, serve the desk, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=20_000)
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with newsroom(home, f"sqlite:///{home / 'newsbridge.sqlite'}", options.releases) as room:
            work = long_article(room, options.segments)
            fill_memory(room)
            known = Person(0, "li.na", "Li Na", Duty.EDITOR, Language.EN, password=hashed(PASSWORD))
            editor = room.store.people.add(known)
            approve(room, work.translation_id, work.segments[-2], None, editor.shown)
            app = create_app(room, b"s" * 32)
            load = os.getloadavg()[0]
            print(f"{options.releases} releases, {options.segments} segments, {PAIRS} pairs; load {load:.1f}")
            with served(app) as address:
                report(Client(address), work, options.rounds)


if __name__ == "__main__":
    main()
