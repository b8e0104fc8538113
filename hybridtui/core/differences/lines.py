"""Why this file exists: nobody agrees to replace a file without seeing which lines go and which come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from hybridtui.core.merging.matching import hunks

CONTEXT = 3
"""Lines shown around each change."""

LONG = 4000
"""Lines from which on `difflib` gives way to `core.merging.matching`: its time grows with their square."""

Side = Literal["same", "out", "in", "gap"]
"""Whether a line stays, goes or comes; or says where the lines after it stand."""

_Tag = Literal["replace", "delete", "insert", "equal"]
_Step = tuple[_Tag, int, int, int, int]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison. `ended` is false for a last line without a newline."""

    side: Side
    text: str
    ended: bool = True


def line_diff(old: str, new: str) -> tuple[DiffLine, ...]:
    """What must be done to `old` to have `new`, as a unified diff without its head; empty when they are equal."""
    before, after = _LINE.findall(old), _LINE.findall(new)
    long = max(len(before), len(after)) > LONG
    matcher = _Long(before, after) if long else SequenceMatcher(None, before, after)
    return tuple(line for group in matcher.get_grouped_opcodes(CONTEXT) for line in _hunk(group, before, after))


class _Long(SequenceMatcher[str]):
    """Long texts, matched by lines that are the only ones of their kind."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, "", "")
        self._before, self._after = before, after

    def get_opcodes(self) -> list[_Step]:
        """The steps from one text to the other, in the form of `SequenceMatcher`."""
        steps: list[_Step] = []
        at = place = 0
        for hunk in hunks(self._before, self._after):
            tag: _Tag = "insert" if hunk.start == hunk.end else "delete" if hunk.begin == hunk.stop else "replace"
            steps += [("equal", at, hunk.start, place, hunk.begin)] if at < hunk.start else []
            steps.append((tag, hunk.start, hunk.end, hunk.begin, hunk.stop))
            at, place = hunk.end, hunk.stop
        return steps + ([("equal", at, len(self._before), place, len(self._after))] if at < len(self._before) else [])


def _hunk(
    group: Sequence[tuple[str, int, int, int, int]], before: Sequence[str], after: Sequence[str]
) -> Iterator[DiffLine]:
    first, last = group[0], group[-1]
    yield DiffLine("gap", f"before: {_place(first[1], last[2])} · after: {_place(first[3], last[4])}")
    for tag, start, end, begin, stop in group:
        if tag == "equal":
            yield from _lines("same", after[begin:stop])
        else:
            yield from _lines("out", before[start:end])
            yield from _lines("in", after[begin:stop])


def _place(start: int, end: int) -> str:
    """The lines from `start` (0-based) up to `end`, as people count."""
    count = end - start
    return "no line" if count == 0 else f"line {end}" if count == 1 else f"lines {start + 1} to {end}"


def _lines(side: Side, lines: Sequence[str]) -> Iterator[DiffLine]:
    return (DiffLine(side, line.removesuffix("\n"), line.endswith("\n")) for line in lines)
