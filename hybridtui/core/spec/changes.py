"""Why this file exists: who signs a second time looks at what is new since the first, item by item.

Items are matched by what they say and by their neighbours, as `core.spec.identities` does; that two specs call an item
alike proves nothing, for each may have been numbered on its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hybridtui.core.spec import Spec, parse, text_hash

ChangeKind = Literal["added", "removed", "changed", "moved"]
"""What happened to an item."""


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not as it was: its id now (of a removed one, the id it had), and its text before and after.

    `core.differences.words.differences(old, new)` tells the words. An item that changed its kind or its parent is
    another one in the place of the first: one removed, one added.
    """

    kind: ChangeKind
    id: str
    old: str
    new: str


def changes(old: Spec, new: Spec) -> tuple[Change, ...]:
    """What is different between two readings of a spec, in the order of the new one; what is gone, where it stood."""
    known = [each for each in old.known if not each.gone]
    places = {item.id: at for at, item in enumerate(old.items)}
    before = [places.get(item.id, -1) for item in parse(new.text, known).items]
    still = _longest_rise([at for at in before if at >= 0])
    told: list[tuple[tuple[int, int], Change]] = []
    for at, (item, place) in enumerate(zip(new.items, before, strict=True)):
        if place < 0:
            told.append(((at, 1), Change("added", item.id, "", item.text)))
        elif text_hash(was := old.items[place].text) != text_hash(item.text):
            told.append(((at, 1), Change("changed", item.id, was, item.text)))
        elif place not in still:
            told.append(((at, 1), Change("moved", item.id, was, item.text)))
    now = {place: at for at, place in enumerate(before)}
    last = -1
    for place, item in enumerate(old.items):
        if place in now:
            last = now[place]
        else:
            told.append(((last, 2), Change("removed", item.id, item.text, "")))
    return tuple(change for _, change in sorted(told, key=lambda each: each[0]))


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """A longest rising subsequence of different `numbers`, by patience sorting: what stands outside of it has moved."""
    tops: list[int] = []
    under: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        under[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    found = []
    number_or_none = tops[-1] if tops else None
    while number_or_none is not None:
        found.append(number_or_none)
        number_or_none = under[number_or_none]
    return frozenset(found)
