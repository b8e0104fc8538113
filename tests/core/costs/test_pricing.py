"""Why this file exists: money is exact, however many tokens, and unknown wherever a price is missing."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.pricing import Override, Rates, Step, Tariff, cost, in_force
from hybridtui.core.reply import Usage

AMOUNTS = st.decimals(0, 1_000, places=9, allow_nan=False, allow_infinity=False)
TOKENS = st.integers(0, 10**12)
USAGES = st.builds(Usage, input=TOKENS, output=TOKENS, cache_read=TOKENS, cache_write_5m=TOKENS, cache_write_1h=TOKENS)
RATES = st.builds(Rates, *(AMOUNTS for _ in fields(Rates)))

PLAIN = Rates(Decimal(4), Decimal(20))


@given(RATES, USAGES, st.integers(1, 28))
def test_the_sum_is_exact_whatever_precision_is_set_elsewhere(rates: Rates, usage: Usage, precision: int) -> None:
    exact = (
        Fraction(rates.input) * usage.input
        + Fraction(rates.output) * usage.output
        + Fraction(rates.cache_read or 0) * usage.cache_read
        + Fraction(rates.cache_write_5m or 0) * usage.cache_write_5m
        + Fraction(rates.cache_write_1h or 0) * usage.cache_write_1h
    ) / 1_000_000
    with localcontext() as context:
        context.prec = precision
        total = cost(Tariff(rates), usage)
    assert total is not None
    assert Fraction(total) == exact


@pytest.mark.parametrize(
    "usage", [Usage(cache_read=1), Usage(cache_write_5m=1), Usage(cache_write_1h=1), Usage(web_searches=1)]
)
def test_what_has_no_price_makes_the_cost_unknown_but_only_where_there_is_some_of_it(usage: Usage) -> None:
    assert cost(Tariff(PLAIN), replace(usage, input=1_000_000)) is None
    assert cost(Tariff(PLAIN), Usage(input=1_000_000)) == 4


def test_what_no_price_covers_makes_the_cost_unknown() -> None:
    assert cost(Tariff(PLAIN), Usage(input=1, unpriced="speed fast")) is None


def test_thinking_is_billed_with_the_output_and_not_again() -> None:
    assert cost(Tariff(PLAIN), Usage(output=1_000_000, thinking=900_000)) == 20


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_the_step_is_that_of_the_whole_prompt_cached_or_not(fresh: int, read: int, written: int) -> None:
    flat = Rates(Decimal(1), Decimal(1), Decimal(1), Decimal(1), Decimal(1))
    double, triple = (Rates(*(Decimal(rate),) * 5) for rate in (2, 3))
    tariff = Tariff(flat, (Step(100, double), Step(200, triple)))
    prompt = fresh + read + written
    rate = 3 if prompt > 200 else 2 if prompt > 100 else 1
    usage = Usage(input=fresh, cache_read=read, cache_write_5m=written, output=7)
    assert cost(tariff, usage) == Decimal(rate * (prompt + 7)) / 1_000_000


def test_the_newest_price_in_force_counts_whatever_the_order_it_is_written_in() -> None:
    spring, autumn = Override("2026-03-01", Tariff(PLAIN)), Override("2026-09-01", Tariff(PLAIN))
    for overrides in ((spring, autumn), (autumn, spring)):
        assert in_force(overrides, "2026-02-28") is None
        assert in_force(overrides, "2026-03-01") is spring
        assert in_force(overrides, "2026-08-31") is spring
        assert in_force(overrides, "2027-01-01") is autumn
