"""Why this file exists: no control character of a text may reach the terminal, where it would be obeyed."""

from __future__ import annotations

import re

_TABLE: dict[int, int] = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
    0x7F: 0x2421,
    # C1 controls: a terminal may take U+009B for the start of an escape sequence.
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    # Line and paragraph separators, and the marks that reorder a line, so that what is read is what is there.
    **dict.fromkeys((0x2028, 0x2029, 0x200E, 0x200F, 0x061C), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    # Lone surrogates stand for bytes that are not UTF-8; a terminal cannot be sent them.
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    0xFEFF: 0xFFFD,
}

_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+"
"""The same characters, as a pattern: it is compiled when it is first wanted."""


def visible(text: str) -> str:
    """`text` with every control character but tab and newline replaced by a visible one of the same length."""
    if text.isascii():
        return text.translate(_TABLE)
    return re.sub(_HIDDEN, _shown, text)  # of other texts a translation asks for each of their characters


def _shown(match: re.Match[str]) -> str:
    return match[0].translate(_TABLE)
