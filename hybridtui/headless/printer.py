"""Why this file exists: a reply that was paid for must not wait, or be lost, because its reader is slow or has left."""

from __future__ import annotations

import os
import sys
import threading
from queue import SimpleQueue

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.store.atomic import disk_error, encoded


class Printer:
    """Puts text on standard output from a thread of its own, in the order it came.

    A terminal gets control characters made visible; a file or a pipe gets the text as it is. A reader that has gone
    away has seen enough, which is no failure.
    """

    def __init__(self) -> None:
        """Raises `HybridError` where standard output is closed."""
        if sys.stdout is None:
            raise HybridError("Cannot write the reply", "Standard output is closed.", "Open it, or redirect it.")
        sys.stdout.flush()
        self.on_terminal = sys.stdout.isatty()
        self._descriptor = sys.stdout.fileno()
        self._queue: SimpleQueue[bytes] = SimpleQueue()
        self._error: OSError | None = None
        self._thread: threading.Thread | None = None

    def put(self, text: str) -> None:
        """Print `text` as soon as there is room. Never waits."""
        if self._thread is None:
            # A daemon: whoever interrupts twice is not held up by a reader that never reads.
            self._thread = threading.Thread(target=self._write, name="printer", daemon=True)
            self._thread.start()
        if text:
            self._queue.put(encoded(visible(text) if self.on_terminal else text))

    def close(self) -> None:
        """Wait until everything is printed. Raises `HybridError` when it could not be."""
        if self._thread is not None:
            self._queue.put(b"")
            self._thread.join()
        if self._error is not None and not isinstance(self._error, BrokenPipeError):
            raise disk_error("Cannot write the reply", self._error) from self._error

    def _write(self) -> None:
        while data := self._queue.get():
            rest = memoryview(data)
            try:
                while rest and self._error is None:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError as error:
                self._error = error
