"""Why this file exists: a trace is written by programs, and two versions of it are joined by what it means.

Joined line by line, JSON would be none any more, and a decision could come apart from its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.core.merging import Merged
from hybridtui.core.trace.record import Record, from_json

_Key = TypeVar("_Key", bound=Hashable)
_Each = TypeVar("_Each")


def merge_records(base: str, ours: str, theirs: str) -> Merged:
    """The trace file (as text) that has what both sides recorded since `base`; where they differ, ours.

    What the human decides here is the newest there is. A side that cannot be read holds nothing against the other:
    links can be rebuilt, and decisions are asked for again.
    """
    try:
        theirs_read = from_json(theirs)
    except HybridError:
        return Merged(ours)
    try:
        ours_read = from_json(ours)
    except HybridError:
        return Merged(theirs)
    known = _read(base)
    merged = theirs_read if known == ours_read else _merged(known, ours_read, theirs_read)
    if known == theirs_read or merged == ours_read:
        return Merged(ours)
    return Merged(theirs if merged == theirs_read else merged.to_json())


def _read(base: str) -> Record:
    try:
        return from_json(base)
    except HybridError:
        return Record()


def _merged(base: Record, ours: Record, theirs: Record) -> Record:
    def joined(part: Callable[[Record], Iterable[_Each]], key: Callable[[_Each], Hashable]) -> tuple[_Each, ...]:
        sides = ({key(each): each for each in part(record)} for record in (base, ours, theirs))
        return tuple(_table(*sides).values())

    return Record(
        joined(lambda record: record.links, lambda link: link.item),
        joined(lambda record: record.known, lambda known: known.id),
        joined(lambda record: record.waivers, lambda each: (each.rule, each.item, each.hash)),
        joined(lambda record: record.decisions, lambda each: each.hash),
        _table(base.aside, ours.aside, theirs.aside),
    )


def _table(base: Mapping[_Key, _Each], ours: Mapping[_Key, _Each], theirs: Mapping[_Key, _Each]) -> dict[_Key, _Each]:
    """What stands in either side, without what the other has taken out; ours first, and in its order."""
    kept = {}
    for key in (*ours, *(key for key in theirs if key not in ours)):
        side = ours if ours.get(key) != base.get(key) else theirs
        if key in side:
            kept[key] = side[key]
    return kept
