"""Why this file exists: the local tier may be any model, or a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hybridtui.core.steering import Steering

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hybridtui.core.refining.events import Event


class Refiner(Protocol):
    """The local tier: one model, one job at a time, the newest job wins."""

    def events(self) -> AsyncIterator[Event]:
        """Everything the worker says, until `close`. One reader only."""
        ...

    def submit(self, text: str, steering: Steering = Steering(), cursor: int = 0) -> int:
        """Refine `text`, replacing any job under way; returns the new job's generation (1, 2, 3...).

        What stands near `cursor`, a character offset into `text`, comes first.
        """
        ...

    def stop(self) -> None:
        """End the job under way; what it has put out stands."""
        ...

    async def close(self) -> None:
        """End the worker process."""
        ...
