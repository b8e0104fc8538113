"""Why this file exists: the yardstick for refinement: the shortest loop that gets tokens out of the same model.

llama.cpp's own greedy sampler, one sequence, no constraint, no abort callback, no events. It reads the prompts that a
refinement reads and puts out as many tokens for each, with the library set up alike, on as many threads, as niced.
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

from hybridtui.local import decoder, worker

_CONTEXT, _BATCH = 4096, 512


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens put out, seconds it took to read the prompts and to put out the tokens, seconds to the first of these."""

    tokens: int
    reading: float
    writing: float
    first_token: float


def run(model: Path, prefix: str, tasks: Sequence[tuple[str, int]]) -> Speed:
    """Decode in a process of its own, as niced as the worker. A task is a prompt after `prefix`, and a token count."""
    with get_context("spawn").Pool(1, initializer=os.nice, initargs=(worker._NICENESS,)) as pool:
        return pool.apply(_decode, (model, prefix, tasks))


def _decode(model: Path, prefix: str, tasks: Sequence[tuple[str, int]]) -> Speed:
    loop = _Loop(model)
    start = time.perf_counter()
    loop.read(prefix, opening=True)
    kept = loop.length
    reading, writing, first = time.perf_counter() - start, 0.0, 0.0
    for prompt, count in tasks:
        loop.rewind(kept)
        begun = time.perf_counter()
        loop.read(prompt)
        read = time.perf_counter()
        token = loop.sample()
        first = first or time.perf_counter() - start
        for _ in range(count - 1):
            loop.feed([token])
            token = loop.sample()
        reading += read - begun
        writing += time.perf_counter() - read
    return Speed(sum(count for _, count in tasks), reading, writing, first)


class _Loop:
    """One model, one sequence."""

    def __init__(self, model: Path) -> None:
        lib: Any = decoder._library()[0]
        self._lib = lib
        self._model = lib.llama_model_load_from_file(os.fsencode(model), lib.llama_model_default_params())
        settings = lib.llama_context_default_params()
        settings.n_ctx = _CONTEXT
        settings.n_batch = settings.n_ubatch = _BATCH
        settings.n_threads = settings.n_threads_batch = min(decoder._usable_cores(), decoder.MOST_THREADS)
        self._context = lib.llama_init_from_model(self._model, settings)
        self._vocab = lib.llama_model_get_vocab(self._model)
        self._sampler = lib.llama_sampler_init_greedy()
        self.length = 0

    def read(self, text: str, *, opening: bool = False) -> None:
        """Append `text`; `opening` puts the model's own first token before it."""
        data = text.encode()
        room = len(data) + 16
        buffer = (ctypes.c_int32 * room)()
        count = self._lib.llama_tokenize(self._vocab, data, len(data), buffer, room, opening, False)
        tokens = buffer[:count]
        for at in range(0, count, _BATCH):
            self.feed(tokens[at : at + _BATCH])

    def feed(self, tokens: Sequence[int]) -> None:
        """Append tokens, at most a batch of them. Raises RuntimeError when llama.cpp does not take them."""
        row = (ctypes.c_int32 * len(tokens))(*tokens)
        if outcome := self._lib.llama_decode(self._context, self._lib.llama_batch_get_one(row, len(tokens))):
            raise RuntimeError(f"llama_decode returned {outcome}")
        self.length += len(tokens)

    def sample(self) -> int:
        """The likeliest next token. The logits are there when this returns, even where evaluation is asynchronous."""
        token: int = self._lib.llama_sampler_sample(self._sampler, self._context, -1)
        return token

    def rewind(self, length: int) -> None:
        """Forget all but the first `length` tokens."""
        self._lib.llama_memory_seq_rm(self._lib.llama_get_memory(self._context), 0, length, -1)
        self.length = length
