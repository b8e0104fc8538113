"""Why this file exists: lines that go and lines that come are told apart by signs, in a view that takes any number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hybridtui.core.differences.lines import DiffLine
from hybridtui.ui.page import Scrolling
from hybridtui.ui.wrapping import wrapped

_SIGNS = {"same": "  ", "out": "- ", "in": "+ ", "gap": ""}
_CONTINUED = "  "


class DiffView(ScrollView, Scrolling, can_focus=True):
    """A comparison, wrapped to the width; only the lines on the screen are drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"diff--{side}" for side in _SIGNS}

    def __init__(self, lines: Sequence[DiffLine] = ()) -> None:
        super().__init__(id="diff")
        self._lines = lines
        self._rows: list[tuple[str, str]] = []

    def show(self, lines: Sequence[DiffLine]) -> None:
        """Show another comparison, from its top."""
        self._lines = lines
        self._lay_out()
        self.scroll_home(animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._rows = [row for line in self._lines for row in _wrapped(line, width)] if width else []
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        text, side = self._rows[number] if number < len(self._rows) else ("", "same")
        style = self.get_component_rich_style(f"diff--{side}")
        return Strip([Segment(text, style)]).adjust_cell_length(self.scrollable_content_region.width, style)


def _wrapped(line: DiffLine, width: int) -> Iterator[tuple[str, str]]:
    sign = _SIGNS[line.side]
    room = width - len(sign)
    plain = len(line.text) <= room and line.text.isascii() and line.text.isprintable()
    for number, part in enumerate((line.text,) if plain else wrapped(line.text, room)):
        yield (_CONTINUED if number else sign) + part, line.side
    if not line.ended:
        yield _CONTINUED + "(no end of line)", "gap"
