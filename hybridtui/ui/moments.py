"""Why this file exists: the books are kept in UTC, and read by the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Moments:
    """Tells times (UTC, ISO 8601) and dates as a person does; `zone` is the machine's own where it is None."""

    now: datetime
    zone: tzinfo | None = None

    @classmethod
    def here(cls) -> Moments:
        """By the clock of this machine."""
        return cls(datetime.now().astimezone())

    @property
    def today(self) -> str:
        """The day it is, "2026-11-23"."""
        return self.now.astimezone(self.zone).date().isoformat()

    def brief(self, at: str) -> str:
        """In twelve cells: "23 Nov 09:12" in this year, "23 Nov 2025 " in another."""
        local = self._local(at)
        this_year = local.year == self.now.astimezone(self.zone).year
        return f"{local.day:>2} " + (f"{local:%b %H:%M}" if this_year else f"{local:%b %Y} ")

    def full(self, at: str) -> str:
        """With year and seconds: "23 Nov 2026, 09:12:44"."""
        local = self._local(at)
        return f"{local.day} {local:%b %Y, %H:%M:%S}"

    def day(self, at: str) -> str:
        """The date, "2026-11-23"."""
        return self._local(at).date().isoformat()

    def time(self, at: str) -> str:
        """The time of day: "09:12"."""
        return f"{self._local(at):%H:%M}"

    def _local(self, at: str) -> datetime:
        return datetime.fromisoformat(at).astimezone(self.zone)


def day_text(day: str) -> str:
    """A date as a person says it: "23 Nov 2026" for "2026-11-23"."""
    return f"{short_day_text(day)} {day[:4]}"


def short_day_text(day: str) -> str:
    """The same without the year."""
    said = date.fromisoformat(day)
    return f"{said.day} {said:%b}"


def month_text(day: str) -> str:
    """The month of a date: "Nov 2026"."""
    return f"{date.fromisoformat(day):%b %Y}"
