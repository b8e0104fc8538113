"""Why this file exists: every item of a spec can be followed back to the notes, and what cannot be is told apart.

This is the creep report: what the spec adds, drops and alters, and where it is behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class ItemVerdict(StrEnum):
    """What became of the notes in an item."""

    CARRIED = "carried"
    ALTERED = "altered"
    ADDED = "added"
    STALE = "stale"


class SentenceVerdict(StrEnum):
    """What became of a sentence in the spec."""

    CARRIED = "carried"
    DROPPED = "dropped"
    FILLER = "filler"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class TracedItem:
    """An item's verdict, the keys of its sentences, and how sure that is: 1.0 as taken, else the share covered.

    `differences` say what an altered item has that its sentences have not, or the other way round, each in words.
    """

    id: str
    verdict: ItemVerdict
    sources: tuple[str, ...]
    score: float
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence's verdict, and the ids of the items that carry it."""

    key: str
    verdict: SentenceVerdict
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trace:
    """Every item of a spec and every sentence of its notes, in their order."""

    items: tuple[TracedItem, ...] = ()
    sentences: tuple[TracedSentence, ...] = ()

    @cached_property
    def by_item(self) -> dict[str, TracedItem]:
        """The items by their ids."""
        return {each.id: each for each in self.items}

    @cached_property
    def by_sentence(self) -> dict[str, TracedSentence]:
        """The sentences by their keys."""
        return {each.key: each for each in self.sentences}
