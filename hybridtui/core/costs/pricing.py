"""Why this file exists: there is one way from a usage to money, exact to the last cent, whoever named the prices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hybridtui.core.reply import Usage

_PRECISION = 60
"""Digits: every product and sum of real prices and counts is exact."""


@dataclass(frozen=True, slots=True)
class Rates:
    """USD for a million tokens of each kind; `web_search` for a thousand searches. None where unknown."""

    input: Decimal
    output: Decimal
    cache_read: Decimal | None = None
    cache_write_5m: Decimal | None = None
    cache_write_1h: Decimal | None = None
    web_search: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The `rates` of every token, those below included, once a prompt has more than `above` tokens, cached or not."""

    above: int
    rates: Rates


@dataclass(frozen=True, slots=True)
class Tariff:
    """The prices of a model. `steps` are in rising order; without any, a token costs the same in every prompt."""

    rates: Rates
    steps: tuple[Step, ...] = ()

    def at(self, prompt: int) -> Rates:
        """The rates for a prompt of that many tokens."""
        return next((step.rates for step in reversed(self.steps) if prompt > step.above), self.rates)


@dataclass(frozen=True, slots=True)
class Override:
    """A tariff that the user wrote down, in force from the date `since` on ("2026-11-01")."""

    since: str
    tariff: Tariff


def in_force(overrides: Iterable[Override], day: str) -> Override | None:
    """The newest of `overrides` that was in force on the date `day`; None where there was none yet."""
    return max((each for each in overrides if each.since <= day), key=lambda each: each.since, default=None)


def cost(tariff: Tariff, usage: Usage) -> Decimal | None:
    """What `usage` costs in USD. None where it has something that `tariff` has no price for.

    Thinking is a part of the output and so already in it. Nothing is rounded.
    """
    rates = tariff.at(usage.all_input)
    parts = (
        (usage.input, rates.input),
        (usage.output, rates.output),
        (usage.cache_read, rates.cache_read),
        (usage.cache_write_5m, rates.cache_write_5m),
        (usage.cache_write_1h, rates.cache_write_1h),
        (usage.web_searches * 1_000, rates.web_search),
    )
    if usage.unpriced or any(count and rate is None for count, rate in parts):
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        total = sum((count * rate for count, rate in parts if rate is not None), Decimal(0))
        return total.scaleb(-6)
