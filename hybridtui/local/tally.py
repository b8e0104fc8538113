"""Why this file exists: what a job cost is counted in one place, while it runs."""

from __future__ import annotations

from collections.abc import Callable

from hybridtui.core.draft.item import Stats
from hybridtui.local.rewrite import Wording
from hybridtui.local.tier import Tier


class Tally:
    """What a job over `total` sentences cost until now."""

    def __init__(self, clock: Callable[[], float], total: int, tier: Tier) -> None:
        self._clock = clock
        self._begun = clock()
        self._tier = tier
        self._fed = tier.fed
        self._total = total
        self._chosen = 0
        self._first: float | None = None
        self.done = self.recalled = 0

    def grown(self) -> None:
        """The model has said something."""
        if self._first is None:
            self._first = self._clock() - self._begun

    def ended(self, result: tuple[float, ...] | Wording) -> None:
        """The model is done with a line: it wrote it, or judged some of its words."""
        self.grown()
        self._chosen += result.tokens if isinstance(result, Wording) else len(result)

    def stats(self) -> Stats:
        tokens, seconds = self._tier.fed - self._fed, self._clock() - self._begun
        return Stats(self.done, self._total, tokens, self._chosen, seconds, self._first, self.recalled)
