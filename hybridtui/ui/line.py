"""Why this file exists: a line that is typed or pasted must not hold what a terminal obeys."""

from __future__ import annotations

from textual.widgets import Input

from hybridtui.core.glyphs import visible


class Line(Input):
    """An input that shows control characters as glyphs, since it writes what it holds to the terminal."""

    def validate_value(self, value: str) -> str:
        """What is held is what is shown."""
        return visible(value)
