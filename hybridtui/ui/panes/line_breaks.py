"""Why this file exists: wrapping a megabyte of notes word by word holds up the first paint for half a second.

Where a line is broken is Textual's to say, and stays so to the character. Most lines are spaces and characters of
one or two cells, though, and of those a regular expression says the same at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import get_tab_widths

_LEFT, _RIGHT = "\ue000", "\ue001"
"""Stand for the two cells of a wide character. They are private: as characters of a line they would be odd ones."""

_COMBINING = {"\u200d", "\ufe0f", _LEFT, _RIGHT}
"""The width of a character depends on these where they follow it."""

_narrow = {chr(code) for code in range(0x20, 0x7F)}
_wide: set[str] = set()
_odd = set(_COMBINING)
"""What is known of characters: of one cell, of two, and what only Textual knows how to break."""
_halves: dict[int, str] = {}
"""By wide character, what stands for it."""
_FEW = 8
"""Up to so many different characters it is faster to replace one after the other."""


def line_breaks(line: str, width: int, tab_width: int) -> tuple[list[int], list[int]]:
    """Where `line`, which has no line ends, is broken to fit into `width` cells, and how wide each of its tabs is.

    The first are indices of characters, as `textual._wrap.compute_wrap_offsets` returns them; none if `width` is 0. The
    second has a 0 for what stands behind the last tab, as `textual.expand_tabs.get_tab_widths` has.
    """
    if not line:
        return [], []
    if line.isascii() and line.isprintable():
        return (_broken(line, width) if 0 < width < len(line) else []), [0]
    special = set(line) - _narrow
    if special and (new := special - _wide - _odd):
        _learn(new)
        special -= _narrow
    if not special:
        return (_broken(line, width) if 0 < width < len(line) else []), [0]
    if width != 1 and special <= _wide:
        return (_broken(_in_halves(line, special), width) if width else []), [0]
    tabs = get_tab_widths(line, tab_width)
    if _COMBINING.isdisjoint(special) and sum(cell_len(part) + cells for part, cells in tabs) <= width:
        return [], [cells for _, cells in tabs]
    breaks = compute_wrap_offsets(line, width, tab_width, precomputed_tab_sections=tabs) if width else []
    return breaks, [cells for _, cells in tabs]


def _in_halves(line: str, wide: set[str]) -> str:
    """`line` with two halves for each of the characters `wide` that are in it."""
    if len(wide) > _FEW:
        return line.translate(_halves)
    for character in wide:
        line = line.replace(character, _LEFT + _RIGHT)
    return line


def section(breaks: Sequence[int], number: int, length: int) -> tuple[int, int]:
    """From which column to which (exclusive) the `number`-th section goes of a line of `length` characters."""
    return breaks[number - 1] if number else 0, breaks[number] if number < len(breaks) else length


def _broken(cells: str, width: int) -> list[int]:
    """The indices of characters where `cells`, a character or half of one for each cell, is broken."""
    parts = _parts(width)(cells)
    lengths = (len(part) - part.count(_RIGHT) for part in parts) if _LEFT in cells else map(len, parts)
    return list(accumulate(lengths))[:-1]


@lru_cache(maxsize=16)
def _parts(width: int) -> Callable[[str], list[str]]:
    """What cuts a line into parts of at most `width` cells: before a word, or within one that fits into no line."""
    up_to_a_word = f".{{1,{width}}}(?:(?<= )(?! )|\\Z)"
    return re.compile(f"(?s:{up_to_a_word}|.{{1,{width}}}(?!{_RIGHT}))").findall


def _learn(characters: set[str]) -> None:
    for character in characters:
        cells = get_character_cell_size(character)
        if character.isspace() or cells not in (1, 2):
            _odd.add(character)
        elif cells == 1:
            _narrow.add(character)
        else:
            _wide.add(character)
            _halves[ord(character)] = _LEFT + _RIGHT
