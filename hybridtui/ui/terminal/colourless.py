"""Why this file exists: with NO_COLOR no colour is sent, not even grey, and what only a background tells is inverted.

Textual turns colours into greys, which are colours, too. See https://no-color.org.
"""

from __future__ import annotations

from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_APART = 0.12
"""From which difference in brightness (0 to 1) on a background is a mark: a cursor, a selection, a chosen line."""

_INVERTED = Style(reverse=True)


class Colourless(LineFilter):
    """Leaves bold, underlined and the like, and inverts what stands on a background of its own."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` of a widget that has that background, without colours."""
        return [
            Segment(text, None if style is None else _plain(style, background), control)
            for text, style, control in segments
        ]


def _plain(style: Style, background: Color) -> Style:
    own = style.bgcolor
    plain = style.without_color
    if own is None or own.type is ColorType.DEFAULT:
        return plain
    brightness = Color.from_rich_color(own).brightness
    return plain + _INVERTED if abs(brightness - background.brightness) > _APART else plain
