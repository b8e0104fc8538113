"""Why this file exists: spending over time is seen at a glance where every period is a bar of block characters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEVELS = 8


def upright(amounts: Sequence[Decimal], height: int, each: int, gap: int) -> tuple[str, ...]:
    """The amounts as bars side by side: `height` lines from top to bottom, the highest bar filling them.

    A bar is `each` cells wide and `gap` cells from the next. What is not nothing is at least the lowest of blocks.
    """
    levels = [_level(amount, max(amounts, default=Decimal(0)), height * _LEVELS) for amount in amounts]
    return tuple(
        (" " * gap).join(_EIGHTHS[min(max(level - floor * _LEVELS, 0), _LEVELS)] * each for level in levels)
        for floor in reversed(range(height))
    )


_EIGHTHS_ACROSS = " ▏▎▍▌▋▊▉█"


def across(amount: Decimal, most: Decimal, width: int) -> str:
    """One amount as a bar from left to right, padded to `width` cells, which is how long the bar of `most` would be."""
    full, rest = divmod(_level(amount, most, width * _LEVELS), _LEVELS)
    return ("█" * full + _EIGHTHS_ACROSS[rest]).rstrip().ljust(width)


def _level(amount: Decimal, most: Decimal, levels: int) -> int:
    """How many of `levels` an amount reaches, where `most` reaches all."""
    if amount <= 0 or most <= 0:
        return 0
    return max(int((amount / most * levels).to_integral_value(ROUND_HALF_EVEN)), 1)
