"""Why this file exists: a line of a reply names its stretches; how those look is told in looks.py."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

NAMES = (
    *("heading", "strong", "em", "strike", "link", "code", "bullet", "dim", "error", "warn", "status"),
    *("comment", "keyword", "string", "number", "definition"),
)
"""The names of stretches; each is the component class "reply--NAME" of the widget that shows the line."""

_SELECTED = "selected"


class Brush:
    """Draws lines for a widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget

    def strip(self, line: Content, number: int, width: int) -> Strip:
        """`line` in the colours of the widget's theme, exactly `width` cells. A mouse knows it as line `number`."""
        ground = self._widget.rich_style
        selection = self._widget.text_selection
        if selection and (span := selection.get_span(number)):
            start, end = span
            line = line.stylize(_SELECTED, start, len(line) if end < 0 else end)
        strip = Strip(list(self._segments(line, ground))).adjust_cell_length(width, ground)
        return strip.apply_offsets(0, number)

    def _segments(self, line: Content, ground: Style) -> Iterator[Segment]:
        text, spans = line.plain, line.spans
        cuts = sorted({0, len(text), *(end for span in spans for end in (span.start, span.end) if end < len(text))})
        for start, end in pairwise(cuts):
            style = ground
            for span in spans:
                if span.start <= start and span.end >= end:
                    style += self._look(str(span.style))
            yield Segment(text[start:end], style)

    def _look(self, name: str) -> Style:
        if name == _SELECTED:
            return self._widget.screen.get_component_rich_style("screen--selection")
        if name not in NAMES:
            return Style.null()
        own = self._widget.get_component_rich_style(f"reply--{name}", partial=True)
        # A muted colour is muted against the ground, of which a partial style knows nothing.
        return own + Style(color=self._widget.get_component_rich_style(f"reply--{name}").color) if own.color else own
