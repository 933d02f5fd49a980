"""Files that subscribers read while we write them."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feeds.writing import write_if_changed
from model.errors import PublishError

ROOT = Path(__file__).parents[2]
LARGE = 2_000_000


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "public" / "feeds" / "zh.xml"
    assert write_if_changed(path, b"one") is True
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_the_same_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    path = tmp_path / "zh.xml"
    write_if_changed(path, b"one")
    os.utime(path, (1, 1))
    inode = path.stat().st_ino
    assert write_if_changed(path, b"one") is False
    assert (path.stat().st_mtime, path.stat().st_ino) == (1, inode)
    assert write_if_changed(path, b"two") is True
    assert path.read_bytes() == b"two"


def test_a_web_server_may_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_if_changed(tmp_path / "zh.xml", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "zh.xml").stat().st_mode & 0o777 == 0o644


def test_a_reader_never_sees_a_part_even_when_the_writer_is_killed(tmp_path: Path) -> None:
    """A child writes large files without end and is killed at different moments; what is there is always whole."""
    path = tmp_path / "zh.xml"
    code = (
        "import sys, itertools; from pathlib import Path; from feeds.writing import write_if_changed\n"
        "for n in itertools.count():\n"
        f"    write_if_changed(Path(sys.argv[1]), bytes([65 + n % 26]) * {LARGE})\n"
    )
    for round_ in range(4):
        before = _version(path)
        child = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
        deadline = time.monotonic() + 30
        while _version(path) == before:
            assert time.monotonic() < deadline, "the child never wrote"
        for _ in range(10 + 3 * round_):
            assert _is_whole(path.read_bytes())
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert _is_whole(path.read_bytes())


def _version(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _is_whole(data: bytes) -> bool:
    return len(data) == LARGE and data.count(data[:1]) == LARGE


def test_what_a_killed_writer_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    path = tmp_path / "zh.xml"
    old, fresh, foreign = tmp_path / ".zh.xml.aa.tmp", tmp_path / ".zh.xml.bb.tmp", tmp_path / ".en.xml.aa.tmp"
    for left in (old, fresh, foreign):
        left.write_bytes(b"part")
    for left in (old, foreign):
        os.utime(left, (time.time() - 4000,) * 2)
    write_if_changed(path, b"one")
    assert sorted(tmp_path.iterdir()) == sorted([path, fresh, foreign])


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "zh.xml").mkdir()
    with pytest.raises(PublishError, match=r"zh\.xml: cannot be written: is a folder; remove it"):
        write_if_changed(tmp_path / "zh.xml", b"one")


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_bytes(b"")
    for path in (tmp_path / "feeds" / "zh.xml", tmp_path / "feeds" / "more" / "zh.xml"):
        with pytest.raises(PublishError, match="a part of the path is a file where a folder is needed"):
            write_if_changed(path, b"one")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full; the file is still the one published before"),
        (errno.EACCES, "give the user that publishes the right to write there"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_write_that_fails_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    path = tmp_path / "zh.xml"
    write_if_changed(path, b"one")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(PublishError, match=reason) as caught:
        write_if_changed(path, b"two")
    assert str(caught.value).startswith(str(path))
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PublishError, match="no permission"):
        write_if_changed(tmp_path / "zh.xml", b"one")
