"""Why this file exists: pyte repeats no character when told to (REP), as nearly all terminals do."""

from __future__ import annotations

from typing import ClassVar

import pyte


class Stream(pyte.Stream):  # type: ignore[misc]
    """Reads what a program writes, REP included."""

    csi: ClassVar[dict[str, str]] = {**pyte.Stream.csi, "b": "repeat"}


class ByteStream(Stream, pyte.ByteStream):  # type: ignore[misc]
    """The same for bytes."""


class Screen(pyte.Screen):  # type: ignore[misc]
    """A screen that obeys REP, where it `repeats`."""

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
