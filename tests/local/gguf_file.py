"""Why this file exists: tests make model files of their own, and the format is simpler than a package for it.

Only what a tiny model needs of GGUF: version 3, 32-bit float tensors, and the metadata types that those models use.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_VERSION = 3
_ALIGNMENT = 32
_F32 = 0
_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9

Value = bool | int | float | str | Sequence[bool] | Sequence[int] | Sequence[float] | Sequence[str]
"""A metadata value. A number is stored as uint32 or float32; a list of integers as int32."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """Named weights. `shape` counts the fastest-running dimension first, as ggml does."""

    name: str
    shape: tuple[int, ...]
    weights: array[float]


def write(path: Path, metadata: Mapping[str, Value], tensors: Sequence[Tensor]) -> None:
    """Write a GGUF file. Native byte order, which is the format's on every machine that these tests run on."""
    head = b"GGUF" + struct.pack("<IQQ", _VERSION, len(tensors), len(metadata))
    for key, value in metadata.items():
        head += _text(key) + _typed(value)
    data = b""
    for tensor in tensors:
        head += _text(tensor.name) + struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape)
        head += struct.pack("<IQ", _F32, len(data))
        data += _padded(tensor.weights.tobytes())
    path.write_bytes(_padded(head) + data)


def _typed(value: Value) -> bytes:
    match value:
        case bool():  # before int, which a bool is too
            return struct.pack("<I?", _BOOL, value)
        case int():
            return struct.pack("<II", _UINT32, value)
        case float():
            return struct.pack("<If", _FLOAT32, value)
        case str():
            return struct.pack("<I", _STRING) + _text(value)
    kind, members = _members(value)
    return struct.pack("<IIQ", _ARRAY, kind, len(value)) + members


def _members(values: Sequence[int] | Sequence[float] | Sequence[str]) -> tuple[int, bytes]:
    match values[0]:
        case bool():
            return _BOOL, bytes(bool(value) for value in values)
        case str():
            return _STRING, b"".join(_text(str(value)) for value in values)
        case int():
            return _INT32, struct.pack(f"<{len(values)}i", *values)
    return _FLOAT32, struct.pack(f"<{len(values)}f", *values)


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % _ALIGNMENT)
