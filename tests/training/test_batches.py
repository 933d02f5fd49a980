from pathlib import Path

import numpy as np
import pytest

from training.batches import Pairs, ahead, copied
from training.vocabulary import END, FIRST, PAD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pairs of one to fifty tokens, each with its own number, in two files."""
    for part in range(2):
        lengths = [(number % 50 + 1, (number * 7) % 50 + 1) for number in range(part * 300, part * 300 + 300)]
        ids = [
            np.full(length, 100 + part * 300 + number // 2, np.uint16) for number, length in enumerate(sum(lengths, ()))
        ]
        np.savez_compressed(
            tmp_path / f"train-{part:02d}.npz",
            ids=np.concatenate(ids),
            lengths=np.array(sum(lengths, ()), np.uint8),
            languages=np.array([FIRST["en"], FIRST["zh"]] * 150, np.uint8),
        )
    return tmp_path


def test_every_pair_comes_once_an_epoch(folder: Path) -> None:
    batches = list(Pairs(folder).epoch(512, seed=1))
    numbers = np.concatenate([batch.source[:, 0] for batch in batches])
    assert sorted(numbers.tolist()) == list(range(100, 700))


def test_a_batch_is_about_as_large_as_asked_for(folder: Path) -> None:
    assert max(batch.source.size for batch in Pairs(folder).epoch(512, seed=1)) <= 520


def test_sources_end_and_targets_begin_with_their_language(folder: Path) -> None:
    for batch in Pairs(folder).epoch(512, seed=1):
        for source, target in zip(batch.source, batch.target, strict=True):
            assert source[source != PAD][-1] == END
            assert target[0] == FIRST[batch.language] == FIRST["en" if source[0] % 2 == 0 else "zh"]
            assert target[target != PAD][-1] == END
            assert target[1] == source[0]


def test_batches_made_ahead_are_the_same(folder: Path) -> None:
    pairs = Pairs(folder)
    plain = [batch.source.tolist() for batch in pairs.epoch(512, seed=3)]
    assert [batch.source.tolist() for batch in ahead(pairs.epoch(512, seed=3))] == plain


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="prepare"):
        Pairs(tmp_path)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([20, 21, 22, 23], [30, 21, 22, 31], [(1, 1), (2, 2)]),
        ([21, 22, 20, 21, 22], [21, 22], []),
        ([21, 22, 9, 4, 21, 22, 9, 4], [30, 21, 22], [(1, 4), (2, 5)]),
        ([20, 9, 4, 25, 9, 4], [25, 30], [(0, 3)]),
        ([20, 25], [25, 30], []),
    ],
    ids=["two in a row", "which of them?", "the wanted ones", "one that is wanted", "one by chance"],
)
def test_copied_tokens_are_told_by_where_they_come_from(
    source: list[int], target: list[int], expected: list[tuple[int, int]]
) -> None:
    assert copied(source, target) == expected
