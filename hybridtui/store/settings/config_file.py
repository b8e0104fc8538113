"""Why this file exists: people edit settings by hand, and a broken file must not stop the start."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from hybridtui.core.config import render
from hybridtui.core.config.lines import key_lines
from hybridtui.core.config.parser import Problem, Settings, parse
from hybridtui.core.errors import HybridError
from hybridtui.store import atomic, paths


def load(
    environment: Mapping[str, str],
    arguments: Mapping[str, object] = MappingProxyType({}),
    bindings: Mapping[str, str] = MappingProxyType({}),
    file: Path | None = None,
) -> Settings:
    """The settings in force, and everything that is wrong with them; see `core.config.parser.parse`.

    `file` is the user's config.toml unless given. A missing one is no problem; one that cannot be read or is not TOML
    is one problem (with its line) and counts as empty. So is a folder that cannot be entered: what else would be read
    there need not be told of. Never raises.
    """
    file = file or paths.config_file()
    table, text, problems = _read(file)
    if problems and (reason := closed(file.parent)):
        problems = (Problem(str(file.parent), f"cannot be entered for settings, themes and prices: {reason}"),)
    found = parse(table, environment, arguments, bindings, key_lines(text))
    return found._replace(problems=problems + found.problems, unread=bool(problems))


def closed(folder: Path) -> str:
    """Why a folder cannot be entered; empty where it can be, and where there is none."""
    try:
        os.stat(os.path.join(folder, os.curdir))
    except FileNotFoundError:
        return ""
    except OSError as error:
        return error.strerror or str(error)
    return ""


def begin(file: Path) -> None:
    """Write a documented file in which every setting has its default. Raises `HybridError`, also if there is one."""
    if file.exists():
        raise HybridError(
            "Not written: there are settings already", str(file), "Edit that file, or move it away first."
        )
    atomic.create(file, atomic.encoded(render()))


def read_toml(
    file: Path, parse_float: Callable[[str], object] = float
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """What is in a TOML file, and the one problem with it, if any. A missing file is empty. Never raises.

    `parse_float` makes a value of a number with a point or an exponent.
    """
    table, _, problems = _read(file, parse_float)
    return table, problems


def _read(
    file: Path, parse_float: Callable[[str], object] = float
) -> tuple[dict[str, object], str, tuple[Problem, ...]]:
    """As `read_toml`, with the text between: that of a sound file, or none."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text, parse_float=parse_float), text, ()
    except FileNotFoundError:
        return {}, "", ()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: {error.reason} at byte {error.start}"
    except ValueError as error:  # not only TOMLDecodeError: Python itself refuses to read very long numbers
        message = f"is not TOML: {error}"
    except RecursionError:
        message = "is not TOML: it is nested too deeply"
    return {}, "", (Problem(file.name, message),)
