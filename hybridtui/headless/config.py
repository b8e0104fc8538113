"""Why this file exists: a setting may get its value from four places; who wonders is told from which it did."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hybridtui.core.config import SETTINGS, in_toml
from hybridtui.core.config.parser import Origin, Settings, Source, complaint
from hybridtui.core.errors import Exit
from hybridtui.headless import streams
from hybridtui.store import paths
from hybridtui.store.settings import config_file
from hybridtui.ui.keys import KEYS

_WIDEST = 40
"""Columns for the values: a longer one pushes only its own source aside."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting, or the key of a binding (group "keys"), with its value and where that came from."""

    group: str
    name: str
    value: object
    source: Source


def run(action: str, model: str | None) -> Exit:
    """`hybridtui config`: print every setting with its value and its source; as JSON, where `action` is "json".

    "path" prints where the file is, "init" writes it with every setting explained. Ends with `Exit.FINDINGS` where
    something in the settings is not usable, all of which is told on standard error. Raises `HybridError` where the
    file cannot be written.
    """
    file = paths.config_file()
    if action == "path":
        streams.write(f"{file}\n")
        return Exit.DONE
    if action == "init":
        config_file.begin(file)
        streams.note(f"Written: {file}")
        return Exit.DONE
    arguments = {"local.model": model} if model else {}
    found = config_file.load(os.environ, arguments, {key.id: key.plain for key in KEYS})
    streams.write(_json(found, file) if action == "json" else listing(found, file))
    if not found.problems:
        return Exit.DONE
    streams.tell(complaint(found.problems))
    return Exit.FINDINGS


def entries(found: Settings) -> Iterator[Entry]:
    """Every setting, and every binding after them."""
    for name in SETTINGS:
        group, _, short = name.partition(".")
        yield Entry(group, short, getattr(getattr(found.config, group), short), found.source(name))
    for key in KEYS:
        plain = found.config.keys.get(key.id, key.plain)
        yield Entry("keys", key.id, plain, found.source(f"keys.{key.id}"))


def listing(found: Settings, file: Path) -> str:
    """The settings as TOML that says the same, with where each value came from behind it."""
    every = list(entries(found))
    left = max(len(entry.name) for entry in every)
    middle = min(_WIDEST, max(len(in_toml(entry.value)) for entry in every))
    lines = [f"# {file}{'' if file.exists() else ' (there is none; hybridtui config --init writes one)'}"]
    group = ""
    for entry in every:
        if entry.group != group:
            group = entry.group
            lines += ["", f"[{group}]"]
        lines.append(f"{entry.name:<{left}} = {in_toml(entry.value):<{middle}}  # {_words(entry.source, file)}")
    return "\n".join(lines) + "\n"


def _words(source: Source, file: Path) -> str:
    match source.origin:
        case Origin.FILE:
            return f"{file.name}:{source.line}"
        case Origin.ENVIRONMENT:
            return source.name
        case Origin.ARGUMENT:
            return "command line"
    return source.origin.value


def _json(found: Settings, file: Path) -> str:
    told = {
        "file": str(file),
        "exists": file.exists(),
        "settings": [
            {
                "name": f"{entry.group}.{entry.name}",
                "value": entry.value,
                "source": entry.source.origin.value,
                "variable": entry.source.name or None,
                "line": entry.source.line or None,
            }
            for entry in entries(found)
        ],
        "problems": [
            {"place": problem.place, "line": problem.line or None, "message": problem.message}
            for problem in found.problems
        ],
    }
    return json.dumps(told, indent=2) + "\n"
