"""Why this file exists: the newest job wins, and the one under way must learn of it in the middle of a matrix product.

Two threads meet here: the one that listens to the client, and the one that decodes. `interrupted` is what llama.cpp's
abort callback asks, so it takes no lock.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition

from hybridtui.local.protocol import Refine


class Mailbox:
    """Room for one job. `unseen` is told of each job that was replaced or stopped before it was taken."""

    def __init__(self, unseen: Callable[[Refine], None]) -> None:
        self._unseen = unseen
        self._changed = Condition()
        self._job: Refine | None = None
        self._busy = False
        self._interrupted = False

    def put(self, job: Refine) -> None:
        """A new job: it takes the place of whatever waits, and interrupts whatever is under way."""
        self._replace(job)

    def stop(self) -> None:
        """No job: drop whatever waits, and interrupt whatever is under way."""
        self._replace(None)

    def take(self, patience: float | None = None) -> Refine | None:
        """Wait for a job and take it; None when none came in `patience` seconds (None: however long it takes).

        Whatever was taken before counts as finished.
        """
        with self._changed:
            self._busy = False
            if not self._changed.wait_for(lambda: self._job is not None, patience):
                return None
            job, self._job = self._job, None
            self._busy, self._interrupted = True, False
            return job

    def interrupted(self) -> bool:
        """Whether the job that was taken last is to end now."""
        return self._interrupted

    def abandoned(self) -> bool:
        """Whether the job that was taken last is to end, and no other waits: then not even a model is needed."""
        return self._interrupted and self._job is None

    def _replace(self, job: Refine | None) -> None:
        with self._changed:
            dropped, self._job = self._job, job
            self._interrupted = self._busy
            self._changed.notify()
        if dropped is not None:
            self._unseen(dropped)
