"""Why this file exists: an item is named once, and keeps its name however it moves or changes.

Waivers, links and the diff since the last hand-off all say "R3". The method is that of a diff by content: equal texts
are the same item wherever they stand; what is left between the same neighbours is the same item in other words.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hybridtui.core.spec.document import Known

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)
_NOWHERE = -2


@dataclass(frozen=True, slots=True)
class Nameless:
    """An item that needs an id: the letters it begins with, the hash of its text, and where its parent stands.

    `written` is the id that its text states itself. `parent` is a position before its own among the nameless, -1 for
    none; an item within an item is told apart within it ("R1.2"), and its `prefix` does not count.
    """

    prefix: str
    hash: str
    written: str = ""
    parent: int = -1


def identify(items: Sequence[Nameless], known: Sequence[Known] = ()) -> list[str]:
    """An id for each of `items`, all different. The time is linear in both lists.

    The first to state an id has it. Of the others, one whose text was `known` keeps its id, in order among equals; one
    that stands next to the same neighbour as a known one, and has its prefix, is that one in other words; any other
    gets a number above all that its prefix had.
    """
    return _Register(items, known).names


class _Register:
    """Hands out the ids, parents before what is within them."""

    def __init__(self, items: Sequence[Nameless], known: Sequence[Known]) -> None:
        self.items = items
        self.names = [""] * len(items)
        self.taken: set[str] = set()
        self.highest: dict[str, int] = defaultdict(int)
        for at, item in enumerate(items):
            if item.written and item.written not in self.taken:
                self._name(at, item.written)
        self.known: dict[str, list[Known]] = defaultdict(list)
        for each in _unique(known):
            self._count(each.id)
            self.known[each.id.rpartition(".")[0]].append(each)
        for level in self._levels():
            for parent, family in level.items():
                self._reunite(family, self.known[self.names[parent] if parent >= 0 else ""])
                for at in family:
                    if not self.names[at]:
                        prefix = self._prefix(at)
                        self._name(at, f"{prefix}{self.highest[prefix] + 1}")

    def _levels(self) -> Iterator[dict[int, list[int]]]:
        """The positions of the items by their parents', level by level."""
        depths: list[int] = []
        levels: list[dict[int, list[int]]] = []
        for at, item in enumerate(self.items):
            depths.append(0 if item.parent < 0 else depths[item.parent] + 1)
            while len(levels) <= depths[at]:
                levels.append(defaultdict(list))
            levels[depths[at]][item.parent].append(at)
        return iter(levels)

    def _reunite(self, family: Sequence[int], known: Sequence[Known]) -> None:
        """Give the items of one family the ids by which they were known."""
        live = [each for each in known if not each.gone]
        places = self._same_text(family, live, [each for each in known if each.gone])
        found = set(places.values())
        for first, last in self._runs(family):
            before = places.get(family[first - 1], _NOWHERE) if first else -1
            after = places.get(family[last], _NOWHERE) if last < len(family) else len(live)
            wanted: dict[str, deque[int]] = defaultdict(deque)
            for place in _between(before, after, len(live), found):
                if live[place].id not in self.taken:
                    wanted[_prefix(live[place].id)].append(place)
            for at in family[first:last]:
                if candidates := wanted[self._prefix(at)]:
                    place = candidates.popleft()
                    found.add(place)
                    self._name(at, live[place].id)

    def _same_text(self, family: Sequence[int], live: Sequence[Known], gone: Sequence[Known]) -> dict[int, int]:
        """Name the items that say what a known one said; tells where those that have a place in `live` stood."""
        ids = {each.id: place for place, each in enumerate(live)}
        pool: dict[tuple[str, str], deque[Known]] = defaultdict(deque)
        for each in (*live, *gone):
            if each.id not in self.taken:
                pool[_prefix(each.id), each.hash].append(each)
        for at in family:
            if not self.names[at] and (same := pool[self._prefix(at), self.items[at].hash]):
                self._name(at, same.popleft().id)
        return {at: ids[self.names[at]] for at in family if self.names[at] in ids}

    def _runs(self, family: Sequence[int]) -> list[tuple[int, int]]:
        """The stretches of neighbours in `family` that have no name yet."""
        runs: list[tuple[int, int]] = []
        for index, at in enumerate(family):
            if self.names[at]:
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    def _prefix(self, at: int) -> str:
        item = self.items[at]
        return item.prefix if item.parent < 0 else f"{self.names[item.parent]}."

    def _name(self, at: int, name: str) -> None:
        self.names[at] = name
        self.taken.add(name)
        self._count(name)

    def _count(self, name: str) -> None:
        if numbered := _NUMBERED.fullmatch(name):
            prefix, number = numbered.groups()
            self.highest[prefix] = max(self.highest[prefix], int(number))


def _unique(known: Sequence[Known]) -> list[Known]:
    """The first of each id; a damaged file may have one twice."""
    first: dict[str, Known] = {}
    for each in known:
        first.setdefault(each.id, each)
    return list(first.values())


def _between(before: int, after: int, count: int, found: set[int]) -> list[int]:
    """The places behind `before` that are not found yet, up to the next that is; else those in front of `after`."""
    places = []
    if before != _NOWHERE:
        place = before + 1
        while place < count and place not in found:
            places.append(place)
            place += 1
    if not places and after != _NOWHERE:
        place = after - 1
        while place >= 0 and place not in found:
            places.append(place)
            place -= 1
        places.reverse()
    return places


def _prefix(name: str) -> str:
    numbered = _NUMBERED.fullmatch(name)
    return numbered[1] if numbered else name
