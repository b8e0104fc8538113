"""Why this file exists: how long a hand-off waits is the server's wish within the human's limit, and ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.frontier.waiting import Patience, asked, countdown

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "7", "retry-after-ms": "250"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90),
        ({"retry-after": format_datetime(NOW - timedelta(seconds=90), usegmt=True)}, 0),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30"}, 30),
        ({"retry-after": "Sun, 99 Nov 2026 12:00:30 GMT"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e300"}, None),
        ({"retry-after": ""}, None),
        ({}, None),
    ],
)
def test_what_a_server_asks_for_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert asked(headers, NOW) == seconds


@given(st.text())
def test_no_header_breaks_the_reading(value: str) -> None:
    found = asked({"retry-after": value, "retry-after-ms": value}, NOW)
    assert found is None or found >= 0


def test_without_a_wish_each_wait_is_about_twice_the_last() -> None:
    patience = Patience(1_000)
    waits = [patience.take(None) or 0 for _ in range(7)]
    assert all(plain <= wait <= plain * 1.25 for plain, wait in zip([1, 2, 4, 8, 16, 32, 32], waits, strict=True))
    assert patience.tries == 8


def test_a_wait_longer_than_what_is_left_is_not_begun() -> None:
    patience = Patience(10)
    assert patience.take(8) == 8
    assert patience.take(3) is None
    assert patience.take(2) == 2
    assert patience.take(0) is None


def test_whoever_has_no_patience_waits_for_nothing() -> None:
    assert Patience(0).take(0) is None


@given(st.lists(st.none() | st.floats(0, 100)), st.floats(0, 300))
def test_all_waits_together_stay_within_the_patience(wishes: list[float | None], seconds: float) -> None:
    patience = Patience(seconds)
    waits = [wait for wish in wishes if (wait := patience.take(wish)) is not None]
    assert sum(waits) <= seconds + 1e-6
    assert all(wait >= 1 for wait in waits)
    assert patience.tries == len(waits) + 1


@given(st.floats(0.01, 500))
def test_a_countdown_shows_every_second_and_lasts_as_long_as_the_wait(seconds: float) -> None:
    steps = list(countdown(seconds))
    *waits, last = steps
    assert [left for left, _ in steps] == list(range(len(waits), -1, -1))
    assert sum(step for _, step in waits) == pytest.approx(seconds)
    assert all(0 < step <= 1 for _, step in waits)
    assert last == (0, 0)
