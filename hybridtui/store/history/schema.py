"""Why this file exists: the history is versions, and pieces of text that they share.

A text is the pieces of its version one after the other, as UTF-8; `pieces` lists them (see `store.history.pieces`),
and each piece is compressed by zlib. Versions of all workspaces lie in one file, so that one limit bounds it.
"""

from __future__ import annotations

VERSION = 1
"""Kept as the file's user_version. A file of a newer version is not touched."""

PREPARE = ("PRAGMA auto_vacuum = INCREMENTAL", "PRAGMA journal_mode = WAL")
"""Before the first table: what is freed can be given back, and who reads waits for nobody who writes."""

SCHEMA = (
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
"""Statements that make a file of the current version of an empty one. Each does nothing where it was done before."""
