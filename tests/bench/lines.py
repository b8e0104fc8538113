"""Why this file exists: whatever is weighed here is decoded by the engine of the workbench, without its worker."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hybridtui.local.decoder import Decoder
from hybridtui.local.engine import Ended, Engine, Order


@dataclass(frozen=True, slots=True)
class Decoded:
    """What each line gave, by its name; the tokens fed, prompts included, and the seconds it took."""

    results: Mapping[str, Any]
    tokens: int
    seconds: float


def decode(decoder: Decoder, orders: Iterable[Order]) -> Decoded:
    """Decode lines, as many at once as there is room for. Raises `HybridError`; each line must fit the context."""
    begun = time.perf_counter()
    engine = Engine(decoder)
    results: dict[str, Any] = {}
    waiting = list(orders)[::-1]
    while waiting or engine.busy:
        while waiting and not engine.full(waiting[-1]):
            engine.begin(waiting.pop())
        results |= {each.name: each.result for each in engine.turn() if isinstance(each, Ended)}
    for sequence in range(decoder.sequences):
        decoder.forget(sequence)
    return Decoded(results, engine.fed, time.perf_counter() - begun)
