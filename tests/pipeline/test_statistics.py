"""Figures over many approvals, and how near one machine text is to the approved one."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu import sentence_chrf

from model.languages import Language
from model.richtext import RichText
from model.statistics import CheckTally, Chosen, Tally
from model.translation import Origin, OriginKind, SegmentTarget
from pipeline.measuring import likeness
from pipeline.spreadsheet import csv_lines
from pipeline.statistics import Statistics, months_before, months_between, quantile, statistics

ZH, EN = Language.ZH, Language.EN
JENA = Tally("2026-01", ZH, "jena", "argos", 10, 2, 3.0, 600.0, 5, 1, (3600,))
KASSEL = Tally("2026-03", ZH, "kassel", "argos", 30, 18, 3.0, 2400.0, 3, 2, (7200, 36000))
ENGLISH = Tally("2026-03", EN, "kassel", "deepl", 60, 60, 0.0, 6000.0, 0, 1, ())
ALL = Chosen()


def made(text: str, kind: OriginKind = OriginKind.MACHINE) -> SegmentTarget:
    return SegmentTarget(RichText(text), Origin(kind, "argos"))


def count(chosen: Chosen = ALL) -> Statistics:
    store = SimpleNamespace(
        tallies=lambda: [JENA, KASSEL, ENGLISH],
        checks=lambda chosen: [CheckTally("numbers", 8, 6)],
        backlog=lambda chosen: [],
    )
    return statistics(SimpleNamespace(store=SimpleNamespace(statistics=store)), chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("machine", "approved", "distance"),
    [("市长会见代表团", "市长会见代表团", 0.0), ("abcd", "abxd", 0.25), ("佛山", "Foshan", 1.0), ("", "新", 1.0)],
)
def test_distance_is_the_share_of_characters_that_had_to_change(machine: str, approved: str, distance: float) -> None:
    found = likeness(made(machine), approved)
    assert found is not None
    assert found.distance == distance
    assert found.chrf == pytest.approx(sentence_chrf(machine, [approved]).score, abs=0.01)


def test_what_no_engine_made_has_no_likeness() -> None:
    assert likeness(made("电话 0641 1", OriginKind.RULE), "电话 0641 2") is None
    assert likeness(made("你好", OriginKind.MEMORY), "您好") is None


def test_means_weigh_segments_and_times_weigh_translations() -> None:
    found = count(Chosen(language=ZH)).total
    assert (found.translations, found.segments, found.unchanged, found.distance) == (3, 40, 0.5, 0.15)
    assert (found.median, found.p90) == (7200, 36000)
    assert (found.chrf, found.findings) == (75.0, 20.0)


def test_languages_are_never_mixed_by_engine_source_or_month() -> None:
    found = count()
    assert list(found.by_language) == [("2026-01", ZH), ("2026-03", EN), ("2026-03", ZH)]
    assert list(found.by_engine) == [("argos", ZH), ("deepl", EN)]
    assert list(found.by_source) == [("jena", ZH), ("kassel", EN), ("kassel", ZH)]
    assert found.by_engine["deepl", EN].median is None
    assert found.months == ["2026-01", "2026-02", "2026-03"]
    assert found.languages == [EN, ZH]


def test_a_choice_narrows_the_figures_and_not_what_can_be_chosen() -> None:
    found = count(Chosen(source="jena"))
    assert found.total.segments == 10
    assert (found.sources, found.engines, found.since) == (["jena", "kassel"], ["argos", "deepl"], "2026-01")
    assert found.all_months == ["2026-01", "2026-02", "2026-03"]
    assert count(Chosen(source="nowhere")).total.unchanged is None


def test_a_check_is_measured_by_what_editors_did() -> None:
    [check] = count().checks
    assert (check.segments, check.a_hundred, check.hits) == (8, 8.0, 0.75)


@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=60))
def test_nine_tenths_took_no_longer_and_fewer_took_less(seconds: list[int]) -> None:
    ordered = sorted(seconds)
    found = quantile(ordered, 0.9)
    assert found is not None
    assert sum(each <= found for each in ordered) >= 0.9 * len(ordered) - 1e-9
    assert sum(each < found for each in ordered) < 0.9 * len(ordered)


def test_months_go_on_over_new_year() -> None:
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [months_before("2026-03", count) for count in (0, 2, 3, 15)] == ["2026-03", "2026-01", "2025-12", "2024-12"]


def test_a_table_is_sent_piece_by_piece_and_numbers_stay_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.spreadsheet.AT_A_TIME", 2)
    pieces = list(csv_lines(("a", "b"), [("=1+1", -1.5), ("-1", None), ("＋1", 0)]))
    assert len(pieces) == 2
    assert "".join(pieces) == "\ufeffa,b\r\n'=1+1,-1.5\r\n'-1,\r\n'＋1,0\r\n"
