import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.export import export, read_package
from training.weights import Arrays, pack, read_model, unpack

PACKAGE = Path(__file__).parents[2] / "language-packages" / "translate-de_zh.argosmodel"
SHAPE = {"pieces": 16_000, "width": 8, "inner": 16, "heads": 2, "encoder": 2, "decoder": 1}
SPOKEN = {"en": [2, *range(6, 9_000)], "zh": list(range(16_000))}


def random_state(shape: dict[str, int]) -> Arrays:
    """Return small weights by the names of `training.model`, which needs torch."""
    rng = np.random.default_rng(1)
    width, inner = shape["width"], shape["inner"]

    def linear(name: str, rows: int, columns: int) -> Arrays:
        return {f"{name}.weight": rng.normal(size=(rows, columns)), f"{name}.bias": rng.normal(size=rows)}

    def norm(name: str) -> Arrays:
        return {f"{name}.weight": rng.normal(size=width), f"{name}.bias": rng.normal(size=width)}

    def attention(name: str, cross: bool) -> Arrays:
        state = norm(f"{name}.norm") | linear(f"{name}.out", width, width)
        if cross:
            return state | linear(f"{name}.query", width, width) | linear(f"{name}.rest", 2 * width, width)
        return state | linear(f"{name}.rest", 3 * width, width)

    def feed(name: str) -> Arrays:
        return norm(f"{name}.norm") | linear(f"{name}.up", inner, width) | linear(f"{name}.down", width, inner)

    state: Arrays = {"embedding.weight": rng.normal(size=(shape["pieces"], width))}
    for side in ("encoder", "decoder"):
        state |= norm(f"{side}_norm")
        for layer in range(shape[side]):
            state |= attention(f"{side}.{layer}.own", cross=False) | feed(f"{side}.{layer}.feed")
            if side == "decoder":
                state |= attention(f"{side}.{layer}.cross", cross=True)
    return {name: values.astype(np.float32) for name, values in state.items()}


def same(one: Arrays, other: Arrays) -> bool:
    """Tell whether the weights are the same but for what 8 bits cannot keep."""
    return one.keys() == other.keys() and all(
        np.abs(one[name] - other[name]).max() <= np.abs(one[name]).max() / 100 for name in one
    )


def test_packed_weights_come_back(tmp_path: Path) -> None:
    state = random_state(SHAPE)
    pack(state, SHAPE, tmp_path)
    shape, again = unpack(tmp_path)
    assert shape == SHAPE
    assert same(state, again)


def test_packed_parts_can_be_moved_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.weights.PART", 50_000)
    paths = pack(random_state(SHAPE), SHAPE, tmp_path)
    assert len(paths) > 1
    assert max(path.stat().st_size for path in paths) <= 50_000
    assert unpack(tmp_path)[0] == SHAPE


@pytest.fixture(scope="module")
def spm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("spm") / "sentencepiece.model"
    with zipfile.ZipFile(PACKAGE) as archive:
        path.write_bytes(archive.read("translate-de_zh/sentencepiece.model"))
    return path


def read_json(path: Path, name: str) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        content: dict[str, Any] = json.loads(archive.read(f"{path.stem}/{name}"))
    return content


def test_packages_hold_the_same_weights_and_say_their_language(tmp_path: Path, spm: Path) -> None:
    state = random_state(SHAPE)
    english, chinese = export(state, SHAPE, spm, SPOKEN, tmp_path, "0.9", marks=True)
    assert same(state, read_package(english))
    assert same(state, read_package(chinese))
    assert read_json(chinese, "model/config.json")["decoder_start_token"] == "<2zh>"
    metadata = read_json(english, "metadata.json")
    assert (metadata["package_version"], metadata["to_code"]) == ("0.9", "en")
    assert metadata["newsbridge"] == {"term_marks": "<2en>"}


def test_a_package_says_only_what_its_language_is_made_of(tmp_path: Path, spm: Path) -> None:
    english = export(random_state(SHAPE), SHAPE, spm, SPOKEN, tmp_path, "0.9", marks=True)[0]
    bias = read_model(tmp_path / english.stem / "model" / "model.bin")["decoder/projection/bias"]
    assert np.flatnonzero(bias == 0).tolist() == SPOKEN["en"]


def test_packages_of_a_model_without_annotations_do_not_claim_them(tmp_path: Path, spm: Path) -> None:
    chinese = export(random_state(SHAPE), SHAPE, spm, SPOKEN, tmp_path, "0.9", marks=False)[1]
    assert "newsbridge" not in read_json(chinese, "metadata.json")


def test_the_embedded_package_can_be_read_back() -> None:
    state = read_package(PACKAGE)
    assert state["embedding.weight"].shape[0] == SHAPE["pieces"]
    assert all(np.isfinite(values).all() for values in state.values())


def test_torch_and_ctranslate2_agree(tmp_path: Path, spm: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch comes with the extra `training` only")
    import ctranslate2
    import sentencepiece

    from training.model import Model, Shape
    from training.weights import unpack

    pack(random_state(SHAPE), SHAPE, tmp_path)
    state = unpack(tmp_path)[1]
    model = Model(Shape(**SHAPE))
    model.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
    export(state, SHAPE, spm, SPOKEN, tmp_path, "0.9", marks=True)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    source, target = pieces.encode("Die Stadt lädt ein."), pieces.encode("市政府发出邀请。")
    translator = ctranslate2.Translator(str(tmp_path / "translate-de_zh" / "model"), compute_type="float32")
    theirs = translator.score_batch([pieces.id_to_piece(source)], [pieces.id_to_piece(target)])[0].log_probs
    with torch.no_grad():
        scores = model.logits(
            model(torch.tensor([[*source, 2]]), torch.tensor([[5, *target]])), torch.tensor(SPOKEN["zh"])
        ).log_softmax(-1)
    ours = scores[0].gather(1, torch.tensor([*target, 2])[:, None])[:, 0]
    assert theirs == pytest.approx(ours.tolist(), abs=0.05)
