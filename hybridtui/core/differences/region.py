"""Why this file exists: what is known about a text outlives an edit of it, once it is known where the edit was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_CHUNK = 4096
"""Characters or lines compared at once: a text of a megabyte is compared as fast as it is copied."""


class Region(NamedTuple):
    """Characters, or lines, from `start` to `end` (exclusive) that became those from `start` to `new_end`."""

    start: int
    end: int
    new_end: int

    @property
    def shift(self) -> int:
        """How far everything behind the region moved."""
        return self.new_end - self.end


def changed_region(old: Sequence[str], new: Sequence[str]) -> Region:
    """The least region whose change makes `new` of `old`, at its last possible place; empty where they are equal.

    They are two texts, or two lists of lines.
    """
    start = _common(old, new, min(len(old), len(new)), 0)
    tail = _common(old, new, min(len(old), len(new)) - start, -1)
    return Region(start, len(old) - tail, len(new) - tail)


def _common(one: Sequence[str], other: Sequence[str], most: int, side: int) -> int:
    """How much, at most `most`, the two have in common at their beginning (side 0) or at their end (side -1)."""

    def equal(low: int, high: int) -> bool:
        if side == 0:
            return one[low:high] == other[low:high]
        return one[len(one) - high : len(one) - low] == other[len(other) - high : len(other) - low]

    low = 0
    while low < most and equal(low, min(low + _CHUNK, most)):
        low = min(low + _CHUNK, most)
    high = min(low + _CHUNK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
