"""Why this file exists: who is asked to take a new line for an old one must see at a glance which words differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hybridtui.core.differences.ends import CommonEnds, Step

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
_WORD = re.compile(r"\S+")
_SPARED = 3
"""Words that are not worth being left out."""

LONG = 1000
"""Words and spaces: the time for matching grows with their square, and nobody looks for one word among so many."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and whether the other line lacks it."""

    text: str
    changed: bool


def differences(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces, word by word (Ratcliff and Obershelp's matching, as in `difflib`).

    The pieces of each put together are the line again. Words that differ are one piece with the spaces between them.
    Of long lines, what lies between their common beginning and their common end counts as changed if it is long, too.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    removed: list[Piece] = []
    added: list[Piece] = []
    for changed, start, end, first, last in _runs(before, _steps(before, after)):
        for pieces, words in ((removed, before[start:end]), (added, after[first:last])):
            if words:
                pieces.append(Piece("".join(words), changed))
    return tuple(removed), tuple(added)


def around(pieces: Sequence[Piece], words: int = 8) -> tuple[Piece, ...]:
    """The pieces of a long line with no more than so many `words` before and after each that is changed.

    "…" stands for the rest. Of a line in which nothing is changed the beginning is left.
    """
    last = len(pieces) - 1
    return tuple(
        piece
        if piece.changed
        else Piece(_shortened(piece.text, words if at or not last else 0, words if at < last else 0), False)
        for at, piece in enumerate(pieces)
    )


def _shortened(text: str, head: int, tail: int) -> str:
    """The first `head` and the last `tail` words of a text that has several more."""
    found = list(_WORD.finditer(text))
    if len(found) <= head + tail + _SPARED:
        return text
    begins = text[: found[head - 1].end()] + " " if head else ""
    ends = " " + text[found[-tail].start() :] if tail else ""
    return f"{begins}…{ends}"


def _steps(before: Sequence[str], after: Sequence[str]) -> list[Step]:
    if max(len(before), len(after)) <= LONG:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    steps: list[Step] = []
    for step in CommonEnds(before, after).get_opcodes():
        tag, start, end, first, last = step
        if tag == "equal" or max(end - start, last - first) > LONG:
            steps.append(step)
        else:
            inner = SequenceMatcher(None, before[start:end], after[first:last], autojunk=False)
            steps += [(tag, start + a, start + b, first + c, first + d) for tag, a, b, c, d in inner.get_opcodes()]
    return steps


def _runs(before: Sequence[str], steps: Sequence[Step]) -> list[tuple[bool, int, int, int, int]]:
    """The steps, with those that change neighbours as one; a space between two of them separates none."""
    runs: list[tuple[bool, int, int, int, int]] = []
    for at, (tag, start, end, first, last) in enumerate(steps):
        changed = tag != "equal" or (
            0 < at < len(steps) - 1 and _is_gap(before[start:end], steps[at - 1], steps[at + 1])
        )
        if runs and runs[-1][0] and changed:
            _, start, _, first, _ = runs.pop()
        runs.append((changed, start, end, first, last))
    return runs


def _is_gap(between: Sequence[str], left: Step, right: Step) -> bool:
    """Whether what stands between two changes is a space, with words that differ on both sides of it."""
    if len(between) != 1 or between[0].strip() or "\n" in between[0]:
        return False
    return (left[1] < left[2] and right[1] < right[2]) or (left[3] < left[4] and right[3] < right[4])
