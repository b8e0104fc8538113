"""Why this file exists: after a keystroke in a long text only the paragraph around it is counted again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from hybridtui.frontier.pieces import paragraphs, pieces

_TEXTS = 6  # remembered at once: notes, spec and system prompt, and what is counted beside them
_STEP = 65_536  # characters compared at a time
_REMEMBERED = 8_000_000  # characters of pieces whose counts are kept


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """A text, where each of its paragraphs ends, what each counts, and what all of them count together."""

    text: str = ""
    ends: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    total: int = 0


class Recount:
    """Counts texts with `count`, which counts one piece, so that a text like an earlier one costs what is new in it.

    The count of a text does not depend on what was counted before. Not for several threads at once.
    """

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count
        self._texts: list[_Counted] = []
        self._pieces: dict[str, int] = {}
        self._size = 0

    def count(self, text: str) -> int:
        """The counts of all pieces of `text`, added up. Raises what `count` raises."""
        known = next((one for one in self._texts if one.text == text), None)
        if known is None:
            known = self._like(text)
        else:
            self._texts.remove(known)
        self._texts = [*self._texts[-_TEXTS + 1 :], known]  # the latest is the last to be forgotten
        return known.total

    def _like(self, text: str) -> _Counted:
        """`text` counted as a change of the text most like it, whose place it takes if it has grown out of it."""
        nearest, prefix, suffix = _Counted(), 0, 0
        for one in self._texts:
            head = common_prefix(one.text, text)
            tail = common_suffix(one.text, text, head)
            if head + tail > prefix + suffix:
                nearest, prefix, suffix = one, head, tail
        counted = self._changed(nearest, text, prefix, suffix)
        if 2 * (prefix + suffix) > len(text):
            self._texts.remove(nearest)
        return counted

    def _changed(self, old: _Counted, text: str, prefix: int, suffix: int) -> _Counted:
        """`text` counted as `old` with its middle replaced: all but `prefix` and `suffix` characters are new.

        A paragraph ends where the blank lines behind it do, so a change may also reach the paragraph before it and the
        one behind it: both are cut again. The line that each of them begins with keeps it from reaching further.
        """
        first = max(min(bisect_right(old.ends, prefix), len(old.ends) - 1) - 1, 0)
        last = min(bisect_left(old.ends, len(old.text) - suffix) + 2, len(old.ends))
        start = old.ends[first - 1] if first else 0
        shift = len(text) - len(old.text)
        end = old.ends[last - 1] + shift if last else len(text)
        cut = list(paragraphs(text[start:end]))
        counts = [self._paragraph(paragraph) for paragraph in cut]
        ends = [start + length for length in accumulate(map(len, cut))]
        rest = old.ends[last:]
        return _Counted(
            text,
            (*old.ends[:first], *ends, *([at + shift for at in rest] if shift else rest)),
            (*old.counts[:first], *counts, *old.counts[last:]),
            old.total - sum(old.counts[first:last]) + sum(counts),
        )

    def _paragraph(self, paragraph: str) -> int:
        return sum(map(self._piece, pieces(paragraph)))

    def _piece(self, piece: str) -> int:
        count = self._pieces.get(piece)
        if count is None:
            count = self._count(piece)
            if self._size > _REMEMBERED:
                self._pieces.clear()
                self._size = 0
            self._pieces[piece] = count
            self._size += len(piece)
        return count


def common_prefix(one: str, other: str) -> int:
    """How many characters both texts begin with. Compares blocks: a megabyte takes a tenth of a millisecond."""
    at, shorter, step = 0, min(len(one), len(other)), _STEP
    while step:
        while at + step <= shorter and one.startswith(other[at : at + step], at):
            at += step
        step //= 2
    return at


def common_suffix(one: str, other: str, taken: int) -> int:
    """How many characters both texts end with, apart from the first `taken` of each."""
    at, shorter, step = 0, min(len(one), len(other)) - taken, _STEP
    while step:
        while at + step <= shorter and one.endswith(other[len(other) - at - step : len(other) - at], 0, len(one) - at):
            at += step
        step //= 2
    return at
