"""Why this file exists: the raw notes, where the human rambles; the program only ever reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widgets import TextArea

from hybridtui.core.checkpoint.marks import Sort
from hybridtui.core.glyphs import visible
from hybridtui.ui.keys import KEYS, LEADER, Key, key_for, shown
from hybridtui.ui.messages import NotesEdited
from hybridtui.ui.panes.drawing import StyledSpan
from hybridtui.ui.panes.marked_editor import MarkedEditor


class NotesPane(MarkedEditor):
    """Pane 1. Shows which sentences the selected item came from, and which ones nothing came of."""

    def __init__(self, keys: Sequence[Key] = KEYS) -> None:
        super().__init__(id="notes", placeholder="Ramble here. The draft beside it follows as you type.", keys=keys)
        self._marked: dict[int, list[StyledSpan]] = {}

    def rekey(self, keys: Sequence[Key]) -> None:
        """Name other keys from now on. What becomes of a sentence is decided on the spot."""
        super().rekey(keys)
        take, drop = (f"{shown(LEADER)} {key_for(keys, key)}" for key in ("take", "drop"))
        self._answers[Sort.DROPPED] = f"{take} takes it · {drop} sets it aside"
        self._answers[Sort.SET_ASIDE] = f"{drop} wants it"

    def open(self, text: str, name: str) -> None:
        """Show the notes called `name`."""
        self.show(text)
        self.border_title = Content(visible(f"1 Notes · {name}"))

    def spans(self, row: int, text: str) -> Iterable[StyledSpan]:
        return self._marked.get(row, ())

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Highlight character ranges (end exclusive) and bring the first into view."""
        marked: dict[int, list[StyledSpan]] = {}
        for start, end in places:
            (top, left), (bottom, right) = self.location(start), self.location(end)
            for row in range(top, bottom + 1):
                first = left if row == top else 0
                last = right if row == bottom else len(self.document.get_line(row))
                marked.setdefault(row, []).append(StyledSpan(first, last, "editor--source"))
        if marked == self._marked:
            return
        self._marked = marked
        self.restyle()
        if marked and not self.has_focus:
            self._reveal(min(marked))

    def _reveal(self, row: int) -> None:
        """Scroll `row` into view without moving the human's cursor."""
        y = self.wrapped_document.location_to_offset((row, 0)).y
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not top <= y < top + height - 1:
            self.scroll_to(y=max(0, y - height // 3), animate=False)

    def on_focus(self) -> None:
        """Who comes here to write wants no marks."""
        self.mark(())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say that the notes changed. Marks belong to the text they were made for."""
        event.stop()
        self._marked = {}
        self.post_message(NotesEdited())
