"""Why this file exists: a person who waits sees one line that is written over, and a log sees nothing of it."""

from __future__ import annotations

import contextlib
import shutil
from typing import TextIO

from hybridtui.core.glyphs import visible


class StatusLine:
    """One line on a terminal, the last of all; silent where `stream` is none."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._line = ""

    @property
    def seen(self) -> bool:
        """Whether there is a terminal to show it."""
        return self._stream is not None

    def show(self, line: str) -> None:
        """Show `line` in the place of the one before it; "" wipes that. A lost one is no failure."""
        if self._stream is None or line == self._line:
            return
        self._line = line
        room = shutil.get_terminal_size().columns - 1  # a longer line could not be written over
        shown = line if len(line) <= room else f"{line[: room - 1]}…"
        with contextlib.suppress(OSError):
            self._stream.write(f"\r\x1b[K{visible(shown)}")
            self._stream.flush()
