"""Why this file exists: core asks no clock, yet accounts need the days between two dates, the empty ones too.

Dates are text, "2026-11-23", and days are numbers, counted as `datetime.date.toordinal` counts them. The method is that
of H. Hinnant's "chrono-compatible low-level date algorithms": years begin in March, so that leap days come last.
"""

from __future__ import annotations

import re
from functools import lru_cache

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:\+00:00|Z)", re.ASCII)
_ERA_DAYS = 146_097
_BEFORE_ERA = 305
"""Days from 0001-01-01 back to 0000-03-01, less one: the first day has the number 1."""


@lru_cache(maxsize=4096)
def number(date: str) -> int:
    """The number of a day, "0001-01-01" being 1. Raises ValueError for what is no date in that form."""
    if not (found := _DATE.fullmatch(date)):
        raise ValueError(f"not a date: {date!r}")
    year, month, day = (int(part) for part in found.groups())
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    counted = era * _ERA_DAYS + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _BEFORE_ERA
    if not 1 <= month <= 12 or not day or date_of(counted) != date:
        raise ValueError(f"not a date: {date!r}")
    return counted


def date_of(day: int) -> str:
    """The date of the day with that number, in the years 1 to 9999."""
    era, of_era = divmod(day + _BEFORE_ERA, _ERA_DAYS)
    year_of_era = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month, rest = divmod(5 * of_year + 2, 153)
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return f"{era * 400 + year_of_era + (month <= 2):04}-{month:02}-{rest // 5 + 1:02}"


def seconds(moment: str) -> int:
    """Seconds up to `moment` (UTC, ISO 8601, parts of a second dropped), fit to be subtracted from one another.

    Raises ValueError for what is no such moment.
    """
    if not (found := _MOMENT.fullmatch(moment)):
        raise ValueError(f"not a moment in UTC: {moment!r}")
    return ((number(found[1]) * 24 + int(found[2])) * 60 + int(found[3])) * 60 + int(found[4])
