"""Why this file exists: the books are kept in SQLite, where an event once entered can only be added to.

Each call opens the file and closes it again (see `store.shared_file`): none of a hand-off's events waits in memory.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

from hybridtui.core.costs.budget import Spent
from hybridtui.core.costs.calibration import Observation
from hybridtui.core.hand_off.order import UNANSWERED
from hybridtui.core.ledger import COSTLESS, Opening, Row
from hybridtui.core.reply import Reply
from hybridtui.store.clock import stamp, utc_now
from hybridtui.store.ledger import failures
from hybridtui.store.ledger.entry import opening_text, row, state_text
from hybridtui.store.ledger.schema import FORMAT
from hybridtui.store.shared_file import SharedFile

_OBSERVATIONS = 200
"""Calibration looks at the newest few of a kind of text: these are plenty of any kind."""

_SPENT = """
SELECT at, cost_usd, confirmed FROM hand_offs WHERE at >= ? AND target NOT IN (?, ?) AND outcome NOT IN (?, ?)
"""

_OBSERVED = """
SELECT model, counter, text_kind, json_extract(opening, '$.meter.raw'), json_extract(opening, '$.meter.overhead'),
       input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS billed
FROM hand_offs
WHERE json_extract(opening, '$.meter.raw') > 0 AND billed > 0 AND unpriced = '' AND web_searches = 0
ORDER BY place DESC LIMIT ?
"""

_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError)


class LedgerFile:
    """The ledger in the file `path`, as `core.ports.Ledger` asks. May be used from several threads and processes.

    Only `begin` makes the file, for its owner's eyes alone. Days are those of `zone`, which is the machine's unless
    given. Every method raises `HybridError`.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = utc_now, zone: tzinfo | None = None) -> None:
        self._path = path
        self._file = SharedFile(path, FORMAT, failures.newer)
        self._now = now
        self._zone = zone
        self._lock = threading.Lock()

    def begin(self, opening: Opening) -> str:
        """Open a row, on the disk before this returns. Returns its id: a UUID of ours."""
        hand_off = str(uuid.uuid4())
        with self._lock, self._failing():
            self._file.make()
            self._add(hand_off, "opening", opening_text(opening))
        return hand_off

    def note(self, reply: Reply) -> None:
        """Add how the hand-off `reply.id` stands now."""
        with self._lock, self._failing():
            self._add(reply.id, "state", state_text(reply))

    def rows(self) -> tuple[Row, ...]:
        """Every hand-off, the newest first."""
        found = self._asked("SELECT id, at, opening, state FROM hand_offs ORDER BY place DESC")
        try:
            return tuple(row(each, at, self._day(at), opening, state) for each, at, opening, state in found)
        except _DAMAGE as error:
            raise failures.damaged(self._path) from error

    def spent(self) -> Spent:
        """What this day and this month have cost so far."""
        today = self._now().astimezone(self._zone).date()
        month_begins, day_begins = self._begins(today.replace(day=1)), self._begins(today)
        found = self._asked(_SPENT, (month_begins, *UNANSWERED, *COSTLESS))
        try:
            bills = [(at, None if cost is None else Decimal(cost), bool(final)) for at, cost, final in found]
        except _DAMAGE as error:
            raise failures.damaged(self._path) from error
        todays = [bill for bill in bills if bill[0] >= day_begins]
        return Spent(
            sum((cost for _, cost, _ in todays if cost), Decimal(0)),
            sum((cost for _, cost, _ in bills if cost), Decimal(0)),
            sum(cost is None for _, cost, _ in bills),
            any(cost is None or not final for _, cost, final in todays),
            any(cost is None or not final for _, cost, final in bills),
        )

    def observations(self) -> tuple[Observation, ...]:
        """What was billed against what had been counted, the newest first; no more than calibration can use."""
        return tuple(Observation(*each) for each in self._asked(_OBSERVED, (_OBSERVATIONS,)))

    def _asked(self, question: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The answer of the books; none where there are no books yet, which asking does not make."""
        with self._lock, self._failing():
            if not self._path.exists():
                return []
            return self._file.done(lambda database: database.execute(question, parameters).fetchall())

    def _add(self, hand_off: str, kind: str, data: str) -> None:
        event = (hand_off, stamp(self._now()), kind, data)
        insert = "INSERT INTO events (hand_off, at, kind, data) VALUES (?, ?, ?, ?)"
        self._file.done(lambda database: database.execute(insert, event))

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise failures.unusable(self._path, error) from error

    def _day(self, at: str) -> str:
        return datetime.fromisoformat(at).astimezone(self._zone).date().isoformat()

    def _begins(self, day: date) -> str:
        """The moment at which `day` begins by the clock on the wall."""
        return stamp(datetime.combine(day, time(), self._zone))
