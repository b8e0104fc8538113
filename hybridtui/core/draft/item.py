"""Why this file exists: what a draft is made of outlives the run that made it, and is shown before there is any.

It has nothing to do with how a run is followed, which is loaded with the local model.
"""

from __future__ import annotations

from dataclasses import dataclass

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
