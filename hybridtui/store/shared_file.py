"""Why this file exists: a database is shared by processes, any of which may be killed while it works.

It is opened for a piece of work and closed again: between two there is one file, whole, that may be copied. One that
makes no sense is never deleted: it is set aside under a name that says when, a new one is begun, and that is told once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.store.clock import in_name, utc_now

BUSY_SECONDS = 3.0
"""How long to wait for another process that writes."""

_PAUSE_SECONDS = 0.01
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BESIDE = ("", "-wal", "-shm")
"""The endings of the files that SQLite keeps for one database."""

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
    """The SQLite file `path`, for its owner's eyes alone. `newer` says that a later version of the program wrote it.

    `renewed` hears where a damaged file is now that was set aside; without it none is, and damage is an error.
    """

    def __init__(
        self,
        path: Path,
        format: Format,
        newer: Callable[[Path], HybridError],
        renewed: Callable[[Path], None] | None = None,
    ) -> None:
        self.path = path
        self._format = format
        self._newer = newer
        self._renewed = renewed

    def make(self) -> None:
        """Make the file, empty, where there is none. Raises `OSError`."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def transaction(self, work: Callable[[sqlite3.Connection], T], begin: str = "BEGIN IMMEDIATE") -> T:
        """What `work` gives, all of it in one transaction, which takes the file for itself unless it only reads.

        Makes the file where there is none, and a new one where it is damaged. Raises as `done` does.
        """

        def whole(database: sqlite3.Connection) -> T:
            with database:
                database.execute(begin)
                return work(database)

        self.make()
        before = os.stat(self.path)
        try:
            return self.done(whole)
        except sqlite3.DatabaseError as error:
            if self._renewed is None or _code(error) not in _DAMAGE:
                raise
        if os.path.samestat(os.stat(self.path), before):  # else another process has set it aside
            self._renewed(self._set_aside())
        self.make()
        return self.done(whole)

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
                if _code(error) != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                    raise
            sleep(_PAUSE_SECONDS)

    def _set_aside(self) -> Path:
        """Where the damaged file is now."""
        name = f"{self.path.stem}.damaged-{in_name(utc_now())}"
        names = (f"{name}{f'-{number}' if number > 1 else ''}{self.path.suffix}" for number in count(1))
        aside = next(path for path in map(self.path.with_name, names) if not os.path.lexists(path))
        for ending in _BESIDE:
            with suppress(FileNotFoundError):
                os.rename(f"{self.path}{ending}", f"{aside}{ending}")
        return aside

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
            # For macOS, whose fsync is not enough (see `atomic.sync`): nobody else has it.
            database.execute("PRAGMA checkpoint_fullfsync = ON")
            database.execute(f"PRAGMA fullfsync = {self._format.synchronous == 'FULL'}")
            yield database


def _code(error: sqlite3.Error) -> int:
    """What went wrong; the higher bytes say where. 0 for an error of Python's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def number(database: sqlite3.Connection, pragma: str) -> int:
    """The value of a PRAGMA that is a number."""
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
