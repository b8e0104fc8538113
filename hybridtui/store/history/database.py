"""Why this file exists: a history that is damaged, locked or full must not end what it is the history of."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.core.history import Room
from hybridtui.store.history import failures
from hybridtui.store.history.schema import FORMAT
from hybridtui.store.shared_file import SharedFile, number

T = TypeVar("T")


class HistoryDatabase:
    """The file `path`, for its owner's eyes alone, made by the first `write`. May be used from several threads.

    `notice` hears of a damaged file that was set aside.
    """

    def __init__(self, path: Path, notice: Callable[[HybridError], None]) -> None:
        self.path = path
        self._file = SharedFile(path, FORMAT, failures.newer, lambda aside: notice(failures.begun_anew(path, aside)))
        self._lock = threading.Lock()

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, all of it in one transaction. Raises `HybridError`; nothing of it is then done."""
        with self._lock, self._failing():
            return self._file.transaction(work)

    def read(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives; `otherwise` where there is no file, which reading does not make. Raises `HybridError`."""
        with self._failing():
            return self._file.done(work) if self.path.exists() else otherwise

    def shrink(self) -> None:
        """Give the disk back what was freed. Raises `HybridError`."""
        with self._lock, self._failing():
            # Not `execute`: Python takes the first of the many steps that this makes for the last.
            self._file.done(lambda database: database.executescript("PRAGMA incremental_vacuum"))

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
