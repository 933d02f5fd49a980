"""What Prefect shows of a run: artifacts with stable keys, events, and a state that tells whether anything failed."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from prefect import State
from prefect.artifacts import create_table_artifact
from prefect.events import emit_event
from prefect.states import Completed, Failed

from model.languages import Language
from pipeline.reports import CollectReport, FeedReport, Problem, TranslateReport

Report = CollectReport | TranslateReport | FeedReport


def report_source(report: CollectReport) -> None:
    """Leave a table for one source, with its history under a stable key; tell the world of new releases."""
    create_table_artifact(_rows(report), key=f"source-{_key(report.source)}", description=report.source)
    if report.new or report.changed:
        emit_event(
            "newsbridge.release.collected",
            resource={"prefect.resource.id": f"newsbridge.source.{report.source}"},
            payload={"new": report.new, "changed": report.changed},
        )


def report_translations(language: Language, report: TranslateReport) -> None:
    """Leave a table for one language; tell that translations wait for an editor."""
    create_table_artifact(_rows(report), key=f"translations-{language.short}", description=language.value)
    if report.translations:
        emit_event(
            "newsbridge.translation.ready",
            resource={"prefect.resource.id": f"newsbridge.language.{language}"},
            payload={"translations": report.translations, "doubtful": report.flagged},
        )


def report_checks(language: Language, report: TranslateReport) -> None:
    """Leave a table of what the checks say now, for one language."""
    create_table_artifact(_rows(report), key=f"checks-{language.short}", description=language.value)


def report_feed(report: FeedReport) -> None:
    """Leave a table for one feed; tell when its file has changed."""
    create_table_artifact(_rows(report), key=f"feed-{_key(report.feed)}", description=report.path)
    if report.written:
        emit_event(
            "newsbridge.feed.published",
            resource={"prefect.resource.id": f"newsbridge.feed.{report.feed}"},
            payload={"entries": report.entries},
        )


def _key(name: str) -> str:
    """Return `name` as Prefect allows it in the key of an artifact: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())


def _rows(report: Report) -> list[dict[str, Any]]:
    """A row of counts, then a row for each reason."""
    counts = {name: value for name, value in asdict(report).items() if not isinstance(value, list)}
    return [counts, *({"failed": problem.subject, "reason": problem.reason} for problem in report.problems)]


def conclude(reports: Sequence[Report]) -> State[Any]:
    """Return the state of a flow: failed when anything failed, but only after everything else was done."""
    return _state([problem for report in reports for problem in report.problems])


def _state(problems: Sequence[Problem]) -> State[Any]:
    if not problems:
        return Completed(message="nothing failed")
    return Failed(message="; ".join(problem.reason for problem in problems))


def join(states: Sequence[State[Any]]) -> State[Any]:
    """Return the state of a flow of flows: its parts' failures together."""
    failures = [state.message or state.type.value for state in states if not state.is_completed()]
    return Failed(message="; ".join(failures)) if failures else Completed(message="nothing failed")
