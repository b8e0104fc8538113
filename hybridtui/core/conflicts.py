"""Why this file exists: a conflict stands in the text itself, where any editor shows it, and must be found there again.

It is a block between marker lines, as merge tools have written them since RCS: what stands here, then what another
program wrote. Blocks that such a tool left in a file are found too. Where the text within holds marker lines of its
own, the block's are longer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_SHORTEST = 7
_HERE, _OUTSIDE = "here", "outside"
_MARKER = re.compile(r"(<{7,}|={7,}|>{7,})(?: .*)?\r?$")


class Keep(StrEnum):
    """What is to become of a conflict."""

    HERE = "here"
    OUTSIDE = "outside"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The lines of the two sides, how many characters its marker lines begin with, and where it stands in the text.

    `span` is in characters, from the first marker line to the last, whose line end is not in it.
    """

    here: tuple[str, ...]
    outside: tuple[str, ...]
    length: int = _SHORTEST
    span: tuple[int, int] = (0, 0)

    def kept(self, keep: Keep) -> tuple[str, ...]:
        """The lines that are left once it is decided."""
        return {Keep.HERE: self.here, Keep.OUTSIDE: self.outside, Keep.BOTH: (*self.here, *self.outside)}[keep]


def written(conflict: Conflict) -> tuple[str, ...]:
    """The lines of a conflict in the text."""
    less, same, more = (sign * conflict.length for sign in "<=>")
    return (f"{less} {_HERE}", *conflict.here, same, *conflict.outside, f"{more} {_OUTSIDE}")


def marker_length(lines: Sequence[str]) -> int:
    """How long the markers around `lines` must be to be told from those among them."""
    return max((len(found[1]) + 1 for line in lines if (found := _MARKER.match(line))), default=_SHORTEST)


def conflicts(text: str) -> tuple[Conflict, ...]:
    """The conflicts in `text`, in order. What has not all three marker lines, of one length, is none."""
    if "<" * _SHORTEST not in text:
        return ()
    lines = text.split("\n")
    found: list[Conflict] = []
    at = offset = 0
    while at < len(lines):
        places = _block(lines, at)
        if places is None:
            offset += len(lines[at]) + 1
            at += 1
            continue
        middle, last = places
        end = offset + sum(len(line) + 1 for line in lines[at : last + 1]) - 1
        length = len(lines[at]) - len(lines[at].lstrip("<"))
        here, outside = tuple(lines[at + 1 : middle]), tuple(lines[middle + 1 : last])
        found.append(Conflict(here, outside, length, (offset, end)))
        at, offset = last + 1, end + 1
    return tuple(found)


def conflict_at(found: Sequence[Conflict], offset: int) -> Conflict | None:
    """The conflict that the character `offset` is in, else the next one, else the first."""
    return next((each for each in found if offset <= each.span[1]), found[0] if found else None)


def resolved(text: str, conflict: Conflict, keep: Keep) -> str:
    """`text` with what is kept of one of its conflicts in the place of its block."""
    start, end = conflict.span
    if lines := conflict.kept(keep):
        return text[:start] + "\n".join(lines) + text[end:]
    # With the block goes one line end: nothing is left of its lines.
    return text[:start] + text[end + 1 :] if end < len(text) else text[: max(start - 1, 0)]


def without_markers(text: str) -> str:
    """`text` with blanks in the place of the marker lines of its conflicts: what is left is what people wrote."""
    parts: list[str] = []
    done = 0
    for conflict in conflicts(text):
        start, end = conflict.span
        block = text[start:end].split("\n")
        for at in (0, 1 + len(conflict.here), len(block) - 1):
            block[at] = " " * len(block[at])
        parts += [text[done:start], "\n".join(block)]
        done = end
    return "".join([*parts, text[done:]])


def _block(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The lines that divide and end the block which begins on line `at`; None where none does."""
    found = _MARKER.match(lines[at])
    if not found or found[1][0] != "<":
        return None
    length, middle = len(found[1]), -1
    for number in range(at + 1, len(lines)):
        marker = _MARKER.match(lines[number])
        if not marker or len(marker[1]) != length:
            continue
        if marker[1][0] == "=" and middle < 0:
            middle = number
        elif marker[1][0] == ">" and middle >= 0:
            return middle, number
        elif marker[1][0] == "<":
            return None
    return None
