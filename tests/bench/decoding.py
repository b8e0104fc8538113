"""Why this file exists: how fast the local tier refines, and how soon it lets go.

Refinement runs as the workbench runs it: through the client, in a worker of its own, events and all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from hybridtui.core.refine import Completed, Event, Loaded, Ready, Span, Started, Stats, Stopped, Unavailable
from hybridtui.local import prompts
from hybridtui.local.client import LocalRefiner
from tests.bench import greedy
from tests.bench.home import fresh_home
from tests.bench.ramble import ramble
from tests.bench.table import Row, compare, milliseconds, rate, spread

_TURNS = 3
_LONG = 1000
"""Sentences of a job that does not end by itself in time."""
_LATEST_STOP = 2.0
"""Seconds into a job: late enough to hit the prompt's evaluation and the decoding of lines."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """What one job gave: the model's file, its figures, and for each line decoded its prompt and its output tokens."""

    model: Path
    stats: Stats
    tasks: tuple[tuple[str, int], ...]


async def rows(sentences: int, stops: int) -> AsyncIterator[Row]:
    """Speed over so many sentences in all, a refinement and a greedy loop by turns; then the time it takes to stop."""
    text = ramble(sentences // _TURNS)
    ours, plain = [], []
    for _ in range(_TURNS):
        done = await _refine(text)
        ours.append(done.stats)
        plain.append(await asyncio.to_thread(greedy.run, done.model, prompts.prefix(), done.tasks))
    speed = median(stats.tokens_per_second for stats in ours)
    alone = median(each.tokens / each.writing for each in plain)
    whole = median(each.tokens / (each.reading + each.writing) for each in plain)
    yield compare("refining, prompts included", "greedy loop, decoding alone", [alone], [speed], rate)
    yield compare("refining, prompts included", "greedy loop, prompts included", [whole], [speed], rate)
    first = median(stats.first_token or 0.0 for stats in ours)
    yield compare(
        "first token, model loaded", "greedy loop", [median(each.first_token for each in plain)], [first], milliseconds
    )
    seconds = await _stops(stops)
    yield Row("stop to stopped (p50 / p95 / max)", "", " / ".join(map(milliseconds, spread(seconds))))


@asynccontextmanager
async def _refiner() -> AsyncIterator[LocalRefiner]:
    """The starter model in a fresh worker."""
    with fresh_home() as (folder, _):
        log = folder / "worker.log"
        refiner = LocalRefiner(None, log)
        try:
            yield refiner
        except Exception as error:
            if log.exists():  # it is about to go
                error.add_note(log.read_text(encoding="utf-8", errors="replace"))
            raise
        finally:
            await refiner.close()


async def _refine(text: str) -> Refinement:
    """Refine `text` once. Raises `HybridError` without a model, RuntimeError when the job does not end well."""
    spans: dict[str, Span] = {}
    tasks: list[tuple[str, int]] = []
    tokens = 0
    model = Path()
    async with _refiner() as refiner:
        refiner.submit(text)
        async for event in refiner.events():
            match event:
                case Loaded():
                    model = Path(event.model.path)
                case Started():
                    spans = {span.key: span for span in event.spans}
                case Ready(items=(item, *_), stats=stats):
                    span = spans[item.sources[0]]
                    if stats.tokens > tokens:
                        tasks.append((prompts.ask(text[span.start : span.end]), stats.tokens - tokens))
                    tokens = stats.tokens
                case Completed():
                    return Refinement(model, event.stats, tuple(tasks))
                case Unavailable():
                    raise event.error
    raise RuntimeError("the refinement did not complete")


async def _stops(count: int) -> list[float]:
    """Seconds from each of `count` stops, at moments spread over the first seconds of a long job, to `Stopped`."""
    text = ramble(_LONG)
    async with _refiner() as refiner:
        events = refiner.events()
        return [await _stop(refiner, events, text, _LATEST_STOP * (at + 1) / count) for at in range(count)]


async def _stop(refiner: LocalRefiner, events: AsyncIterator[Event], text: str, delay: float) -> float:
    asked = 0.0

    def stop() -> None:
        nonlocal asked
        asked = time.perf_counter()
        refiner.stop()

    refiner.submit(text)
    while True:
        match await anext(events):
            case Started():
                asyncio.get_running_loop().call_later(delay, stop)
            case Stopped():
                return time.perf_counter() - asked
            case Completed():
                raise RuntimeError("the job ended before it could be stopped")
            case Unavailable(error):
                raise error
