"""Why this file exists: estimates must bracket themselves honestly and never pass for billed figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.calibration import Weight
from hybridtui.core.costs.meter import (
    Meter,
    counted,
    likely_text,
    measure,
    money_text,
    range_text,
    ratio_text,
    tokens_text,
)
from hybridtui.core.reply import Usage

COUNTS = st.integers(0, 10**7)


def four_and_twenty(usage: Usage) -> Decimal:
    """USD 4 per million in, 20 out."""
    return (4 * Decimal(usage.all_input) + 20 * Decimal(usage.output)) / 10**6


def weight(tokens: int, percent: int = 15) -> Weight:
    """So many tokens, and as many percent less and more."""
    return Weight(tokens, tokens * (100 - percent) // 100, -(-tokens * (100 + percent) // 100))


def meter(
    notes: int = 2_600, spec: int = 1_000, overhead: int = 0, context: int | None = 10_000, percent: int = 15
) -> Meter:
    return measure(
        model="claude-opus-5-5",
        notes=weight(notes, percent),
        spec=weight(spec, percent),
        input=weight(spec + overhead, percent),
        notes_input=weight(notes + overhead, percent),
        max_tokens=32_000,
        context=context,
        cost=four_and_twenty,
    )


def test_a_meter_holds_ratio_band_worst_case_and_fill() -> None:
    found = meter()
    assert ratio_text(found.ratio) == "2.6:1"
    assert (found.low, found.high) == (850, 1_150)
    assert (found.input_low, found.input_high) == (Decimal("0.0034"), Decimal("0.0046"))
    assert found.worst_case == Decimal("0.0046") + Decimal("0.64")
    assert found.fill == 0.1


def test_the_system_prompt_is_paid_for_but_is_no_part_of_the_ratio() -> None:
    found = meter(spec=1_000, overhead=1_000)
    assert found.input_tokens == 2_000
    assert found.ratio == Decimal("2.6")
    assert found.input_high == 2 * Decimal("0.0046")


def test_the_notes_in_the_place_of_the_spec_cost_what_they_weigh_with_the_same_overhead() -> None:
    assert meter(notes=2_600, overhead=400).notes_cost == Decimal("0.012")


@given(COUNTS, COUNTS, COUNTS, st.integers(0, 50))
def test_the_band_brackets_the_estimate_and_the_worst_case_tops_it(
    notes: int, spec: int, overhead: int, percent: int
) -> None:
    found = meter(notes, spec, overhead, percent=percent)
    assert found.input_low is not None
    assert found.input_high is not None
    assert found.worst_case is not None
    assert found.low <= found.input_tokens <= found.high
    assert found.input_low <= four_and_twenty(Usage(input=spec + overhead)) <= found.input_high
    assert found.worst_case == found.input_high + four_and_twenty(Usage(output=32_000))
    assert (found.ratio is None) == (spec == 0 or notes == 0)
    assert (found.notes_cost is None) == (notes == 0)


def test_once_claude_has_counted_no_figure_is_an_estimate_of_ours() -> None:
    found = counted(meter(), 1_234, max_tokens=1_000, context=2_468, cost=four_and_twenty)
    assert (found.exact, found.input_tokens, found.low, found.high) == (True, 1_234, 1_234, 1_234)
    assert found.input_low == found.input_high == Decimal("0.004936")
    assert found.worst_case == Decimal("0.004936") + Decimal("0.02")
    assert found.fill == 0.5
    assert (found.ratio, found.notes_cost) == (meter().ratio, meter().notes_cost)


def test_the_likely_error_is_told_with_the_estimate() -> None:
    assert likely_text(meter(spec=1_204, percent=6)) == "≈1,204 ±6 %"
    assert likely_text(meter(spec=1_000_000, percent=0)) == "≈1,000,000"
    assert likely_text(meter(spec=0)) == "≈0"
    assert likely_text(counted(meter(), 1_204, max_tokens=1, context=None, cost=four_and_twenty)) == (
        "1,204 counted by Claude"
    )


def test_an_unknown_price_or_window_stays_unknown() -> None:
    found = measure(
        model="no-such",
        notes=weight(1),
        spec=weight(1),
        input=weight(1),
        notes_input=weight(1),
        max_tokens=1,
        context=None,
        cost=lambda usage: None,
    )
    assert (found.input_low, found.input_high, found.worst_case, found.fill) == (None, None, None, None)
    assert money_text(found.worst_case) == range_text(found.input_low, found.input_high) == "unknown"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0.0000"),
        ("0.00000001", "<$0.0001"),
        ("0.0012", "$0.0012"),
        ("0.00125", "$0.0012"),
        ("0.999", "$0.9990"),
        ("1", "$1.00"),
        ("1234.5", "$1,234.50"),
        ("1E+2", "$100.00"),
    ],
)
def test_money_is_written_in_dollars(amount: str, text: str) -> None:
    assert money_text(Decimal(amount), billed=True) == text
    assert money_text(Decimal(amount)) == "≈" + text


def test_a_billed_figure_of_unknown_price_is_unknown_too() -> None:
    assert money_text(None, billed=True) == "unknown"


def test_estimates_are_marked_as_such() -> None:
    assert tokens_text(412) == "≈412"
    assert tokens_text(1_234_567) == "≈1,234,567"
    assert range_text(Decimal("0.0034"), Decimal("0.0046")) == "≈$0.0034–$0.0046"
    assert range_text(Decimal("2.001"), Decimal("2.002")) == "≈$2.00"


def test_without_notes_or_a_spec_there_is_no_ratio() -> None:
    assert ratio_text(meter(spec=0).ratio) == ratio_text(meter(notes=0).ratio) == "–"


@given(st.decimals(0, 10**6, places=8))
def test_money_text_is_never_further_off_than_half_its_last_digit(amount: Decimal) -> None:
    text = money_text(amount, billed=True)
    if text.startswith("<"):
        assert 0 < amount < Decimal("0.0001")
    else:
        shown = Decimal(text.removeprefix("$").replace(",", ""))
        assert abs(shown - amount) <= Decimal("0.005" if amount >= 1 else "0.00005")
