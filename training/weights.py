"""Weights outside torch: read from a CTranslate2 `model.bin`, and packed small to be moved in parts."""

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

Arrays = dict[str, np.ndarray[Any, Any]]

PART = 15 << 20
"""Bytes of one packed part: under what most ways of moving a file allow."""

_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_LAYERS: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "encoder": {"self_attention": ("own", ("rest", "out")), "ffn": ("feed", ("up", "down"))},
    "decoder": {
        "self_attention": ("own", ("rest", "out")),
        "attention": ("cross", ("query", "rest", "out")),
        "ffn": ("feed", ("up", "down")),
    },
}


def read_model(path: Path) -> Arrays:
    """Return the variables of a CTranslate2 model by name, int8 ones as float32; aliases are followed.

    Raises:
        ValueError: the file is of another version, or holds a type that no package of ours has.
    """
    data = io.BytesIO(path.read_bytes())
    version, _, _ = _number(data), _text(data), _number(data)
    if version != 6:
        raise ValueError(f"{path} is CTranslate2's version {version}; this reads 6")
    raw = dict(_variable(data) for _ in range(_number(data)))
    whole = {name: _whole(raw, name) for name in raw if not name.endswith("_scale")}
    aliases = [(_text(data), _text(data)) for _ in range(_number(data))]
    return whole | {alias: whole[name] for alias, name in aliases}


def state_of(variables: Arrays) -> Arrays:
    """Return a model's state by our names from CTranslate2's."""
    state = {"embedding.weight": variables["encoder/embeddings_0/weight"]}
    for side, parts in _LAYERS.items():
        _norm(state, f"{side}_norm", variables, f"{side}/layer_norm")
        layer = 0
        while f"{side}/layer_{layer}/ffn/linear_0/weight" in variables:
            for theirs, (ours, linears) in parts.items():
                prefix, name = f"{side}/layer_{layer}/{theirs}", f"{side}.{layer}.{ours}"
                _norm(state, f"{name}.norm", variables, f"{prefix}/layer_norm")
                for number, linear in enumerate(linears):
                    for kind in ("weight", "bias"):
                        state[f"{name}.{linear}.{kind}"] = variables[f"{prefix}/linear_{number}/{kind}"]
            layer += 1
    return state


def pack(state: Arrays, shape: dict[str, int], folder: Path) -> list[Path]:
    """Write `ema.q8.NN`: matrices as int8 with a scale a row, as CTranslate2 keeps them, the rest in 16 bits."""
    arrays: Arrays = {"shape": np.frombuffer(json.dumps(shape).encode(), np.uint8)}
    for name, values in state.items():
        if values.ndim == 2:
            scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-9) / 127
            arrays[f"{name}.q"] = np.round(values / scale).astype(np.int8)
            arrays[f"{name}.s"] = scale.astype(np.float32)
        else:
            arrays[name] = values.astype(np.float16)
    whole = io.BytesIO()
    np.savez(whole, allow_pickle=False, **arrays)
    return [
        _write(folder / f"ema.q8.{begin // PART:02d}", whole.getvalue()[begin : begin + PART])
        for begin in range(0, whole.tell(), PART)
    ]


def unpack(folder: Path) -> tuple[dict[str, int], Arrays]:
    """Return the sizes and the state that `pack` wrote."""
    arrays = np.load(io.BytesIO(b"".join(part.read_bytes() for part in sorted(folder.glob("ema.q8.*")))))
    state: Arrays = {}
    for name in arrays.files:
        if name.endswith(".q"):
            state[name[:-2]] = arrays[name].astype(np.float32) * arrays[f"{name[:-2]}.s"]
        elif name != "shape" and not name.endswith(".s"):
            state[name] = arrays[name].astype(np.float32)
    return json.loads(arrays["shape"].tobytes()), state


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _number(data: io.BytesIO) -> int:
    (number,) = struct.unpack("<I", data.read(4))
    return int(number)


def _text(data: io.BytesIO) -> str:
    (length,) = struct.unpack("<H", data.read(2))
    return data.read(length).rstrip(b"\0").decode()


def _variable(data: io.BytesIO) -> tuple[str, np.ndarray[Any, Any]]:
    name = _text(data)
    rank = data.read(1)[0]
    size = struct.unpack(f"<{rank}I", data.read(4 * rank))
    kind = _TYPES[data.read(1)[0]]
    values = np.frombuffer(data.read(_number(data)), kind)
    return name, values.reshape(size)


def _whole(raw: Arrays, name: str) -> np.ndarray[Any, Any]:
    values, scale = raw[name], raw.get(f"{name}_scale")
    if values.dtype == np.int8 and scale is not None:
        return values.astype(np.float32) / scale.reshape(-1, 1)
    return values.astype(np.float32)


def _norm(state: Arrays, ours: str, variables: Arrays, theirs: str) -> None:
    state[f"{ours}.weight"] = variables[f"{theirs}/gamma"]
    state[f"{ours}.bias"] = variables[f"{theirs}/beta"]
