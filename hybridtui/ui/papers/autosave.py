"""Why this file exists: nothing typed is lost; a document is on the disk at most a second after a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Lock

from textual.dom import DOMNode
from textual.timer import Timer

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Document, Documents

DELAY = 0.5
"""Seconds from the first unsaved key to the write."""

AGAIN = 5.0
"""Seconds until a write that failed is tried again."""


class Autosave:
    """Keeps one document on the disk in step with an editor.

    `text` gives the document as it is now. `settled` is told after each write how it went: the error, or None.
    """

    def __init__(
        self,
        owner: DOMNode,
        documents: Documents,
        document: Document,
        text: Callable[[], str],
        settled: Callable[[Autosave, HybridError | None], None],
    ) -> None:
        self._owner = owner
        self._documents = documents
        self.document = document
        self._text = text
        self._settled = settled
        self._timer: Timer | None = None
        self._writing = Lock()
        self._typed = 0
        self._written = 0
        """Revisions of the text: the newest, and the one on the disk. A slow write must not pass for a newer one."""

    def touch(self) -> None:
        """The document changed: write it soon."""
        self._typed += 1
        if self._timer is None:
            self._timer = self._owner.set_timer(DELAY, self._due)

    @property
    def due(self) -> bool:
        """Whether a write is going to begin."""
        return self._timer is not None

    def _due(self) -> None:
        self._timer = None
        # Not awaited here: while the owner waited for a slow disk, it would paint nothing.
        self._owner.run_worker(self._save(), group="autosave")

    async def _save(self) -> None:
        revision, text = self._typed, self._text()
        try:
            await asyncio.to_thread(self._write, revision, text)
        except HybridError as error:
            if self._timer is None:
                self._timer = self._owner.set_timer(AGAIN, self._due)
            self._settled(self, error)
        else:
            self._settled(self, None)

    def flush(self) -> None:
        """Write now whatever is not on the disk. Raises `HybridError`; the old file then stands."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._write(self._typed, self._text())

    def _write(self, revision: int, text: str) -> None:
        with self._writing:
            if revision > self._written:
                self.document = self._documents.save(self.document, text)
                self._written = revision
