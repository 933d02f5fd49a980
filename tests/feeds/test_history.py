"""Earlier publications: kept, complete, not without end, and put back."""

from pathlib import Path

import pytest

from feeds.history import History
from model.errors import PublishError


def publish(history: History, *contents: str) -> None:
    for content in contents:
        history.add({"zh.xml": f"<{content}>".encode(), "zh.json": content.encode()})


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path, "zh", keep=3)


def numbers(history: History) -> list[int]:
    return [version.number for version in history.versions()]


def test_the_newest_publications_are_kept_and_no_number_is_given_twice(history: History) -> None:
    publish(history, "a", "b", "b", "c", "d", "e")
    assert numbers(history) == [5, 4, 3]
    assert history.version(4).files() == {"zh.json": b"d", "zh.xml": b"<d>"}


def test_a_held_version_outlives_the_others(history: History) -> None:
    publish(history, "a", "b")
    history.hold(history.before())
    publish(history, "c", "d", "e")
    assert (numbers(history), history.held()) == ([5, 4, 3, 1], history.version(1))
    assert history.release() is True
    assert (history.release(), history.held()) == (False, None)


def test_going_back_twice_goes_two_back(history: History) -> None:
    publish(history, "a", "b", "c")
    history.hold(history.before())
    history.hold(history.before())
    assert history.held() == history.version(1)
    with pytest.raises(PublishError, match="zh: there is no earlier version to go back to"):
        history.before()


def test_what_a_killed_publisher_left_is_no_version(history: History, tmp_path: Path) -> None:
    publish(history, "a")
    (tmp_path / "zh" / ".000002").mkdir()
    (tmp_path / "zh" / ".000002" / "zh.xml").write_bytes(b"half")
    assert numbers(history) == [1]
    publish(history, "b")
    assert history.version(2).files() == {"zh.json": b"b", "zh.xml": b"<b>"}


def test_a_version_that_is_not_kept_and_a_damaged_hold_are_named(history: History, tmp_path: Path) -> None:
    assert history.current() is None
    with pytest.raises(PublishError, match="there is no version 7; kept are none"):
        history.version(7)
    publish(history, "a")
    (tmp_path / "zh" / "held").write_text("?")
    with pytest.raises(PublishError, match="names no version; `newsbridge feeds release zh` removes it"):
        history.held()
