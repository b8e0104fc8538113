"""Why this file exists: no control character of a text may reach the terminal, where it would be obeyed."""

from __future__ import annotations

import re

_CONTROLS = {**{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}, 0x7F: 0x2421}
"""The control characters of ASCII but tab and newline, and their pictures."""

_OTHERS = (
    "\x80-\x9f"  # C1 controls: a terminal may take U+009B for the start of an escape sequence.
    "\u2028\u2029"  # Line and paragraph separators.
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Marks that reorder a line: what is read is what is there.
    "\ud800-\udfff"  # Lone surrogates stand for bytes that are not UTF-8; a terminal cannot be sent them.
    "\ufeff"
)
"""What else is hidden, beyond ASCII, as a set in a pattern has it: each is shown as U+FFFD."""

_HIDDEN = f"[{''.join(map(chr, _CONTROLS))}{_OTHERS}]+"
"""It is compiled when it is first wanted."""


def visible(text: str) -> str:
    """`text` with every control character but tab and newline replaced by a visible one of the same length."""
    if text.isascii():
        return text.translate(_CONTROLS)
    return re.sub(_HIDDEN, _shown, text)  # of other texts a translation asks for each of their characters


def _shown(match: re.Match[str]) -> str:
    return "".join(chr(_CONTROLS.get(ord(char), 0xFFFD)) for char in match[0])
