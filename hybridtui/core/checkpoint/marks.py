"""Why this file exists: a mark is a place in the notes or in the spec, with a reason to look there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hybridtui.core.notes.blocks import Span


class Sort(StrEnum):
    """What a mark is about; the gravest first."""

    CONFLICT = "conflict"
    SECRET = "secret"
    ERROR = "error"
    ALTERED = "altered"
    ADDED = "added"
    STALE = "stale"
    DROPPED = "dropped"
    WARNING = "warning"
    QUESTION = "question"
    SET_ASIDE = "set aside"
    FILLER = "filler"

    @property
    def glyph(self) -> str:
        """What stands beside the line: one cell wide."""
        return _GLYPHS[self]

    @property
    def quiet(self) -> bool:
        """Whether it is only there to be seen, and nobody has to decide anything."""
        return self in (Sort.SET_ASIDE, Sort.FILLER)


_GLYPHS = MappingProxyType(
    {
        Sort.CONFLICT: "⇄",
        Sort.SECRET: "✗",
        Sort.ERROR: "✗",
        Sort.ALTERED: "≠",
        Sort.ADDED: "+",
        Sort.STALE: "~",
        Sort.DROPPED: "-",
        Sort.WARNING: "!",
        Sort.QUESTION: "?",
        Sort.SET_ASIDE: "·",
        Sort.FILLER: "·",
    }
)
_GRAVITY = MappingProxyType({sort: place for place, sort in enumerate(Sort)})
_COUNTABLE = (Sort.CONFLICT, Sort.SECRET, Sort.ERROR, Sort.WARNING, Sort.QUESTION)
"""Those whose name is a noun, and so has a plural."""


class Mark(NamedTuple):
    """One place that deserves a look: the characters of `span` (end exclusive), and why.

    `rule` is the id of the rule of a finding. `item` is the id of the spec item, `sentence` the key of the sentence
    that it is about; either may be empty.
    """

    sort: Sort
    span: Span
    message: str
    rule: str = ""
    item: str = ""
    sentence: str = ""

    @property
    def gravity(self) -> int:
        """Its place among the sorts: the lower, the graver."""
        return _GRAVITY[self.sort]


def ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text; where two begin together, the longer comes first."""
    return tuple(sorted(marks, key=lambda mark: (mark.span[0], -mark.span[1], mark.gravity)))


def next_mark(marks: Sequence[Mark], offset: int, backwards: bool = False, current: Mark | None = None) -> Mark | None:
    """The mark to go to from the character `offset`: the next that is not quiet, or the first again after the last.

    Where several begin together, `current`, the one gone to last, tells which comes next.
    """
    loud = [mark for mark in marks if not mark.sort.quiet]
    if not loud:
        return None
    if current in loud and current.span[0] == offset:
        place = loud.index(current) + (-1 if backwards else 1)
    elif backwards:
        place = bisect_left(loud, offset, key=_start) - 1
    else:
        place = bisect_right(loud, offset, key=_start)
    return loud[place % len(loud)]


def mark_at(marks: Iterable[Mark], offset: int) -> Mark | None:
    """The mark that the character `offset` is in, or that ends there: of several the shortest, then the gravest."""
    there = [mark for mark in marks if mark.span[0] <= offset <= mark.span[1]]
    return min(
        there, key=lambda mark: (mark.span[1] == offset, mark.span[1] - mark.span[0], mark.gravity), default=None
    )


def counts(marks: Iterable[Mark], brief: bool = False) -> str:
    """How many marks of each sort there are, the gravest first: "3 dropped · 1 set aside", or "-3 ·1" where brief.

    Filler is not counted. In brief, sorts with the same glyph count together.
    """
    sorts: Counter[Sort] = Counter(mark.sort for mark in marks if mark.sort is not Sort.FILLER)
    found = [sort for sort in Sort if sorts[sort]]
    if brief:
        glyphs: Counter[str] = Counter()
        for sort in found:
            glyphs[sort.glyph] += sorts[sort]
        return " ".join(f"{glyph}{count}" for glyph, count in glyphs.items())
    return " · ".join(f"{sorts[sort]} {sort}{'s' if sort in _COUNTABLE and sorts[sort] > 1 else ''}" for sort in found)


def _start(mark: Mark) -> int:
    return mark.span[0]
