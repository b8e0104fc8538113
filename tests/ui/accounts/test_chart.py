"""Why this file exists: a bar that is higher than another must mean more money, and no bar must mean none."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hybridtui.ui.accounts.chart import across, upright

AMOUNTS = st.lists(st.decimals(0, 10_000, places=4), min_size=1, max_size=40)
BLOCKS = " ▁▂▃▄▅▆▇█"


def heights(bars: tuple[str, ...], each: int, gap: int) -> list[int]:
    """How high the bars are, in eighths of a line."""
    columns = [line[:: each + gap] for line in bars]
    return [sum(BLOCKS.index(line[place]) for line in columns) for place in range(len(columns[0]))]


@given(amounts=AMOUNTS, height=st.integers(1, 9), each=st.integers(1, 4), gap=st.integers(0, 1))
def test_bars_stand_in_the_order_of_their_amounts(amounts: list[Decimal], height: int, each: int, gap: int) -> None:
    bars = upright(amounts, height, each, gap)
    assert [cell_len(line) for line in bars] == [len(amounts) * (each + gap) - gap] * height
    found = heights(bars, each, gap)
    assert [level > 0 for level in found] == [amount > 0 for amount in amounts]
    ordered = [level for _, level in sorted(zip(amounts, found, strict=True))]
    assert ordered == sorted(ordered)
    assert max(found) == (height * 8 if any(amounts) else 0)


def test_the_parts_of_a_bar_stand_on_one_another() -> None:
    assert upright([Decimal(5), Decimal(16), Decimal(0)], 2, 2, 1) == ("   ██   ", "▅▅ ██   ")


@given(amount=st.decimals(0, 100, places=4), width=st.integers(1, 60))
def test_a_bar_across_takes_its_width_and_no_more(amount: Decimal, width: int) -> None:
    bar = across(amount, Decimal(100), width)
    assert cell_len(bar) == width
    assert bool(bar.strip()) == (amount > 0)
    assert (bar == "█" * width) == (amount * width * 8 >= 100 * (width * 8) - 50)
