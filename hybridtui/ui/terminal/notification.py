"""Why this file exists: terminals are asked for a notice in different ways, and each ignores those of the others.

OSC 9 is iTerm2's and most others', OSC 777 urxvt's and foot's, OSC 99 kitty's. Some know two of them and would show a
notice twice, so one is chosen. https://sw.kovidgoyal.net/kitty/desktop-notifications/ lists who knows which.
"""

from __future__ import annotations

from collections.abc import Mapping

BELL = "\x07"
_END = "\x1b\\"


def sequence(way: str, text: str, environment: Mapping[str, str]) -> str:
    """What asks the terminal for attention: "bell" rings, "osc" shows `text`, which is plain ASCII; "off" is empty.

    tmux hands on what is wrapped for it where `allow-passthrough` is on, and drops it elsewhere. GNU screen and the
    Linux console show no notices: there the bell rings.
    """
    term = environment.get("TERM", "")
    if way == "off":
        return ""
    inside_tmux = bool(environment.get("TMUX"))
    if way == "bell" or term == "linux" or (term.startswith("screen") and not inside_tmux):
        return BELL
    asked = _asked(text, term, environment)
    return f"\x1bPtmux;{asked.replace(chr(0x1B), chr(0x1B) * 2)}{_END}" if inside_tmux else asked


def _asked(text: str, term: str, environment: Mapping[str, str]) -> str:
    if term == "xterm-kitty" or environment.get("KITTY_WINDOW_ID"):
        return f"\x1b]99;;{text}{_END}"
    if term.startswith(("rxvt", "foot")):
        return f"\x1b]777;notify;hybridtui;{text}{_END}"
    return f"\x1b]9;{text}{_END}"
