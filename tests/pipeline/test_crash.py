"""Nothing is lost: runs that are killed at any moment, and runs side by side, end where one undisturbed run ends."""

import multiprocessing
import random
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RELEASES = 12
KILLS = 10


@pytest.fixture(autouse=True)
def toy_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same settings for every process, warm or cold."""
    monkeypatch.setenv("NEWSBRIDGE_ENGINE", "fake")
    monkeypatch.setenv("NEWSBRIDGE_BATCH", "8")
    monkeypatch.setenv("NEWSBRIDGE_TERMS", str(ROOT / "config" / "terms.tsv"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def start(home: Path) -> subprocess.Popen:
    """Start `newsbridge run` as an operator does."""
    command = [sys.executable, "-m", "newsbridge", "--home", str(home), "run"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def start_warm(home: Path) -> multiprocessing.process.BaseProcess:
    """Start the same in a process that has its imports behind it, so that a kill meets the work, not the start."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["newsbridge.commands", "newsbridge.printing", "pipeline.newsroom"])
    process = context.Process(target=runpy.run_module, args=("newsbridge", None, "__main__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["newsbridge", "--home", str(home), "run"])
        process.start()
    return process


def finish(process: subprocess.Popen) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


def twin_home(world, name: str) -> Path:
    home = world.home / name
    shutil.copytree(world.home / "config", home / "config")
    return home


def contents(world, home: Path) -> dict[str, object]:
    """Everything a person could see of a store and its feeds, without row numbers and times of collecting."""
    with world.newsroom(home=home) as newsroom:
        store = newsroom.store
        releases = sorted(store.releases.search(), key=lambda release: release.key)
        versions = [store.releases.version(release.version_id) for release in releases]
        texts = {}
        for language in ("en", "zh-Hans"):
            for version in versions:
                translation = store.translations.get(version.id, language)
                order = {segment.id: segment.position for segment in version.segments}
                texts[version.release.key, language] = sorted(
                    (order[id_], target.text.text, target.state) for id_, target in translation.targets.items()
                )
        articles = [(version.release.key, version.number, version.article) for version in versions]
        counts = store.counts()
    feeds = {name: (home / "public" / "feeds" / f"{name}.xml").read_bytes() for name in ("de", "en", "zh")}
    return {"articles": articles, "texts": texts, "counts": counts, "feeds": feeds}


@pytest.fixture
def undisturbed(world) -> dict[str, object]:
    """What one run makes of the portal."""
    for number in range(RELEASES):
        world.portal.put(f"/pm/{number}", f"Mitteilung Nummer {number}", date=f"{number + 1}.05.2026")
    home = twin_home(world, "undisturbed")
    finish(start(home))
    return contents(world, home)


def test_a_run_killed_at_ten_moments_ends_like_an_undisturbed_one(world, undisturbed):
    chance = random.Random(20261122)
    home = twin_home(world, "killed")
    warm_up = start_warm(twin_home(world, "warm-up"))
    warm_up.join()
    timing = start_warm(twin_home(world, "timing"))
    begun = time.monotonic()
    timing.join()
    whole = time.monotonic() - begun
    assert (warm_up.exitcode, timing.exitcode) == (0, 0)

    for number in range(KILLS):
        process = start_warm(home)
        time.sleep((number + chance.random()) / KILLS * whole)
        process.kill()
        process.join()
        for path in home.glob("public/feeds/*.xml"):
            assert path.read_bytes().rstrip().endswith(b"</rss>")
    output = finish(start(home))

    assert "another run" not in output
    assert contents(world, home) == undisturbed


def test_two_runs_at_the_same_time_do_nothing_twice(world, undisturbed):
    home = twin_home(world, "together")

    outputs = [finish(process) for process in (start(home), start(home))]

    assert "locked" not in "".join(outputs)
    finish(start(home))
    assert contents(world, home) == undisturbed
