"""Why this file exists: whatever becomes of the terminal, nobody who draws on it waits for it, and nobody fails.

Textual's writer dies with the first failed write; then its queue fills and the program stands still for ever. It also
makes the program wait for a terminal that takes nothing, as one behind a broken line does: nothing would be saved, and
no reply be read. Here a thread writes what is queued. One that is gone is told of once. One that stands still gets
nothing more, until it takes what it was sent; then it is told of, and the picture is to be drawn anew.
"""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread

LIMIT = 1 << 18
"""Characters that may wait for the terminal: a picture or two. A line that is slower gets the newest picture only."""

PATIENCE = 1.0
"""Seconds that a terminal has, at the end, to take what it was sent."""


class Outlet:
    """Writes to the terminal at `descriptor`, in a thread.

    The thread calls `lost` when the terminal is gone, and `behind` when it takes text again but has missed some.
    """

    def __init__(self, descriptor: int, *, lost: Callable[[], None], behind: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._tell_lost = lost
        self._tell_behind = behind
        self._waiting: deque[str] = deque()
        self._size = 0
        self._changed = Condition()
        self._missed = False
        self._lost = False
        self._closing = False
        self._thread = Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    def write(self, text: str) -> None:
        """Have `text` written after what waits. Returns at once."""
        with self._changed:
            if self._lost or self._missed or not text:
                return
            if self._waiting and self._size + len(text) > LIMIT:
                self._missed = True
                self._forget()
                return
            self._waiting.append(text)
            self._size += len(text)
            self._changed.notify()

    def close(self, last: str) -> None:
        """Write `last`, what puts the terminal back as it was, and end; not at all where the terminal stands still."""
        with self._changed:
            self._closing = True
            self._waiting.append(last)
            self._changed.notify()
        self._thread.join(PATIENCE)

    def _forget(self) -> None:
        self._waiting.clear()
        self._size = 0

    def _run(self) -> None:
        while (text := self._next()) is not None:
            try:
                self._put(text.encode(errors="replace"))
            except OSError:
                with self._changed:
                    self._lost = True
                    self._forget()
                self._tell_lost()
                return

    def _next(self) -> str | None:
        """The next text to write; None at the end."""
        with self._changed:
            if self._missed and not self._closing:
                self._missed = False
                self._tell_behind()
            while not self._waiting:
                if self._closing:
                    return None
                self._changed.wait()
            text = self._waiting.popleft()
            self._size -= len(text)
            return text

    def _put(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:  # another program made this terminal non-blocking, for all that share it
                select.select([], [self._descriptor], [])
