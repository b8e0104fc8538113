"""Why this file exists: the draft follows the worker's events, and never may half a line pass for a whole one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from hybridtui.core.draft.item import Item, Span, Stats
from hybridtui.core.errors import HybridError


class Run(StrEnum):
    """Where the local refinement stands."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Merged:
    """Items that say the same, in the order of the notes, and the one that stands for them."""

    parts: tuple[Item, ...]
    item: Item


def _nothing() -> Mapping[str, Item]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Draft:
    """What the local model proposes for `notes`, the text of the latest job that has started (`asked`: of any job).

    `spans` are that text's sentences in order; `by_key` holds the finished item of each sentence that gave one.
    Items of an earlier run stay until the new run is done with their sentence, so that nothing flickers. `partials` are
    the items being decoded, by the same keys; when a run ends they go, since half a line must never be taken for a
    whole one. `merged` was found out about the draft some time ago: what holds still is shown merged, and where a part
    has changed meanwhile, the parts are shown.
    """

    generation: int = 0
    run: Run = Run.IDLE
    notes: str = ""
    asked: str = ""
    spans: tuple[Span, ...] = ()
    by_key: Mapping[str, Item] = field(default_factory=_nothing)
    partials: Mapping[str, Item] = field(default_factory=_nothing)
    merged: tuple[Merged, ...] = ()
    stats: Stats = Stats()
    error: HybridError | None = None

    @property
    def running(self) -> bool:
        """Whether the local model is at work on it."""
        return self.run is Run.RUNNING

    @cached_property
    def finished(self) -> tuple[Item, ...]:
        """Every item that is done, in the order of the notes, before any merging."""
        return tuple(self.by_key[span.key] for span in self.spans if span.key in self.by_key)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What is shown, in the order of the notes: items, merged where they say the same, and those being decoded."""
        shown = {**self.by_key, **self.partials}
        for merged in self._holding.values():
            for part in merged.parts[1:]:
                del shown[part.sources[0]]
            shown[merged.parts[0].sources[0]] = merged.item
        return tuple(shown[span.key] for span in self.spans if span.key in shown)

    @cached_property
    def streaming(self) -> frozenset[str]:
        """Ids of the items being decoded."""
        return frozenset(item.id for item in self.partials.values())

    def item(self, item_id: str) -> Item | None:
        """The item called `item_id`, as it is shown."""
        return next((item for item in self.items if item.id == item_id), None)

    def parts(self, item: Item) -> tuple[Item, ...]:
        """The items that `item` was made of: itself alone, unless it was merged."""
        found = self._holding.get(item.id)
        return found.parts if found else (item,)

    def places(self, sources: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Where the sentences `sources` stand in `notes`: character offsets, end exclusive."""
        wanted = set(sources)
        return tuple((span.start, span.end) for span in self.spans if span.key in wanted)

    @cached_property
    def _holding(self) -> Mapping[str, Merged]:
        """The mergers whose parts are all there as they were, by the ids of what they made."""
        keys = {span.key for span in self.spans}
        return {
            merged.item.id: merged
            for merged in self.merged
            if all(
                (key := part.sources[0]) in keys and key not in self.partials and self.by_key.get(key) == part
                for part in merged.parts
            )
        }
