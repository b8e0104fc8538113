"""Why this file exists: the draft is what the local model proposes now; here it streams and is picked from.

It may hold thousands of items and change many times a second, so it draws only the rows on the screen and wraps a text
once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.glyphs import visible
from hybridtui.ui.keys import DRAFT, bindings
from hybridtui.ui.messages import ItemSelected, TakeRequested
from hybridtui.ui.panes.first_words import headline, waiting
from hybridtui.ui.panes.row import GLYPHS, Row
from hybridtui.ui.wrapping import wrapped

if TYPE_CHECKING:
    from hybridtui.core.session import Session
    from hybridtui.ui.panes.draft_rows import Layout

_SHOWN = ("draft", "engine", "steering", "record", "standing", "outdated", "apart")
"""The parts of a session that the draft depends on."""


class DraftPane(ScrollView, can_focus=True):
    """Pane 2. A cursor walks the items; Enter takes one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "draft--heading",
        "draft--cursor",
        "draft--note",
        *(f"draft--{state}" for state in GLYPHS),
    }

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(DRAFT))

    def __init__(self) -> None:
        super().__init__(id="draft")
        self._session: Session | None = None
        self._rows: list[Row] = []
        self._order: list[str] = []
        """Item ids from top to bottom."""
        self.cursor = ""
        """Id of the item under the cursor; empty when there is none."""
        self._under = Style.null()
        self._blank = Strip([])

    @cached_property
    def _layout(self) -> Layout:
        from hybridtui.ui.panes.draft_rows import Layout

        return Layout()

    def begin(self, compression: str, decider: str) -> None:
        """Tell where the dial stands, and who decides how a line reads, before there is a session that says so."""
        self.border_title = headline(compression, decider)

    def show(self, session: Session) -> None:
        """Show the draft as it stands; what it does not depend on may change unseen."""
        from hybridtui.ui.panes.draft_rows import title

        before, self._session = self._session, session
        if before is None or any(getattr(before, part) is not getattr(session, part) for part in _SHOWN):
            self.border_title = title(session)
            self._lay_out()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._rows = self._layout.rows(self._session, width) if self._session else []
        if not self._rows:
            self._rows = [Row(line, "draft--note") for line in wrapped(self._note(), width)]
        before, self._order = self._order, list(dict.fromkeys(row.item for row in self._rows if row.item))
        if self.cursor not in self._order:
            place = before.index(self.cursor) if self.cursor in before else 0
            self.cursor = self._heir(place)
            self.post_message(ItemSelected(self.cursor))
        self._describe()
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _note(self) -> str:
        """What is said in the place of a draft that holds nothing."""
        if self._session is None:
            return waiting()
        from hybridtui.ui.panes.draft_rows import note

        return note(self._session)

    def _heir(self, place: int) -> str:
        """The item to stand on when the one under the cursor, the `place`-th in the list, is gone."""
        if self._session is None:
            return ""
        draft = self._session.draft
        for item in draft.items:
            if any(part.id == self.cursor for part in draft.parts(item)):
                return item.id  # it was merged
        # Its sentence was edited, and is another item now: stay at the same place in the list.
        return self._order[min(place, len(self._order) - 1)] if self._order else ""

    def _describe(self) -> None:
        """Tell what there is to know about the item under the cursor, or else how many items are new."""
        if self._session is None:
            return
        from hybridtui.ui.panes.draft_rows import about, counts

        known = about(self._session, self.cursor) if self.has_focus else ""
        self.border_subtitle = Content(visible(known or counts(self._session)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region."""
        self._under = self.rich_style  # once for all of them, as it is put together anew each time
        self._blank = self._drawn(Row("", "draft--fresh"))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        return self._drawn(self._rows[number]) if number < len(self._rows) else self._blank

    def _drawn(self, row: Row) -> Strip:
        width = self.scrollable_content_region.width
        style = self.get_component_rich_style(row.component)
        if self.has_focus and row.item and row.item == self.cursor:
            style += self.get_component_rich_style("draft--cursor")
        return Strip([Segment(row.text, style)]).adjust_cell_length(width, style).apply_style(self._under)

    def action_draft_next(self) -> None:
        self._move(1)

    def action_draft_previous(self) -> None:
        self._move(-1)

    def action_draft_on(self) -> None:
        self._move(10)

    def action_draft_back(self) -> None:
        self._move(-10)

    def action_draft_first(self) -> None:
        self._move(-len(self._order))

    def action_draft_last(self) -> None:
        self._move(len(self._order))

    def action_draft_take(self) -> None:
        """Ask for the item under the cursor."""
        if self.cursor:
            self.post_message(TakeRequested())

    def move_on(self) -> None:
        """Go to the next item that was never taken, if there is one further down."""
        fresh = {item.id for item in self._session.fresh} if self._session else set()
        below = self._order[self._order.index(self.cursor) + 1 :] if self.cursor in self._order else []
        if (next_fresh := next((item for item in below if item in fresh), "")) != "":
            self._move(self._order.index(next_fresh) - self._order.index(self.cursor))

    def _move(self, steps: int) -> None:
        """Move the cursor by whole items, and keep all of the item in view."""
        if not self._order:
            return
        place = self._order.index(self.cursor) + steps
        self.cursor = self._order[min(max(place, 0), len(self._order) - 1)]
        own = [number for number, row in enumerate(self._rows) if row.item == self.cursor]
        top = 0 if self.cursor == self._order[0] else own[0]
        self.scroll_to_region(Region(0, top, 1, own[-1] - top + 1), animate=False, force=True)
        self._describe()
        self.refresh()
        self.post_message(ItemSelected(self.cursor))

    def on_focus(self) -> None:
        """Show what the cursor is on."""
        self._describe()
        self.refresh()
        self.post_message(ItemSelected(self.cursor))

    def on_blur(self) -> None:
        """The cursor is drawn only where the keys go."""
        self._describe()
        self.refresh()
