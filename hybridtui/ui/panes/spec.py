"""Why this file exists: the spec is the human's document, plain Markdown, and the only thing that can be handed off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from textual.widgets import TextArea

from hybridtui.ui.keys import KEYS, Key
from hybridtui.ui.messages import SpecEdited, SpecLineSelected
from hybridtui.ui.panes.drawing import StyledSpan
from hybridtui.ui.panes.marked_editor import MarkedEditor

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_MARKER = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)(?= )")
_INLINE = re.compile(r"(?P<code>`[^`\n]+`)|(?P<strong>\*\*[^*\n]+\*\*)")


class SpecPane(MarkedEditor):
    """Pane 3. Markdown, highlighted line by line: only the lines on the screen are ever looked at."""

    BORDER_TITLE = "3 Spec"

    def __init__(self, keys: Sequence[Key] = KEYS) -> None:
        super().__init__(
            id="spec", placeholder="Take items from the draft, or write. Only this is handed off.", keys=keys
        )
        self._fenced: frozenset[int] = frozenset()

    def spans(self, row: int, text: str) -> Iterable[StyledSpan]:
        if row in self._fenced:
            return (StyledSpan(0, len(text), "editor--code"),)
        if _HEADING.match(text):
            return (StyledSpan(0, len(text), "editor--heading"),)
        return _inline(text)

    def show(self, text: str) -> None:
        super().show(text)
        self._fenced = _fenced_rows(self.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say that the spec changed."""
        event.stop()
        self._fenced = _fenced_rows(self.text)
        self.post_message(SpecEdited())

    def on_focus(self) -> None:
        """The cursor's line is looked at again."""
        self.post_message(SpecLineSelected())

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Say where the cursor is, so that the notes can show the line's sources."""
        event.stop()
        self.post_message(SpecLineSelected())


@lru_cache(maxsize=1)  # the sections of a line are drawn one after the other
def _inline(text: str) -> tuple[StyledSpan, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[StyledSpan]:
    if marker := _MARKER.match(text):
        yield StyledSpan(marker.start(), marker.end(), "editor--marker")
    for match in _INLINE.finditer(text):
        yield StyledSpan(match.start(), match.end(), f"editor--{match.lastgroup}")


def _fenced_rows(text: str) -> frozenset[int]:
    """The rows of fenced code blocks, fences included."""
    if "```" not in text and "~~~" not in text:
        return frozenset()
    from hybridtui.core.notes.blocks import parser

    fences = (token.map for token in parser().parse(text) if token.type == "fence" and token.map)
    return frozenset(row for start, end in fences for row in range(start, end))
