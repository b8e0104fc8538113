"""Why this file exists: most of what a repaint sends is colours, so between two cells only their difference is told."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

_CODES = {
    "bold": 1,
    "dim": 2,
    "italic": 3,
    "underline": 4,
    "blink": 5,
    "blink2": 6,
    "reverse": 7,
    "conceal": 8,
    "strike": 9,
    "underline2": 21,
    "frame": 51,
    "encircle": 52,
    "overline": 53,
}
"""The attributes of a style, and the SGR parameter that turns each on."""
_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 21: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29}
"""What turns an attribute off, where terminals agree, and others with it; whatever is not here takes a reset."""
_SEEN_ON_BLANKS = frozenset((4, 7, 9, 21, 51, 52, 53))


class Pen(NamedTuple):
    """How a cell is drawn: SGR parameters of its attributes and colours, and what OSC 8 says of its link."""

    attributes: frozenset[int] = frozenset()
    foreground: str = ""
    background: str = ""
    link: str = ""

    @property
    def on_blanks(self) -> Pen:
        """The part of it that can be seen where nothing is written."""
        return self if self.link or self.attributes & _SEEN_ON_BLANKS else Pen(background=self.background)


DEFAULT = Pen()
"""What a terminal draws with after a reset."""

RESET = "\x1b[m"
"""Has a terminal draw with that pen."""


@lru_cache(4096)
def pen(style: Style, colours: ColorSystem) -> tuple[Pen, Pen]:
    """The pen that draws `style`, and its part on blanks."""
    attributes = frozenset(code for name, code in _CODES.items() if getattr(style, name))
    link = f"id={style.link_id};{style.link}" if style.link and style.link.isprintable() else ""
    made = Pen(attributes, _colour(style.color, colours), _colour(style.bgcolor, colours, foreground=False), link)
    return made, made.on_blanks


def blank_pen(before: Pen, blank: Pen) -> Pen:
    """The pen nearest to the one before that draws a blank as `blank` does: what is not seen there is left as it is."""
    if blank.link or blank.attributes:
        return blank
    return Pen(before.attributes - _SEEN_ON_BLANKS, before.foreground, blank.background)


def _colour(colour: Color | None, colours: ColorSystem, *, foreground: bool = True) -> str:
    if colour is None or colour.is_default:
        return ""
    return ";".join(colour.downgrade(colours).get_ansi_codes(foreground))


@lru_cache(4096)
def change(before: Pen, after: Pen) -> str:
    """The shortest sequence that turns one pen into the other."""
    if before == after:
        return ""
    link = f"\x1b]8;{after.link or ';'}\x1b\\" if before.link != after.link else ""
    ways = [way for way in (_difference(before, after), _afresh(after)) if way is not None]
    codes = min(ways, key=len)
    return f"{link}\x1b[{codes}m" if before[:3] != after[:3] else link


def _afresh(after: Pen) -> str:
    """Parameters that reset everything first."""
    codes = (*map(str, sorted(after.attributes)), after.foreground, after.background)
    told = [code for code in codes if code]
    return ";".join(("0", *told)) if told else ""


def _difference(before: Pen, after: Pen) -> str | None:
    """Parameters for what is not the same; None where something cannot be turned off by itself."""
    gone = before.attributes - after.attributes
    if not gone <= _OFF.keys():
        return None
    off = {_OFF[code] for code in gone}
    on = {code for code in after.attributes if code not in before.attributes or _OFF.get(code) in off}
    codes = [*map(str, sorted(off)), *map(str, sorted(on))]
    if before.foreground != after.foreground:
        codes.append(after.foreground or "39")
    if before.background != after.background:
        codes.append(after.background or "49")
    return ";".join(codes)
