"""Why this file exists: whatever was written, drafted, signed and answered can be had back, and takes little room.

See `core.history` for what a version is and which of them may go, `store.history.schema` for what is on the disk.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from hybridtui.core.errors import HybridError
from hybridtui.core.history import Held, Plan, Room, Sort, Version, changes, may_go, plan
from hybridtui.store.atomic import encoded
from hybridtui.store.history import failures
from hybridtui.store.history.database import HistoryDatabase, room
from hybridtui.store.history.pieces import cut, packed, unpacked
from hybridtui.store.history.search import found_in

FILLED = 0.8
"""The share of the limit that pruning leaves in use, so that it is not due again at once."""

_AGAIN_SECONDS = 600.0
"""How long to leave a history alone in which nothing may go."""

_ASKED = 500
"""Ids in one question; SQLite may be built to take no more than 999."""

_VERSIONS = """
SELECT v.id, v.at, v.sort, v.about, v.size, v.digest, v.of, w.key
FROM versions AS v JOIN workspaces AS w ON w.id = v.workspace
"""
_NEWEST = f"{_VERSIONS} WHERE w.key = ? AND v.sort = ? ORDER BY v.id DESC LIMIT 1"
_INSERT = """
INSERT INTO versions (workspace, at, sort, about, size, digest, of, pieces)
VALUES ((SELECT id FROM workspaces WHERE key = ?), ?, ?, ?, ?, ?, ?, ?)
"""
_DAMAGE = (ValueError, zlib.error, KeyError)

T = TypeVar("T")


class HistoryFile:
    """The history of one workspace in the file `path`, as `core.ports.History` asks.

    `workspace` gives the key of the workspace, `limit` is the most bytes for the whole file, 0 for no limit. May be
    used from several threads and processes.
    """

    def __init__(
        self,
        path: Path,
        workspace: Callable[[], str],
        limit: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._file = HistoryDatabase(path, self._note)
        self._workspace = workspace
        self._limit = limit
        self._now = now
        self._lock = threading.Lock()
        self._told: set[str] = set()
        self._notices: list[HybridError] = []
        self._resume = 0.0

    # Keeping

    def add(self, sort: Sort, text: str, about: str = "", of: str = "") -> str:
        """Keep a version; see `core.ports.History`. Returns its digest. What goes wrong is among the `notices`."""
        data = encoded(text)
        digest = hashlib.sha256(data).hexdigest()

        def insert(database: sqlite3.Connection) -> Room:
            newest = next(_versions(database, _NEWEST, (self._workspace(), sort)), None)
            known = newest.digest == digest if newest else not data
            if not (known and sort.is_document):
                said = about or changes(_lines(_readable(database, newest)), _lines(text))
                self._insert(database, self._workspace(), sort, data, digest, said, of)
            return room(database, self._limit)

        try:
            now = self._file.write(insert)
            if now.exceeded and monotonic() >= self._resume:
                self._make_room(now)
        except HybridError as error:
            self._note(error)
        return digest

    def _insert(
        self, database: sqlite3.Connection, key: str, sort: Sort, data: bytes, digest: str, about: str, of: str = ""
    ) -> None:
        database.execute("INSERT OR IGNORE INTO workspaces (key) VALUES (?)", (key,))
        pieces = packed(_kept(database, list(cut(data))))
        database.execute(_INSERT, (key, self._stamp(), sort, about, len(data), digest, of, pieces))

    def notices(self) -> tuple[HybridError, ...]:
        """What went wrong since this was asked last; of each kind once."""
        with self._lock:
            told, self._notices = tuple(self._notices), []
        return told

    def _note(self, error: HybridError) -> None:
        with self._lock:
            if error.title not in self._told:
                self._told.add(error.title)
                self._notices.append(error)

    # Reading

    def versions(self) -> tuple[Version, ...]:
        """Every version of the workspace, the newest first. Raises `HybridError`."""
        question = f"{_VERSIONS} WHERE w.key = ? ORDER BY v.id DESC"
        return self._file.read(lambda database: tuple(_versions(database, question, (self._workspace(),))), ())

    def text(self, id: int) -> str:
        """The text of a version. Raises `HybridError` where it is gone or damaged."""
        try:
            return self._file.read(lambda database: _text(database, id), "")
        except _DAMAGE as error:
            raise failures.gone() from error

    def find(self, words: str) -> frozenset[int]:
        """The ids of the versions whose text has `words`, in small letters or capitals. Raises `HybridError`."""

        def search(database: sqlite3.Connection) -> frozenset[int]:
            lists = {held.version.id: held.pieces for held in _held(database, self._workspace())}
            return found_in(lists, words, lambda ids: _pieces(database, ids))

        try:
            return self._file.read(search, frozenset())
        except _DAMAGE as error:
            raise failures.gone() from error

    def room(self) -> Room:
        """What all histories take on the disk, and the most they may. Raises `HybridError`."""
        return self._file.read(lambda database: room(database, self._limit), Room(0, self._limit))

    # Pruning

    def plan(self, excess: int) -> Plan:
        """What should go, of any workspace, to free `excess` bytes. Raises `HybridError`."""
        return self._file.read(lambda database: self._planned(database, excess), Plan())

    def prune(self, agreed: Plan) -> Plan:
        """Let go what was `agreed`, but for what may go no longer, and record that. Returns what went.

        Raises `HybridError`; nothing is then gone.
        """
        went = self._file.write(lambda database: self._prune(database, agreed))
        self._file.shrink()
        return went

    def _planned(self, database: sqlite3.Connection, excess: int) -> Plan:
        return plan(list(_held(database)), _sizes(database), excess, self._stamp())

    def _make_room(self, before: Room) -> None:
        excess = before.used - int(self._limit * FILLED)
        went = self._file.write(lambda database: self._prune(database, self._planned(database, excess)))
        self._file.shrink()
        if before.used - went.frees > self._limit:
            self._resume = monotonic() + _AGAIN_SECONDS
            self._note(failures.crowded(before.used, self._limit))

    def _prune(self, database: sqlite3.Connection, agreed: Plan) -> Plan:
        free = may_go(list(_versions(database, _VERSIONS)), self._stamp())
        go = tuple(version for version in agreed.go if version.id in free)
        if not go:
            return Plan()
        before = room(database, self._limit).used
        database.executemany("DELETE FROM versions WHERE id = ?", [(version.id,) for version in go])
        used = {piece for held in _held(database) for piece in held.pieces}
        unused = [row for row in database.execute("SELECT id FROM pieces") if row[0] not in used]
        database.executemany("DELETE FROM pieces WHERE id = ?", unused)
        frees = before - room(database, self._limit).used
        for key in dict.fromkeys(version.workspace for version in go):
            gone = Plan(tuple(version for version in go if version.workspace == key))
            record = encoded("".join(f"{version.at} {version.sort}: {version.about}\n" for version in gone.go))
            self._insert(database, key, Sort.PRUNING, record, hashlib.sha256(record).hexdigest(), gone.words)
        return Plan(go, frees)

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="microseconds")


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _versions(database: sqlite3.Connection, question: str, parameters: Sequence[object] = ()) -> Iterator[Version]:
    for row in database.execute(question, parameters):
        yield _version(row)


def _version(row: Sequence[Any]) -> Version:
    each, at, sort, about, size, digest, of, key = row
    return Version(each, at, Sort(sort), about, size, digest, of, key)


def _held(database: sqlite3.Connection, key: str | None = None) -> Iterator[Held]:
    """What is kept of every workspace, or of one."""
    where, parameters = ("WHERE w.key = ?", (key,)) if key is not None else ("", ())
    question = _VERSIONS.replace("w.key\n", "w.key, v.pieces\n") + where
    for *row, pieces in database.execute(question, parameters):
        version = _version(row)
        own = len(pieces) + sum(len(part) for part in (version.at, version.about, version.digest, version.of))
        yield Held(version, own, unpacked(pieces))


def _sizes(database: sqlite3.Connection) -> dict[int, int]:
    return dict(database.execute("SELECT id, length(data) + length(digest) FROM pieces"))


def _kept(database: sqlite3.Connection, pieces: Sequence[bytes]) -> list[int]:
    """The ids of the pieces, those put in that were not there."""
    digests = [hashlib.blake2b(piece, digest_size=16).digest() for piece in pieces]
    known: dict[bytes, int] = {}
    for batch in _batches(list(dict.fromkeys(digests))):
        marks = ",".join("?" * len(batch))
        known.update(database.execute(f"SELECT digest, id FROM pieces WHERE digest IN ({marks})", batch))
    for digest, piece in zip(digests, pieces, strict=True):
        if digest not in known:
            row = digest, zlib.compress(piece)
            (known[digest],) = database.execute(
                "INSERT INTO pieces (digest, data) VALUES (?, ?) RETURNING id", row
            ).fetchone()
    return [known[digest] for digest in digests]


def _text(database: sqlite3.Connection, id: int) -> str:
    """The text of a version. Raises KeyError, ValueError or `zlib.error` where it is gone or damaged."""
    found = database.execute("SELECT pieces, digest FROM versions WHERE id = ?", (id,)).fetchone()
    if found is None:
        raise KeyError(id)
    ids = unpacked(found[0])
    pieces = dict(_pieces(database, dict.fromkeys(ids)))
    data = b"".join(pieces[piece] for piece in ids)
    if hashlib.sha256(data).hexdigest() != found[1]:
        raise ValueError("not what was kept")
    return data.decode("utf-8", "surrogateescape")


def _readable(database: sqlite3.Connection, version: Version | None) -> str:
    """The text of a version, empty where there is none that can be read."""
    try:
        return _text(database, version.id) if version else ""
    except _DAMAGE:
        return ""


def _pieces(database: sqlite3.Connection, ids: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    for batch in _batches(list(ids)):
        marks = ",".join("?" * len(batch))
        for piece, data in database.execute(f"SELECT id, data FROM pieces WHERE id IN ({marks})", batch):
            yield piece, zlib.decompress(data)


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + _ASKED] for start in range(0, len(items), _ASKED))
