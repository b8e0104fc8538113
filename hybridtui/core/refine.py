"""Why this file exists: one vocabulary for refinement, shared by the worker, the client, the session and the screen.

A refinement is a job over one text of the notes. The worker answers with a stream of events, each carrying the job's
generation, so that an answer to an older text is recognised and ignored. Events are snapshots ("the text so far"),
never deltas: any of them may be dropped or repeated without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a draft: what it is, what it says, and the sentences it came from.

    `id` is derived from the sources, so the same sentence gives the same id in the next run. `sources` are
    `Sentence.key` values of the notes.
    """

    id: str
    kind: Kind
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sentence stands in the notes the job was given: `key` is `Sentence.key`; offsets in characters."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What a run cost: sentences done and in all, output tokens, of them chosen by the model, seconds.

    Output tokens are those of every line that the model worked on, forced ones included; a line from memory has none.

    `first_token` is the time from the start of the job to its first output token, in seconds (None: none yet).
    """

    done: int = 0
    total: int = 0
    tokens: int = 0
    chosen: int = 0
    seconds: float = 0.0
    first_token: float | None = None

    @property
    def tokens_per_second(self) -> float:
        """Output tokens a second over the whole run, prompt evaluation included; 0.0 before anything was put out."""
        return self.tokens / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """The local model in use: display name, file path, parameter count, context length in tokens."""

    name: str
    path: str
    parameters: int = 0
    context: int = 0


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
    """An item while it is decoded: its text so far."""

    generation: int
    item: Item
    stats: Stats


@dataclass(frozen=True, slots=True)
class Ready:
    """An item is done."""

    generation: int
    item: Item
    stats: Stats


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence gives no item because it says nothing (filler)."""

    generation: int
    key: str
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
