"""Packages, and the way from one language to another through them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from model.errors import UnknownLanguage, UnsupportedPair
from model.languages import Language, parse_language

ARGOS_CODES = {Language.DE: "de", Language.EN: "en", Language.ZH: "zh"}
"""Argos's `zh` is simplified Chinese; its `zt`, traditional, is none of ours."""

_PIVOT = ARGOS_CODES[Language.EN]


class PackageOrigin(StrEnum):
    """How a package came here."""

    EMBEDDED = "embedded"
    INSTALLED = "installed"


@dataclass(frozen=True)
class Package:
    """A translation package, unpacked and whole.

    Attributes:
        source, target: Argos's language codes.
        path: the folder that holds `metadata.json`.
        sha256: of the file that it was unpacked from, "" where that is not recorded.
        prefix: the token that each translation has to begin with, "" for most packages.
        term_marks: the token between two of which stands what the word before is to be called, "" for packages that
            were not trained so.
    """

    source: str
    target: str
    version: str
    path: Path
    origin: PackageOrigin
    sha256: str = ""
    prefix: str = ""
    term_marks: str = ""

    @property
    def name(self) -> str:
        """Pair and version: `de-en 1.0`."""
        return f"{self.source}-{self.target} {self.version}"


@dataclass(frozen=True)
class Route:
    """The packages that lead from one language to another: one, or two by way of English."""

    steps: tuple[Package, ...]

    @property
    def name(self) -> str:
        """Names of the packages in order: `de-en 1.0 + en-zh 1.9`."""
        return " + ".join(step.name for step in self.steps)

    @property
    def key(self) -> str:
        """Names with the fingerprints of the files: the same only for the same packages."""
        return " + ".join(f"{step.name} {step.sha256[:12]}" for step in self.steps)


def find_routes(
    installed: Iterable[Package], embedded: Iterable[Package], source: Language, target: Language
) -> list[Route]:
    """Return the ways from one language to another, the one to take without further knowledge first.

    What an operator installed goes before what is embedded, even by way of English: it was installed on purpose.
    Embedded and installed packages are mixed only where nothing else is left.

    Raises:
        UnsupportedPair: no packages lead from `source` to `target`.
    """
    chosen, given = _by_pair(installed), _by_pair(embedded)
    pair = ARGOS_CODES[source], ARGOS_CODES[target]
    ways = [_direct(chosen, *pair), _pivot(chosen, *pair), _direct(given, *pair)]
    found = [Route(steps) for steps in [*ways, () if any(ways) else _pivot({**given, **chosen}, *pair)] if steps]
    if not found:
        raise UnsupportedPair(source=pair[0], target=pair[1])
    return found


def argos_code(language: str) -> str:
    """Return Argos's code for one of our tags, in any case; other codes are Argos's own."""
    try:
        return ARGOS_CODES[parse_language(language)]
    except UnknownLanguage:
        return language.strip().lower()


def _direct(packages: dict[tuple[str, str], Package], source: str, target: str) -> tuple[Package, ...]:
    package = packages.get((source, target))
    return (package,) if package else ()


def _pivot(packages: dict[tuple[str, str], Package], source: str, target: str) -> tuple[Package, ...]:
    first, second = packages.get((source, _PIVOT)), packages.get((_PIVOT, target))
    return (first, second) if first and second else ()


def _by_pair(packages: Iterable[Package]) -> dict[tuple[str, str], Package]:
    return {(package.source, package.target): package for package in packages}
