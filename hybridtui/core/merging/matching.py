"""Why this file exists: which lines two versions share is the ground that merging stands on, at any length.

Lines that are the only ones of their kind on both sides are matched first (Bram Cohen's patience diff): people move
and edit around them. Only small rests are left to `difflib`, whose time grows with the square of a text and faster.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from hybridtui.core.differences.region import changed_region

_SMALL = 40_000
"""Pairs of lines that are compared one by one; a larger rest without any line of its own counts as rewritten."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines `start` to `end` (exclusive) of a base became lines `begin` to `stop` of another version."""

    start: int
    end: int
    begin: int
    stop: int

    @property
    def size(self) -> int:
        """How many lines were touched."""
        return max(self.end - self.start, self.stop - self.begin)


def hunks(base: Sequence[str], side: Sequence[str]) -> list[Hunk]:
    """What makes `side` of `base`, in order; between two hunks at least one line is common."""
    found: list[Hunk] = []
    at = place = 0
    for start, begin, length in (*matches(base, side), (len(base), len(side), 0)):
        if at < start or place < begin:
            found.append(Hunk(at, start, place, begin))
        at, place = start + length, begin + length
    return found


def matches(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of lines that both have, in order: where each begins in `one` and in `other`, and its length."""
    found: list[tuple[int, int, int]] = []
    rests = [(0, len(one), 0, len(other))]
    while rests:
        low, high, first, last = rests.pop()
        middle = changed_region(one[low:high], other[first:last])
        head, tail = middle.start, high - low - middle.end
        found += [(low, first, head), (high - tail, last - tail, tail)]
        low, high, first, last = low + head, high - tail, first + head, last - tail
        if low == high or first == last:
            continue
        if anchors := list(_runs(_anchors(one[low:high], other[first:last]))):
            found += [(low + at, first + place, length) for at, place, length in anchors]
            ends = [(low, first), *((low + at + length, first + place + length) for at, place, length in anchors)]
            begins = [*((low + at, first + place) for at, place, _ in anchors), (high, last)]
            rests += [
                (end[0], begin[0], end[1], begin[1])
                for end, begin in zip(ends, begins, strict=True)
                if end[0] < begin[0] and end[1] < begin[1]
            ]
        elif (high - low) * (last - first) <= _SMALL:
            blocks = SequenceMatcher(None, one[low:high], other[first:last], autojunk=False).get_matching_blocks()
            found += [(low + block.a, first + block.b, block.size) for block in blocks]
    return sorted(run for run in found if run[2])


def _runs(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Pairs of places that follow each other on both sides, as one: where they begin, and how many they are."""
    begin = 0
    for number, (at, place) in enumerate(pairs, 1):
        if number == len(pairs) or pairs[number] != (at + 1, place + 1):
            yield (*pairs[begin], number - begin)
            begin = number


def _anchors(one: Sequence[str], other: Sequence[str]) -> Sequence[tuple[int, int]]:
    """The longest series of lines, in order on both sides, of which either side has just one."""
    counts, others = Counter(one), Counter(other)
    places = {line: place for place, line in enumerate(other) if others[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(one) if counts[line] == 1 and line in places]
    return pairs if all(left[1] < right[1] for left, right in pairwise(pairs)) else _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of `pairs` whose second numbers rise, as the first ones do (patience sorting)."""
    ends: list[int] = []  # the last place of the best series of each length
    series: list[int] = []  # the pair that ends it
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        series[length : length + 1] = [number]
        before.append(series[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    number = series[-1] if series else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
