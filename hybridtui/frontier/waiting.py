"""Why this file exists: where Claude is busy and nothing was billed, waiting a little is better than failing.

How long the server asks to wait, and how long we do: pure figures, for the one who sends to act on.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST, _LONGEST = 1.0, 32.0  # seconds, where the server names none
_ABSURD = 1e9  # seconds or milliseconds; nobody means that
_JITTER = 0.25  # at most this share is added, so that many clients do not come back at once


class Patience:
    """The seconds that may be spent on waiting, in all, before one hand-off fails. `tries` counts what was sent."""

    def __init__(self, seconds: float, jitter: random.Random | None = None) -> None:
        self.seconds = seconds
        self.tries = 1
        self._left = seconds
        self._next = _FIRST
        self._jitter = jitter or random.Random()

    def take(self, asked: float | None) -> float | None:
        """The seconds to wait before the next try: as the server `asked`, or 1, 2, 4, 8... with a little jitter.

        None, and nothing is taken, where that is longer than what is left. Never less than a second.
        """
        wait = max(asked, _FIRST) if asked is not None else self._next * (1 + _JITTER * self._jitter.random())
        if wait > self._left:
            return None
        self._left -= wait
        self._next = min(self._next * 2, _LONGEST)
        self.tries += 1
        return wait


def asked(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that an answer asks to wait: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date.

    None where it asks for nothing that makes sense. `headers` are looked up in lower case; `now` has a time zone.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after", "")
    if (seconds := _number(text)) is not None:
        return seconds
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((date - now).total_seconds(), 0.0)


def countdown(seconds: float) -> Iterator[tuple[int, float]]:
    """A wait in steps: whole seconds left to be shown, down to 0, and how long to show them."""
    while seconds > 0:
        shown = math.ceil(seconds)
        yield shown, seconds - (shown - 1)
        seconds = shown - 1.0
    yield 0, 0.0


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= _ABSURD else None
