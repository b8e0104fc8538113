"""Why this file exists: spending over time has its quiet days, and a chart that leaves them out lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hybridtui.core import days
from hybridtui.core.accounts.bill import Bill, billed
from hybridtui.core.ledger import Row


class Period(StrEnum):
    """How long each bar of a chart lasts. A week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class PeriodBill:
    """What one day, week or month came to; `start` is the date of its first day."""

    start: str
    bill: Bill


def series(rows: Iterable[Row], period: Period, today: str, count: int) -> tuple[PeriodBill, ...]:
    """The last `count` periods up to the one of `today`, the oldest first, with those in which nothing was handed off.

    `today` is a date by the clock on the wall, as `Row.day` is. Rows outside of these periods are left out.
    """
    starts = [start_of(period, days.number(today))]
    while len(starts) < count:
        starts.append(start_of(period, days.number(starts[-1]) - 1))
    groups: dict[str, list[Row]] = {start: [] for start in reversed(starts)}
    start_by_day: dict[str, str] = {}  # thousands of rows share few days
    for row in rows:
        if row.day not in start_by_day:
            start_by_day[row.day] = start_of(period, days.number(row.day))
        if (group := groups.get(start_by_day[row.day])) is not None:
            group.append(row)
    return tuple(PeriodBill(start, billed(group)) for start, group in groups.items())


def start_of(period: Period, day: int) -> str:
    """The date of the first day of the period that the day with that number is in."""
    match period:
        case Period.DAY:
            return days.date_of(day)
        case Period.WEEK:
            return days.date_of(day - (day - 1) % 7)  # day 1 was a Monday
        case Period.MONTH:
            return days.date_of(day)[:8] + "01"
