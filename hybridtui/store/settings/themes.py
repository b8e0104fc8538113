"""Why this file exists: themes are small files, ours and the user's; where they lie differs between installs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from hybridtui.core.config.parser import Problem
from hybridtui.core.errors import HybridError
from hybridtui.store import paths
from hybridtui.store.atomic import disk_error
from hybridtui.store.settings.config_file import closed, read_toml


class ThemeFile(NamedTuple):
    """A theme as it is on the disk: its table, or the `error` that kept it from being read. Colours are unchecked."""

    path: Path
    table: Mapping[str, object]
    error: HybridError | None = None


def bundled_themes() -> Path:
    """The folder of the themes that came along: inside an installed package, beside an editable one."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def theme_folders() -> tuple[Path, ...]:
    """Where themes are looked for, and worth watching; the user's come last, so they win over ours of the same name."""
    return bundled_themes(), paths.user_themes()


def theme_files() -> tuple[ThemeFile, ...]:
    """Every theme that can be found, in order of folder and name. Never raises: a broken one carries its error.

    Nothing is said of themes in a folder that cannot be entered: the settings tell of it.
    """
    found: list[ThemeFile] = []
    for folder in theme_folders():
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if not closed(folder.parent):
                found.append(ThemeFile(folder, {}, disk_error("Your own themes cannot be read", error)))
            continue
        for path in map(folder.joinpath, names):
            table, problems = read_toml(path)
            found.append(ThemeFile(path, table, _broken(path, problems[0]) if problems else None))
    return tuple(found)


def _broken(path: Path, problem: Problem) -> HybridError:
    return HybridError(f"The theme {path.name} is not used", str(problem), "Correct that file; it is then read again.")
