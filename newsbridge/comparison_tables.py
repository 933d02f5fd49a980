"""What a person at the terminal sees of a comparison: the sentences side by side, then the engines."""

from rich.table import Table
from rich.text import Text

from model.translation import SegmentTarget, Severity
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.comparing import Comparison


def show_comparison(comparison: Comparison, everything: bool) -> None:
    """Print the sentences that differ, or `everything`, and what each engine did altogether."""
    out = console()
    shown = [segment for segment in comparison.segments if everything or segment.differs]
    table = Table(title=Text(comparison.title), title_justify="left", show_lines=True)
    for name in ("de", *(engine.choice for engine in comparison.engines)):
        table.add_column(Text(name), overflow="fold", ratio=1)
    for segment in shown:
        table.add_row(Text(segment.source), *(_cell(target) for target in segment.targets))
    if shown:
        out.print(table)
    line = tr("{n} of {total} segments differ")
    count = sum(segment.differs for segment in comparison.segments)
    out.print(Text(line.format(n=count, total=len(comparison.segments))))
    out.print(_summary(comparison))
    for each in comparison.agreements:
        out.print(Text(f"{tr('agreement')} {each.first}, {each.second}: chrF {each.chrf:.1f}"))


def _cell(target: SegmentTarget) -> Text:
    """Return a translation, and below it the checks that complain of it."""
    cell = Text(target.text.text)
    if target.findings:
        checks = ", ".join(dict.fromkeys(finding.check for finding in target.findings))
        cell.append(f"\n{len(target.findings)}: {checks}", style="red" if target.doubtful else "dim")
    if target.risk:
        cell.append(f"\n{tr('risk')} {target.risk:.2f}", style="dim")
    return cell


def _summary(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(tr("engine"))
    for title in ("seconds", "doubtful", "note", "warning", "error", "blocking"):
        table.add_column(tr(title), justify="right")
    table.add_column("")
    for engine in comparison.engines:
        counts = (str(engine.findings[severity]) for severity in Severity)
        cells = [engine.choice, f"{engine.seconds:.1f}", str(engine.doubtful), *counts, engine.name]
        table.add_row(*(Text(cell) for cell in cells))
    return table
