"""Why this file exists: the spec is the human's document, plain Markdown, and the only thing that can be handed off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textual.widgets import TextArea

from hybridtui.ui.editor import Editor, StyledSpan
from hybridtui.ui.messages import SpecEdited, SpecLineSelected

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MARKER = re.compile(r"\s*(?:[-*+]|\d+[.)]|>)(?= )")
_INLINE = re.compile(r"(?P<code>`[^`\n]+`)|(?P<strong>\*\*[^*\n]+\*\*)")


class SpecPane(Editor):
    """Pane 3. Markdown, highlighted line by line: only the lines on the screen are ever looked at."""

    BORDER_TITLE = "3 Spec"

    def __init__(self) -> None:
        super().__init__(id="spec", placeholder="Take items from the draft, or write. Only this is handed off.")
        self._fenced: frozenset[int] = frozenset()

    def spans(self, row: int, text: str) -> Iterable[StyledSpan]:
        if row in self._fenced:
            return (StyledSpan(0, len(text), "editor--code"),)
        if _HEADING.match(text):
            return (StyledSpan(0, len(text), "editor--heading"),)
        return _inline(text)

    def show(self, text: str) -> None:
        super().show(text)
        self._fenced = _fenced_rows(self.document.lines)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say that the spec changed."""
        event.stop()
        self._fenced = _fenced_rows(self.document.lines)
        self.post_message(SpecEdited())

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Say where the cursor is, so that the notes can show the line's sources."""
        event.stop()
        self.post_message(SpecLineSelected())


def _inline(text: str) -> Iterator[StyledSpan]:
    if marker := _MARKER.match(text):
        yield StyledSpan(marker.start(), marker.end(), "editor--marker")
    for match in _INLINE.finditer(text):
        yield StyledSpan(match.start(), match.end(), f"editor--{match.lastgroup}")


def _fenced_rows(lines: Iterable[str]) -> frozenset[int]:
    """The rows of fenced code blocks, fences included; an unclosed fence runs to the end (CommonMark 4.5)."""
    rows = set()
    open_fence = ""
    for row, line in enumerate(lines):
        fence = match.group(1) if (match := _FENCE.match(line)) else ""
        if open_fence or fence:
            rows.add(row)
        if not open_fence:
            open_fence = fence
        elif fence == open_fence:
            open_fence = ""
    return frozenset(rows)
