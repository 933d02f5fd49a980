"""Tables about sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from model.article import Article
from model.berlin import BERLIN
from model.source import Source, SourceHealth
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.trying import Trial


def show_sources(sources: Sequence[Source], health: Mapping[str, SourceHealth]) -> None:
    """Print the catalogue: what is switched on, when it last answered, what is wrong."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("name", "kind", "state", "releases", "last success", "last error"):
        table.add_column(tr(title), overflow="fold")
    for source in sources:
        known = health.get(source.name, SourceHealth(source.name))
        state = tr("enabled") if source.enabled else tr("disabled")
        error = known.last_error if known.failures else ""
        cells = [source.name, source.kind.value, state, str(known.releases), _when(known.last_success), error]
        table.add_row(*(Text(cell) for cell in cells))
    console().print(table)


def _when(at: datetime | None) -> str:
    return at.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") if at else tr("never")


def show_trial(trial: Trial) -> None:
    """Print what a dry run recognised."""
    out = console()
    summary = tr("{source}: {found} releases announced, {read} read, nothing stored")
    out.print(Text(summary.format(source=trial.source, found=trial.found, read=len(trial.read))))
    for link, article in trial.read:
        _show_article(out, link.url, article)
    for problem in trial.problems:
        out.print(Text(f"{tr('failed')}: {problem.reason}"), soft_wrap=True)


def _show_article(out: Console, url: str, article: Article) -> None:
    words = sum(len(block.text.text.split()) for block in article.blocks)
    out.print(Text(f"\n{article.title}", style="bold"))
    facts = [_when(article.published) if article.published else tr("no date")]
    facts += [tr("{n} blocks").format(n=len(article.blocks)), tr("{n} words").format(n=words), url]
    out.print(Text(" · ".join(facts)), soft_wrap=True)
    if article.lead:
        out.print(Text(article.lead[:200]))
