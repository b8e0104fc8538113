"""Why this file exists: a reply of any size is laid out in small steps, and what is laid out is not laid out again."""

from __future__ import annotations

from collections import deque
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from hybridtui.ui.reply.layout import Layout
    from hybridtui.ui.reply.pieces import Cutter, Piece

_STEP = 1_000
"""Characters that are cut into pieces in one step."""


class Document:
    """A text that grows, as lines of a width. `lines` are there to stay; `loose` may read otherwise with the next word.

    Nothing is laid out by `feed`: each `step` does a little, until the document is no longer `behind`.
    """

    def __init__(self, width: int) -> None:
        self.lines: list[Content] = []
        self.loose: list[Content] = []
        self._width = width
        self._source = ""
        self._cut = 0
        self._pieces: deque[Piece] = deque()

    @cached_property
    def _cutter(self) -> Cutter:
        from hybridtui.ui.reply.pieces import Cutter  # with the first text: before it there is nothing to cut

        return Cutter()

    @cached_property
    def _layout(self) -> Layout:
        from hybridtui.ui.reply.layout import Layout

        return Layout(self._width)

    @property
    def behind(self) -> bool:
        """Whether a step is to be done."""
        return bool(self._pieces) or self._cut < len(self._source)

    def feed(self, source: str) -> None:
        """The text is now `source`, which begins with what it was."""
        # A parser of Markdown would make of a NUL what stands for anything unreadable.
        self._source = source.replace("\0", "␀")

    def step(self) -> None:
        """Lay out one more piece."""
        if not self._pieces:
            self._pieces.extend(self._cutter.feed(self._source[self._cut : self._cut + _STEP]))
            self._cut = min(self._cut + _STEP, len(self._source))
        if self._pieces:
            self.lines += self._layout.rows(self._pieces.popleft())

    def settle(self, *, ended: bool) -> None:
        """Lay out what is at the end, as it reads now. `ended` says that nothing more comes."""
        layout = copy(self._layout)
        layout.grows = not ended
        self.loose = [row for piece in self._cutter.rest(ended=ended) for row in layout.rows(piece)]
