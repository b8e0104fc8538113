"""Why this file exists: the history is bounded, and what goes to make room is what will be missed least.

This goes, in this order, until there is room:

1. Drafts, the oldest first: they can be made again from their notes.
2. Versions of notes and spec, the one that closes the smallest gap for its age first. So the past gets thinner the
   longer ago it is, and ends at no date: what backups reach by rotation, by a greedy choice.
3. Replies older than `REPLY_DAYS`, the oldest first; their files beside the notes stay.

This never goes: the newest of each sort of each workspace; whatever is not a day old; every sign-off, and the spec it
was made of; the record of what was pruned.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from hybridtui.core.days import seconds
from hybridtui.core.history.version import Sort, Version

REPLY_DAYS = 30
"""Days for which a reply is kept in any case."""

_DAY = 86_400
_GOES = (Sort.DRAFT, Sort.NOTES, Sort.SPEC, Sort.REPLY)


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that the history takes on the disk, and the most it may; 0: as many as there are."""

    used: int
    limit: int

    @property
    def exceeded(self) -> bool:
        """Whether it takes more than it may."""
        return 0 < self.limit < self.used


@dataclass(frozen=True, slots=True)
class Held:
    """A version and what it takes: `own` bytes that are its alone, and the ids of the pieces that others may share."""

    version: Version
    own: int
    pieces: Sequence[int]


@dataclass(frozen=True, slots=True)
class Plan:
    """The versions that would go, in that order, and the bytes that this frees."""

    go: tuple[Version, ...] = ()
    frees: int = 0

    @property
    def words(self) -> str:
        """What would go in words: "40 drafts, 12 versions of the notes"; empty when nothing would."""
        count = Counter(version.sort for version in self.go)
        return ", ".join(sort.counted(count[sort]) for sort in _GOES if count[sort])


def plan(held: Sequence[Held], sizes: Mapping[int, int], excess: int, now: str) -> Plan:
    """What should go so that `excess` bytes become free, or all that may where that is less.

    `held` is everything in the history, of every workspace; `sizes` the bytes of each piece by its id; `now` a moment
    in UTC. A piece is free once nothing that stays has it. Raises ValueError for a moment that is none.
    """
    uses = Counter(piece for each in held for piece in set(each.pieces))
    by_id = {each.version.id: each for each in held}
    go: list[Version] = []
    frees = 0
    for version in _in_order([each.version for each in held], now):
        if frees >= excess:
            break
        each = by_id[version.id]
        go.append(version)
        frees += each.own
        for piece in set(each.pieces):
            uses[piece] -= 1
            frees += 0 if uses[piece] else sizes[piece]
    return Plan(tuple(go), frees)


def may_go(versions: Sequence[Version], now: str) -> frozenset[int]:
    """The ids of those that may go at all, of `versions`, which are everything there is."""
    newest: dict[tuple[str, Sort], int] = {}
    for version in versions:
        key = version.workspace, version.sort
        newest[key] = max(version.id, newest.get(key, version.id))
    staying = set(newest.values())
    signed = {(version.workspace, version.of) for version in versions if version.sort is Sort.SIGN_OFF}
    moment = seconds(now)
    return frozenset(
        version.id
        for version in versions
        if version.sort in _GOES
        and version.id not in staying
        and not (version.sort is Sort.SPEC and (version.workspace, version.digest) in signed)
        and moment - seconds(version.at) >= (REPLY_DAYS if version.sort is Sort.REPLY else 1) * _DAY
    )


def _in_order(versions: Sequence[Version], now: str) -> Iterator[Version]:
    """What may go, in the order in which it should."""
    free = may_go(versions, now)
    by_age = sorted(versions, key=lambda version: version.id)
    yield from (version for version in by_age if version.sort is Sort.DRAFT and version.id in free)
    yield from _thinned([version for version in by_age if version.sort in (Sort.NOTES, Sort.SPEC)], free, now)
    yield from (version for version in by_age if version.sort is Sort.REPLY and version.id in free)


def _thinned(versions: Sequence[Version], free: frozenset[int], now: str) -> Iterator[Version]:
    """Those of `free`, the one whose neighbours are nearest for its age first; each one gone brings others nearer."""

    def chain(version: Version) -> tuple[str, Sort]:
        return version.workspace, version.sort

    moment = seconds(now)
    at = {version.id: seconds(version.at) for version in versions}
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for _, group in groupby(sorted(versions, key=lambda version: (*chain(version), version.id)), key=chain):
        ids = [version.id for version in group]
        before.update((newer, older) for older, newer in pairwise(ids))
        after.update(pairwise(ids))

    def score(each: int) -> float:
        """The gap that would be left, as a share of the age; the first of all has none before it, and goes late.

        Where the clock was set back, what is later has the earlier time, and is as far away.
        """
        age = max(moment - at[each], 1)
        return abs(at[after[each]] - at[before[each]]) / age if each in before else float(age)

    named = {version.id: version for version in versions if version.id in free}
    heap = [(score(each), each) for each in named]
    heapq.heapify(heap)
    while heap:
        asked, each = heapq.heappop(heap)
        if (now_is := score(each)) != asked:  # a neighbour went: its turn comes later
            heapq.heappush(heap, (now_is, each))
            continue
        yield named[each]
        older, newer = before.pop(each, None), after.pop(each)  # the newest of a chain never goes
        if older is None:
            del before[newer]
        else:
            after[older], before[newer] = newer, older
