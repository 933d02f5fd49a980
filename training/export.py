"""Export a model as int8 CTranslate2 in Argos packages: one for each language, with the same weights."""

import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from training.vocabulary import LONGEST, MARKS, Spoken
from training.weights import Arrays, read_model, state_of

_NAMES = {"en": "English", "zh": "Chinese"}
_AGAINST = -10_000.0
"""What is added to the score of a piece that the language does not use."""


def export(
    state: Arrays, shape: dict[str, int], spm: Path, spoken: Spoken, folder: Path, version: str, *, marks: bool
) -> list[Path]:
    """Write FOLDER/translate-de_en.argosmodel and the Chinese one, and return their paths.

    Args:
        state: the weights by the names of `training.model`.
        shape: the sizes, as `Shape.as_dict` gives them.
        spm: the SentencePiece model.
        spoken: the pieces that each language may use.
        folder: where to write.
        version: of the packages.
        marks: whether the model was trained to obey annotated terms; newsbridge looks for it in `metadata.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_package(_copy(state), shape, spm, spoken[code], folder, code, version, marks) for code in MARKS]


def read_package(path: Path) -> Arrays:
    """Return the weights of a language package that `export` made."""
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
        (name,) = [name for name in archive.namelist() if name.endswith("/model/model.bin")]
        return state_of(read_model(Path(archive.extract(name, folder))))


def _copy(state: Arrays) -> Arrays:
    return {name: values.copy() for name, values in state.items()}  # CTranslate2 quantises in place


def _package(
    state: Arrays, shape: dict[str, int], spm: Path, said: list[int], folder: Path, code: str, version: str, marks: bool
) -> Path:
    name = f"translate-de_{code}"
    root = folder / name
    shutil.rmtree(root, ignore_errors=True)
    (root / "model").mkdir(parents=True)
    pieces = _pieces(spm)
    _specification(state, shape, pieces, _against_others(said, len(pieces))).save(str(root / "model"))
    settings = json.loads((root / "model" / "config.json").read_text())
    _write_json(root / "model" / "config.json", settings | {"decoder_start_token": MARKS[code]})
    _write_json(root / "metadata.json", _metadata(code, version, marks))
    shutil.copy(spm, root / "sentencepiece.model")
    return _zipped(root, folder / f"{name}.argosmodel")


def _metadata(code: str, version: str, marks: bool) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "package_version": version,
        "argos_version": "1.11",
        "from_code": "de",
        "from_name": "German",
        "to_code": code,
        "to_name": _NAMES[code],
    }
    return metadata | ({"newsbridge": {"term_marks": MARKS[code]}} if marks else {})


def _pieces(spm: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def _against_others(said: list[int], pieces: int) -> np.ndarray[Any, Any]:
    bias = np.full(pieces, _AGAINST, np.float32)
    bias[said] = 0
    return bias


def _specification(state: Arrays, shape: dict[str, int], pieces: list[str], bias: np.ndarray[Any, Any]) -> Any:
    """Return CTranslate2's description of the model, filled with the weights and turned to int8."""
    from ctranslate2.specs import common_spec, transformer_spec

    spec = transformer_spec.TransformerSpec.from_config(
        (shape["encoder"], shape["decoder"]), shape["heads"], pre_norm=True, activation=common_spec.Activation.RELU
    )
    for side, ours in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        side.position_encodings.encodings = _sinusoid(shape["width"])
        _norm(side.layer_norm, state, f"{ours}_norm")
        for number, layer in enumerate(side.layer):
            _layer(layer, state, f"{ours}.{number}")
    spec.encoder.embeddings[0].weight = state["embedding.weight"]
    spec.decoder.embeddings.weight = state["embedding.weight"]
    spec.decoder.projection.weight = state["embedding.weight"]
    spec.decoder.projection.bias = bias
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _layer(layer: Any, state: Arrays, ours: str) -> None:
    _attention(layer.self_attention, state, f"{ours}.own", ("rest", "out"))
    if f"{ours}.cross.query.weight" in state:
        _attention(layer.attention, state, f"{ours}.cross", ("query", "rest", "out"))
    _norm(layer.ffn.layer_norm, state, f"{ours}.feed.norm")
    _linear(layer.ffn.linear_0, state, f"{ours}.feed.up")
    _linear(layer.ffn.linear_1, state, f"{ours}.feed.down")


def _attention(attention: Any, state: Arrays, ours: str, linears: tuple[str, ...]) -> None:
    _norm(attention.layer_norm, state, f"{ours}.norm")
    for theirs, linear in zip(attention.linear, linears, strict=True):
        _linear(theirs, state, f"{ours}.{linear}")


def _norm(norm: Any, state: Arrays, ours: str) -> None:
    norm.gamma, norm.beta = state[f"{ours}.weight"], state[f"{ours}.bias"]


def _linear(linear: Any, state: Arrays, ours: str) -> None:
    linear.weight, linear.bias = state[f"{ours}.weight"], state[f"{ours}.bias"]


def _sinusoid(width: int) -> np.ndarray[Any, Any]:
    place = np.arange(LONGEST)[:, None] * np.exp(np.arange(0, width, 2) * (-np.log(10_000) / width))
    table = np.zeros((LONGEST, width), np.float32)
    table[:, 0::2], table[:, 1::2] = np.sin(place), np.cos(place)
    return table


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _zipped(root: Path, path: Path) -> Path:
    """Pack a folder; the same content gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(str(file.relative_to(root.parent)), (2026, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, file.read_bytes())
    return path
