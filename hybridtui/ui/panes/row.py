"""Why this file exists: how a draft reads is settled in one place and drawn in another; between them pass rows."""

from __future__ import annotations

from typing import NamedTuple

GLYPHS = {"fresh": "+", "stale": "~", "taken": "✓", "gone": "–", "dropped": "✗", "streaming": "»"}
"""What stands before an item: new, to take the place of a line that is behind the notes, in the spec, taken once but no
longer there as it was, dropped by the human, or being decoded."""


class Row(NamedTuple):
    """One line on the screen: its text, the component class that styles it, and the item it belongs to ("" if none)."""

    text: str
    component: str
    item: str = ""
