"""Why this file exists: the human and another program changed one text, and both edits are to stand in it.

Where both rewrote the same words, a person has to decide: both versions stay in the text, between marker lines that any
editor knows. Nothing is dropped here without somebody having dropped it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.conflicts import Conflict, marker_length, written
from hybridtui.core.merging.matching import hunks
from hybridtui.core.merging.regions import Region, regions
from hybridtui.core.merging.words import by_words


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with the edits of both sides, how many conflicts it gained, and how many lines the other side changed."""

    text: str
    conflicts: int = 0
    lines: int = 0


Merging = Callable[[str, str, str], Merged]
"""Makes one text of two versions: given are the text that both began with, ours, and theirs."""


def merge(base: str, ours: str, theirs: str) -> Merged:
    """The text that has what `ours` and `theirs` changed in `base`, line by line.

    What both changed alike is changed once. What both added at one place stays, ours first: it is the one that the
    human has before their eyes. Edits of one line are merged by words (see `by_words`). What is left is a conflict.
    """
    if base == theirs or ours == theirs:
        return Merged(ours)
    before, others = base.split("\n"), theirs.split("\n")
    lines = sum(hunk.size for hunk in hunks(before, others))
    if base == ours:
        return Merged(theirs, lines=lines)
    pieces = [piece for region in regions(before, ours.split("\n"), others) for piece in _settled(region)]
    conflicts = [piece for piece in pieces if isinstance(piece, Conflict)]
    text = "\n".join(line for piece in pieces for line in (written(piece) if isinstance(piece, Conflict) else piece))
    return Merged(text, len(conflicts), lines)


def _settled(region: Region) -> Iterator[Sequence[str] | Conflict]:
    """The lines of a region, and the conflicts in it."""
    base, ours, theirs = region.base, region.ours, region.theirs
    if region.settled is not None:
        yield region.settled
    elif not any(map(str.strip, base)):
        yield _union(ours, theirs)
    elif len(base) == len(ours) == len(theirs):
        yield from _line_by_line(region)
    elif (lines := by_words(base, ours, theirs)) is not None:
        yield lines
    else:
        head, tail = _alike(ours, theirs)
        yield ours[:head]
        yield _conflict(ours[head : len(ours) - tail], theirs[head : len(theirs) - tail])
        yield ours[len(ours) - tail :]


def _line_by_line(region: Region) -> Iterator[Sequence[str] | Conflict]:
    """Neither side changed the number of lines, so each is the same line in all versions."""
    mine: list[str] = []
    others: list[str] = []
    for base, ours, theirs in zip(region.base, region.ours, region.theirs, strict=True):
        settled = Region([base], [ours], [theirs], base not in (ours, theirs)).settled
        lines = settled if settled is not None else by_words([base], [ours], [theirs])
        if lines is None:
            mine.append(ours)
            others.append(theirs)
            continue
        if mine:
            yield _conflict(mine, others)
            mine, others = [], []
        yield lines
    if mine:
        yield _conflict(mine, others)


def _union(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """What both sides added at one place: what is alike at its beginning and at its end once, ours, then theirs."""
    head, tail = _alike(ours, theirs)
    # A blank line only sets off what is added: it is not shared, or two paragraphs would become one.
    while head and not ours[head - 1].strip():
        head -= 1
    while tail and not ours[len(ours) - tail].strip():
        tail -= 1
    return [*ours[: len(ours) - tail], *theirs[head : len(theirs) - tail], *ours[len(ours) - tail :]]


def _alike(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many lines two versions have in common at the beginning, and behind that at the end."""
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    tail = next((at for at in range(most - head) if one[-1 - at] != other[-1 - at]), most - head)
    return head, tail


def _conflict(ours: Sequence[str], theirs: Sequence[str]) -> Conflict:
    return Conflict(tuple(ours), tuple(theirs), marker_length((*ours, *theirs)))
