"""Why this file exists: the worker lets go when it is told to, whatever the model is in the middle of."""

from __future__ import annotations

from collections.abc import AsyncIterator

from hybridtui.core.steering import Mode
from tests.bench.ramble import notes
from tests.bench.table import SPREAD, Row, milliseconds, spread
from tests.bench.tier import worker

_WORDS = 20_000
"""Of notes that take longer than any stop waits for."""
_LATEST = 2.0
"""Seconds into a job: late enough to hit lines at every stage."""
_IDENTIFIERS = " ".join(f"customer_{at}_total_amount" for at in range(200))
_LONG = f"It should also keep {_IDENTIFIERS} and then also show the list."
"""One sentence that takes the starter 1,700 tokens, and several seconds, to read before it says anything."""


async def rows(stops: int) -> AsyncIterator[Row]:
    """The time from each of so many stops, spread over the first seconds of a job, to the event that says so."""
    for what, mode, text in (
        ("faithful", Mode.FAITHFUL, notes(_WORDS)),
        ("rewrite", Mode.REWRITE, notes(_WORDS)),
        ("reading a sentence of 200 identifiers", Mode.FAITHFUL, _LONG),
    ):
        async with worker(mode) as busy:
            samples = [await busy.stop(text, _LATEST * (at + 1) / stops) for at in range(stops)]
        yield Row(f"stop to stopped, {what} ({SPREAD})", "", " / ".join(map(milliseconds, spread(samples))))
