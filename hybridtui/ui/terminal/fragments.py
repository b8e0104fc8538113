"""Why this file exists: a slow line cuts what a key sends in two, and its second half is not text that was typed.

Textual takes the beginning of a sequence for keys a tenth of a second after it came. For a lone escape that is right,
since it may be the key. But no hand types an escape and a bracket within that time.
"""

from __future__ import annotations

import re

PATIENCE = 1.0
"""Seconds that the rest of a sequence is waited for: about as long as a packet that was lost takes to come again."""

_LONGEST = 32
"""Characters: after so many Textual takes them for keys itself."""

_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)$")
"""A control sequence without its last character (ECMA-48, 5.4), or the first half of a function key."""


class Fragments:
    """Knows whether the input that came so far ends within a sequence."""

    def __init__(self) -> None:
        self._tail = ""
        self._since = 0.0

    def came(self, text: str, now: float) -> None:
        """Some more input came, at `now` in seconds."""
        self._tail = (self._tail + text)[-_LONGEST:]
        self._since = now

    def awaited(self, now: float) -> bool:
        """Whether the rest of a sequence may still come."""
        return now - self._since < PATIENCE and bool(_BEGUN.search(self._tail))
