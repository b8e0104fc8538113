"""Why this file exists: people edit settings by hand, and a broken file must not stop the start."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from hybridtui.core.config import Config
from hybridtui.core.config_parser import Problem, parse
from hybridtui.store import paths


def load(
    environment: Mapping[str, str],
    arguments: Mapping[str, object] = MappingProxyType({}),
    bindings: Mapping[str, str] = MappingProxyType({}),
    file: Path | None = None,
) -> tuple[Config, tuple[Problem, ...]]:
    """The settings in force, and everything that is wrong with them; see `core.config_parser.parse`.

    `file` is the user's config.toml unless given. A missing one is no problem; one that cannot be read or is not TOML
    is one problem (with its line) and counts as empty. Never raises.
    """
    table, problems = read_toml(file or paths.config_file())
    config, more = parse(table, environment, arguments, bindings)
    return config, problems + more


def read_toml(
    file: Path, parse_float: Callable[[str], object] = float
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """What is in a TOML file, and the one problem with it, if any. A missing file is empty. Never raises.

    `parse_float` makes a value of a number with a point or an exponent.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"), parse_float=parse_float), ()
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: {error.reason} at byte {error.start}"
    except ValueError as error:  # not only TOMLDecodeError: Python itself refuses to read very long numbers
        message = f"is not TOML: {error}"
    except RecursionError:
        message = "is not TOML: it is nested too deeply"
    return {}, (Problem(file.name, message),)
