from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import PackageError
from model.languages import Language
from translators.packages import PackageStore
from translators.ratings import Rating, Ratings
from translators.routes import Route

PackageFile = Callable[..., Path]
DE, EN = Language.DE, Language.EN


def rating(route: Route, chrf: float, test_set: str = "press") -> Rating:
    return Rating(route.key, test_set, 120, 20.0, chrf, "2026-11-23")


@pytest.fixture
def choice(store: PackageStore, package_file: PackageFile, tmp_path: Path) -> PackageStore:
    """A store with an embedded and an installed package for one pair."""
    embedded = tmp_path / "given"
    embedded.mkdir()
    package_file("de-en", "0.3").rename(embedded / "translate-de_en.argosmodel")
    chosen = PackageStore(tmp_path / "home", embedded)
    chosen.install_file(package_file("de-en", "1.9"))
    return chosen


def test_what_was_installed_is_taken_while_nobody_has_measured(choice: PackageStore) -> None:
    assert [route.name for route in choice.routes(DE, EN)] == ["de-en 1.9", "de-en 0.3"]
    assert choice.route(DE, EN).name == "de-en 1.9"


def test_the_better_one_is_taken_once_both_were_measured_on_the_same_sentences(choice: PackageStore) -> None:
    installed, embedded = choice.routes(DE, EN)
    choice.ratings.keep(rating(embedded, 50.0))
    assert choice.route(DE, EN) == installed, "one of two is no comparison"

    choice.ratings.keep(rating(installed, 60.0, "news"))
    assert choice.route(DE, EN) == installed, "figures of different sentences are no comparison"

    choice.ratings.keep(rating(installed, 40.0))
    assert choice.route(DE, EN) == embedded


def test_a_later_measurement_replaces_the_earlier(choice: PackageStore) -> None:
    installed, embedded = choice.routes(DE, EN)
    for route, chrf in ((installed, 40.0), (embedded, 50.0), (installed, 55.0)):
        choice.ratings.keep(rating(route, chrf))

    assert choice.route(DE, EN) == installed
    assert len(choice.ratings.all()) == 2


def test_another_file_of_the_same_version_is_another_package(choice: PackageStore, package_file: PackageFile) -> None:
    before = choice.routes(DE, EN)[0]
    choice.install_file(package_file("de-en", "1.9", metadata={"package_name": "made anew"}))

    after = choice.routes(DE, EN)[0]
    assert (after.name, after.key != before.key) == (before.name, True)


def test_a_broken_file_of_ratings_counts_for_nothing(tmp_path: Path, choice: PackageStore) -> None:
    own = tmp_path / "scores.json"
    own.write_text('[{"route": ', encoding="utf-8")
    ratings = Ratings(own, tmp_path / "none.json")

    assert ratings.best(choice.routes(DE, EN)).name == "de-en 1.9"


def test_ratings_that_cannot_be_kept_are_an_error_that_names_the_file(tmp_path: Path, choice: PackageStore) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ratings = Ratings(tmp_path / "file" / "scores.json", tmp_path / "none.json")

    with pytest.raises(PackageError, match=r"scores\.json: cannot be written"):
        ratings.keep(rating(choice.routes(DE, EN)[0], 1.0))
