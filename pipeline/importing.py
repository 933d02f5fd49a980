"""Importing: documents that an operator hands over by name."""

from collections.abc import Sequence
from pathlib import Path

from model.article import Article
from model.errors import AlreadyStored, SourceError
from model.source import Source, SourceKind
from pipeline.collect import STAGE, CollectOrder, keep_article
from pipeline.decide import ensure_german
from pipeline.reports import CollectReport, Problem
from pipeline.wiring import Newsroom
from sources.documents import read_document

IMPORTED = Source(name="import", kind=SourceKind.FOLDER, url="", publisher="")
"""The source of everything that comes by `newsbridge import`."""


def import_files(
    newsroom: Newsroom, paths: Sequence[Path], key: str | None = None, dry_run: bool = False
) -> CollectReport:
    """Store each document as a release of the source `import`; one that cannot be read is reported.

    Args:
        newsroom: where to store.
        paths: HTML, Markdown, plain text or PDF.
        key: identity of the release; None: the file's name.
        dry_run: read, store nothing.
    """
    report = CollectReport(IMPORTED.name, found=len(paths))
    for path in paths:
        try:
            _import_file(newsroom, path, key or path.name, dry_run, report)
        except AlreadyStored:
            report.unchanged += 1
        except SourceError as error:
            report.problems.append(Problem(str(path), str(error)))
            if not dry_run:
                newsroom.store.failures.record(STAGE, str(path), str(error), newsroom.now())
    return report


def _import_file(newsroom: Newsroom, path: Path, key: str, dry_run: bool, report: CollectReport) -> None:
    article = read_document(path, newsroom.now())
    ensure_german(article, str(path))
    _ensure_same_release(newsroom, path, key, article)
    keep_article(newsroom, IMPORTED, [key], article, "", CollectOrder(dry_run=dry_run), report)
    if not dry_run:
        newsroom.store.failures.clear(STAGE, str(path))


def _ensure_same_release(newsroom: Newsroom, path: Path, key: str, article: Article) -> None:
    """Refuse a different release under a name that is taken, as it would replace the other one in every feed.

    Raises:
        SourceError: title and date both differ from what is stored under `key`.
    """
    known = newsroom.store.releases.find(IMPORTED.name, [key])
    if known is None:
        return
    old = newsroom.store.releases.version(known.version_id).article
    if old.title != article.title and old.published != article.published:
        reason = f"another release was imported under the name {key} (»{old.title}«); choose a name with --key"
        raise SourceError(subject=str(path), reason=reason)
