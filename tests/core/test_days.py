"""Why this file exists: days are counted as the standard library counts them, without asking it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core import days

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(st.dates())
def test_a_date_has_the_number_that_it_has_in_the_calendar_and_back(day: date) -> None:
    assert days.number(day.isoformat()) == day.toordinal()
    assert days.date_of(day.toordinal()) == day.isoformat()


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "", "²026-01-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        days.number(text)


@given(MOMENTS, MOMENTS)
def test_moments_are_as_many_seconds_apart_as_they_are(one: datetime, other: datetime) -> None:
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    apart = days.seconds(one.isoformat()) - days.seconds(other.isoformat(timespec="microseconds"))
    assert apart == (one - other).total_seconds()


@pytest.mark.parametrize("text", ["2026-11-23", "2026-11-23T10:00:00+01:00", "2026-11-23T10:00:00"])
def test_what_is_no_moment_in_utc_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a moment"):
        days.seconds(text)
