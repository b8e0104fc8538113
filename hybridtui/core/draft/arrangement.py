"""Why this file exists: which lines say the same, and which are behind, takes longer to see than a key may wait.

So it is found out about a session at rest, in a thread if need be, and handed back to the session as it is by then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hybridtui.core.draft import Merged, Run
from hybridtui.core.trace.stale import Stale, stale

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item
    from hybridtui.core.session import Session


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The draft items that say the same, and the lines of the spec that are behind (None: there was no telling)."""

    merged: tuple[Merged, ...]
    outdated: tuple[Stale, ...] | None


def arrangement(session: Session) -> Arrangement:
    """Look over the whole of `session`."""
    draft = session.draft
    merged = duplicates(draft.finished, session.apart)
    if draft.run is not Run.DONE:  # half a draft has not seen all sentences that may have taken the place of others
        return Arrangement(merged, None)
    session = replace(session, draft=replace(draft, merged=merged))
    new = [item for item in session.draft.items if session.line_of(item) is None and not session.is_dropped(item)]
    return Arrangement(merged, stale(session.record, session.standing, session.draft, new))


def arranged(session: Session, found: Arrangement) -> Session:
    """`session` with what was found about it, less what has been split meanwhile."""
    outdated = session.outdated if found.outdated is None else found.outdated
    merged = tuple(each for each in found.merged if not any(part.id in session.apart for part in each.parts))
    return replace(session, draft=replace(session.draft, merged=merged), outdated=outdated)


def alike(one: Session, other: Session) -> bool:
    """Whether an arrangement of one is sure to be one of the other."""
    parts = (
        (each.draft.by_key, each.draft.spans, each.draft.run, each.apart, each.record.aside, each.standing)
        for each in (one, other)
    )
    return all(mine is yours for mine, yours in zip(*parts, strict=True))


def duplicates(items: Sequence[Item], apart: Collection[str]) -> tuple[Merged, ...]:
    """Those of `items` that `merge` makes one, with what they become; none whose id is in `apart`."""
    from hybridtui.core.refining.duplicates import merge  # brings rules that take a while to load

    by_source = {item.sources[0]: item for item in items}
    found = []
    for item in merge(items, apart):
        parts = tuple(by_source[source] for source in item.sources if source in by_source)
        if len(parts) > 1:
            found.append(Merged(parts, item))
    return tuple(found)
