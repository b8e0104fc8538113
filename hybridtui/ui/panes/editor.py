"""Why this file exists: the notes and the spec are edited in the same way, by the human and by the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.document._document import DocumentBase
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.events import Key, Paste
from textual.geometry import Offset, Size
from textual.widgets import TextArea
from textual.widgets.text_area import Location, Selection

from hybridtui.core.differences.region import changed_region
from hybridtui.ui.keys import EDITOR, bindings
from hybridtui.ui.panes.brackets import partner
from hybridtui.ui.panes.drawing import Drawing
from hybridtui.ui.panes.long_document import LongDocument


class Editor(Drawing):
    """A plain-text editor."""

    def __init__(self, *, id: str, placeholder: str = "") -> None:
        super().__init__(
            id=id, soft_wrap=True, tab_behavior="focus", placeholder=placeholder, highlight_cursor_line=False
        )
        self.amending: Callable[[], object] = lambda: None
        """Called before the program changes the document."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EDITOR))

    def _set_document(self, text: str, language: str | None) -> None:
        """Take on a text. Its language is none that Textual knows."""
        self._highlight_query = None
        self.document = LongDocument(text)
        self.wrapped_document = wrapping(self.document, self.wrap_width, self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take on a size, and wrap to it before anything is painted: Textual paints the text once as it was wrapped
        before, which at the start is not at all.
        """
        resized = super()._size_updated(size, virtual_size, container_size, layout)
        if resized:
            self.wrapped_document.wrap(self.wrap_width, self.indent_width)
            self._line_cache.clear()
        return resized

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Where the partner of the bracket at a place is."""
        return partner(self.document.lines, bracket, search_from)

    def show(self, text: str) -> None:
        """Put a document into the editor: no undo step leads back before it, and nothing is announced as edited."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)

    def amend(self, text: str) -> None:
        """Change the document into `text` as one edit, so that one undo step takes it back.

        Only what differs is replaced. The cursor and the first line on the screen stay where they are, seen from the
        text around them.
        """
        region = changed_region(self.text, text)
        if region.start == region.end == region.new_end:
            return
        from hybridtui.core.merging.following import followed

        self.amending()
        top, below = self._first_line()
        scrolled = self.scroll_offset.y > 0
        start, end = self.selection
        start, end, top = followed(self.document.lines, text.split("\n"), (start, end, top))
        self.history.checkpoint()  # a single letter would become a part of what was typed just before
        with self.app.batch_update():
            self.replace(text[region.start : region.new_end], self.location(region.start), self.location(region.end))
            self.history.checkpoint()
            self.selection = Selection(start, end)
            if scrolled:
                y = self.wrapped_document.location_to_offset(top).y + below
                self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _first_line(self) -> tuple[Location, int]:
        """Where the first line on the screen begins in the text, and how many wrapped lines of it are above."""
        lines = self.wrapped_document._offset_to_line_info
        row, section = lines[min(self.scroll_offset.y, len(lines) - 1)] if lines else (0, 0)
        return (row, 0), section

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, if it is in the document: while undoing, Textual asks before it has put it back."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    def takes(self, event: Key | Paste) -> bool:
        """Whether nobody else has to do with what was typed: letters, and the keys that edit and move."""
        if isinstance(event, Paste):
            return True
        return event.is_printable or event.key == "enter" or event.key in self._bindings.key_to_bindings

    async def on_key(self, event: Key) -> None:
        """Do keys that edit or move at once, or letters that were typed after them would overtake them.

        A letter is no command here, not even while nothing can be written: who goes on typing quits nothing.
        """
        if event.is_printable:
            done = self.read_only
        else:
            self._restart_blink()
            bound = self._bindings.key_to_bindings.get(event.key, [])
            done = bool(bound) and await self.app.run_action(bound[0].action, self)
        if done:
            event.stop()
            event.prevent_default()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether the bar of keys has to leave the key out, since it does nothing here."""
        printable = character is not None and character.isprintable()
        return (self.read_only and printable) or super().check_consume_key(key, character)

    def action_editor_start(self) -> None:
        self.move_cursor((0, 0))

    def action_editor_end(self) -> None:
        self.move_cursor(self.document.end)

    def location(self, offset: int) -> Location:
        """The row and column of a character offset into `text`."""
        for row, line in enumerate(self.document.lines):
            if offset <= len(line):
                return row, offset
            offset -= len(line) + 1
        return self.document.end

    def index(self, location: Location) -> int:
        """The character offset into `text` of a row and column."""
        row, column = location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def restyle(self) -> None:
        """Draw again with other spans."""
        self.notify_style_update()
        self.refresh()


def wrapping(document: DocumentBase, width: int, tab_width: int) -> WrappedDocument:
    """`document`, wrapped to `width` cells (0: not at all); tabs are `tab_width` cells apart.

    Our own way leans on names of Textual that are not promised to stay: where one is missing, Textual wraps it.
    """
    try:
        from hybridtui.ui.panes.long_wrapping import LongWrapping

        return LongWrapping(document, width, tab_width)
    except ImportError:
        return WrappedDocument(document, width, tab_width)
