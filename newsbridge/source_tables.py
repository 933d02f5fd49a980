"""Tables about sources."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from model.article import Article
from model.berlin import BERLIN
from model.phrases import Sentence
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.health import ALARMING
from pipeline.trying import Trial
from pipeline.watching import Watched

SHOWN_LINKS = 10


def show_sources(sources: Sequence[Watched]) -> None:
    """Print the catalogue: what is switched on, how it is, when it last answered; then what is wrong and what to do."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("name", "kind", "state", "health", "releases", "last success"):
        table.add_column(tr(title), overflow="fold")
    for each in sources:
        state = tr("enabled") if each.source.enabled else tr("disabled")
        health = tr(each.health.condition.value)
        when = _when(each.known.last_success)
        cells = [each.source.name, each.source.kind.value, state, health, str(each.known.releases), when]
        table.add_row(*(Text(cell) for cell in cells))
    out = console()
    out.print(table)
    for each in sources:
        if each.health.condition in ALARMING:
            out.print(Text(f"{each.source.name}: {_said(each.health.reason)}"), soft_wrap=True)
            out.print(Text(f"    {_said(each.health.remedy)}"), soft_wrap=True)


def _said(sentence: Sentence) -> str:
    return tr(sentence.template).format_map(sentence.fields)


def _when(at: datetime | None) -> str:
    return at.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") if at else tr("never")


def show_trial(trial: Trial) -> None:
    """Print what a dry run found: the links, then what was recognised behind the first of them."""
    out = console()
    summary = tr("{source}: {found} releases announced, {read} read, nothing stored")
    out.print(Text(summary.format(source=trial.source, found=trial.found, read=len(trial.read))))
    for link in trial.links[:SHOWN_LINKS]:
        out.print(Text(f"    {link.title or tr('no title')} · {link.url}"), soft_wrap=True)
    if len(trial.links) > SHOWN_LINKS:
        out.print(Text(f"    {tr('{n} more').format(n=len(trial.links) - SHOWN_LINKS)}"))
    for link, article in trial.read:
        _show_article(out, link.url, article)
    for note in trial.notes:
        out.print(Text(f"{tr('not recognised')}: {tr(note.reason)}"), soft_wrap=True)
    for problem in trial.problems:
        out.print(Text(f"{tr('failed')}: {problem.reason}"), soft_wrap=True)


def _show_article(out: Console, url: str, article: Article) -> None:
    texts = [block.text.text for block in article.blocks]
    out.print(Text(f"\n{article.title}", style="bold"))
    facts = [_when(article.published) if article.published else tr("no date")]
    facts += [tr("{n} blocks").format(n=len(texts)), tr("{n} words").format(n=sum(len(each.split()) for each in texts))]
    facts += [tr("{n} characters").format(n=sum(map(len, texts))), url]
    out.print(Text(" · ".join(facts)), soft_wrap=True)
    if article.lead:
        out.print(Text(article.lead[:200]))
