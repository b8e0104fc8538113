"""Why this file exists: one value holds what the workbench knows; a change to it is a function that returns a new one.

Widgets keep only what is about looking (cursor, scroll). Everything they show comes from here, so what is on the screen
can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from types import MappingProxyType
from typing import TYPE_CHECKING

from hybridtui.core.checkpoint.examination import Examination
from hybridtui.core.draft import Draft, Run
from hybridtui.core.draft.item import Item, Model
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply import Reply
from hybridtui.core.spec import parse, text_hash
from hybridtui.core.steering import Mode, Steering
from hybridtui.core.trace.record import Decision, Record

if TYPE_CHECKING:
    from hybridtui.core.checkpoint.machine import Checkpoint
    from hybridtui.core.costs.meter import Meter
    from hybridtui.core.errors import HybridError
    from hybridtui.core.reply.kept import Recalled
    from hybridtui.core.trace.stale import Stale


@dataclass(frozen=True, slots=True)
class Engine:
    """The local model: on its way (`fraction` read), ready (`model`), or not to be had (`error`)."""

    fraction: float = 0.0
    model: Model | None = None
    error: HybridError | None = None


def _no_lines() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Session:
    """Everything the workbench knows.

    `standing` maps the ids of the taken items that stand in the spec as they were taken to their lines there. `behind`
    says that the notes were edited after the draft was asked for. `apart` are ids of items that the human has split
    from others, and `outdated` the lines of the spec that were found to be behind the notes. `once` are decisions about
    secrets that hold until the checkpoint is left. `reply` is the latest one, `recalled` one that is shown in
    its place.
    """

    live: bool = True
    order: Order = Order()
    engine: Engine = Engine()
    steering: Steering = Steering()
    draft: Draft = Draft()
    behind: bool = False
    apart: frozenset[str] = frozenset()
    record: Record = Record()
    standing: Mapping[str, str] = field(default_factory=_no_lines)
    outdated: tuple[Stale, ...] = ()
    meter: Meter | None = None
    examination: Examination = Examination()
    once: tuple[Decision, ...] = ()
    checkpoint: Checkpoint | None = None
    reply: Reply = Reply()
    recalled: Recalled | None = None

    @property
    def shown(self) -> Reply:
        """The reply that is on the screen."""
        return self.recalled.reply if self.recalled else self.reply

    @property
    def mode(self) -> Mode | None:
        """Who decides how a line reads; None while that is left to a model that is not there yet."""
        return self.steering.mode or (self.engine.model.mode if self.engine.model else None)

    @property
    def decider(self) -> str:
        """Who decides, in words: "faithful", or "auto: rules" where that is left to the model's size."""
        return self.steering.mode or (f"auto: {self.mode}" if self.mode else "auto")

    @property
    def decided(self) -> Record:
        """The record with the decisions that hold until the checkpoint is left."""
        return reduce(Record.decide, self.once, self.record)

    @cached_property
    def fresh(self) -> tuple[Item, ...]:
        """The finished draft items that are new: never taken, not dropped, and not another wording of a taken line."""
        return tuple(
            item
            for item in self.draft.items
            if item.id not in self.draft.streaming
            and item.id not in self.replacing
            and not self.was_taken(item)
            and not self.is_dropped(item)
        )

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """The lines of the spec that are behind the notes, as far as is known."""
        return tuple(line for line in self.outdated if line.item in self.standing)

    @cached_property
    def replacing(self) -> Mapping[str, Stale]:
        """The stale lines by the ids of the draft items that say now what they should."""
        shown = {item.id: item for item in self.draft.items}
        return {
            line.new: line
            for line in self.stale
            if line.new in shown and not self.is_dropped(shown[line.new]) and self.line_of(shown[line.new]) is None
        }

    def was_taken(self, item: Item) -> bool:
        """Whether the draft item was taken into the spec once, alone or merged with another."""
        return any(
            part.id in self._items or (part.id not in self.apart and self._taken.issuperset(part.sources))
            for part in self.draft.parts(item)
        ) or (item.text in self._said and item.id not in self.apart)

    def line_of(self, item: Item) -> str | None:
        """What the draft item says in the spec, as it was taken; None when it does not stand there.

        An edited sentence may still say what was taken, word for word: then that is its line.
        """
        for part in self.draft.parts(item):
            if part.id in self.standing:
                return self.standing[part.id]
            # What a human has split is another item, even if what it was split from has been taken.
            if part.id not in self.apart and all(source in self._lines for source in part.sources):
                return self._lines[part.sources[0]]
        return item.text if item.text in self._said and item.id not in self.apart else None

    def is_dropped(self, item: Item) -> bool:
        """Whether the human wants the item no more."""
        aside = self.record.aside
        return bool(aside) and all(source in aside for source in item.sources)

    def replaced_by(self, item: Item) -> str:
        """The line of the spec that the draft item would replace: stale, or its own in other words; empty if none."""
        if line := self.replacing.get(item.id):
            return line.line
        own = self.line_of(item) or ""
        return own if text_hash(own) != text_hash(item.text) else ""

    @cached_property
    def _items(self) -> frozenset[str]:
        return self.record.items

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(source for link in self.record.links for source in link.sources)

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(self.standing.values())

    @cached_property
    def _lines(self) -> Mapping[str, str]:
        """The lines in the spec by the sentences they were taken from."""
        links = (link for link in self.record.links if link.item in self.standing)
        return {source: self.standing[link.item] for link in links for source in link.sources}


def submitted(session: Session, generation: int, notes: str) -> Session:
    """A job for `notes` was handed to the worker."""
    draft = replace(session.draft, generation=generation, run=Run.RUNNING, asked=notes, partials={}, error=None)
    return replace(session, draft=draft, behind=False)


def took(session: Session, items: Sequence[Item]) -> Session:
    """The human took `items` into the spec, or put them in the place of what stood there; so they are wanted."""
    return replace(
        session,
        record=session.record.take(items),
        standing={**session.standing, **{item.id: item.text for item in items}},
    )


def respecified(session: Session, spec: str) -> Session:
    """The spec's text is now `spec`: what was taken may be gone from it, undone or reworded."""
    texts = {text_hash(entry.text): entry.text for entry in parse(spec).items}
    standing = {link.item: texts[link.hash] for link in session.record.links if link.hash in texts}
    return replace(session, standing=standing)


def examined(session: Session, examination: Examination) -> Session:
    """Spec and notes were looked over; the spec's items are called by the same ids from now on."""
    record, known = session.record, examination.spec.known
    if known != record.known:
        record = replace(record, known=known)
    return replace(session, examination=examination, record=record)


def sources_at(session: Session, spec: str, row: int) -> tuple[str, ...]:
    """The sentences behind the spec item on line `row` (0-based): as taken, or else the nearest by its words.

    A sentence that is no longer in the notes is none.
    """
    draft, examination = session.draft, session.examination
    there = {span.key for span in draft.spans}
    item = (examination.spec if examination.spec.text == spec else parse(spec)).at(row)
    if item is None or not item.text:
        return ()
    traced = examination.trace.by_item.get(item.id) if examination.spec.text == spec else None
    known = traced.sources if traced else session.record.sources(item.text)
    if taken := tuple(source for source in known if source in there):
        return taken
    from hybridtui.core.trace.index import nearest  # a search, which brings the stemmer

    found = nearest(item.text, [draft.notes[span.start : span.end] for span in draft.spans])
    return tuple(draft.spans[index].key for index in found)
