"""Why this file exists: one value of a setting is the same value, or the same mistake, wherever it was written."""

from __future__ import annotations

from collections.abc import Mapping
from re import compile as pattern

from hybridtui.core.config import Setting, in_toml


class Unusable(ValueError):
    """A value that a setting cannot take; the text says why."""


_KINDS: Mapping[type, str] = {str: "text in quotes", int: "a whole number", bool: "true or false"}
_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
_AMOUNT = pattern(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_DIGITS = 20
"""No setting has more; Python itself refuses to read very long numbers."""


def from_toml(setting: Setting, value: object) -> object:
    """`value`, from a file or the command line, if `setting` can take it. Raises `Unusable`."""
    kind = type(setting.default)
    if type(value) is not kind:  # exact: True is an int, but no number of threads
        raise Unusable(f"must be {_KINDS[kind]}, not {in_toml(value)}")
    bounds = setting.bounds
    if bounds is not None and isinstance(value, int) and not bounds[0] <= value <= bounds[1]:
        raise Unusable(f"must be from {bounds[0]} to {bounds[1]}, not {value}")
    if setting.choices and value not in setting.choices:
        raise Unusable(f"must be one of {', '.join(setting.choices)}, not {in_toml(value)}")
    if setting.money and value and not _AMOUNT.fullmatch(str(value)):
        raise Unusable(f'must be dollars such as "5.00", or empty, not {in_toml(value)}')
    return value


def from_text(setting: Setting, value: object) -> object:
    """An environment variable's text as a value of `setting`. Raises `Unusable`."""
    text = str(value).strip()
    if isinstance(setting.default, bool):
        word = text.lower()
        if word not in _BOOLEANS:
            raise Unusable(f"must be {_KINDS[bool]}, not {text!r}")
        return _BOOLEANS[word]
    if isinstance(setting.default, int):
        if not text.isdecimal() or len(text) > _DIGITS:  # no setting is negative
            raise Unusable(f"must be {_KINDS[int]}, not {text!r}")
        return from_toml(setting, int(text))
    return from_toml(setting, text)
