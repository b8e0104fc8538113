"""Why this file exists: nothing typed is lost; a document is on the disk at most a second after a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Lock

from textual.message_pump import MessagePump
from textual.timer import Timer

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Document, Documents

DELAY = 0.5
"""Seconds from the first unsaved key to the write."""


class Autosave:
    """Keeps one document on the disk in step with an editor.

    `text` gives the document as it is now. `settled` is told after each write how it went: None, or the error.
    """

    def __init__(
        self,
        owner: MessagePump,
        documents: Documents,
        document: Document,
        text: Callable[[], str],
        settled: Callable[[HybridError | None], None],
    ) -> None:
        self._owner = owner
        self._documents = documents
        self._document = document
        self._text = text
        self._settled = settled
        self._timer: Timer | None = None
        self._unsaved = False
        self._writing = Lock()

    def touch(self) -> None:
        """The document changed: write it soon."""
        self._unsaved = True
        if self._timer is None:
            self._timer = self._owner.set_timer(DELAY, self._due)

    async def _due(self) -> None:
        self._timer = None
        text = self._text()
        try:
            # In a thread, because a slow disk must not stall a key.
            await asyncio.to_thread(self._write, text)
        except HybridError as error:
            self._settled(error)
        else:
            self._settled(None)

    def flush(self) -> None:
        """Write now if anything is unsaved. Raises `HybridError`; the old file then stands."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._write(self._text())

    def _write(self, text: str) -> None:
        with self._writing:
            if self._unsaved:
                self._unsaved = False
                try:
                    self._document = self._documents.save(self._document, text)
                except HybridError:
                    self._unsaved = True
                    raise
