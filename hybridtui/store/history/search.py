"""Why this file exists: words are looked for in every version at once, and each piece of text is read only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

Read = Callable[[Iterable[int]], Iterator[tuple[int, bytes]]]
"""Gives pieces of text with their ids, in any order."""


def found_in(lists: Mapping[int, Sequence[int]], words: str, read: Read) -> frozenset[int]:
    """The ids of the versions that have `words`, whether in capitals or not; `lists` has the pieces of each by its id.

    Words may begin in one piece and end in the next: of each piece its two ends are kept while others are read.
    """
    wanted = words.casefold()
    reach = max(len(wanted) - 1, 0)
    having: set[int] = set()
    short: set[int] = set()
    ends: dict[int, tuple[str, str]] = {}
    for piece, data in read(dict.fromkeys(each for pieces in lists.values() for each in pieces)):
        text = data.decode("utf-8", "surrogateescape").casefold()
        if wanted in text:
            having.add(piece)
        if len(text) < reach:
            short.add(piece)
        ends[piece] = text[:reach], text[len(text) - min(reach, len(text)) :]
    across = _Across(wanted, ends)
    return frozenset(
        version
        for version, pieces in lists.items()
        if not having.isdisjoint(pieces)
        or any(across(one, other) for one, other in pairwise(pieces))
        or (not short.isdisjoint(pieces) and wanted in "".join(_whole(pieces, ends, short)))
    )


class _Across:
    """Whether words lie across two pieces; most versions have the same pairs, so each is looked at once."""

    def __init__(self, wanted: str, ends: Mapping[int, tuple[str, str]]) -> None:
        self._wanted = wanted
        self._ends = ends
        self._known: dict[tuple[int, int], bool] = {}

    def __call__(self, one: int, other: int) -> bool:
        pair = one, other
        if pair not in self._known:
            self._known[pair] = self._wanted in self._ends[one][1] + self._ends[other][0]
        return self._known[pair]


def _whole(pieces: Sequence[int], ends: Mapping[int, tuple[str, str]], short: set[int]) -> Iterator[str]:
    """A text in which words across several short pieces stand, and no words that are nowhere.

    What was left out of a longer piece is a NUL, which nobody looks for.
    """
    for piece in pieces:
        head, tail = ends[piece]
        yield head if piece in short else f"{head}\0{tail}"
