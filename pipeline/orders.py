"""What an operator may order from the desk: the verbs of the command line, carried out here or by Prefect."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from model.errors import BadConfiguration
from model.languages import TARGET_LANGUAGES, Language
from pipeline.collect import CollectOrder, collect
from pipeline.newsroom import RunOrder, run
from pipeline.publish import PublishOrder, profiles_of
from pipeline.reports import RunReport
from pipeline.site import publish_all
from pipeline.translate import Progress, TranslateOrder, translate
from pipeline.trying import Trial, try_source
from pipeline.wiring import Newsroom

TRY_SECONDS = 60.0
"""After so long a dry run begins no further article."""
TRY_ARTICLES = 5


class Verb(StrEnum):
    """What is to be done."""

    RUN = "run"
    """Collect, translate, publish."""
    COLLECT = "collect"
    TRANSLATE = "translate"
    PUBLISH = "publish"
    TRY = "try"
    """A dry run of one source."""


FLOWS = {Verb.RUN: "newsroom", Verb.COLLECT: "collect", Verb.TRANSLATE: "translate", Verb.PUBLISH: "publish"}
"""The flow that does the same; a dry run has none."""


@dataclass(frozen=True)
class Order:
    """An order; two that are equal are one.

    Attributes:
        sources: names; empty: all that are enabled.
        languages: empty: all.
        release: id of the release that is to be translated again; None: translate what waits.
        feeds: names; empty: all.
    """

    verb: Verb
    sources: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    release: int | None = None
    feeds: tuple[str, ...] = ()

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of its flow, as flows/ declares them."""
        sources, languages = list(self.sources) or None, [each.value for each in self.languages] or None
        known: dict[Verb, dict[str, Any]] = {
            Verb.RUN: {"sources": sources, "languages": languages},
            Verb.COLLECT: {"sources": sources},
            Verb.TRANSLATE: {"languages": languages, "release": self.release, "again": self.release is not None},
            Verb.PUBLISH: {"feeds": list(self.feeds) or None},
            Verb.TRY: {"sources": sources},
        }
        return known[self.verb]

    def __str__(self) -> str:
        """The command that would do it, for the history."""
        if self.verb is Verb.TRY:
            return f"newsbridge sources try {' '.join(self.sources)}"
        words = [f"newsbridge {self.verb}", *(f"--source {name}" for name in self.sources)]
        words += [f"--language {language}" for language in self.languages]
        words += [f"--release {self.release} --again"] if self.release is not None else []
        return " ".join([*words, *(f"--feed {name}" for name in self.feeds)])


def ensure_possible(newsroom: Newsroom, order: Order) -> None:
    """Find what is wrong with an order before anything is begun.

    Raises:
        BadConfiguration: a source, feed or release of it does not exist.
    """
    known = {source.name for source in newsroom.read_catalogue()}
    for name in order.sources:
        if name not in known:
            raise BadConfiguration(where=name, reason="no such source in the catalogue")
    profiles_of(newsroom, PublishOrder(order.feeds or None))
    if order.release is not None and newsroom.store.releases.get(order.release) is None:
        raise BadConfiguration(where=f"release {order.release}", reason="there is none with this number")


def carry_out(newsroom: Newsroom, order: Order, progress: Progress) -> RunReport | Trial:
    """Do what is ordered, as the command line would.

    Args:
        newsroom: one of its own: the claims of another run must not count as ours.
        order: what to do.
        progress: told of translated segments.

    Raises:
        NewsbridgeError: it could not be begun; what fails later is in the report.
    """
    return _WAYS[order.verb](newsroom, order, progress)


def _run(newsroom: Newsroom, order: Order, progress: Progress) -> RunReport:
    return run(newsroom, RunOrder(_names(order.sources), order.languages or TARGET_LANGUAGES), progress)


def _collect(newsroom: Newsroom, order: Order, _: Progress) -> RunReport:
    return RunReport(collected=collect(newsroom, CollectOrder(_names(order.sources))))


def _translate(newsroom: Newsroom, order: Order, progress: Progress) -> RunReport:
    again = order.release is not None
    wanted = TranslateOrder(order.languages or TARGET_LANGUAGES, release=order.release, again=again)
    return RunReport(translated=translate(newsroom, wanted, progress))


def _publish(newsroom: Newsroom, order: Order, _: Progress) -> RunReport:
    return RunReport(published=publish_all(newsroom, PublishOrder(_names(order.feeds))))


def _try(newsroom: Newsroom, order: Order, _: Progress) -> Trial:
    [name] = order.sources
    return try_source(newsroom, newsroom.source(name), TRY_ARTICLES, TRY_SECONDS)


def _names(names: Sequence[str]) -> Sequence[str] | None:
    return names or None


_WAYS: dict[Verb, Callable[[Newsroom, Order, Progress], RunReport | Trial]] = {
    Verb.RUN: _run,
    Verb.COLLECT: _collect,
    Verb.TRANSLATE: _translate,
    Verb.PUBLISH: _publish,
    Verb.TRY: _try,
}
