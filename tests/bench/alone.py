"""Why this file exists: what a window costs when nothing but the model is at work on it, no job, events or process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

from hybridtui.core.refining.plan import plan
from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import PROMPTS, SEQUENCES
from hybridtui.local.tier import Tier

_FIRST = "So I want to have a look at it."
_loaded: Tier
"""The model of the process that decodes."""


class Alone:
    """A model in a process of its own, its faithful prompt read."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def seconds(self, sentence: str) -> float:
        """What it takes to decode this one sentence faithfully."""
        return self._pool.apply(_decode, (sentence,))

    def keys_and_values(self) -> int:
        """Bytes of the context's keys and values, as the model's own figures give them."""
        return self._pool.apply(_keys_and_values)


@contextmanager
def alone(model: Path) -> Iterator[Alone]:
    """`model`, loaded. The process ends with the context."""
    with get_context("spawn").Pool(1, initializer=_load, initargs=(model,)) as pool:
        one = Alone(pool)
        one.seconds(_FIRST)
        yield one


def _load(model: Path) -> None:
    global _loaded
    _loaded = Tier(model, lambda: Decoder(model, sequences=PROMPTS + SEQUENCES))


def _decode(sentence: str) -> float:
    (window,) = plan(sentence)
    order = _loaded.faithful.order("alone", window.words)
    begun = time.perf_counter()
    _loaded.engine.begin(order)
    while _loaded.engine.busy:
        list(_loaded.engine.turn())
    return time.perf_counter() - begun


def _keys_and_values() -> int:
    lib, model, context = _loaded.decoder._lib, _loaded.decoder._model, _loaded.decoder.context
    head: int = lib.llama_model_n_embd(model) // lib.llama_model_n_head(model)
    layers: int = lib.llama_model_n_layer(model)
    heads: int = lib.llama_model_n_head_kv(model)
    return context * layers * heads * head * 2 * 2  # a key and a value, of two bytes each
