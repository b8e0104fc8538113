"""Why this file exists: a person with five mistakes in the settings is told of five, and keeps what is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from hybridtui.core.config import GROUPS, PREFIX, SETTINGS, VARIABLES, Config, Setting, in_toml
from hybridtui.core.config.lines import line_of
from hybridtui.core.config.nearest import nearest
from hybridtui.core.config.values import Unusable, from_text, from_toml
from hybridtui.core.errors import HybridError
from hybridtui.core.keyboard import spelled

FEW = 12
"""So many names are listed for a person to choose from."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Problem(NamedTuple):
    """One thing wrong with the settings: where ("local.context", "HYBRIDTUI_UI_LIVE") and what.

    `line` is that of the file, from 1; 0 where none is known.
    """

    place: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.place}{f' (line {self.line})' if self.line else ''}: {self.message}"


class Origin(StrEnum):
    """Who gave a setting its value, the weakest first."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    ARGUMENT = "argument"


class Source(NamedTuple):
    """Where a value came from; `name` is that of the variable, `line` that of the file, from 1 (0: not known)."""

    origin: Origin = Origin.DEFAULT
    name: str = ""
    line: int = 0


class Settings(NamedTuple):
    """The settings in force, everything that is wrong, and where values came from that are not the defaults.

    `sources` are by dotted names, "local.model", "keys.quit". `unread` says that there is a file and nothing of it
    could be used: then the values may not be what the human wants, and those of before are the better ones.
    """

    config: Config = Config()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = _NOTHING
    unread: bool = False

    def source(self, name: str) -> Source:
        """Where the value of a setting or the key of a binding came from."""
        return self.sources.get(name, Source())


_OUR_VARIABLES = tuple(f"{PREFIX}{group.upper()}_" for group in GROUPS)


def parse(
    table: Mapping[str, object],
    environment: Mapping[str, str],
    arguments: Mapping[str, object] = _NOTHING,
    bindings: Mapping[str, str] = _NOTHING,
    lines: Mapping[str, int] = _NOTHING,
) -> Settings:
    """The settings: `arguments` ("local.model") over `environment` (HYBRIDTUI_LOCAL_MODEL) over `table` over defaults.

    Never raises for what is in the file or the environment: everything wrong is in the problems, and what is right is
    used. `bindings` are the ids that may be given a key, with their own keys ("f1", "down,j"); without them any id may.
    `lines` says where the keys of `table` stand in the file, as `config_lines.key_lines` does.
    """
    problems: list[Problem] = []
    values: dict[str, object] = {}
    sources: dict[str, Source] = {}

    def take(name: str, value: object, source: Source, place: str, read: Callable[[Setting, object], object]) -> None:
        try:
            values[name] = read(SETTINGS[name], value)
            sources[name] = source
        except Unusable as unusable:
            problems.append(Problem(place, str(unusable)))

    def in_file(name: str) -> Source:
        return Source(Origin.FILE, line=line_of(lines, name))

    found, keys = _flat(table, bindings, problems)
    for name, value in found.items():
        take(name, value, in_file(name), name, from_toml)
    sources.update((f"keys.{binding}", in_file(f"keys.{binding}")) for binding in keys)
    problems = [problem._replace(line=line_of(lines, problem.place)) for problem in problems]
    problems.sort(key=lambda problem: problem.line)
    for variable, text in environment.items():
        if variable in VARIABLES:
            take(VARIABLES[variable], text, Source(Origin.ENVIRONMENT, variable), variable, from_text)
        elif variable.startswith(_OUR_VARIABLES):
            group, _, short = variable.removeprefix(PREFIX).lower().partition("_")
            problems.append(Problem(variable, _unknown_setting(group, short, _variable)))
    for name, value in arguments.items():
        take(name, value, Source(Origin.ARGUMENT), name, from_toml)
    return Settings(_built(values, keys), tuple(problems), MappingProxyType(sources))


def complaint(problems: Collection[Problem]) -> HybridError:
    """All `problems` as one value for a person."""
    from hybridtui.core.plurals import number_of

    return HybridError(
        f"{number_of(len(problems), 'setting is', 'settings are')} not usable",
        "\n".join(map(str, problems)),
        "What they would replace stays in force; correct config.toml or the environment.",
    )


def unknown(name: str, known: Collection[str]) -> str:
    """What to say of a `name` that is not among the `known` ones: the nearest, or all of them where they are few."""
    near = nearest(name, known)
    return _guess(near) if near else _choice(known)


def _unknown_setting(group: str, short: str, named: Callable[[str], str] = lambda name: name) -> str:
    """What to say of a setting that its group does not have: it may be a slip, or belong to another group.

    `named` spells the name of a setting as the human would have to.
    """
    own = [name.partition(".")[2] for name in SETTINGS if name.startswith(f"{group}.")]
    if near := nearest(short, own):
        return _guess(named(f"{group}.{near}"))
    return _elsewhere(short, named) or _choice(own)


def _unknown_group(name: str) -> str:
    """What to say of a `name` that is no group: it may be a setting outside its group."""
    return _elsewhere(name, lambda setting: setting) or unknown(name, (*GROUPS, "keys"))


def _elsewhere(short: str, named: Callable[[str], str]) -> str:
    """What to say where other groups have a setting of just that name; empty where none has."""
    meant = [named(name) for name in SETTINGS if name.partition(".")[2] == short]
    return _guess(" or ".join(meant)) if meant else ""


def _guess(meant: str) -> str:
    return f"is unknown; did you mean {meant}?"


def _choice(known: Collection[str]) -> str:
    there = f"there are {', '.join(known)}" if len(known) <= FEW else "“hybridtui config” lists all there are"
    return f"is unknown; {there}"


def _variable(setting: str) -> str:
    return next(variable for variable, name in VARIABLES.items() if name == setting)


def _flat(
    table: Mapping[str, object], bindings: Mapping[str, str], problems: list[Problem]
) -> tuple[dict[str, object], dict[str, str]]:
    """The known settings of a parsed file by their dotted names, and the keys."""
    found: dict[str, object] = {}
    keys: dict[str, str] = {}
    for group, content in table.items():
        if group not in (*GROUPS, "keys"):
            problems.append(Problem(group, _unknown_group(group)))
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
                    problems.append(Problem(name, _unknown_setting(group, key)))
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


def _built(values: Mapping[str, object], keys: Mapping[str, str]) -> Config:
    config = Config(keys=MappingProxyType(dict(keys)))
    for group in GROUPS:
        start = f"{group}."
        given: dict[str, Any] = {n.removeprefix(start): value for n, value in values.items() if n.startswith(start)}
        changed: dict[str, Any] = {group: getattr(config, group)._replace(**given)}
        config = config._replace(**changed)
    return config
