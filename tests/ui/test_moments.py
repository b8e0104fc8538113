"""Why this file exists: times are told by the clock on the wall, also across years and where clocks are put back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hybridtui.ui.moments import Moments, day_text, month_text, short_day_text

BERLIN = Moments(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"))


def test_today_is_that_of_the_clock_on_the_wall() -> None:
    assert BERLIN.today == "2026-11-24"


def test_a_moment_takes_twelve_cells_in_this_year_and_in_others() -> None:
    assert BERLIN.brief("2026-11-03T09:12:44+00:00") == " 3 Nov 10:12"
    assert BERLIN.brief("2025-11-03T09:12:44+00:00") == " 3 Nov 2025 "
    assert BERLIN.brief("2025-12-31T23:30:00+00:00") == " 1 Jan 00:30"


def test_the_hour_that_comes_twice_is_told_as_on_the_wall() -> None:
    assert BERLIN.full("2026-10-25T00:30:00+00:00") == "25 Oct 2026, 02:30:00"
    assert BERLIN.full("2026-10-25T01:30:00+00:00") == "25 Oct 2026, 02:30:00"


def test_dates_are_told_as_people_say_them() -> None:
    assert day_text("2026-11-03") == "3 Nov 2026"
    assert short_day_text("2026-11-03") == "3 Nov"
    assert month_text("2026-11-01") == "Nov 2026"
