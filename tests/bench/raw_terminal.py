"""Why this file exists: an emulator reads a screen slower than the program draws it, so it must not be timed."""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.terminal import Terminal

_ASKED = b"\x1b[6n"
"""Where is the cursor?"""

_FOREGROUND = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)


class RawTerminal(Terminal):
    """A terminal that only takes down what the program sends; the screen is worked out when it is asked for."""

    _drawn = 0

    def __enter__(self) -> RawTerminal:
        return self

    @property
    def text(self) -> str:
        """The screen as text, everything read until now included."""
        self._stream.feed(bytes(self.sent[self._drawn :]))
        self._drawn = len(self.sent)
        return super().text

    def _draw(self, data: bytes) -> None:
        """Not yet: the emulator's work must not count as the program's. Only a question is answered at once."""
        if _ASKED in data:
            assert self.text

    def sends(self, mark: str, since: int = 0) -> None:
        """Wait until the program has sent `mark`, byte `since` or later. Raises AssertionError if it never does."""
        wanted = mark.encode()
        self.until(lambda: self.sent.find(wanted, since) >= 0)


class ForegroundTerminal(RawTerminal):
    """A terminal that is the program's own: it is told of other sizes then, as under a shell."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str]) -> None:
        super().__init__((sys.executable, "-c", _FOREGROUND, *command), size=size, env=env)

    @property
    def program(self) -> int:
        """The process that draws the screen."""
        return self.process.pid


def drain(seconds: float, *terminals: RawTerminal) -> None:
    """Let the programs run for `seconds`, taking in whatever they write."""
    deadline = time.perf_counter() + seconds
    while (left := deadline - time.perf_counter()) > 0:
        masters = {terminal._master: terminal for terminal in terminals}
        for master in select.select(list(masters), [], [], left)[0]:
            masters[master].read(0)


def with_notes(folder: Path, text: str) -> Path:
    """A file of notes in `folder` that holds `text`."""
    notes = folder / "bench.md"
    notes.write_text(text, encoding="utf-8")
    return notes
