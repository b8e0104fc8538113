"""Why this file exists: whoever waits for a reply wants to know how long that has been, and later how long it took."""

from __future__ import annotations

from time import monotonic


class Stopwatch:
    """Runs from the first time that it is told to until the first time that it is told not to."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._took: float | None = None

    def run(self, running: bool) -> None:
        """Start, stop, or go on as before."""
        if running and self._begun is None:
            self._begun = monotonic()
        if not running and self._begun is not None and self._took is None:
            self._took = monotonic() - self._begun

    @property
    def seconds(self) -> float | None:
        """How long it ran; None where it never did."""
        if self._took is not None or self._begun is None:
            return self._took
        return monotonic() - self._begun
