"""Why this file exists: the history's file is shared by processes, any of which may be killed, and may be damaged.

It is opened for a piece of work and closed again, as the ledger is. A file that makes no sense is moved aside, never
deleted, and a new one is begun.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.core.history import Room
from hybridtui.store.history import failures
from hybridtui.store.history.schema import PREPARE, SCHEMA, VERSION

BUSY_SECONDS = 3.0
"""How long to wait for another process that writes."""

_PAUSE_SECONDS = 0.01
_BUSY = 5
"""SQLITE_BUSY, the low byte of every error code that says so."""
_BESIDE = ("", "-wal", "-shm")

T = TypeVar("T")


class HistoryDatabase:
    """The file `path`, for its owner's eyes alone, made by the first `write`. May be used from several threads.

    `notice` hears of a damaged file that was moved aside.
    """

    def __init__(self, path: Path, notice: Callable[[HybridError], None]) -> None:
        self.path = path
        self._notice = notice
        self._lock = threading.Lock()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, all of it in one transaction. Raises `HybridError`; nothing of it is then done."""

        def whole(database: sqlite3.Connection) -> T:
            with database:
                database.execute("BEGIN IMMEDIATE")
                return work(database)

        with self._lock, self._failing():
            self._make()
            try:
                return self._done(whole)
            except sqlite3.DatabaseError as error:
                if not failures.is_damage(error):
                    raise
            self._notice(failures.begun_anew(self.path, self._moved_aside()))
            self._make()
            return self._done(whole)

    def read(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives; `otherwise` where there is no file, which reading does not make. Raises `HybridError`."""
        with self._failing():
            return self._done(work) if self.path.exists() else otherwise

    def shrink(self) -> None:
        """Give the disk back what was freed. Raises `HybridError`."""
        with self._lock, self._failing():
            # Not `execute`: Python takes the first of the many steps that this makes for the last.
            self._done(lambda database: database.executescript("PRAGMA incremental_vacuum"))

    def _make(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def _moved_aside(self) -> Path:
        """Where the file is kept now that was damaged."""
        names = (self.path.with_name(f"{self.path.stem}.damaged-{n}{self.path.suffix}") for n in count(1))
        kept = next(name for name in names if not os.path.lexists(name))
        for suffix in _BESIDE:
            with suppress(FileNotFoundError):
                os.rename(f"{self.path}{suffix}", f"{kept}{suffix}")
        return kept

    def _done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives. Another process that makes the file or lets go of it is not waited for by SQLite."""
        deadline = monotonic() + BUSY_SECONDS
        while True:
            try:
                with self._open() as database:
                    return work(database)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != _BUSY or monotonic() > deadline:
                    raise
            sleep(_PAUSE_SECONDS)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, timeout=BUSY_SECONDS, uri=True, isolation_level=None)) as database:
            version = number(database, "user_version")
            if version > VERSION:
                raise failures.newer(self.path)
            if version < VERSION:
                for statement in PREPARE:
                    database.execute(statement)
                with database:
                    database.execute("BEGIN IMMEDIATE")
                    for statement in SCHEMA:
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version = {VERSION}")
            # A killed process loses nothing that was committed; a power cut may lose the last, and damages nothing.
            database.execute("PRAGMA synchronous = NORMAL")
            yield database

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise failures.unusable(self.path, error) from error


def room(database: sqlite3.Connection, limit: int) -> Room:
    """What the history takes of the most it may, in bytes; what was freed and not given back yet takes nothing."""
    pages = number(database, "page_count") - number(database, "freelist_count")
    return Room(pages * number(database, "page_size"), limit)


def number(database: sqlite3.Connection, pragma: str) -> int:
    """The value of a PRAGMA that is a number."""
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
