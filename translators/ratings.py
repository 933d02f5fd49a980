"""How good the ways into a language are, as measured on a test set: so that the best one is taken, not the latest."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from model.errors import PackageError
from translators.routes import Route


@dataclass(frozen=True)
class Rating:
    """What a route reached on a test set.

    Attributes:
        route: the packages with their fingerprints (`Route.key`).
        test_set: fingerprint of the set: only ratings on the same one can be compared.
        sentences: of the set.
        bleu, chrf: of the packages alone, 0 to 100, by sacrebleu.
        day: when it was measured, ISO.
    """

    route: str
    test_set: str
    sentences: int
    bleu: float
    chrf: float
    day: str


class Ratings:
    """The ratings of an installation, and those that come with the embedded packages.

    Args:
        own: file of ours; written by `keep`.
        given: file beside the embedded packages; only read.
    """

    def __init__(self, own: Path, given: Path) -> None:
        self._own = own
        self._given = given

    def all(self) -> list[Rating]:
        """Return what is known, our own first; an unreadable file counts for nothing, as it can be measured again."""
        return [*_read(self._own), *_read(self._given)]

    def of(self, route: Route) -> Rating | None:
        """Return the rating of a route, None where it was never measured."""
        return next((rating for rating in self.all() if rating.route == route.key), None)

    def best(self, routes: Sequence[Route]) -> Route:
        """Return the route with the highest chrF where one test set has measured them all, else the first."""
        known = {(rating.test_set, rating.route): rating.chrf for rating in self.all()}
        for test_set in dict.fromkeys(test_set for test_set, _ in known):
            if all((test_set, route.key) in known for route in routes):
                return max(routes, key=lambda route: known[test_set, route.key])
        return routes[0]

    def keep(self, rating: Rating) -> None:
        """Keep a rating, in place of an older one of the same route on the same test set.

        Raises:
            PackageError: the file cannot be written.
        """
        others = [each for each in _read(self._own) if (each.route, each.test_set) != (rating.route, rating.test_set)]
        beside = self._own.with_name(f".{self._own.name}")
        try:
            self._own.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps([asdict(each) for each in [*others, rating]], indent=1), encoding="utf-8")
            beside.replace(self._own)
        except OSError as error:
            raise PackageError(name=str(self._own), reason=f"cannot be written ({error.strerror})") from error


def _read(path: Path) -> list[Rating]:
    try:
        return [Rating(**each) for each in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
