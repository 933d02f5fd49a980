"""Language packages in Argos format: those that come with the product and those that an operator installs.

Argos's own way of unpacking is not used: `argostranslate.package.install_from_path` writes in place, so that a crash
leaves half a package which then hides all others, and it loads `argostranslate.translate`, which writes to the home
folder. Packages are unpacked here, beside and renamed, and then found and opened by `argostranslate.package`.
"""

import json
import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from model.errors import PackageError
from model.languages import Language
from translators.archives import STAGING, read_metadata, read_term_marks, sha256, unpack
from translators.index import OFFICIAL_INDEX, Offer, Progress, download, fetch_index, newest
from translators.opening import open_argos
from translators.ratings import Ratings
from translators.routes import Package, PackageOrigin, Route, argos_code, find_routes

log = logging.getLogger(__name__)

_RECORD = "newsbridge.json"


class PackageStore:
    """The packages of one installation.

    Args:
        home: folder of ours to unpack into, `var/packages`.
        embedded: folder of `.argosmodel` files that come with the product; only read.
    """

    def __init__(self, home: Path, embedded: Path) -> None:
        self._home = home
        self._installed = home / "installed"
        self._embedded = embedded
        self._digests: dict[tuple[Path, int, int], str] = {}
        self.ratings = Ratings(home / "scores.json", embedded / "scores.json")

    def embedded(self) -> list[Package]:
        """Return the packages that come with the product, unpacking those that are new; a broken one is logged.

        Raises:
            PackageError: the folder to unpack into cannot be written, so that other packages would not help either.
        """
        found = []
        for file in sorted(self._embedded.glob("*.argosmodel")):
            try:
                found.append(self._open(self._unpacked(file), PackageOrigin.EMBEDDED))
            except PackageError as error:
                if isinstance(error.__cause__, OSError) and not (self._home / "embedded").is_dir():
                    raise
                log.warning("embedded language package is left out: %s", error)
        return found

    def installed(self) -> list[Package]:
        """Return the packages that an operator installed, the newest of each pair; what is no package is logged."""
        newest_last: dict[tuple[str, str], Package] = {}
        for folder in sorted(self._folders(), key=_installed_at):
            try:
                package = self._open(folder, PackageOrigin.INSTALLED)
            except PackageError as error:
                log.warning("folder among the language packages is left out: %s", error)
            else:
                newest_last[package.source, package.target] = package
        return list(newest_last.values())

    def install_file(self, path: Path) -> Package:
        """Install the package file at `path` in place of any other for its pair.

        Raises:
            PackageError: the file is missing or broken; what is installed stays.
        """
        return self._install(path, str(path))

    def install_official(
        self,
        pairs: Iterable[str],
        *,
        index_url: str = OFFICIAL_INDEX,
        timeout: float = 30.0,
        on_progress: Progress | None = None,
    ) -> list[Package]:
        """Fetch the newest package of each pair from an index and install it.

        Args:
            pairs: codes or tags, such as `de-en`.
            index_url: the index itself, or the folder that `index.json` lies in, with a slash at its end.
            timeout: seconds to wait for a server to answer or go on.
            on_progress: told of every quarter megabyte.

        Raises:
            PackageError: the index cannot be reached or offers no such pair, or a package could not be fetched or is
                broken; the other pairs are installed, what is installed stays.
        """
        offers = fetch_index(index_url, timeout)
        installed, failures = [], []
        for pair in pairs:
            try:
                installed.append(self._install_offer(_chosen(offers, pair), timeout, on_progress))
            except PackageError as error:
                failures.append(error)
        if failures:
            raise PackageError("{reasons}", reasons="; ".join(map(str, failures))) from failures[0]
        return installed

    def remove(self, source: str, target: str) -> None:
        """Remove what an operator installed for a pair of codes or tags; embedded packages stay.

        Raises:
            PackageError: nothing is installed for this pair.
        """
        pair = (argos_code(source), argos_code(target))
        doomed = [folder for folder in self._folders() if self._pair(folder) == pair]
        if not doomed:
            raise PackageError(name="-".join(pair), reason="not installed; `newsbridge packages list` shows what is")
        for folder in doomed:
            _delete(folder)

    def route(self, source: Language, target: Language) -> Route:
        """Return the packages to translate with: the best where all ways were measured, else what was installed.

        Raises:
            UnsupportedPair: no packages lead from `source` to `target`.
            PackageError: the folder to unpack into cannot be written.
        """
        return self.ratings.best(self.routes(source, target))

    def routes(self, source: Language, target: Language) -> list[Route]:
        """Return all ways that are worth comparing.

        Raises:
            UnsupportedPair, PackageError: as `route`.
        """
        return find_routes(self.installed(), self.embedded(), source, target)

    def _install_offer(self, offer: Offer, timeout: float, on_progress: Progress | None) -> Package:
        try:
            self._home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PackageError(name=str(self._home), reason=f"cannot be written ({error.strerror})") from error
        with tempfile.TemporaryDirectory(prefix=".downloading-", dir=self._home) as folder:
            file = Path(folder) / f"translate-{offer.source}_{offer.target}.argosmodel"
            return self._install(file, download(offer, file, timeout, on_progress))

    def _install(self, file: Path, came_from: str) -> Package:
        metadata = read_metadata(file)
        digest = sha256(file)
        pair = metadata["from_code"], metadata["to_code"]
        older = [folder for folder in self._folders() if self._pair(folder) == pair]
        record = {"sha256": digest, "from": came_from, "installed_at": datetime.now(UTC).isoformat()}
        folder = self._installed / f"translate-{pair[0]}_{pair[1]}-{digest[:12]}"
        unpack(file, folder, lambda staging: _write_record(staging, record))
        _write_record(folder, record)  # the same file installed again counts as the newest
        for other in older:
            if other != folder:
                _delete(other)
        return self._open(folder, PackageOrigin.INSTALLED)

    def _unpacked(self, file: Path) -> Path:
        digest = self._digest(file)
        folder = self._home / "embedded" / f"{file.stem}-{digest[:12]}"
        if not folder.is_dir():
            unpack(file, folder, lambda staging: _write_record(staging, {"sha256": digest, "from": str(file)}))
        return folder

    def _digest(self, file: Path) -> str:
        status = file.stat()
        key = file, status.st_size, status.st_mtime_ns
        if key not in self._digests:
            self._digests[key] = sha256(file)
        return self._digests[key]

    def _folders(self) -> Iterator[Path]:
        if self._installed.is_dir():
            yield from (path for path in self._installed.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _pair(self, folder: Path) -> tuple[str, str] | None:
        try:
            package = self._open(folder, PackageOrigin.INSTALLED)
        except PackageError:
            return None
        return package.source, package.target

    def _open(self, folder: Path, origin: PackageOrigin) -> Package:
        try:
            opened = open_argos(_complete(folder), self._home)
            return Package(
                source=opened.from_code,
                target=opened.to_code,
                version=opened.package_version,
                path=folder,
                origin=origin,
                sha256=_record(folder).get("sha256", ""),
                prefix=opened.target_prefix,
                term_marks=read_term_marks(folder),
            )
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise PackageError(name=folder.name, reason=f"not a language package ({error})") from error


def _complete(folder: Path) -> Path:
    for file in ("metadata.json", "model/model.bin"):
        if not (folder / file).is_file():
            raise FileNotFoundError(f"no {file} in it")
    return folder


def _chosen(offers: Sequence[Offer], pair: str) -> Offer:
    source, _, target = pair.strip().partition("-")
    offer = newest(offers, argos_code(source), argos_code(target))
    if offer is None:
        raise PackageError(name=pair, reason="the package index offers no such pair; pairs are written like de-en")
    return offer


def _write_record(folder: Path, record: dict[str, str]) -> None:
    beside = folder / f".{_RECORD}"
    beside.write_text(json.dumps(record, indent=1), encoding="utf-8")
    beside.replace(folder / _RECORD)


def _record(folder: Path) -> dict[str, str]:
    try:
        record: dict[str, str] = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record


def _installed_at(folder: Path) -> str:
    return _record(folder).get("installed_at", "")


def _delete(folder: Path) -> None:
    """Take a package out of sight at once, so that nobody opens half of it, and then off the disk."""
    doomed = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder.parent))
    folder.rename(doomed / folder.name)
    shutil.rmtree(doomed, ignore_errors=True)
