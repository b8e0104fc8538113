"""Why this file exists: what a hand-off would weigh is the same question on the screen and on the command line."""

from __future__ import annotations

from functools import partial

from hybridtui.core.config import Claude
from hybridtui.core.meter import Meter, measure
from hybridtui.core.ports import Services


def weigh(services: Services, model: str, settings: Claude, *, notes: str, spec: str) -> Meter:
    """Measure notes and spec for the Claude model called `model`. Slow on the first call: use it in a thread."""
    tokens, prices = services.tokens, services.prices
    frame = services.executor.compose("", model, settings.max_tokens, settings.effort)
    return measure(
        model=model,
        notes_tokens=tokens.count(notes, model),
        spec_tokens=tokens.count(spec, model),
        overhead_tokens=sum(tokens.count(text, model) for _, text in services.executor.readable(frame)),
        max_tokens=settings.max_tokens,
        context=prices.context(model),
        cost=partial(prices.cost, model),
    )
