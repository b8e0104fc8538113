"""Why this file exists: whatever was written, drafted, signed and answered can be had back, and takes little room.

See `core.history` for what a version is and which of them may go, `store.history.schema` for what is on the disk.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import monotonic

from hybridtui.core.errors import HybridError
from hybridtui.core.history import Plan, Room, Sort, Version, changes, may_go, plan
from hybridtui.store.atomic import encoded
from hybridtui.store.clock import stamp, utc_now
from hybridtui.store.history import failures, rows
from hybridtui.store.history.database import HistoryDatabase, room
from hybridtui.store.history.due import Due, Queue
from hybridtui.store.history.pieces import cut, packed
from hybridtui.store.history.search import found_in

FILLED = 0.8
"""The share of the limit that pruning leaves in use, so that it is not due again at once."""

_AGAIN_SECONDS = 600.0
"""How long to leave a history alone in which nothing may go."""

_PAUSE_SECONDS = 5.0
"""How long a new version waits beside others without a try to enter them, as each may last for seconds."""


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
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._file = HistoryDatabase(path, self._note)
        self._workspace = workspace
        self._limit = limit
        self._now = now
        self._lock = threading.Lock()
        self._entering = threading.Lock()
        self._due = Queue()
        self._retry = 0.0
        self._told: set[str] = set()
        self._notices: list[HybridError] = []
        self._resume = 0.0

    # Keeping

    def add(self, sort: Sort, text: str, about: str = "", of: str = "") -> str:
        """Keep a version; see `core.ports.History`. Returns its digest. What goes wrong is among the `notices`."""
        data = encoded(text)
        due = Due(self._stamp(), sort, data, hashlib.sha256(data).hexdigest(), about, of)
        with self._entering:
            self._due.put(due)
            if monotonic() >= self._retry:
                self._enter()
        return due.digest

    def catch_up(self) -> None:
        """Enter what waits; see `core.ports.History`. What goes wrong is among the `notices`."""
        with self._entering:
            if self._due:
                self._enter()

    @property
    def waiting(self) -> int:
        """How many versions wait to be entered."""
        return len(self._due)

    @property
    def lost(self) -> int:
        """How many could not wait any longer, because there was no room for them."""
        return self._due.lost

    def _enter(self) -> None:
        """Enter whatever waits, in its order and all in one transaction: it is either in the history, or waits."""
        these = self._due.all()

        def enter(database: sqlite3.Connection) -> Room:
            for due in these:
                self._enter_one(database, due)
            return room(database, self._limit)

        try:
            now = self._file.write(enter)
        except HybridError as error:
            self._retry = monotonic() + _PAUSE_SECONDS
            self._note(error)
            return
        self._due.entered(these)
        self._retry = 0.0
        self._recovered()
        if now.exceeded and monotonic() >= self._resume:
            try:
                self._make_room(now)
            except HybridError as error:
                self._note(error)

    def _enter_one(self, database: sqlite3.Connection, due: Due) -> None:
        newest = next(rows.versions(database, rows.NEWEST, (self._workspace(), due.sort)), None)
        known = newest.digest == due.digest if newest else not due.data
        if known and due.sort.is_document:
            return
        text = due.data.decode("utf-8", "surrogateescape")
        about = due.about or changes(_lines(rows.readable(database, newest)), _lines(text))
        self._insert(database, self._workspace(), due, about)

    def _insert(self, database: sqlite3.Connection, key: str, due: Due, about: str) -> None:
        database.execute("INSERT OR IGNORE INTO workspaces (key) VALUES (?)", (key,))
        pieces = packed(rows.ids_of(database, list(cut(due.data))))
        values = (key, due.at, due.sort, about, len(due.data), due.digest, due.of, pieces)
        database.execute(rows.INSERT, values)

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

    def _recovered(self) -> None:
        """It can be written again: should that end once more, it is news."""
        with self._lock:
            self._told.discard(failures.TITLE)

    # Reading

    def versions(self) -> tuple[Version, ...]:
        """Every version of the workspace, the newest first. Raises `HybridError`."""
        question = f"{rows.VERSIONS} WHERE w.key = ? ORDER BY v.id DESC"
        return self._file.read(lambda database: tuple(rows.versions(database, question, (self._workspace(),))), ())

    def text(self, id: int) -> str:
        """The text of a version. Raises `HybridError` where it is gone or damaged."""
        try:
            return self._file.read(lambda database: rows.text_of(database, id), "")
        except rows.DAMAGE as error:
            raise failures.gone() from error

    def find(self, words: str) -> frozenset[int]:
        """The ids of the versions whose text has `words`, in small letters or capitals. Raises `HybridError`."""

        def search(database: sqlite3.Connection) -> frozenset[int]:
            lists = {held.version.id: held.pieces for held in rows.held(database, self._workspace())}
            return found_in(lists, words, lambda ids: rows.data_of(database, ids))

        try:
            return self._file.read(search, frozenset())
        except rows.DAMAGE as error:
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
        return plan(list(rows.held(database)), rows.sizes(database), excess, self._stamp())

    def _make_room(self, before: Room) -> None:
        excess = before.used - int(self._limit * FILLED)
        went = self._file.write(lambda database: self._prune(database, self._planned(database, excess)))
        self._file.shrink()
        if before.used - went.frees > self._limit:
            self._resume = monotonic() + _AGAIN_SECONDS
            self._note(failures.crowded(before.used, self._limit))

    def _prune(self, database: sqlite3.Connection, agreed: Plan) -> Plan:
        free = may_go(list(rows.versions(database, rows.VERSIONS)), self._stamp())
        go = tuple(version for version in agreed.go if version.id in free)
        if not go:
            return Plan()
        before = room(database, self._limit).used
        database.executemany("DELETE FROM versions WHERE id = ?", [(version.id,) for version in go])
        used = {piece for held in rows.held(database) for piece in held.pieces}
        unused = [row for row in database.execute("SELECT id FROM pieces") if row[0] not in used]
        database.executemany("DELETE FROM pieces WHERE id = ?", unused)
        frees = before - room(database, self._limit).used
        for key in dict.fromkeys(version.workspace for version in go):
            gone = Plan(tuple(version for version in go if version.workspace == key))
            record = encoded("".join(f"{version.at} {version.sort}: {version.about}\n" for version in gone.go))
            entry = Due(self._stamp(), Sort.PRUNING, record, hashlib.sha256(record).hexdigest(), gone.words, "")
            self._insert(database, key, entry, entry.about)
        return Plan(go, frees)

    def _stamp(self) -> str:
        return stamp(self._now())


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
