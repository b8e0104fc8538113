"""Why this file exists: a merge is decided region by region: what only one side touched, and what both did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.merging.matching import Hunk, hunks


@dataclass(frozen=True, slots=True)
class Region:
    """The same place in three versions. `both` says that both sides changed it."""

    base: Sequence[str]
    ours: Sequence[str]
    theirs: Sequence[str]
    both: bool

    @property
    def settled(self) -> Sequence[str] | None:
        """What to make of it where there is nothing to decide: the side that changed it, or what both agree on."""
        if self.ours == self.theirs or not self.both:
            return self.ours if self.theirs == self.base else self.theirs
        return None


def regions(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    apart: Callable[[Sequence[str]], bool] = lambda between: True,
) -> Iterator[Region]:
    """The three versions in pieces (diff3: Khanna, Kunal and Pierce 2007, "A formal investigation of diff3").

    Unlike there, edits that touch but share no line of `base` stay apart, if `apart` says so of what lies between
    them, which may be nothing. Two insertions at one place are one region.
    """
    marked = sorted(
        ((hunk, side) for side, lines in enumerate((ours, theirs)) for hunk in hunks(base, lines)),
        key=lambda each: (each[0].start, each[0].end, each[1]),
    )
    shifts = [0, 0]  # how far what is behind the latest hunk of each side has moved there
    done = at = 0
    while at < len(marked):
        low, high = marked[at][0].start, marked[at][0].end
        begins = [low + shift for shift in shifts]
        touched = set()
        first = at
        while at == first or (at < len(marked) and _joined(low, high, marked[at][0], base, apart)):
            hunk, side = marked[at]
            high = max(high, hunk.end)
            shifts[side] = hunk.stop - hunk.end
            touched.add(side)
            at += 1
        yield Region(base[done:low], base[done:low], base[done:low], False)
        mine, others = (side[begins[n] : high + shifts[n]] for n, side in enumerate((ours, theirs)))
        yield Region(base[low:high], mine, others, len(touched) == 2)
        done = high
    yield Region(base[done:], base[done:], base[done:], False)


def _joined(low: int, high: int, hunk: Hunk, base: Sequence[str], apart: Callable[[Sequence[str]], bool]) -> bool:
    """Whether `hunk` belongs to the region of `low` to `high`, which begins no later."""
    return hunk.start < high or low == high == hunk.start == hunk.end or not apart(base[high : hunk.start])
