"""The memory as a TMX file: what an agency keeps, and what other programs bring."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from model.languages import Language
from model.terms import TranslationUnit
from pipeline.wiring import Newsroom
from store.pairs import Comparison
from translators.tmx import BadUnit, read_tmx, write_tmx


@dataclass
class ImportReport:
    """One file brought into the memory.

    Attributes:
        read: pairs in the file that are whole; of these `written` were new or reviewed later than what was there.
        bad: units passed over, with their lines.
    """

    path: str
    read: int = 0
    written: int = 0
    bad: list[BadUnit] = field(default_factory=list)


def import_tmx(newsroom: Newsroom, path: Path) -> ImportReport:
    """Bring the pairs of a TMX file into the memory; doing it twice changes nothing, and the later review wins.

    Raises:
        SourceError: the file cannot be opened, or is no TMX file.
    """
    report = ImportReport(str(path))
    report.written = newsroom.store.memory.add_all(_good(read_tmx(path), report, newsroom.now()))
    return report


def examine_tmx(newsroom: Newsroom, path: Path) -> tuple[ImportReport, Comparison]:
    """Return what `import_tmx` would do with a TMX file; nothing is stored.

    Raises:
        SourceError: the file cannot be opened, or is no TMX file.
    """
    report = ImportReport(str(path))
    comparison = newsroom.store.pairs.compare(_good(read_tmx(path), report, newsroom.now()))
    report.written = comparison.new + comparison.later
    return report, comparison


def export_tmx(newsroom: Newsroom, path: Path, language: Language | None = None) -> int:
    """Write the pairs of one language, or all, to a TMX file; return how many.

    Raises:
        PublishError: the file cannot be written; what was there stays.
    """
    return write_tmx(path, newsroom.store.memory.all(language), version("newsbridge"))


def _good(units: Iterable[TranslationUnit | BadUnit], report: ImportReport, now: datetime) -> Iterator[TranslationUnit]:
    for unit in units:
        if isinstance(unit, BadUnit):
            report.bad.append(unit)
            continue
        report.read += 1
        # A date in the future would win over every review to come.
        yield replace(unit, reviewed_at=min(unit.reviewed_at, now))
