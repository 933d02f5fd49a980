from pathlib import Path

import checks
from checks.measured import FALSE_ALARMS
from checks.page import page

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_checks_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")

    assert written == page(), "make it anew: python -m checks.page > docs/checks.md"


def test_the_page_has_every_check() -> None:
    for check_id in checks.check_ids():
        assert f"### {check_id}\n" in page()


def test_false_alarms_were_measured_for_every_check_of_a_sentence() -> None:
    assert list(FALSE_ALARMS) == [check.__name__ for check in checks.CHECKS]
