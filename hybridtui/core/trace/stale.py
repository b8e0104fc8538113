"""Why this file exists: notes go on changing after a line was taken; the spec must not go on saying what they said.

A taken line is stale when a sentence it came from is no longer in the notes. The notes that it came from may be long
gone (the program was closed, the file replaced), so what takes its place is found by the words of the line itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hybridtui.core.draft import Draft
    from hybridtui.core.draft.item import Item
    from hybridtui.core.trace.record import Record


@dataclass(frozen=True, slots=True)
class Stale:
    """A line of the spec that is behind the notes: the id of the item it was taken from, and what it says.

    `new` is the id of the draft item that says it now; empty when there is none.
    """

    item: str
    line: str
    new: str = ""


def stale(record: Record, lines: Mapping[str, str], draft: Draft, candidates: Sequence[Item]) -> tuple[Stale, ...]:
    """Which of the taken lines are behind the notes that `draft` was made of, in the order in which they were taken.

    `lines` maps the ids of taken items to their lines as they stand in the spec. A line that the draft says word for
    word is not behind, whichever sentence gives it now. Of the `candidates`, the new items, a line gets the one with
    the sentence that is nearest to it (`Index.nearest`), unless an earlier line has it. A line that came from several
    sentences, of which some still stand, counts only if a new item takes its place.
    """
    there = {span.key for span in draft.spans}
    said_now = {item.text for item in draft.items}
    behind = [
        link
        for link in record.links
        if link.item in lines and lines[link.item] not in said_now and not there.issuperset(link.sources)
    ]
    if not behind:
        return ()
    from hybridtui.core.trace.index import Index  # a search, which brings the stemmer

    text = {span.key: draft.notes[span.start : span.end] for span in draft.spans}
    said = [(item.id, text[source]) for item in candidates for source in item.sources if source in text]
    index = Index([sentence for _, sentence in said])
    claimed: set[str] = set()
    found = []
    for link in behind:
        line = lines[link.item]
        at = index.nearest(line)
        new = said[at][0] if at is not None and said[at][0] not in claimed else ""
        if new or there.isdisjoint(link.sources):
            claimed.add(new)
            found.append(Stale(link.item, line, new))
    return tuple(found)
