"""Why this file exists: a table is read on terminals of any width, and in files, which have none."""

from __future__ import annotations

import os
import shutil
import sys
from unicodedata import category, east_asian_width

_WIDE = {"W", "F"}
_NO_CELL = {"Mn", "Me", "Cf"}


def terminal_width() -> int | None:
    """The columns of the terminal that standard output is; None where it is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def cells(text: str) -> int:
    """How many columns `text` takes on a terminal."""
    return sum((category(each) not in _NO_CELL) * (1 + (east_asian_width(each) in _WIDE)) for each in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` with spaces to `width` columns, before it where it belongs to the `right`."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def at_home(path: str) -> str:
    """`path`, its beginning written "~" where that is the home of the user."""
    home = os.path.expanduser("~").rstrip(os.sep)
    return f"~{path[len(home) :]}" if home and f"{path}{os.sep}".startswith(home + os.sep) else path


def shortened(path: str, width: int) -> str:
    """`path` in at most `width` columns: folders in its middle go first, then the beginning of its last name."""
    if cells(path) <= width:
        return path
    first, *parts = path.split(os.sep)
    for gone in range(1, len(parts)):
        if cells(shorter := os.sep.join((first, "…", *parts[gone:]))) <= width:
            return shorter
    while path and cells(path) >= width:
        path = path[1:]
    return f"…{path}"
