"""Why this file exists: work goes on without a history, so whoever works must hear once that there is none, and why."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hybridtui.core.errors import HybridError

TITLE = "The history is not kept"
"""Of whatever keeps the history from being written or read."""
_WRITABLE = "Make {path} and its folder writable."
_HELD = "Another program holds {path}: close it. Versions wait until then."
_NEXT_STEPS = {
    "SQLITE_READONLY": _WRITABLE,
    "SQLITE_CANTOPEN": _WRITABLE,
    "SQLITE_PERM": _WRITABLE,
    "SQLITE_FULL": "Free some space on that disk.",
    "SQLITE_IOERR": "Look after that disk: it cannot be read or written.",
    "SQLITE_BUSY": _HELD,
    "SQLITE_LOCKED": _HELD,
}
_OTHER = "Move {path} away to begin a new history."


def unusable(path: Path, error: sqlite3.Error | OSError) -> HybridError:
    """`error` on the way to the history at `path` as a value for a person."""
    if isinstance(error, OSError):
        return HybridError(TITLE, f"{path}: {error.strerror or error}", _WRITABLE.format(path=path))
    name = getattr(error, "sqlite_errorname", "")
    step = next((step for key, step in _NEXT_STEPS.items() if name.startswith(key)), _OTHER)
    return HybridError(TITLE, f"{path}: {error}", step.format(path=path))


def newer(path: Path) -> HybridError:
    """The history at `path` was written by a version of hybridtui that is newer than this one."""
    return HybridError(TITLE, f"{path} was written by a newer version of hybridtui.", "Update hybridtui.")


def begun_anew(path: Path, moved: Path) -> HybridError:
    """The history at `path` was damaged, and is now at `moved`."""
    return HybridError(
        "The history was damaged, and a new one is begun",
        f"{path} could not be read. It is kept as {moved}.",
        "Notes, spec and replies are not touched. sqlite3 may save what is in it (.recover).",
    )


def gone() -> HybridError:
    """A version is no longer there, or not as it was kept."""
    return HybridError(
        "That version cannot be read", "It was pruned, or the history is damaged.", "Choose another version."
    )


def crowded(used: int, limit: int) -> HybridError:
    """The history takes more than it may, in bytes, and nothing in it may go."""
    return HybridError(
        "The history takes more room than it may",
        f"It takes {used / 1e6:,.0f} of {limit / 1e6:,.0f} MB, and what is in it is newer than a day, or signed.",
        "Allow it more (history.limit_mb). Until then everything is kept all the same.",
    )
