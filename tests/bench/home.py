"""Why this file exists: what is measured is a fresh user's program, without this user's settings and notes."""

from __future__ import annotations

import atexit
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
    """Take out of this process's environment what would change how a program started from here behaves.

    Bytecode is kept as long as this process lives, in a folder of its own: what is installed has its bytecode.
    """
    for name in list(os.environ):
        foreign = name.startswith(("ANTHROPIC_", "HYBRIDTUI_", "TEXTUAL", "XDG_"))
        if foreign or name in ("NO_COLOR", "COLORTERM", "PYTHONDONTWRITEBYTECODE"):
            del os.environ[name]
    bytecode = TemporaryDirectory(prefix="hybridtui-bench-bytecode-", ignore_cleanup_errors=True)
    os.environ["PYTHONPYCACHEPREFIX"] = bytecode.name
    atexit.register(bytecode.cleanup)


@contextmanager
def fresh_home() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """An empty home for one program, gone afterwards, and the variables that make it the program's home."""
    with TemporaryDirectory(prefix="hybridtui-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder), {name: str(Path(folder, below)) for name, below in _FOLDERS.items()}
