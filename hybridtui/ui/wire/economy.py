"""Why this file exists: Textual draws whole regions anew; this is the one place that takes its updates and writes less.

It leans on names of Textual that are not promised to stay: where one is missing, Textual's own output is used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from textual import events
from textual.app import App, ScreenStackError
from textual.screen import Screen
from textual.widgets import Input, TextArea

from hybridtui.ui.wire.pen import RESET
from hybridtui.ui.wire.picture import Picture, Piece

_FRAME = 512
"""Bytes from which on an update is bracketed, where the terminal can hold back what is drawn until it is whole. What is
shorter arrives in one read."""


class Economical(App[None]):
    """An application that sends only the cells that changed, as long as `economy` is True."""

    economy = True
    blink = True
    """Whether the cursors of editors blink, which repaints them twice a second."""
    _picture: Picture | None = None
    """What the terminal shows; None where that is not known and all of it has to be drawn."""
    _cursor: tuple[int, int] | None = None
    """Where the terminal's cursor was left in an editor; input methods show there what they offer."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Have the cursor blink, or stand still."""
        if isinstance(event.widget, Input | TextArea):
            event.widget.cursor_blink = self.blink

    def on_resize(self, event: events.Resize) -> None:
        """Draw the screen anew, also where it came back to the size it had, or where the program was suspended."""
        self.redraw()

    def redraw(self) -> None:
        """Draw the whole screen anew, trusting nothing that the terminal may show."""
        self._picture = None
        if self._driver is not None:
            self._driver.write(RESET)
        try:
            self.screen.refresh()
        except ScreenStackError:
            return  # there is nothing to draw yet

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Write what an update changes. What is no update of a full screen is Textual's to write."""
        try:
            if not self.economy or not self._draws():
                super()._display(screen, renderable)
                return
            text = self._economical(screen, renderable)
        except (AttributeError, ImportError, TypeError, ValueError) as error:
            self.log.debug("no economy on the wire", error)
            self.economy, text = False, None
        if text is None:
            self.redraw()
            super()._display(screen, renderable)
            return
        if text and self._driver:
            self._driver.write(text)
            self._driver.flush()
        self.post_display_hook()

    def _draws(self) -> bool:
        """Whether Textual would write to a terminal all of which is ours."""
        return (
            sys.platform != "win32"  # there Textual writes in chunks
            and self._running
            and not self._closed
            and not self._batch_count
            and not self.is_headless
            and self._driver is not None
            and not self._driver.is_inline
        )

    def _economical(self, screen: Screen[Any], renderable: RenderableType | None) -> str | None:
        """What to write for an update; None where it is of a sort that is not known."""
        from textual._compositor import ChopsUpdate, LayoutUpdate

        if renderable is None:
            return ""
        if not isinstance(renderable, ChopsUpdate | LayoutUpdate):
            return None
        size = screen._compositor.size.width, screen._compositor.size.height
        colours = COLOR_SYSTEMS.get(self.console.color_system or "", ColorSystem.TRUECOLOR)
        if self._picture is None or self._picture.size != size:
            whole = (
                renderable
                if isinstance(renderable, LayoutUpdate)
                else screen._compositor.render_update(full=True, screen_stack=self._background_screens)
            )
            if not isinstance(whole, LayoutUpdate):
                return None
            self._picture, self._cursor = Picture(*size), None
            # All of it has to be sent in any case, which Textual does sooner than every cell can be looked at.
            text = RESET + whole.render_segments(self.console) + self._picture.trust(_pieces(whole), colours)
        else:
            self._picture.repeats = bool(getattr(self._driver, "repeats", False))  # only our driver asks the terminal
            text = self._picture.paint(_pieces(renderable), colours)
        if isinstance(self.focused, Input | TextArea):
            cursor_x, cursor_y = self.screen.outer_size.clamp_offset(self.cursor_position)
            if text or (cursor_x, cursor_y) != self._cursor:
                text += f"\x1b[{cursor_y + 1};{cursor_x + 1}H"
                self._cursor = cursor_x, cursor_y
        if self._sync_available and len(text) > _FRAME:
            return f"\x1b[?2026h{text}\x1b[?2026l"
        return text


def _pieces(update: object) -> Iterator[Piece]:
    """The strips of an update and their places."""
    from textual._compositor import ChopsUpdate, LayoutUpdate

    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield Piece(x, y, strip.cell_length, strip)
                x += strip.cell_length
    if isinstance(update, ChopsUpdate):
        for y, start, end in update.spans:
            # a strip outside of the spans may be one that another widget hides
            for (x, chop), stop in zip(update.chops[y].items(), update.chop_ends[y], strict=True):
                if chop is not None and x < end and stop > start:
                    yield Piece(x, y, stop - x, chop)
