"""Why this file exists: the human steers the refinement, and what they asked for travels to the worker as one value."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """Who decides how a sentence reads in the draft, from the tightest rein to the loosest.

    RULES: code alone. FAITHFUL: the model chooses which optional words stay; every word is the source's. REWRITE: the
    model writes freely, and what cannot stand for its source gives way to a faithful line.
    """

    RULES = "rules"
    FAITHFUL = "faithful"
    REWRITE = "rewrite"


class Compression(StrEnum):
    """The dial. VERBATIM: sentences as they are. LIGHT: plain English without the noise. DENSE: telegram style."""

    VERBATIM = "verbatim"
    LIGHT = "light"
    DENSE = "dense"

    @property
    def denser(self) -> Compression:
        """One step on; DENSE stays."""
        steps = list(Compression)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]

    @property
    def next(self) -> Compression:
        """One step on, round and round."""
        steps = list(Compression)
        return steps[(steps.index(self) + 1) % len(steps)]


class Wish(NamedTuple):
    """What the human asked of the sentence `key` alone: a setting of the dial (None: as for all), another attempt.

    `attempt` counts from 0; each gives another line where there is one, and the same one every time it is asked for.
    """

    key: str
    compression: Compression | None = None
    attempt: int = 0


class Steering(NamedTuple):
    """How to refine. `mode` None is what suits the model's size; `instruction` is read by models that rewrite.

    A sentence has at most one wish.
    """

    mode: Mode | None = None
    compression: Compression = Compression.DENSE
    instruction: str = ""
    wishes: tuple[Wish, ...] = ()

    def wish(self, key: str) -> Wish:
        """What was asked of the sentence `key`."""
        return next((wish for wish in self.wishes if wish.key == key), Wish(key))

    def wishing(self, wish: Wish) -> Steering:
        """The same, with `wish` in place of any other for its sentence."""
        others = tuple(other for other in self.wishes if other.key != wish.key)
        return self._replace(wishes=others if wish == Wish(wish.key) else (*others, wish))
