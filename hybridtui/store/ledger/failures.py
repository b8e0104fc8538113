"""Why this file exists: a ledger that fails keeps hand-offs from being sent, so it must say why and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hybridtui.core.errors import HybridError

_TITLE = "The ledger cannot be used"
_SAVE = "Move {path} away to begin new books; sqlite3 may save what is in it (.recover)."
_NEXT_STEPS = {
    "SQLITE_READONLY": "Make {path} and its folder writable.",
    "SQLITE_CANTOPEN": "Make {path} and its folder readable and writable.",
    "SQLITE_PERM": "Make {path} and its folder readable and writable.",
    "SQLITE_FULL": "Free some space on that disk.",
    "SQLITE_IOERR": "Look after that disk: it cannot be read or written.",
    "SQLITE_BUSY": "Another program holds {path}: close it, then try again.",
    "SQLITE_LOCKED": "Another program holds {path}: close it, then try again.",
    "SQLITE_CORRUPT": _SAVE,
    "SQLITE_NOTADB": _SAVE,
    "SQLITE_ERROR": _SAVE,
}


def unusable(path: Path, error: sqlite3.Error | OSError) -> HybridError:
    """`error` on the way to the ledger at `path` as a value for a person."""
    if isinstance(error, OSError):
        return HybridError(_TITLE, f"{path}: {error.strerror or error}", f"Make {path} and its folder writable.")
    name = getattr(error, "sqlite_errorname", "")
    key = next((key for key in _NEXT_STEPS if name.startswith(key)), "SQLITE_ERROR")
    return HybridError(_TITLE, f"{path}: {error}", _NEXT_STEPS[key].format(path=path))


def damaged(path: Path) -> HybridError:
    """What is in the ledger at `path` is none of what this program enters."""
    return HybridError(_TITLE, f"{path}: an entry cannot be read.", _SAVE.format(path=path))


def newer(path: Path) -> HybridError:
    """The ledger at `path` was written by a version of hybridtui that is newer than this one."""
    return HybridError(_TITLE, f"{path} was written by a newer version of hybridtui.", "Update hybridtui.")
