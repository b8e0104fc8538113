"""Why this file exists: the history is versions, and pieces of text that they share.

A text is the pieces of its version one after the other, as UTF-8; `pieces` lists them (see `store.history.pieces`),
and each piece is compressed by zlib. Versions of all workspaces lie in one file, so that one limit bounds it.
"""

from __future__ import annotations

from hybridtui.store.shared_file import Format

_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS workspaces (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)""",
    """
CREATE TABLE IF NOT EXISTS pieces (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB NOT NULL)""",
    """
CREATE TABLE IF NOT EXISTS versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace INTEGER NOT NULL REFERENCES workspaces (id),
    at TEXT NOT NULL,
    sort TEXT NOT NULL,
    about TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest TEXT NOT NULL,
    of TEXT NOT NULL,
    pieces BLOB NOT NULL
)""",
    "CREATE INDEX IF NOT EXISTS of_workspace ON versions (workspace, sort, id)",
)

_PREPARE = ("PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL")

FORMAT = Format(1, _PREPARE, _SCHEMA, synchronous="NORMAL")
"""What is freed can be given back, and who reads waits for nobody who writes.

A killed process loses nothing that was committed; a power cut may lose the last, and damages nothing.
"""
