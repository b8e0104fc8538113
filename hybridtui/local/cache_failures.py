"""Why this file exists: what SQLite and the disk refuse becomes a value for a person, one title for each kind."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hybridtui.core.errors import HybridError


def is_of_moved_file(error: sqlite3.Error) -> bool:
    """Whether the file was deleted or replaced while it was open."""
    return _code(error) == sqlite3.SQLITE_READONLY_DBMOVED


def is_of_damaged_file(error: sqlite3.Error) -> bool:
    """Whether the content of the file makes no sense."""
    return _primary(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def failure(file: Path, error: sqlite3.Error | OSError) -> HybridError:
    """Why `file` could not be used."""
    cause = f"{file}: {error}"
    if isinstance(error, OSError):
        return _unusable(cause)
    match _primary(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return HybridError(
                "The cache of refined lines is in use by another process",
                cause,
                "It is tried again from time to time. If this stays so, end the other hybridtui.",
            )
        case sqlite3.SQLITE_FULL:
            return HybridError(
                "The disk is full: refined lines are kept in memory only", cause, "Free some space on that disk."
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _unusable(cause)
    return HybridError("The cache of refined lines failed", cause, "Check that disk; if it is sound, delete that file.")


def foreign(file: Path) -> HybridError:
    """`file` is a database, but not one that this version may change."""
    return HybridError(
        "The cache of refined lines is not of this version",
        f"{file} was made by a newer hybridtui or by another program.",
        "Delete or move that file to have a new one made.",
    )


def damaged(file: Path, error: sqlite3.Error) -> HybridError:
    """`file` made no sense and is replaced by a new one."""
    return HybridError(
        "The cache of refined lines was damaged",
        f"{file}: {error}",
        "Nothing to do: a new one is begun, and lines are refined again as they are needed.",
    )


def _unusable(cause: str) -> HybridError:
    return HybridError(
        "The cache of refined lines cannot be written", cause, "Check the permissions of the file and its folder."
    )


def _primary(error: sqlite3.Error) -> int:
    return _code(error) & 0xFF


def _code(error: sqlite3.Error) -> int:
    """SQLite's extended result code; 0 where the error is of the Python module."""
    return getattr(error, "sqlite_errorcode", 0)
