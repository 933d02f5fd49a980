import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from training.shortlist import FILE, Limits, add, equivalents, main, shortlist
from training.vocabulary import FIRST, write_spoken

PIECES = ["<unk>", "<s>", "</s>", "<pad>", "<2en>", "<2zh>"]
PIECES += ["▁Stadt", "▁Hafen", "▁Brücke", "▁Müller", "城市", "港口", "大桥", "的", "3", "。", "Müller", "m"]
NUMBER = {piece: number for number, piece in enumerate(PIECES)}
SAID = [2, *range(NUMBER["▁Müller"], len(PIECES))]
SENTENCES = [
    ("▁Stadt ▁Hafen", "城市 的 港口"),
    ("▁Hafen ▁Brücke", "港口 的 大桥"),
    ("▁Brücke ▁Stadt", "大桥 的 城市"),
    ("▁Stadt", "城市"),
]
FEW = Limits(always=0, most=1, least=0.1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return what `prepare` would write of the sentences, ten times each, and an English pair that is not to count."""
    sides = [[NUMBER[piece] for piece in side.split()] for pair in SENTENCES * 10 for side in pair]
    sides += [[NUMBER["▁Stadt"]], [NUMBER["▁Müller"]]]
    np.savez_compressed(
        tmp_path / "train-00.npz",
        ids=np.array([piece for side in sides for piece in side], np.uint16),
        lengths=np.array([len(side) for side in sides], np.uint8),
        languages=np.array([FIRST["zh"]] * len(SENTENCES) * 10 + [FIRST["en"]], np.uint8),
    )
    write_spoken({"en": SAID, "zh": SAID}, tmp_path)
    return tmp_path


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "translate-de_zh.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("translate-de_zh/metadata.json", "{}")
        archive.writestr("translate-de_zh/model/shared_vocabulary.json", json.dumps(PIECES))
    return path


def test_words_become_what_they_stand_with(data: Path) -> None:
    found = shortlist(equivalents(data, "zh", SAID, len(PIECES)), SAID, PIECES, FEW)
    assert {piece: found[piece] for piece in ("▁Stadt", "▁Hafen", "▁Brücke")} == {
        "▁Stadt": ["城市"],
        "▁Hafen": ["港口"],
        "▁Brücke": ["大桥"],
    }


def test_every_target_piece_is_counted_once(data: Path) -> None:
    counts = equivalents(data, "zh", SAID, len(PIECES))
    pieces = sum(len(target.split()) for _, target in SENTENCES) * 10
    assert counts.sum() == pytest.approx(pieces, rel=1e-4)
    assert counts[:, SAID.index(NUMBER["▁Müller"])].sum() == 0  # the English pair


def test_names_and_what_stands_between_term_marks_can_be_copied(data: Path) -> None:
    found = shortlist(equivalents(data, "zh", SAID, len(PIECES)), SAID, PIECES, FEW)
    assert found["▁Müller"] == ["▁Müller", "Müller"]
    assert found["大桥"] == ["大桥"]


def test_figures_punctuation_and_letters_are_always_allowed(data: Path) -> None:
    counts = equivalents(data, "zh", SAID, len(PIECES))
    assert {"3", "。", "m"} <= set(shortlist(counts, SAID, PIECES, FEW)[""])
    assert "的" not in shortlist(counts, SAID, PIECES, FEW)[""]
    frequent = shortlist(counts, SAID, PIECES, Limits(always=2, most=1, least=0.1))[""]
    assert {"城市", "的"} <= set(frequent)


def test_a_package_gets_its_shortlist_and_keeps_the_rest(
    data: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["shortlist", str(data), str(package)])
    main()
    once = package.read_bytes()
    main()
    assert package.read_bytes() == once, "the old list is replaced"
    with zipfile.ZipFile(package) as archive:
        lines = archive.read(f"translate-de_zh/{FILE}").decode().splitlines()
        assert len(archive.namelist()) == 3
    assert all(line.count("\t") == 1 for line in lines)
    assert lines[0].startswith("\t")


def test_a_package_of_another_language_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["shortlist", str(data), str(tmp_path / "translate-de_fr.argosmodel")])
    with pytest.raises(SystemExit):
        main()
    assert "has to end in _en or _zh" in capsys.readouterr().err


def test_lists_of_one_line_each(package: Path) -> None:
    add(package, {"": ["的", "。"], "▁Stadt": ["城市", "市"]})
    with zipfile.ZipFile(package) as archive:
        assert archive.read(f"translate-de_zh/{FILE}").decode() == "\t的 。\n▁Stadt\t城市 市\n"
