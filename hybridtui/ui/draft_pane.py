"""Why this file exists: the draft is what the local model proposes now; here it streams and is picked from.

It may hold thousands of items and change many times a second, so it draws only the rows on the screen and wraps a text
once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.glyphs import visible
from hybridtui.core.kinds import Kind
from hybridtui.core.refine import Item
from hybridtui.core.session import Run, Session
from hybridtui.ui.keys import DRAFT, bindings
from hybridtui.ui.messages import ItemSelected, TakeRequested

GLYPHS = {"fresh": "+", "taken": "✓", "gone": "–", "streaming": "»"}
"""What stands before an item: new, in the spec, taken once but no longer there as it was, or being decoded."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line on the screen: its text, the component class that styles it, and the item it belongs to ("" if none)."""

    text: str
    component: str
    item: str = ""


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` cut into lines of at most `width` cells."""
    lines = Content(visible(text)).expand_tabs(4).wrap(max(width, 8))
    return tuple(line.plain.rstrip("\n") for line in lines)


def rows(session: Session, width: int) -> Iterator[Row]:
    """The draft as lines of at most `width` cells: items under the headings of their kinds, each with its glyph."""
    by_kind: dict[Kind, list[Item]] = {}
    for item in session.draft.items:
        by_kind.setdefault(item.kind, []).append(item)
    for kind in Kind:
        if kind not in by_kind:
            continue
        yield Row(kind.heading, "draft--heading")
        for item in by_kind[kind]:
            state = _state(session, item.id)
            for number, line in enumerate(_wrapped(item.text, width - 2)):
                yield Row(f"{' ' if number else GLYPHS[state]} {line}", f"draft--{state}", item.id)
        yield Row("", "draft--fresh")


def _state(session: Session, item: str) -> str:
    """Which of `GLYPHS` an item carries."""
    if item == session.draft.streaming:
        return "streaming"
    if item in session.standing:
        return "taken"
    return "gone" if item in session.trace.items else "fresh"


class DraftPane(ScrollView, can_focus=True):
    """Pane 2. A cursor walks the items; Enter takes one."""

    BORDER_TITLE = "2 Draft"

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "draft--heading",
        "draft--fresh",
        "draft--taken",
        "draft--gone",
        "draft--streaming",
        "draft--cursor",
        "draft--note",
    }

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(DRAFT))

    def __init__(self) -> None:
        super().__init__(id="draft")
        self._session = Session()
        self._rows: list[Row] = []
        self._order: list[str] = []
        """Item ids from top to bottom."""
        self.cursor = ""
        """Id of the item under the cursor; empty when there is none."""

    def show(self, session: Session) -> None:
        """Show the draft as it stands; what it does not depend on may change unseen."""
        before, self._session = self._session, session
        if all(getattr(before, part) is getattr(session, part) for part in ("draft", "engine", "trace", "standing")):
            return
        self.border_subtitle = f"{len(session.fresh)} new" if session.draft.items else ""
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._rows = list(rows(self._session, width))
        if not self._rows:
            self._rows = [Row(line, "draft--note") for line in _wrapped(_note(self._session), width)]
        before, self._order = self._order, list(dict.fromkeys(row.item for row in self._rows if row.item))
        if self.cursor not in self._order:
            # Its sentence was edited, and is another item now: stay at the same place in the list.
            place = before.index(self.cursor) if self.cursor in before else 0
            self.cursor = self._order[min(place, len(self._order) - 1)] if self._order else ""
            self.post_message(ItemSelected(self.cursor))
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        row = self._rows[number] if number < len(self._rows) else Row("", "draft--fresh")
        style = self.get_component_rich_style(row.component)
        if self.has_focus and row.item and row.item == self.cursor:
            style += self.get_component_rich_style("draft--cursor")
        return Strip([Segment(row.text, style)]).adjust_cell_length(width, style).apply_style(self.rich_style)

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
        fresh = {item.id for item in self._session.fresh}
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
        self.refresh()
        self.post_message(ItemSelected(self.cursor))

    def on_focus(self) -> None:
        """Show what the cursor is on."""
        self.refresh()
        self.post_message(ItemSelected(self.cursor))

    def on_blur(self) -> None:
        """The cursor is drawn only where the keys go."""
        self.refresh()


def _note(session: Session) -> str:
    """What the draft says while it holds nothing."""
    if error := session.engine.error or session.draft.error:
        return str(error)
    if session.engine.model is None:
        return f"Loading the local model, {session.engine.fraction:.0%}. You can write meanwhile."
    if session.draft.run is Run.RUNNING:
        return "Reading your notes."
    if session.draft.run is Run.STOPPED:
        return "Stopped before the first line."
    return "Nothing to refine yet: write something in the notes."
