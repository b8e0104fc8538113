"""Why this file exists: what is compared with the terminal is cells, each a text and a pen, made of strips here.

Terminals disagree on how wide some text is: emoji made of several characters, variation selectors, marks, characters
newer than the terminal. `reach` tells how far such text may touch what stands after it, so that it is drawn again, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import category, east_asian_width

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from hybridtui.ui.wire.pen import Pen, pen

Cell = tuple[str, Pen]
"""Text and pen. A wide character is followed by a cell without text."""

_PLAIN = Style.null()
_EMOJI = range(0x1F000, 0x20000)
_SURE = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sc", "Sk", "Sm"}
"""Categories of characters whose width every terminal knows; signs ("So") are sure where they are narrow."""


def cells(segments: Iterable[Segment], colours: ColorSystem, width: int) -> list[Cell]:
    """`segments` as exactly `width` cells: what is too long is cut off, what is missing is blank."""
    made: list[Cell] = []
    blank = pen(_PLAIN, colours)[1]
    for text, style, _ in segments:
        drawn, blank = pen(style or _PLAIN, colours)
        if text.isascii() and text.isprintable():
            made += [(char, blank if char == " " else drawn) for char in text]
        else:
            _add(made, text, drawn, blank)
    if len(made) > width:
        cut = made[width][0] == ""
        del made[width:]
        while cut and made:  # half of a wide character
            cut = made[-1][0] == ""
            made.pop()
    made += [(" ", blank)] * (width - len(made))
    return made


def _add(made: list[Cell], text: str, drawn: Pen, blank: Pen) -> None:
    text = "".join(char for char in text if category(char) != "Cc")  # what a terminal would obey is not drawn
    for start, end, width in split_graphemes(text)[0]:
        part = text[start:end]
        if width:
            made.append((part, blank if part == " " else drawn))
            made += [("", drawn)] * (width - 1)
        else:
            _join(made, part)


def _join(made: list[Cell], mark: str) -> None:
    """A mark without a width belongs to what stands before it, also where that is drawn in another style."""
    at = len(made) - 1
    while at >= 0 and made[at][0] == "":
        at -= 1
    if at >= 0:
        made[at] = (made[at][0] + mark, made[at][1])


@lru_cache(8192)
def reach(text: str, width: int) -> int | None:
    """How many cells past its own `width` a terminal may touch where it draws `text`; None: its width is sure."""
    if len(text) > 1:
        return max(0, 2 * len(text) - width)
    kind, code = category(text), ord(text)
    if code in _EMOJI:
        return 2 - width
    if width == 1 and (kind in _SURE or kind in ("So", "Zs")) and east_asian_width(text) not in "WF":
        return None
    if width == 2 and kind in (*_SURE, "Zs") and east_asian_width(text) in "WF":
        return None
    return 2 - width


def clusters(row: Sequence[Cell | None]) -> list[tuple[int, int]]:
    """From where to where a terminal may have drawn what is wide or of doubtful width; most rows have nothing of it."""
    found = []
    for at, cell in enumerate(row):
        if cell is None or cell[0] == "" or (cell[0].isascii() and len(cell[0]) == 1):
            continue
        end = at + 1
        while end < len(row) and (after := row[end]) is not None and after[0] == "":
            end += 1
        over = reach(cell[0], end - at)
        if over is not None or end - at > 1:
            found.append((at, min(len(row), end + (over or 0))))
    return found
