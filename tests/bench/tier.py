"""Why this file exists: the local tier is timed as the workbench runs it: a client, a worker, events and all.

Only that it does not give way: no yardstick does, and on a busy machine that would be all that is measured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from hybridtui.core.draft.item import Stats
from hybridtui.core.refining.events import Completed, Event, Failed, Started, Stopped, Unavailable
from hybridtui.core.steering import Mode, Steering
from hybridtui.local.client import LocalRefiner
from tests.bench.home import fresh_home

_FIRST = "So I want to have a look at it."
"""A note to load the model and read its prompts with."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that was completed: seconds from asking for it to its last event, and its own figures."""

    seconds: float
    stats: Stats

    @property
    def forced(self) -> int:
        """Tokens that the model was fed without a say in them."""
        return self.stats.tokens - self.stats.chosen


class Worker:
    """A worker whose model is loaded, with the prompts of `mode` read and nothing else known to it."""

    def __init__(self, refiner: LocalRefiner, mode: Mode) -> None:
        self._refiner = refiner
        self._events: AsyncGenerator[Event, None] = refiner.events()
        self._steering = Steering(mode)

    @property
    def pid(self) -> int:
        """Its process id. Raises RuntimeError when it is gone."""
        if (pid := self._refiner.pid) is None:
            raise RuntimeError("the worker is gone")
        return pid

    async def refine(self, text: str, cursor: int = 0) -> Job:
        """Refine `text`. Raises `HybridError` when that fails."""
        begun = time.perf_counter()
        self._refiner.submit(text, self._steering, cursor)
        async for event in self._events:
            match event:
                case Completed(stats=stats):
                    return Job(time.perf_counter() - begun, stats)
                case Failed(error=error) | Unavailable(error=error):
                    raise error
        raise RuntimeError("the worker is gone")

    async def stop(self, text: str, delay: float) -> float:
        """Seconds from a stop, `delay` seconds into the refinement of `text`, to the event that says so.

        Raises RuntimeError when the job ended before.
        """
        asked = 0.0

        def stop() -> None:
            nonlocal asked
            asked = time.perf_counter()
            self._refiner.stop()

        self._refiner.submit(text, self._steering)
        async for event in self._events:
            match event:
                case Started():
                    asyncio.get_running_loop().call_later(delay, stop)
                case Stopped():
                    return time.perf_counter() - asked
                case Completed():
                    raise RuntimeError("the job ended before it could be stopped")
                case Failed(error=error) | Unavailable(error=error):
                    raise error
        raise RuntimeError("the worker is gone")


@asynccontextmanager
async def worker(mode: Mode) -> AsyncIterator[Worker]:
    """The starter model in a fresh worker without a file of what it said before. Raises `HybridError` without one."""
    with fresh_home() as (folder, _):
        log = folder / "worker.log"
        refiner = LocalRefiner(None, log, eager=True)
        try:
            if mode is Mode.REWRITE:  # what must not stand is judged by the faithful prompt, so both are read
                await Worker(refiner, Mode.FAITHFUL).refine(_FIRST)
            ready = Worker(refiner, mode)
            await ready.refine(_FIRST)
            yield ready
        except Exception as error:
            if log.exists():  # it is about to go
                error.add_note(log.read_text(encoding="utf-8", errors="replace"))
            raise
        finally:
            await refiner.close()
