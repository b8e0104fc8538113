"""Why this file exists: a database is shared by processes, any of which may be killed while it works.

It is opened for a piece of work and closed again: between two there is one file, whole, that may be copied.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from hybridtui.core.errors import HybridError

BUSY_SECONDS = 3.0
"""How long to wait for another process that writes."""

_PAUSE_SECONDS = 0.01
_BUSY = 5
"""SQLITE_BUSY, the low byte of every error code that says so."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Format:
    """What is in such a file. `version` is kept as its user_version; a file of a newer version is not touched.

    `prepare` is executed before the first table is made, and `schema` makes a file of this version of an empty one:
    each of its statements does nothing where it was done before. `synchronous` says what a power cut may cost.
    """

    version: int
    prepare: tuple[str, ...]
    schema: tuple[str, ...]
    synchronous: str


class SharedFile:
    """The SQLite file `path`, for its owner's eyes alone. `newer` says that a later version of the program wrote it."""

    def __init__(self, path: Path, format: Format, newer: Callable[[Path], HybridError]) -> None:
        self.path = path
        self._format = format
        self._newer = newer

    def make(self) -> None:
        """Make the file, empty, where there is none. Raises `OSError`."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives; it begins its transactions itself. Raises `HybridError`, `sqlite3.Error` and `OSError`.

        SQLite does not wait for another process that makes the file or lets go of it, so it is waited for here.
        """
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
            if version > self._format.version:
                raise self._newer(self.path)
            if version < self._format.version:
                for statement in self._format.prepare:
                    database.execute(statement)
                with database:
                    database.execute("BEGIN IMMEDIATE")
                    for statement in self._format.schema:
                        database.execute(statement)
                    database.execute(f"PRAGMA user_version = {self._format.version}")
            database.execute(f"PRAGMA synchronous = {self._format.synchronous}")
            yield database


def number(database: sqlite3.Connection, pragma: str) -> int:
    """The value of a PRAGMA that is a number."""
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
