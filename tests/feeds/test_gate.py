"""What may go out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.gate import admits
from model.feed import Gate
from model.languages import Language
from model.richtext import RichText
from model.translation import Severity, State

ZH = Language.ZH
NOW = datetime(2026, 3, 26, 11, 0, tzinfo=UTC)


@pytest.fixture
def two(story: Any) -> Any:
    return story().title("t").paragraph("p")


@pytest.mark.parametrize("gate", Gate)
def test_german_always_goes_out(gate: Gate) -> None:
    assert admits(gate, Language.DE, None, NOW) == ""


@pytest.mark.parametrize("gate", Gate)
def test_what_is_not_translated_never_goes_out(gate: Gate, two: Any) -> None:
    assert admits(gate, ZH, None, NOW) == "not translated yet"
    assert admits(gate, ZH, two.translation(ZH, State.INITIAL), NOW) == "not translated yet"


def test_a_translation_without_segments_never_goes_out(story: Any) -> None:
    assert admits(Gate.MACHINE, ZH, story().translation(ZH), NOW) == "not translated yet"


def test_an_empty_segment_closes_every_gate(two: Any, change: Any) -> None:
    one = change(two.entry(ZH, State.FINAL), 0, edited=RichText(" "))
    assert admits(Gate.MACHINE, ZH, one.translation, NOW) == "1 segment empty"
    both = change(one, 1, state=State.INITIAL)
    assert admits(Gate.REVIEWED, ZH, both.translation, NOW) == "2 segments empty"


@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("state", [State.TRANSLATED, State.FINAL])
def test_a_blocking_finding_closes_every_gate(gate: Gate, state: State, two: Any) -> None:
    two.doubt(1, Severity.BLOCKING, "residue")
    assert admits(gate, ZH, two.translation(ZH, state), NOW) == "1 segment with a blocking finding: residue"


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        (Gate.MACHINE, ""),
        (Gate.CHECKED, "2 segments with an error: names, numbers"),
        (Gate.REVIEWED, "waits for review"),
    ],
)
def test_machine_text_with_errors_meets_three_gates(gate: Gate, reason: str, two: Any) -> None:
    two.doubt(0, Severity.ERROR).doubt(1, Severity.ERROR, "names").doubt(1, Severity.ERROR)
    assert admits(gate, ZH, two.translation(ZH), NOW) == reason


def test_a_warning_passes_the_checks(two: Any) -> None:
    assert admits(Gate.CHECKED, ZH, two.doubt(0, Severity.WARNING).translation(ZH), NOW) == ""


def test_an_editor_settles_an_error(two: Any, change: Any) -> None:
    two.doubt(1, Severity.ERROR)
    segment = change(two.entry(ZH), 1, state=State.REVIEWED)
    assert admits(Gate.CHECKED, ZH, segment.translation, NOW) == ""


@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("state", [State.REVIEWED, State.FINAL])
def test_what_an_editor_approved_goes_out(gate: Gate, state: State, two: Any) -> None:
    assert admits(gate, ZH, two.doubt(0, Severity.ERROR).translation(ZH, state), NOW) == ""


def test_a_hold_keeps_it_out_until_its_time(two: Any) -> None:
    held = replace(two.translation(ZH, State.FINAL), hold_until=NOW + timedelta(hours=2), hold_reason="Sperrfrist")
    assert admits(Gate.MACHINE, ZH, held, NOW) == "on hold until 2026-03-26 14:00: Sperrfrist"
    assert admits(Gate.MACHINE, ZH, held, NOW + timedelta(hours=2)) == ""
    for_good = replace(held, hold_until=datetime.max.replace(tzinfo=UTC), hold_reason="")
    assert admits(Gate.MACHINE, ZH, for_good, NOW) == "on hold"


def test_a_blocking_finding_is_waived_with_a_reason(two: Any) -> None:
    blocked = two.doubt(0, Severity.BLOCKING, "residue").translation(ZH, State.FINAL)
    assert admits(Gate.REVIEWED, ZH, blocked, NOW) != ""
    assert admits(Gate.REVIEWED, ZH, replace(blocked, waiver="Der Firmenname ist deutsch."), NOW) == ""
