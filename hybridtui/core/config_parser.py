"""Why this file exists: a person with five mistakes in the settings is told of five, and keeps what is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import Field, dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from hybridtui.core.config import GROUPS, PREFIX, SETTINGS, VARIABLES, Bounds, Config, in_toml
from hybridtui.core.errors import HybridError
from hybridtui.core.keyboard import spelled


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the settings: where ("local.context", "HYBRIDTUI_UI_LIVE") and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class _Unusable(ValueError):
    """A value that a setting cannot take; the text says why."""


_KINDS: Mapping[type, str] = {str: "text in quotes", int: "a whole number", bool: "true or false"}
_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
_AMOUNT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_OUR_VARIABLES = tuple(f"{PREFIX}{group.upper()}_" for group in GROUPS)


def parse(
    table: Mapping[str, object],
    environment: Mapping[str, str],
    arguments: Mapping[str, object] = MappingProxyType({}),
    bindings: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Config, tuple[Problem, ...]]:
    """The settings: `arguments` ("local.model") over `environment` (HYBRIDTUI_LOCAL_MODEL) over `table` over defaults.

    Never raises for what is in the file or the environment: everything wrong is in the problems, and what is right is
    used. `bindings` are the ids that may be given a key, with their own keys ("f1", "down,j"); without them any id may.
    """
    problems: list[Problem] = []
    values: dict[str, object] = {}

    def take(name: str, value: object, place: str, read: Callable[[Field[Any], object], object]) -> None:
        try:
            values[name] = read(SETTINGS[name], value)
        except _Unusable as unusable:
            problems.append(Problem(place, str(unusable)))

    found, keys = _flat(table, bindings, problems)
    for name, value in found.items():
        take(name, value, name, _checked)
    for variable, text in environment.items():
        if variable in VARIABLES:
            take(VARIABLES[variable], text, variable, _from_text)
        elif variable.startswith(_OUR_VARIABLES):
            problems.append(Problem(variable, unknown(variable, VARIABLES)))
    for name, value in arguments.items():
        take(name, value, name, _checked)
    return _built(values, keys), tuple(problems)


def complaint(problems: Collection[Problem]) -> HybridError:
    """All `problems` as one value for a person."""
    count = "One setting is" if len(problems) == 1 else f"{len(problems)} settings are"
    return HybridError(
        f"{count} not usable",
        "\n".join(map(str, problems)),
        "What they would replace stays in force; correct config.toml or the environment.",
    )


def unknown(name: str, known: Collection[str]) -> str:
    """What to say of a `name` that is not among the `known` ones: the nearest, or all of them."""
    nearest = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"is unknown; did you mean {nearest[0]}?" if nearest else f"is unknown; there are {', '.join(known)}"


def _flat(
    table: Mapping[str, object], bindings: Mapping[str, str], problems: list[Problem]
) -> tuple[dict[str, object], dict[str, str]]:
    """The known settings of a parsed file by their dotted names, and the keys."""
    found: dict[str, object] = {}
    keys: dict[str, str] = {}
    for group, content in table.items():
        if group not in (*GROUPS, "keys"):
            problems.append(Problem(group, unknown(group, (*GROUPS, "keys"))))
        elif not isinstance(content, Mapping):
            problems.append(Problem(group, f"must be a table, [{group}]"))
        elif group == "keys":
            keys = _keys(content, bindings, problems)
        else:
            for key, value in content.items():
                name = f"{group}.{key}"
                if name in SETTINGS:
                    found[name] = value
                else:
                    problems.append(Problem(name, unknown(name, SETTINGS)))
    return found, keys


def _keys(content: Mapping[str, object], bindings: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    """The keys that can be bound, as Textual spells them; where two bindings would share one, the later gives way."""
    keys: dict[str, str] = {}
    for binding, key in content.items():
        place = f"keys.{binding}"
        if bindings and binding not in bindings:
            problems.append(Problem(place, unknown(binding, bindings)))
        elif not isinstance(key, str) or not spelled(key):
            problems.append(Problem(place, f'must be a key such as "f5", "ctrl+r" or "x", not {in_toml(key)}'))
        else:
            keys[binding] = spelled(key)
    while clash := _clash(keys, {**bindings, **keys}):
        binding, other = clash
        problems.append(Problem(f"keys.{binding}", f"must be a key of its own: {in_toml(keys[binding])} is {other}'s"))
        del keys[binding]
    return keys


def _clash(keys: Mapping[str, str], everything: Mapping[str, str]) -> tuple[str, str] | None:
    """A binding of the user's that shares a key with another binding, and that other one; the last, if any."""
    for binding in reversed(list(keys)):
        own = set(keys[binding].split(","))
        for other, key in everything.items():
            if other != binding and not own.isdisjoint(key.split(",")):
                return binding, other
    return None


def _checked(entry: Field[Any], value: object) -> object:
    """`value` if `entry` can take it. Raises `_Unusable`."""
    kind = type(entry.default)
    if type(value) is not kind:  # exact: True is an int, but no number of threads
        raise _Unusable(f"must be {_KINDS[kind]}, not {in_toml(value)}")
    bounds: Bounds | None = entry.metadata["bounds"]
    if bounds is not None and isinstance(value, int) and not bounds[0] <= value <= bounds[1]:
        raise _Unusable(f"must be from {bounds[0]} to {bounds[1]}, not {value}")
    choices: tuple[str, ...] = entry.metadata["choices"]
    if choices and value not in choices:
        raise _Unusable(f"must be one of {', '.join(choices)}, not {in_toml(value)}")
    if entry.metadata["money"] and value and not _AMOUNT.fullmatch(str(value)):
        raise _Unusable(f'must be dollars such as "5.00", or empty, not {in_toml(value)}')
    return value


def _from_text(entry: Field[Any], value: object) -> object:
    """An environment variable's text as a value of `entry`. Raises `_Unusable`."""
    text = str(value).strip()
    if isinstance(entry.default, bool):
        word = text.lower()
        if word not in _BOOLEANS:
            raise _Unusable(f"must be {_KINDS[bool]}, not {text!r}")
        return _BOOLEANS[word]
    if isinstance(entry.default, int):
        if (
            not text.isdecimal() or len(text) > 20
        ):  # no setting is negative; Python itself refuses to read very long ones
            raise _Unusable(f"must be {_KINDS[int]}, not {text!r}")
        return _checked(entry, int(text))
    return _checked(entry, text)


def _built(values: Mapping[str, object], keys: Mapping[str, str]) -> Config:
    config = Config(keys=MappingProxyType(dict(keys)))
    for group in GROUPS:
        start = f"{group}."
        given: dict[str, Any] = {n.removeprefix(start): value for n, value in values.items() if n.startswith(start)}
        changed: dict[str, Any] = {group: replace(getattr(config, group), **given)}
        config = replace(config, **changed)
    return config
