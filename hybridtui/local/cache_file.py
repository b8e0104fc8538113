"""Why this file exists: what a model said about a window outlives the process, in one file that many processes share.

SQLite does the locking and the repair. The journal is a rollback journal, since WAL needs memory shared between
processes, which a home folder on a network file system does not have. Nothing waits for the disk (synchronous=OFF): a
process that is killed leaves a journal behind that the next one rolls back. Only a power cut can damage the file, and
the checksum of each entry, or SQLite itself, finds that out: this is a cache, so it is then begun anew.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.local import cache_failures

SMALLEST = 256 * 1024
"""The lowest limit in bytes: there has to be room for a batch and for what is being replaced by it."""

_APPLICATION = 0x48594243  # "HYBC"
_VERSION = 1
_PAGE = 4096
_PATIENCE = 0.1
"""Seconds to wait for another process; Stop has to work within a quarter of a second."""
_BATCH = 64
"""Entries of one transaction, which bounds how long it locks others out."""
_LARGEST = 32 * 1024
_SHARE = 16
"""No value, and no batch of several, is larger than `_LARGEST` bytes or than one part in `_SHARE` of the file."""
_ASKED = 500
"""Keys of one query; SQLite may be built to take no more than 999."""
_ROW = 96
"""Bytes that an entry takes besides its value: its key twice (in table and index), checksum and headers."""

# `used` orders the entries by their last use: one that is used again moves to the end.
_TABLE = """
CREATE TABLE window (used INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, checksum INTEGER NOT NULL, value BLOB NOT NULL)
"""
# One flipped bit makes a text of a blob; not every text can be read.
_GET = """
SELECT key, checksum, value FROM window WHERE key IN ({}) AND (typeof(key), typeof(value)) = ('blob', 'blob')
AND typeof(checksum) = 'integer'
"""
_PUT = "REPLACE INTO window (key, checksum, value) VALUES (?, ?, ?)"
_USE = "UPDATE window SET used = (SELECT max(used) + 1 FROM window) WHERE key = ?"
_DROP = "DELETE FROM window WHERE key = ?"
_EVICT = "DELETE FROM window WHERE used IN (SELECT used FROM window ORDER BY used LIMIT ?)"

_Entry = tuple[bytes, bytes | None]
T = TypeVar("T")


class CacheFile:
    """Values by key, of which the least recently used go first. Keys are hexadecimal digests.

    The file never grows past `limit` bytes (`SMALLEST` or more). While a batch is written, a journal of the pages that
    it changes lies beside it, no larger than the file and 4 MiB at most (the worst case, large values that replace a
    thousand tiny ones, measured 3.2 MiB). File and folder are made at first use, for the user alone. A file that is
    damaged, of an older version or larger than `limit` is begun anew; `tell` hears of the damage. All calls from one
    thread.
    """

    def __init__(self, file: Path, limit: int, tell: Callable[[HybridError], None]) -> None:
        self._file = file
        self._largest = min(limit // _SHARE, _LARGEST)
        self._tell = tell
        self._pages = limit // _PAGE
        self._connection: sqlite3.Connection | None = None

    def read(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The values that are there; one that fails its checksum is not. Raises `HybridError`."""
        digests = [bytes.fromhex(key) for key in keys]
        return self._on_disk(lambda connection: dict(_select(connection, digests)))

    def write(self, entries: Iterable[tuple[str, bytes | None]]) -> None:
        """Put in `entries`, the least recently used first; None stands for a value that was only used.

        Old entries make room. A value too large for the file is left out, and so is the one it replaces. Raises
        `HybridError`; part of the entries may then be in, and writing them all again does no harm.
        """
        digests = [(bytes.fromhex(key), value) for key, value in entries]
        fitting = [(key, value) for key, value in digests if len(value or b"") <= self._largest]
        outgrown = [(key,) for key, value in digests if len(value or b"") > self._largest]

        def put(connection: sqlite3.Connection) -> None:
            connection.executemany(_DROP, outgrown)
            for batch in _batches(fitting, self._largest):
                self._put(connection, batch)

        self._on_disk(put)

    def close(self) -> None:
        """Give the file back; the next call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _on_disk(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """What `act` gives, tried a second time where the file had to be replaced. Raises `HybridError`."""
        try:
            try:
                return act(self._opened())
            except sqlite3.Error as error:
                if not self._replaced(error):
                    raise
                return act(self._opened())
        except HybridError:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise cache_failures.failure(self._file, error) from error

    def _opened(self) -> sqlite3.Connection:
        """The connection, made if need be. Raises `sqlite3.Error`, `OSError` and, for a foreign file, `HybridError`."""
        if self._connection is not None:
            return self._connection
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file.touch(mode=0o600)
        connection = self._connection = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        if not _is_ours(connection):
            self._make(connection)
        self._file.chmod(0o600)
        if _number(connection, "page_count") > self._pages:
            self._delete()
            return self._opened()
        connection.execute(f"PRAGMA max_page_count = {self._pages}")
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        """Turn an empty file, or one of an older version, into a cache; another process may be about to, as well."""
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if _is_ours(connection):
                return
            application, version = _number(connection, "application_id"), _number(connection, "user_version")
            if application == _APPLICATION and version < _VERSION:
                connection.execute("DROP TABLE IF EXISTS window")
            elif _number(connection, "schema_version"):
                raise cache_failures.foreign(self._file)
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {_VERSION}")

    def _put(self, connection: sqlite3.Connection, batch: Sequence[_Entry]) -> None:
        # Twice the size, as pages are half empty after a split, and some pages for the splits themselves.
        need = 8 + 2 * sum(_size(entry) for entry in batch) // _PAGE
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            while self._free(connection) < need and connection.execute(_EVICT, (_BATCH,)).rowcount:
                pass
            for key, value in batch:
                if value is None:
                    connection.execute(_USE, (key,))
                else:
                    connection.execute(_PUT, (key, _checksum(key, value), value))

    def _free(self, connection: sqlite3.Connection) -> int:
        """Pages that the file may still take."""
        taken = _number(connection, "page_count") - _number(connection, "freelist_count")
        return self._pages - taken

    def _replaced(self, error: sqlite3.Error) -> bool:
        """Whether `error` told of a file that is gone from its place or damaged; the next call makes a new one."""
        if cache_failures.is_of_moved_file(error):
            self.close()
            return True
        if cache_failures.is_of_damaged_file(error):
            self._tell(cache_failures.damaged(self._file, error))
            self._delete()
            return True
        return False

    def _delete(self) -> None:
        """Remove the file. SQLite tells a process that still has it open, and drops the journal of an empty file.

        Raises `OSError`.
        """
        self.close()
        self._file.unlink(missing_ok=True)


def _select(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(keys), _ASKED):
        asked = keys[start : start + _ASKED]
        rows = connection.execute(_GET.format(",".join("?" * len(asked))), asked)
        yield from ((key.hex(), value) for key, checksum, value in rows if checksum == _checksum(key, value))


def _batches(entries: Sequence[_Entry], largest: int) -> Iterator[list[_Entry]]:
    """`entries` in batches of at most `_BATCH` entries and `largest` bytes of values."""
    batch: list[_Entry] = []
    size = 0
    for key, value in entries:
        length = len(value or b"")
        if batch and (len(batch) == _BATCH or size + length > largest):
            yield batch
            batch, size = [], 0
        batch.append((key, value))
        size += length
    if batch:
        yield batch


def _size(entry: _Entry) -> int:
    return _ROW + len(entry[1] or b"")


def _checksum(key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key))


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _is_ours(connection: sqlite3.Connection) -> bool:
    return (_number(connection, "application_id"), _number(connection, "user_version")) == (_APPLICATION, _VERSION)
