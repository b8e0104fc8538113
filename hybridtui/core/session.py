"""Why this file exists: one value holds what the workbench knows; a change to it is a function that returns a new one.

Widgets keep only what is about looking (cursor, scroll). Everything they show comes from here, so what is on the screen
can be tested without a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from hybridtui.core.checkpoint import Checkpoint
from hybridtui.core.errors import HybridError
from hybridtui.core.meter import Meter
from hybridtui.core.refine import (
    Completed,
    Dropped,
    Event,
    Failed,
    Item,
    Loaded,
    Loading,
    Model,
    Partial,
    Ready,
    Span,
    Started,
    Stats,
    Stopped,
    Unavailable,
)
from hybridtui.core.reply import Reply
from hybridtui.core.spec import spec_items
from hybridtui.core.trace import Trace, nearest, text_hash


class Run(StrEnum):
    """Where the local refinement stands."""

    IDLE = "idle"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Engine:
    """The local model: on its way (`fraction` read), ready (`model`), or not to be had (`error`)."""

    fraction: float = 0.0
    model: Model | None = None
    error: HybridError | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the local model proposes for `notes`, the text the job was given.

    `spans` are that text's sentences in order; `by_key` holds the finished item of each sentence that gave one.
    Items of an earlier run stay until the new run is done with their sentence, so that nothing flickers. `partial` is
    the item being decoded; when a run ends early it goes, since half a line must never be taken for a whole one.
    """

    generation: int = 0
    run: Run = Run.IDLE
    notes: str = ""
    spans: tuple[Span, ...] = ()
    by_key: Mapping[str, Item] = field(default_factory=lambda: MappingProxyType({}))
    partial: Item | None = None
    stats: Stats = Stats()
    error: HybridError | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, the one being decoded included, in the order of the notes."""
        shown = {**self.by_key, self.partial.sources[0]: self.partial} if self.partial else self.by_key
        return tuple(shown[span.key] for span in self.spans if span.key in shown)

    @property
    def streaming(self) -> str:
        """Id of the item being decoded; empty when there is none."""
        return self.partial.id if self.partial else ""

    def item(self, item_id: str) -> Item | None:
        """The item called `item_id`, if it is in the draft."""
        return next((item for item in self.by_key.values() if item.id == item_id), None)

    def places(self, sources: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Where the sentences `sources` stand in `notes`: character offsets, end exclusive."""
        wanted = set(sources)
        return tuple((span.start, span.end) for span in self.spans if span.key in wanted)


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the workbench knows.

    `standing` are the ids of the taken items that stand in the spec as they were taken. `behind` says that the notes
    were edited after the draft was asked for.
    """

    live: bool = True
    claude_model: str = ""
    engine: Engine = Engine()
    draft: Draft = Draft()
    behind: bool = False
    trace: Trace = Trace()
    standing: frozenset[str] = frozenset()
    meter: Meter | None = None
    checkpoint: Checkpoint | None = None
    reply: Reply = Reply()

    @property
    def fresh(self) -> tuple[Item, ...]:
        """The finished draft items that were never taken."""
        seen = self.trace.items | {self.draft.streaming}
        return tuple(item for item in self.draft.items if item.id not in seen)


def submitted(session: Session, generation: int, notes: str) -> Session:
    """A job for `notes` was handed to the worker."""
    draft = replace(session.draft, generation=generation, run=Run.RUNNING, notes=notes, partial=None, error=None)
    return replace(session, draft=draft, behind=False)


def took(session: Session, items: Sequence[Item]) -> Session:
    """The human took `items` into the spec."""
    ids = frozenset(item.id for item in items)
    return replace(session, trace=session.trace.take(items), standing=session.standing | ids)


def respecified(session: Session, spec: str) -> Session:
    """The spec's text is now `spec`: what was taken may be gone from it, undone or reworded."""
    texts = {text_hash(entry.text) for entry in spec_items(spec)}
    standing = frozenset(link.item for link in session.trace.links if link.hash in texts)
    return replace(session, standing=standing)


def refined(session: Session, event: Event) -> Session:
    """The session after an event from the worker. Events of an older generation change nothing."""
    match event:
        case Loading(fraction):
            return replace(session, engine=Engine(fraction=fraction))
        case Loaded(model):
            return replace(session, engine=Engine(fraction=1.0, model=model))
        case Unavailable(error):
            draft = replace(session.draft, run=Run.FAILED, partial=None, error=error)
            return replace(session, engine=Engine(error=error), draft=draft)
        case Failed(0, error):
            # The worker died and is being started again: what it had put out stands.
            return replace(session, engine=Engine(), draft=replace(session.draft, partial=None, error=error))
        case _ if event.generation != session.draft.generation:
            return session
        case _:
            return replace(session, draft=_advanced(session.draft, event))


def _advanced(draft: Draft, event: Started | Partial | Ready | Dropped | Completed | Stopped | Failed) -> Draft:
    match event:
        case Started(_, spans):
            keys = {span.key for span in spans}
            kept = {key: item for key, item in draft.by_key.items() if key in keys}
            return replace(draft, run=Run.RUNNING, spans=spans, by_key=kept, partial=None, stats=Stats(), error=None)
        case Partial(_, item, stats):
            return replace(draft, partial=item, stats=stats) if draft.run is Run.RUNNING else draft
        case Ready(_, items, stats):
            made = {item.sources[0]: item for item in items}
            return replace(draft, by_key={**draft.by_key, **made}, partial=None, stats=stats)
        case Dropped(_, keys, stats):
            rest = {key: item for key, item in draft.by_key.items() if key not in keys}
            return replace(draft, by_key=rest, partial=None, stats=stats)
        case Completed(_, stats):
            return replace(draft, run=Run.DONE, partial=None, stats=stats)
        case Stopped():
            return replace(draft, run=Run.STOPPED, partial=None)
        case Failed(_, error):
            return replace(draft, run=Run.FAILED, partial=None, error=error)


def sources_at(session: Session, spec: str, row: int) -> tuple[str, ...]:
    """The sentences behind the spec item on line `row` (0-based): as taken, or else the nearest by its words."""
    text = next((item.text for item in spec_items(spec) if item.start <= row < item.end), "")
    if not text:
        return ()
    if taken := session.trace.sources(text):
        return taken
    draft = session.draft
    found = nearest(text, [draft.notes[span.start : span.end] for span in draft.spans])
    return tuple(draft.spans[index].key for index in found)
