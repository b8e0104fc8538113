"""Why this file exists: what a hand-off would weigh is the same question on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from hybridtui.core.costs.calibration import Observation, Weight, calibrated
from hybridtui.core.costs.meter import Cost, Meter, counted, measure
from hybridtui.core.costs.text_kind import TextKind, text_kind
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.hand_off.request import SYSTEM_PROMPT
from hybridtui.core.ports import PriceList, TokenCounter
from hybridtui.core.reply import Usage

FRAME = 6
"""Tokens that the API adds around one user message. Measured by ctok for the models since 4.8; older ones add 7."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A text by itself: its weight, its kind, and the name of the tokenizer that counted `raw` tokens of it."""

    weight: Weight
    kind: TextKind
    counter: str
    raw: int


def count_text(tokens: TokenCounter, observations: Sequence[Observation], model: str, text: str) -> Counted:
    """Estimate the tokens of `text` for `model`, in the light of what was billed before (newest first).

    Slow on the first call: use it in a thread. Raises `HybridError` when the vocabulary cannot be read.
    """
    kind, raw = text_kind(text), tokens.count(text, model)
    learnt = calibrated(observations, model=model, counter=tokens.name, kind=kind)
    return Counted(learnt.text(raw), kind, tokens.name, raw)


def weigh(
    tokens: TokenCounter,
    prices: PriceList,
    observations: Sequence[Observation],
    order: Order,
    *,
    notes: str,
    spec: str,
) -> Meter:
    """Measure notes and spec for the target and model of `order`, in the light of what was billed (newest first).

    Only what goes to the API has a price and a context window here: a clipboard and a file cost nothing, and what is
    done with the text there is not known. They get the spec alone, without the system prompt.

    Slow on the first call: use it in a thread. Raises `HybridError` when the vocabulary or the prices cannot be read.
    """
    model, api = order.model, order.target is Target.API
    kind = text_kind(spec)
    raw_notes, raw = tokens.count(notes, model), tokens.count(spec, model)
    overhead = tokens.count(SYSTEM_PROMPT, model) + FRAME if api else 0
    learnt = calibrated(observations, model=model, counter=tokens.name, kind=kind)
    meter = measure(
        model=model,
        notes=learnt.text(raw_notes),
        spec=learnt.text(raw),
        input=learnt.weigh(raw, overhead) if api else learnt.text(raw),
        notes_input=learnt.weigh(raw_notes, overhead),
        max_tokens=order.max_tokens,
        context=prices.context(model) if api else None,
        cost=_cost(prices, order),
    )
    return replace(meter, counter=tokens.name, kind=kind, raw=raw, overhead=overhead)


def recounted(prices: PriceList, order: Order, meter: Meter, tokens: int) -> Meter:
    """The meter once Claude has counted `tokens` of input. Raises `HybridError` when the prices cannot be read."""
    cost = _cost(prices, order)
    return counted(meter, tokens, max_tokens=order.max_tokens, context=prices.context(order.model), cost=cost)


def _cost(prices: PriceList, order: Order) -> Cost:
    return partial(prices.cost, order.model) if order.target is Target.API else _unpriced


def _unpriced(usage: Usage) -> Decimal | None:
    return None
