"""Why this file exists: what a hand-off would weigh is the same question on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hybridtui.core.calibration import Observation
from hybridtui.core.meter import Meter, measure
from hybridtui.core.order import Order
from hybridtui.core.ports import PriceList, TokenCounter
from hybridtui.core.request import SYSTEM_PROMPT


def weigh(
    tokens: TokenCounter,
    prices: PriceList,
    observations: Sequence[Observation],
    order: Order,
    *,
    notes: str,
    spec: str,
) -> Meter:
    """Measure notes and spec for the model of `order`. Slow on the first call: use it in a thread.

    Raises `HybridError` when the vocabulary or the prices cannot be read.
    """
    model = order.model
    return measure(
        model=model,
        notes_tokens=tokens.count(notes, model),
        spec_tokens=tokens.count(spec, model),
        overhead_tokens=tokens.count(SYSTEM_PROMPT, model),
        max_tokens=order.max_tokens,
        context=prices.context(model),
        cost=partial(prices.cost, model),
    )
