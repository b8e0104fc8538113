"""Why this file exists: a history that cannot be written for a while must not cost the versions of that while.

They wait in memory, in their order, and take bounded room: what will be missed least gives way, as in
`core.history.pruning`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybridtui.core.history import Sort

ROOM = 64_000_000
"""Bytes of text that may wait."""


@dataclass(frozen=True, slots=True)
class Due:
    """A version that is to be entered: see `core.history.Version`. An empty `about` is found when it is entered."""

    at: str
    sort: Sort
    data: bytes
    digest: str
    about: str
    of: str


class Queue:
    """The versions that wait, the oldest first; `lost` counts those for which there was no room."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._waiting: list[Due] = []
        self.lost = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, due: Due) -> None:
        """Have it wait, unless it says what its kind said last. Others give way to it, but for the newest of each."""
        newest = next((each for each in reversed(self._waiting) if each.sort is due.sort), None)
        if due.sort.is_document and newest and newest.digest == due.digest:
            return
        self._waiting.append(due)
        while sum(len(each.data) for each in self._waiting) > self._room and len(self._waiting) > 1:
            self._waiting.remove(_least_missed(self._waiting))
            self.lost += 1

    def all(self) -> tuple[Due, ...]:
        """What waits now."""
        return tuple(self._waiting)

    def entered(self, these: Sequence[Due]) -> None:
        """They are in the history: the first that wait."""
        del self._waiting[: len(these)]


def _least_missed(waiting: Sequence[Due]) -> Due:
    """A draft, else a version of notes or spec, each the oldest that a newer one follows; else the oldest of all."""
    newest = {each.sort: each for each in waiting}
    for sorts in ((Sort.DRAFT,), (Sort.NOTES, Sort.SPEC)):
        if found := next((each for each in waiting if each.sort in sorts and each is not newest[each.sort]), None):
            return found
    return waiting[0]
