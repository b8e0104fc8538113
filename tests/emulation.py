"""Why this file exists: pyte repeats nothing (REP), scrolls nothing (SU, SD), and stops at margins it is beyond."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pyte


class Stream(pyte.Stream):  # type: ignore[misc]
    """Reads what a program writes, REP, SU and SD included."""

    csi: ClassVar[dict[str, str]] = {**pyte.Stream.csi, "b": "repeat", "S": "scroll_up", "T": "scroll_down"}


class ByteStream(Stream, pyte.ByteStream):  # type: ignore[misc]
    """The same for bytes."""


class Screen(pyte.Screen):  # type: ignore[misc]
    """A screen that does what terminals do: it scrolls, and obeys REP where it `repeats`."""

    repeats = True
    _drawn = ""
    """The character that was drawn last."""

    def draw(self, data: str) -> None:
        """Draw characters at the cursor."""
        super().draw(data)
        self._drawn = data[-1:] or self._drawn

    def repeat(self, count: int = 1) -> None:
        """Draw the last character again, so many times."""
        if self.repeats:
            self.draw(self._drawn * (count or 1))

    def scroll_up(self, count: int = 1) -> None:
        """Move the rows between the margins up; blank ones come in below."""
        self._scroll(self.delete_lines, count)

    def scroll_down(self, count: int = 1) -> None:
        """Move the rows between the margins down; blank ones come in above."""
        self._scroll(self.insert_lines, count)

    def cursor_up(self, count: int = 1) -> None:
        """Move the cursor up; the upper margin holds only what is below it."""
        top = self.margins.top if self.margins else 0
        self.cursor.y = max(self.cursor.y - (count or 1), top if self.cursor.y >= top else 0)

    def cursor_down(self, count: int = 1) -> None:
        """Move the cursor down; the lower margin holds only what is above it."""
        last = self.lines - 1
        bottom = self.margins.bottom if self.margins else last
        self.cursor.y = min(self.cursor.y + (count or 1), bottom if self.cursor.y <= bottom else last)

    def _scroll(self, shift: Callable[[int], None], count: int) -> None:
        at = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        shift(count or 1)
        self.cursor.x, self.cursor.y = at
