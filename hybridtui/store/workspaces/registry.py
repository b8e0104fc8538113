"""Why this file exists: a workspace is known by an id that outlives its name, and the list of them outlives us.

SQLite keeps two processes from writing over each other. Losing the file is no disaster: the id of a workspace is made
from the first path it had, so one that was never renamed gets the same id again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.known import Held
from hybridtui.store.atomic import disk_error
from hybridtui.store.clock import stamp, utc_now
from hybridtui.store.shared_file import Format, SharedFile

# Paths are bytes, since not every path is UTF-8. `until` is "" for a path that is still in use; `seen` says that there
# were notes at some time, `listed` that the human did not take it off the list. `turns` grow with each opening: clocks
# are set back, and the workspace opened last is the last all the same.
_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS workspaces (
    id TEXT PRIMARY KEY, path BLOB NOT NULL, opened TEXT NOT NULL,
    listed INTEGER NOT NULL DEFAULT 1, seen INTEGER NOT NULL DEFAULT 0
)""",
    """
CREATE TABLE IF NOT EXISTS held (
    path BLOB NOT NULL, workspace TEXT NOT NULL REFERENCES workspaces (id), until TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (path, workspace, until)
)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS holder ON held (path) WHERE until = ''",
    "CREATE TABLE IF NOT EXISTS moves (workspace TEXT PRIMARY KEY, source BLOB NOT NULL, target BLOB NOT NULL)",
    """
CREATE TABLE IF NOT EXISTS turns (
    turn INTEGER PRIMARY KEY AUTOINCREMENT, workspace TEXT NOT NULL UNIQUE REFERENCES workspaces (id)
)""",
)
_FORMAT = Format(2, (), _SCHEMA, synchronous="FULL")
_TITLE = "The list of workspaces cannot be used"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A workspace as it is listed: its id, the path of its notes, when it was opened last, and what paths it had."""

    id: str
    path: Path
    opened: str
    seen: bool
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A workspace on its way from one path of notes to another."""

    id: str
    source: Path
    target: Path


class Registry:
    """The workspaces in the file `path`, which is made at first use for its owner alone. Safe from any thread.

    Every method raises `HybridError`. Where a damaged file was set aside, `opened` and `entries` raise that once, after
    their work on the new one.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._path = path
        self._file = SharedFile(path, _FORMAT, _newer, self._set_aside)
        self._now = now
        self._renewed: HybridError | None = None

    def id_of(self, notes: Path) -> str:
        """The id of the workspace of these notes, which is entered if it is new."""
        return self._done(lambda database: self._known(database, notes))

    def opened(self, notes: Path) -> str:
        """Enter that these notes were opened now, by this spelling of their path. Returns the workspace's id."""

        def enter(database: sqlite3.Connection) -> str:
            key = self._known(database, notes)
            for path in _spellings(notes):
                database.execute("INSERT OR IGNORE INTO held (path, workspace) VALUES (?, ?)", (path, key))
            database.execute(
                "UPDATE workspaces SET path = ?, opened = ?, listed = 1, seen = seen OR ? WHERE id = ?",
                (os.fsencode(notes), self._stamp(), notes.is_file(), key),
            )
            database.execute("INSERT OR REPLACE INTO turns (workspace) VALUES (?)", (key,))
            return key

        key = self._done(enter)
        self._tell()
        return key

    def entries(self) -> tuple[Entry, ...]:
        """What is on the list, the one opened last first."""
        found = self._done(_entries, begin="BEGIN") if self._path.exists() else ()
        self._tell()
        return found

    def last(self) -> Path | None:
        """The notes opened last that are still there. Never raises: this is a comfort.

        It sets nothing aside either: nobody would be told.
        """
        with suppress(HybridError, OSError, ValueError, sqlite3.Error):
            if self._path.exists():
                return next((entry.path for entry in self._file.done(_entries) if entry.path.is_file()), None)
        return None

    def saw(self, id: str) -> None:
        """There are notes now in a workspace that had none when it was opened."""
        self._done(lambda database: database.execute("UPDATE workspaces SET seen = 1 WHERE id = ?", (id,)))

    def forget(self, id: str) -> None:
        """Take a workspace off the list. Its id and its paths stay known: opening it puts it back."""
        self._done(lambda database: database.execute("UPDATE workspaces SET listed = 0 WHERE id = ?", (id,)))

    def begin_move(self, move: Move) -> None:
        """Note that a workspace is about to be moved, so that a move that is cut short can be ended."""
        values = (move.id, os.fsencode(move.source), os.fsencode(move.target))
        self._done(lambda database: database.execute("INSERT INTO moves VALUES (?, ?, ?)", values))

    def end_move(self, move: Move, *, moved: bool) -> None:
        """Note how it ended: where it `moved`, its old path belongs to the past, and its new one to it."""

        def end(database: sqlite3.Connection) -> None:
            if moved:
                target, then = os.fsencode(move.target), self._stamp()
                database.execute("UPDATE held SET until = ? WHERE until = '' AND workspace = ?", (then, move.id))
                database.execute("UPDATE held SET until = ? WHERE until = '' AND path = ?", (then, target))
                database.execute("INSERT INTO held (path, workspace) VALUES (?, ?)", (target, move.id))
                database.execute("UPDATE workspaces SET path = ? WHERE id = ?", (target, move.id))
                # What was on the list by that path has lost it: there were no notes there any more.
                database.execute("UPDATE workspaces SET listed = 0 WHERE path = ? AND id != ?", (target, move.id))
            database.execute("DELETE FROM moves WHERE workspace = ?", (move.id,))

        self._done(end)

    def moves(self) -> tuple[Move, ...]:
        """The moves that were begun and not ended."""
        if not self._path.exists():
            return ()
        question = "SELECT workspace, source, target FROM moves"
        found = self._done(lambda database: database.execute(question).fetchall(), begin="BEGIN")
        return tuple(Move(key, Path(os.fsdecode(source)), Path(os.fsdecode(target))) for key, source, target in found)

    def _known(self, database: sqlite3.Connection, notes: Path) -> str:
        spellings = _spellings(notes)
        for path in spellings:
            found = database.execute("SELECT workspace FROM held WHERE path = ? AND until = ''", (path,)).fetchone()
            if found:
                return str(found[0])
        names = (_digest(spellings[0], ordinal) for ordinal in count())
        taken = "SELECT 1 FROM workspaces WHERE id = ?"
        key = next(name for name in names if not database.execute(taken, (name,)).fetchone())
        database.execute("INSERT INTO workspaces (id, path, opened) VALUES (?, ?, '')", (key, spellings[0]))
        database.execute("INSERT INTO held (path, workspace) VALUES (?, ?)", (spellings[0], key))
        return key

    def _stamp(self) -> str:
        return stamp(self._now())

    def _done(self, work: Callable[[sqlite3.Connection], T], begin: str = "BEGIN IMMEDIATE") -> T:
        """What `work` gives, all of it in one transaction, which takes the file for itself unless it only reads."""
        try:
            return self._file.transaction(work, begin)
        except sqlite3.Error as error:
            raise HybridError(_TITLE, f"{self._path}: {error}", "Check that file and its folder.") from error
        except OSError as error:
            raise disk_error(_TITLE, error) from error

    def _set_aside(self, aside: Path) -> None:
        self._renewed = HybridError(
            "The list of workspaces was damaged",
            f"It is kept as {aside}, and a new one is begun. No workspace is lost.",
            "Open each one by its path once to list it again.",
        )

    def _tell(self) -> None:
        """Raise that the list was damaged, once."""
        told, self._renewed = self._renewed, None
        if told:
            raise told


def _entries(database: sqlite3.Connection) -> tuple[Entry, ...]:
    held: dict[str, list[Held]] = {}
    for path, key, until in database.execute("SELECT path, workspace, until FROM held ORDER BY until"):
        held.setdefault(key, []).append(Held(os.fsdecode(path), until))
    found = database.execute(
        "SELECT id, path, opened, seen FROM workspaces LEFT JOIN turns ON workspace = id"
        " WHERE listed AND opened != '' ORDER BY turn DESC, opened DESC"
    )
    return tuple(
        Entry(key, Path(os.fsdecode(path)), opened, bool(seen), tuple(held.get(key, ())))
        for key, path, opened, seen in found
    )


def _newer(path: Path) -> HybridError:
    return HybridError(_TITLE, f"{path} was written by a newer version of hybridtui.", "Update hybridtui.")


def first_id(notes: Path) -> str:
    """The id of a workspace that begins with these notes, unless another one began there."""
    return _digest(_spellings(notes)[0], 0)


def _spellings(notes: Path) -> tuple[bytes, ...]:
    """The absolute path as given, and the one without links."""
    return tuple(dict.fromkeys((os.fsencode(notes), os.fsencode(os.path.realpath(notes)))))


def _digest(path: bytes, ordinal: int) -> str:
    return hashlib.sha256(path + b"\0%d" % ordinal).hexdigest()[:16]
