"""Why this file exists: a key that no terminal sends, or that Textual spells otherwise, would be bound in vain."""

from __future__ import annotations

import string
import unicodedata

_MODIFIERS = frozenset({"alt", "ctrl", "shift"})
_SHORTER = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""What Textual calls a few characters instead of their names in Unicode."""


def _character(character: str) -> str:
    """What Textual calls the key of one character; empty for a control character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


_NAMES = frozenset(
    {
        *("escape", "enter", "tab", "space", "backspace", "insert", "delete"),
        *("home", "end", "pageup", "pagedown", "up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 13)),
        *map(_character, string.punctuation),
    }
)


def spelled(keys: str) -> str:
    """`keys` ("?", "Ctrl+R", "down,j") as Textual spells them, in one text; empty if one of them is no key."""
    found = [_spelled(key) for key in ([keys] if keys == "," else keys.split(","))]
    return ",".join(found) if all(found) else ""


def _spelled(key: str) -> str:
    if len(key) == 1:
        return _character(key)
    *modifiers, name = key.strip().lower().split("+")
    if len(name) == 1 and set(modifiers) == {"shift"}:
        return ""  # a terminal sends the capital
    name = _character(name) if len(name) == 1 else name if name in _NAMES else ""
    if not name or len(set(modifiers)) < len(modifiers) or not _MODIFIERS.issuperset(modifiers):
        return ""
    return "+".join([*sorted(modifiers), name])
