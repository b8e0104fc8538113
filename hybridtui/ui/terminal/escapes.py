"""Why this file exists: Escape and what is typed right after it arrive as one where a line is slow, and are two keys.

For a terminal that is the same as the key with Alt held. Here Alt means nothing unless the human gave it a meaning, and
Escape leaves what is open: swallowed, it would leave the next letter to answer a question that was to be left. And
Textual takes an escape and a hyphen for a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.events import Key

_ESCAPE = "\x1b"

_LONE = re.compile("\x1b(?=[^\x1b\\[\\]\\\\O^_PX\x7f\t\b])")
"""An escape before a character that no terminal's sequence begins with. Backspace and Tab are keys of their own with
Alt or Shift held."""


def apart(typed: str) -> Iterator[str | Key]:
    """What was typed, with a key in the place of each escape that is one by itself."""
    end = 0
    for lone in _LONE.finditer(typed):
        if lone.start() > end:
            yield typed[end : lone.start()]
        yield Key("escape", _ESCAPE)
        end = lone.end()
    if end < len(typed):
        yield typed[end:]
