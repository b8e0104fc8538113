"""Why this file exists: what is measured is a fresh user's program, without this user's settings and notes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
}


def forget_the_user() -> None:
    """Take out of this process's environment what would change how a program started from here behaves."""
    for name in list(os.environ):
        if name.startswith(("ANTHROPIC_", "HYBRIDTUI_", "TEXTUAL", "XDG_")) or name in ("NO_COLOR", "COLORTERM"):
            del os.environ[name]


@contextmanager
def fresh_home() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """An empty home for one program, gone afterwards, and the variables that make it the program's home."""
    with TemporaryDirectory(prefix="hybridtui-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder), {name: str(Path(folder, below)) for name, below in _FOLDERS.items()}
