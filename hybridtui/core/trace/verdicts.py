"""Why this file exists: what became of the notes in a spec is a value that is shown long after it was found out."""

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

    `differences` say what an altered item has that its sentences have not, or the other way round, each in words; of
    an added or stale item, what the notes do not say, or say now. `against` is the key of the sentence that rules out
    or defers what the item asks for; empty where none does.
    """

    id: str
    verdict: ItemVerdict
    sources: tuple[str, ...]
    score: float
    differences: tuple[str, ...] = ()
    against: str = ""


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
