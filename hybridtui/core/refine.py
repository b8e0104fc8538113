"""Why this file exists: one vocabulary for refinement, shared by the worker, the client, the session and the screen.

A refinement is a job over one text of the notes. The worker answers with a stream of events, each carrying the job's
generation, so that an answer to an older text is recognised and ignored. Events are snapshots ("the text so far"),
never deltas: any of them may be dropped or repeated without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hybridtui.core.errors import HybridError
from hybridtui.core.kinds import Kind
from hybridtui.core.steering import Mode


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a draft: what it is, what it says, and the sentences it came from.

    `id` is derived from the sources, so the same sentence gives the same id in the next run. `sources` are
    `Sentence.key` values of the notes. `mode` tells who decided how it reads (None: nobody, it is as it was written),
    and `remark` what there is to know about that, such as why a model's own wording was turned down.
    """

    id: str
    kind: Kind
    text: str
    sources: tuple[str, ...]
    mode: Mode | None = Mode.RULES
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sentence stands in the notes the job was given: `key` is `Sentence.key`; offsets in characters."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What a run cost: sentences done and in all, tokens, choices, seconds.

    `tokens` are those that the model evaluated; a line made by code, or known already (`recalled`), has none. `chosen`
    counts what the model decided: words that it judged, tokens that it wrote. `first_token` is the time from the start
    of the job until the model first said something, in seconds (None: it has not).
    """

    done: int = 0
    total: int = 0
    tokens: int = 0
    chosen: int = 0
    seconds: float = 0.0
    first_token: float | None = None
    recalled: int = 0

    @property
    def tokens_per_second(self) -> float:
        """Tokens evaluated a second over the whole run; 0.0 at its start."""
        return self.tokens / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """The local model in use: display name, file path, parameter count, context length in tokens.

    `mode` is what a model of its size is trusted with.
    """

    name: str
    path: str
    parameters: int = 0
    context: int = 0
    mode: Mode = Mode.RULES


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
