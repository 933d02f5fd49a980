"""Shortlists: which pieces a translation may need, told by the pieces of its source, so that few are weighed.

A decoder that chooses among all pieces at every step spends most of its time on ones that cannot come. CTranslate2
reads `model/vmap.txt` beside the weights: a line for each source piece with what it may become, and one with an empty
source for what is always allowed. What becomes of what is learnt from the training data by IBM's model 1 (Brown and
others 1993). `python -m training.shortlist DATA PACKAGE...` puts one into finished packages.
"""

import argparse
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.vocabulary import END, FIRST, MARKS, read_spoken

FILE = "model/vmap.txt"
"""Its place in a package; the name is CTranslate2's."""

_CELLS = 10_000_000
"""Pairs of a source and a target piece that are held in memory at once."""
_ROUNDS = 4
_SPACE = "▁"
_BASIC = re.compile(r"[\W\d_]*|[A-Za-zÀ-ɏ]")
"""Figures, punctuation and single letters."""

Matrix = np.ndarray[Any, Any]
Shortlist = dict[str, list[str]]


@dataclass(frozen=True)
class Limits:
    """How long a shortlist becomes: longer ones lose less and are slower.

    Attributes:
        always: so many of the most frequent pieces of the language are allowed in every translation.
        most: so many pieces at most for each source piece.
        least: a piece is listed that the source piece became at least in this share of its occurrences.
    """

    always: int = 1500
    most: int = 30
    least: float = 0.01


def equivalents(folder: Path, language: str, said: Sequence[int], pieces: int) -> Matrix:
    """Return how often each source piece became each piece of `said` in the data of a folder.

    Args:
        folder: what `prepare` wrote.
        language: of the targets.
        said: numbers of the pieces that the language uses.
        pieces: of the vocabulary.

    Returns:
        a row for each piece of the vocabulary, a column for each of `said`. Row `END` stands for no source piece at
        all: it has what no source piece accounts for.
    """
    columns = np.zeros(pieces, np.int64)
    columns[said] = np.arange(len(said))
    counts = shares = np.ones(pieces * len(said), np.float32)
    for _ in range(_ROUNDS):
        counts = np.zeros_like(shares)
        for source, target, starts in _cells(folder, FIRST[language]):
            cells = source * len(said) + columns[target]
            likely = shares[cells]
            whole = np.add.reduceat(likely, starts)
            np.add.at(counts, cells, likely / np.repeat(whole, np.diff(starts, append=len(cells))))
        occurrences = counts.reshape(pieces, -1).sum(1)
        shares = counts / np.repeat(np.maximum(occurrences, 1e-9), len(said))
    return counts.reshape(pieces, -1)


def shortlist(counts: Matrix, said: Sequence[int], pieces: Sequence[str], limits: Limits = Limits()) -> Shortlist:
    """Return what each source piece may become, under "" what is always allowed.

    A piece may always stay what it is, without the space before it too, or be spelt letter by letter: names are
    copied, and what stands between term marks is target text already.

    Args:
        counts: of `equivalents`.
        said: numbers of the pieces that the language uses, the columns of `counts`.
        pieces: the vocabulary.
        limits: how long the lists become.
    """
    common = set(np.argsort(-counts.sum(0))[: limits.always].tolist())
    basic = {column for column, number in enumerate(said) if _BASIC.fullmatch(pieces[number].strip(_SPACE))}
    always = common | basic
    found: Shortlist = {"": [pieces[said[column]] for column in sorted(always)]}
    spoken = {pieces[number] for number in said}
    free = np.setdiff1d(np.arange(len(said)), list(always))
    for number, piece in enumerate(pieces):
        row = counts[number, free]
        best = np.argsort(-row)[: limits.most]
        enough = best[row[best] >= max(limits.least * counts[number].sum(), 1e-2)]
        became = [pieces[said[column]] for column in free[enough]]
        own = [copy for copy in _copies(piece) if copy in spoken]
        if listed := list(dict.fromkeys(became + own)):
            found[piece] = listed
    return found


def add(package: Path, lists: Shortlist) -> None:
    """Put a shortlist into a finished `.argosmodel` file, in place of one that it has already."""
    text = "".join(f"{source}\t{' '.join(targets)}\n" for source, targets in lists.items())
    new = package.with_suffix(".part")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        kept = [entry for entry in old.infolist() if not entry.filename.endswith(f"/{FILE}")]
        for entry in kept:
            archive.writestr(entry, old.read(entry))
        root = kept[0].filename.split("/")[0]
        added = zipfile.ZipInfo(f"{root}/{FILE}", kept[0].date_time)
        added.compress_type, added.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        archive.writestr(added, text)
    new.replace(package)


def main() -> None:
    """Learn a shortlist from prepared data for each package, and put it in."""
    parser = argparse.ArgumentParser(prog="python -m training.shortlist", description=__doc__)
    parser.add_argument("data", type=Path, help="what `prepare` wrote, with the vocabulary of the packages")
    parser.add_argument("packages", type=Path, nargs="+", help="files translate-XX_YY.argosmodel")
    options = parser.parse_args()
    spoken = read_spoken(options.data)
    for package in options.packages:
        language = package.stem.rpartition("_")[2]
        if language not in MARKS:
            parser.error(f"{package}: its name has to end in _{' or _'.join(MARKS)}")
        pieces = _pieces(package)
        counts = equivalents(options.data, language, spoken[language], len(pieces))
        lists = shortlist(counts, spoken[language], pieces)
        add(package, lists)
        print(f"{package}: {len(lists['']):,} pieces always, {sum(map(len, lists.values())):,} in all")


def _pieces(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/model/shared_vocabulary.json")]
        pieces: list[str] = json.loads(archive.read(name))
    return pieces


def _cells(folder: Path, first: int) -> Iterator[tuple[Matrix, Matrix, Matrix]]:
    """Yield source and target pieces of all pairs that stand in the same sentences, and where each target begins."""
    for path in sorted(folder.glob("train-*.npz")):
        part = np.load(path)
        ids, lengths = part["ids"], part["lengths"].astype(np.int64).reshape(-1, 2)
        begins = np.cumsum(lengths.ravel()).reshape(-1, 2) - lengths
        rows = np.flatnonzero(part["languages"] == first)
        sizes = np.cumsum((lengths[rows, 0] + 1) * lengths[rows, 1])
        for chunk in np.split(rows, np.searchsorted(sizes, np.arange(_CELLS, sizes[-1], _CELLS))):
            yield _chunk(ids, begins[chunk], lengths[chunk])


def _chunk(ids: Matrix, begins: Matrix, lengths: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    width = lengths[:, 0] + 1  # what stands before the source is no piece at all
    target_of = np.repeat(np.arange(len(lengths)), lengths[:, 1])
    targets = ids[_runs(begins[:, 1], lengths[:, 1])]
    each = width[target_of]
    starts = np.cumsum(each) - each
    places = _runs(begins[target_of, 0] - 1, each)
    sources = ids[np.maximum(places, 0)].astype(np.int64)
    sources[starts] = END
    return sources, np.repeat(targets, each), starts


def _runs(begins: Matrix, lengths: Matrix) -> Matrix:
    """Return begin, begin + 1, ... of each run, one after the other."""
    return np.repeat(begins - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())


def _copies(piece: str) -> Iterator[str]:
    yield piece
    yield piece.removeprefix(_SPACE)


if __name__ == "__main__":
    main()
