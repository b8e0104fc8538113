"""Why this file exists: one vocabulary for refinement, shared by the worker, the client, the session and the screen.

A refinement is a job over one text of the notes. The worker answers with a stream of events, each carrying the job's
generation, so that an answer to an older text is recognised and ignored. Events are snapshots ("the text so far"),
never deltas: any of them may be dropped or repeated without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.errors import HybridError


@dataclass(frozen=True, slots=True)
class Loading:
    """The model is being read; `fraction` runs from 0.0 to 1.0."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is ready."""

    model: Model


@dataclass(frozen=True, slots=True)
class Unavailable:
    """There is no local model to work with, and why."""

    error: HybridError


@dataclass(frozen=True, slots=True)
class Started:
    """A job has begun: these are the sentences of the text it was given."""

    generation: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """An item while it is written: its text so far. Several may be under way at once."""

    generation: int
    item: Item
    stats: Stats


@dataclass(frozen=True, slots=True)
class Ready:
    """Items are done: one that was just made, or many that were known already."""

    generation: int
    items: tuple[Item, ...]
    stats: Stats


@dataclass(frozen=True, slots=True)
class Dropped:
    """Sentences give no item because they say nothing (filler)."""

    generation: int
    keys: tuple[str, ...]
    stats: Stats


@dataclass(frozen=True, slots=True)
class Completed:
    """The job is done."""

    generation: int
    stats: Stats


@dataclass(frozen=True, slots=True)
class Stopped:
    """The job was stopped by the human or replaced by a newer one; what it gave until then stands."""

    generation: int
    stats: Stats = field(default_factory=Stats)


@dataclass(frozen=True, slots=True)
class Failed:
    """The job, or the worker itself (`generation` 0), failed; the notes are untouched."""

    generation: int
    error: HybridError


Event = Loading | Loaded | Unavailable | Started | Partial | Ready | Dropped | Completed | Stopped | Failed
