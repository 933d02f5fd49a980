"""What a person at the terminal sees of an evaluation."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.evaluating import Evaluation
from pipeline.scores import Difference, Scores, Share


def show_evaluation(evaluation: Evaluation, changes: Mapping[str, Sequence[Difference]], as_json: bool) -> None:
    """Print an evaluation, and what changed since an earlier one where there is one."""
    if as_json:
        differences = {way: [asdict(each) for each in found] for way, found in changes.items()}
        data = evaluation.to_json() | ({"differences": differences} if differences else {})
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return
    out = console()
    summary = tr("{engine}: {n} sentences of {file}")
    out.print(
        Text(summary.format(engine=evaluation.engine, n=evaluation.segments, file=evaluation.test_set)), soft_wrap=True
    )
    out.print(_figures([way.scores for way in evaluation.ways.values()], list(evaluation.ways)))
    for way, found in changes.items():
        out.print(_changes(way, found))
    scores = next(iter(evaluation.ways.values())).scores
    for line in (scores.bleu_signature, scores.chrf_signature, _versions(evaluation)):
        out.print(Text(line, style="dim"), soft_wrap=True)


def _figures(columns: Sequence[Scores], names: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for name in names:
        table.add_column(tr(name), justify="right")
    for cells in zip(*(list(_lines(scores)) for scores in columns), strict=True):
        table.add_row(Text(cells[0][0]), *(Text(value) for _, value in cells))
    for check in sorted({check for scores in columns for check in scores.findings}):
        found = (Text(f"{scores.findings.get(check, 0.0):.1f}") for scores in columns)
        table.add_row(Text(f"{tr('findings a hundred')}: {check}"), *found)
    return table


def _lines(scores: Scores) -> Iterator[tuple[str, str]]:
    yield "BLEU", f"{scores.bleu:.1f}"
    yield "chrF", f"{scores.chrf:.1f}"
    yield tr("terms"), _share(scores.terms, scores.terms.found)
    yield tr("terms, notes counted"), _share(scores.terms, scores.terms.noted)
    yield tr("values"), _share(scores.values, scores.values.found)
    yield tr("values, notes counted"), _share(scores.values, scores.values.noted)
    yield tr("loops"), str(scores.loops)
    yield tr("empty"), str(scores.empty)
    yield tr("sentences a second"), f"{scores.segments_per_second:.1f}"
    yield tr("characters a second"), f"{scores.characters_per_second:.0f}"


def _share(share: Share, part: int) -> str:
    return f"{part / share.total:.1%} ({part}/{share.total})" if share.total else "–"


def _changes(way: str, found: Sequence[Difference]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(tr(way))
    for title in ("before", "now", "by chance"):
        table.add_column(tr(title), justify="right")
    for each in found:
        table.add_row(each.metric, f"{each.before:.1f}", f"{each.now:.1f}", f"p = {each.chance:.3f}")
    return table


def _versions(evaluation: Evaluation) -> str:
    named = ", ".join(f"{name} {number}" for name, number in evaluation.versions.items())
    return f"{named}; {tr('peak memory')} {evaluation.peak_megabytes} MB"
