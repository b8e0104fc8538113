"""Why this file exists: the yardstick for decoding is the shortest loop that gets tokens out of the same model.

llama.cpp's own greedy sampler, one line after the other behind a shared prompt, no constraint, no abort callback, no
events; the library is set up as in our decoder, on as many threads.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from hybridtui.local import llama

_CONTEXT, _BATCH = 4096, 512
_TOKEN = 100
"""Which token is read makes no difference to the time it takes."""


@dataclass(frozen=True, slots=True)
class Mix:
    """So many lines, each with a prompt of its own of so many tokens, and so many tokens put out. None of them is 0."""

    lines: int
    prompt: int
    output: int


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens fed a second, prompts and outputs together, and the seconds to the first token put out."""

    rate: float
    first_token: float


def run(model: Path, shared: int, mix: Mix) -> Speed:
    """Decode behind a shared prompt of so many tokens, which is read before the clock starts."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_decode, (model, shared, mix))


def _decode(model: Path, shared: int, mix: Mix) -> Speed:
    loop = _Loop(model)
    loop.feed([_TOKEN] * shared)
    loop.sample()
    start, first = time.perf_counter(), 0.0
    for _ in range(mix.lines):
        loop.rewind(shared)
        loop.feed([_TOKEN] * mix.prompt)
        for _ in range(mix.output):
            token = loop.sample()
            first = first or time.perf_counter() - start
            loop.feed([token])
    return Speed(mix.lines * (mix.prompt + mix.output) / (time.perf_counter() - start), first)


class _Loop:
    """One model, one sequence."""

    def __init__(self, model: Path) -> None:
        lib: Any = llama.library()[0]
        self._lib = lib
        self._model = lib.llama_model_load_from_file(os.fsencode(model), lib.llama_model_default_params())
        settings = lib.llama_context_default_params()
        settings.n_ctx = _CONTEXT
        settings.n_batch = settings.n_ubatch = _BATCH
        settings.n_threads = settings.n_threads_batch = llama.threads()
        self._context = lib.llama_init_from_model(self._model, settings)
        self._sampler = lib.llama_sampler_init_greedy()

    def feed(self, tokens: Sequence[int]) -> None:
        """Append tokens, at most a batch of them. Raises RuntimeError when llama.cpp does not take them."""
        row = (ctypes.c_int32 * len(tokens))(*tokens)
        if outcome := self._lib.llama_decode(self._context, self._lib.llama_batch_get_one(row, len(tokens))):
            raise RuntimeError(f"llama_decode returned {outcome}")

    def sample(self) -> int:
        """The likeliest next token. The logits are there when this returns, even where evaluation is asynchronous."""
        token: int = self._lib.llama_sampler_sample(self._sampler, self._context, -1)
        return token

    def rewind(self, length: int) -> None:
        """Forget all but the first `length` tokens."""
        self._lib.llama_memory_seq_rm(self._lib.llama_get_memory(self._context), 0, length, -1)
