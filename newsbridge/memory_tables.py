"""What a person at the terminal sees of the memory."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from model.berlin import BERLIN
from model.languages import Language
from model.terms import TranslationUnit
from newsbridge.language import tr
from newsbridge.printing import console
from pipeline.memory import Offer
from pipeline.memory_files import ImportReport
from translators.memory import Change

SHOWN_BAD = 20


def show_units(units: Sequence[TranslationUnit]) -> None:
    """Print pairs: the German, its translation, who approved it and when."""
    for unit in units:
        _show(unit, Text(unit.source))


def show_offers(offers: Sequence[Offer]) -> None:
    """Print pairs that are alike, with what the German at hand has more and less."""
    for offer in offers:
        _show(offer.unit, _difference(offer.changes), f"{offer.likeness:.0%}")


def show_counts(counts: Mapping[Language, int]) -> None:
    """Print how many pairs there are for each language."""
    for language, count in sorted(counts.items()):
        console().print(Text(f"{language}: {tr('{n} pairs').format(n=count)}"))
    if not counts:
        console().print(Text(tr("The memory is empty; it fills as editors approve.")))


def show_import(report: ImportReport) -> None:
    """Print what became of a file, and the units that could not be read."""
    line = tr("{file}: {read} pairs read, {written} new or newer than ours, {bad} passed over")
    out = console()
    counts = {"read": report.read, "written": report.written, "bad": len(report.bad)}
    out.print(Text(line.format(file=report.path, **counts)), soft_wrap=True)
    for unit in report.bad[:SHOWN_BAD]:
        place = f"{tr('line')} {unit.line}" if unit.line else f"{tr('unit')} {unit.number}"
        out.print(Text(f"{report.path}, {place}: {unit.reason}"), soft_wrap=True)
    if len(report.bad) > SHOWN_BAD:
        out.print(Text(tr("and {n} more").format(n=len(report.bad) - SHOWN_BAD)))


def _show(unit: TranslationUnit, german: Text, likeness: str = "") -> None:
    day = unit.reviewed_at.astimezone(BERLIN).strftime("%Y-%m-%d")
    facts = [likeness, unit.language.value, tr(unit.state.value), unit.reviewer, day]
    out = console()
    out.print(german, soft_wrap=True)
    out.print(Text(unit.target.text), soft_wrap=True)
    out.print(Text(" · ".join(fact for fact in facts if fact) + "\n", style="dim"), soft_wrap=True)


def _difference(changes: Sequence[Change]) -> Text:
    """Show what goes in square brackets and what comes in braces; terminals add strokes and weight."""
    text = Text()
    for change in changes:
        if change.kind == "equal":
            text.append(change.after)
            continue
        if change.before:
            text.append(f"[-{change.before}-]", style="strike")
        if change.after:
            text.append(f"{{+{change.after}+}}", style="bold")
    return text
