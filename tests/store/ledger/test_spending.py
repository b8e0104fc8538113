"""Why this file exists: a budget of a day is one by the clock on the wall, and what is uncertain is not nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hybridtui.core.costs.budget import Spent
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.store.ledger.file import LedgerFile
from tests.store.ledger.books import ENDED, OPENING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


class Clock:
    """Says what a test says; the zone is Berlin's."""

    def __init__(self, path: Path) -> None:
        self.moment = "2026-11-23T10:00:00+00:00"
        self.ledger = LedgerFile(path, lambda: datetime.fromisoformat(self.moment), ZoneInfo("Europe/Berlin"))

    def spend(self, moment: str, cost: str | None, reply: Reply = ENDED, opening: Opening = OPENING) -> None:
        self.moment = moment
        money = None if cost is None else Decimal(cost)
        self.ledger.note(replace(reply, id=self.ledger.begin(opening), cost=money))

    def spent(self, moment: str) -> Spent:
        self.moment = moment
        return self.ledger.spent()


@pytest.fixture
def clock(path: Path) -> Clock:
    return Clock(path)


def test_what_was_spent_before_the_clock_was_set_back_counts_against_the_limits(clock: Clock) -> None:
    clock.spend("2026-12-01T10:00:00+00:00", "1")
    clock.spend("2026-11-23T10:00:00+00:00", "2")
    assert clock.spent("2026-11-23T09:00:00+00:00") == Spent(Decimal(3), Decimal(3))


def test_days_and_months_are_those_of_the_wall_and_not_of_utc(clock: Clock) -> None:
    for moment, cost in [
        ("2026-10-31T22:59:00+00:00", "1"),  # still October in Berlin
        ("2026-10-31T23:00:00+00:00", "2"),  # the first of November
        ("2026-11-22T22:59:59.999+00:00", "4"),  # yesterday
        ("2026-11-22T23:00:00+00:00", "8"),  # today
    ]:
        clock.spend(moment, cost)
    assert clock.spent("2026-11-23T10:00:00+00:00") == Spent(Decimal(8), Decimal(14))
    assert [row.day for row in clock.ledger.rows()] == ["2026-11-23", "2026-11-22", "2026-11-01", "2026-10-31"]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00"),  # 23 hours: the clock is put forward
        ("2026-10-24T22:00:00+00:00", "2026-10-25T23:00:00+00:00"),  # 25 hours: it is put back
    ],
)
def test_the_day_on_which_the_clock_is_changed_is_as_long_as_it_is(clock: Clock, begins: str, ends: str) -> None:
    clock.spend(begins.replace(":00:00+", ":00:01+"), "1")
    before_end = ends.replace(f"T{ends[11:13]}:00:00", f"T{int(ends[11:13]) - 1}:59:59")
    clock.spend(before_end, "2")
    assert clock.spent(before_end).day == 3
    assert clock.spent(ends).day == 0


def test_without_a_zone_the_days_are_those_of_the_machine(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        ledger = LedgerFile(path, lambda: datetime.fromisoformat("2026-11-22T11:30:00+00:00"))
        ledger.note(replace(ENDED, id=ledger.begin(OPENING)))
        assert ledger.rows()[0].day == "2026-11-23"
        assert ledger.spent().day == ENDED.cost
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_may_be_more_is_told_for_the_day_and_the_month_apart(clock: Clock) -> None:
    broken = Reply(ReplyState.FAILED, usage=Usage(1, 1))
    clock.spend("2026-11-20T10:00:00+00:00", "2", broken)
    clock.spend("2026-11-23T10:00:00+00:00", "1")
    assert clock.spent("2026-11-23T11:00:00+00:00") == Spent(Decimal(1), Decimal(3), month_at_least=True)
    assert clock.spent("2026-11-20T11:00:00+00:00").day_at_least


def test_an_unknown_cost_is_counted_and_not_nothing(clock: Clock) -> None:
    at = "2026-11-23T10:00:00+00:00"
    clock.spend(at, None)
    clock.ledger.begin(OPENING)
    assert clock.spent(at) == Spent(unpriced=2, day_at_least=True, month_at_least=True)


def test_a_whole_answer_without_a_price_may_be_more(clock: Clock) -> None:
    at = "2026-11-23T10:00:00+00:00"
    clock.spend(at, None)
    assert clock.spent(at) == Spent(unpriced=1, day_at_least=True, month_at_least=True)


def test_what_cost_nothing_is_no_unknown(clock: Clock) -> None:
    at = "2026-11-23T10:00:00+00:00"
    clock.spend(at, None, Reply(ReplyState.FAILED, billable=False))
    clock.spend(at, None, Reply(ReplyState.DELIVERED), replace(OPENING, target=Target.CLIPBOARD))
    assert clock.spent(at) == Spent()


def test_a_clock_that_is_set_back_forgets_nothing_that_was_spent(clock: Clock) -> None:
    clock.spend("2026-11-23T10:00:00+00:00", "2")
    clock.spend("2026-11-22T10:00:00+00:00", "1")
    assert clock.spent("2026-11-22T11:00:00+00:00") == Spent(Decimal(3), Decimal(3))
    assert clock.spent("2026-10-31T11:00:00+00:00").month == 3
    assert [row.cost for row in clock.ledger.rows()] == [1, 2], "in the order in which they were entered"


def test_a_hand_off_over_midnight_or_the_end_of_a_month_is_one_of_the_day_on_which_it_was_begun(clock: Clock) -> None:
    clock.moment = "2026-11-30T22:59:59+00:00"  # a second before December in Berlin
    hand_off = clock.ledger.begin(OPENING)
    clock.moment = "2026-11-30T23:00:30+00:00"
    clock.ledger.note(replace(ENDED, id=hand_off))
    assert clock.spent("2026-11-30T23:01:00+00:00") == Spent()
    assert [row.day for row in clock.ledger.rows()] == ["2026-11-30"]
