"""Why this file exists: the books are kept in SQLite, where an event once entered can only be added to."""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from hybridtui.core.budget import Spent
from hybridtui.core.calibration import Observation
from hybridtui.core.errors import HybridError
from hybridtui.core.ledger import Opening, Outcome, Row, outcome
from hybridtui.core.meter import Meter
from hybridtui.core.order import Target
from hybridtui.core.reply import Reply, Usage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY, hand_off TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""


class LedgerFile:
    """The ledger in the file `path`, as `core.ports.Ledger` asks. May be used from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def begin(self, opening: Opening) -> str:
        """Open a row. Raises `HybridError`."""
        hand_off = str(uuid.uuid4())
        self._add(hand_off, "opening", asdict(opening))
        return hand_off

    def note(self, reply: Reply) -> None:
        """Add how the hand-off stands. Raises `HybridError`."""
        usage = asdict(reply.usage) if reply.usage else None
        state = {
            "outcome": outcome(reply),
            "stop_reason": reply.stop_reason,
            "request_id": reply.request_id,
            "error": reply.error.title if reply.error else "",
            "usage": usage,
            "cost": reply.cost,
        }
        self._add(reply.id, "state", state)

    def rows(self) -> tuple[Row, ...]:
        """Every hand-off, the newest first. Raises `HybridError`."""
        with self._open() as database:
            events = database.execute("SELECT hand_off, at, kind, data FROM events ORDER BY id").fetchall()
        found: dict[str, Row] = {}
        for hand_off, at, kind, data in events:
            table = json.loads(data)
            if kind == "opening":
                found[hand_off] = Row(hand_off, at, _opening(table))
            elif hand_off in found:
                usage = Usage(**table["usage"]) if table["usage"] else None
                cost = None if table["cost"] is None else Decimal(table["cost"])
                row = found[hand_off]
                found[hand_off] = Row(
                    hand_off, row.at, row.opening, Outcome(table["outcome"]), table["stop_reason"], table["request_id"],
                    table["error"], usage, cost,
                )  # fmt: skip
        return tuple(reversed(found.values()))

    def spent(self) -> Spent:
        """What this day and this month have cost. Raises `HybridError`."""
        now = datetime.now().astimezone()
        day = month = Decimal(0)
        unpriced = 0
        for row in self.rows():
            at = datetime.fromisoformat(row.at).astimezone()
            if (at.year, at.month) != (now.year, now.month):
                continue
            month += row.cost or 0
            day += (row.cost or 0) if at.date() == now.date() else 0
            unpriced += row.cost is None and not row.confirmed
        return Spent(day, month, unpriced)

    def observations(self) -> tuple[Observation, ...]:
        """What was billed against what had been counted. Raises `HybridError`."""
        return tuple(
            Observation(row.opening.model, meter.counter, meter.kind, meter.raw, meter.overhead, row.usage.all_input)
            for row in self.rows()
            if row.usage and (meter := row.opening.meter) and meter.raw
        )

    def _add(self, hand_off: str, kind: str, table: Mapping[str, object]) -> None:
        row = (hand_off, datetime.now(UTC).isoformat(), kind, json.dumps(table, default=str))
        with self._open() as database, database:
            database.execute("INSERT INTO events (hand_off, at, kind, data) VALUES (?, ?, ?, ?)", row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._path)
                try:
                    database.execute("PRAGMA journal_mode = WAL")
                    database.execute("PRAGMA synchronous = FULL")
                    database.executescript(_SCHEMA)
                    yield database
                finally:
                    database.close()
            except (OSError, sqlite3.Error) as error:
                raise HybridError(
                    "The ledger cannot be used", f"{self._path}: {error}", "Free the disk, or move that file away."
                ) from error


def _opening(table: dict[str, object]) -> Opening:
    meter = table.pop("meter")
    target = Target(str(table.pop("target")))
    money = ("ratio", "input_low", "input_high", "worst_case", "notes_cost")
    if isinstance(meter, dict):
        for name in money:
            meter[name] = None if meter[name] is None else Decimal(meter[name])
    return Opening(target=target, meter=Meter(**meter) if isinstance(meter, dict) else None, **table)  # type: ignore[arg-type]
