"""Why this file exists: a job is a text in and a stream of events out: windows, decode, constrain, assemble.

Every sentence takes one of these ways: it says nothing and is dropped; code alone makes its line; what the model says
about it is known; or the model is asked. What it said is kept, so that an edit costs only the sentences it touched,
and moving a paragraph costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from hybridtui.core.draft.item import Item, Span
from hybridtui.core.errors import HybridError
from hybridtui.core.notes.sentences import Sentence, sentences
from hybridtui.core.refining.events import Completed, Dropped, Event, Failed, Partial, Ready, Started, Stopped
from hybridtui.core.refining.plan import window
from hybridtui.local.decoder import Aborted
from hybridtui.local.engine import Ended, Grown, Order
from hybridtui.local.protocol import Refine
from hybridtui.local.tally import Tally
from hybridtui.local.task import Task, to_json
from hybridtui.local.tier import Tier
from hybridtui.local.window_cache import JSON, Key, WindowCache

_AT_ONCE = 64
"""Sentences looked at before what they gave is told."""


class Refinery:
    """Runs jobs one after the other. `interrupted` tells that the job under way is to end."""

    def __init__(
        self,
        tier: Tier,
        cache: WindowCache,
        interrupted: Callable[[], bool],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._tier = tier
        self._cache = cache
        self._interrupted = interrupted
        self._clock = clock

    def run(self, job: Refine) -> Iterator[Event]:
        """The events of one job, from `Started` to `Completed`, `Stopped` or `Failed`."""
        found = sentences(job.text)
        tally = Tally(self._clock, len(found), self._tier)
        yield Started(job.generation, tuple(Span(each.key, each.start, each.end) for each in found))
        end: Event
        try:
            yield from _Run(job, tally, self._tier, self._cache, self._interrupted).events(found)
            end = Completed(job.generation, tally.stats())
        except Aborted:
            end = Stopped(job.generation, tally.stats())
        except HybridError as error:
            end = Failed(job.generation, error)
        finally:
            self._tier.give_up()
            self._cache.flush()  # first, because whoever hears of the end may end this process
        yield end


class _Run:
    """One job under way."""

    def __init__(
        self, job: Refine, tally: Tally, tier: Tier, cache: WindowCache, interrupted: Callable[[], bool]
    ) -> None:
        self._job = job
        self._tally = tally
        self._tier = tier
        self._cache = cache
        self._interrupted = interrupted
        self._mode = job.steering.mode or tier.mode
        self._asked: dict[Key, list[Task]] = {}
        """The tasks that wait for what the model says, by its key; the same sentence may stand in several places."""
        self._queue: dict[Key, Order | None] = {}
        """What has not begun yet, in order; an order is made when its turn comes."""

    def events(self, found: Sequence[Sentence]) -> Iterator[Event]:
        """Items and dropped sentences, those near the cursor first. Raises `Aborted` or `HybridError`."""
        near = sorted(found, key=lambda each: max(each.start - self._job.cursor, self._job.cursor - each.end, 0))
        for at in range(0, len(near), _AT_ONCE):
            yield from self._look_at(near[at : at + _AT_ONCE])
            if self._asked:
                yield from self._turn()
        while self._asked:
            yield from self._turn()

    def _look_at(self, some: Sequence[Sentence]) -> Iterator[Event]:
        """Drop what says nothing, and tell the items that cost nothing."""
        tasks, filler = [], []
        for sentence in some:
            self._give_way()
            planned = window(sentence)
            if planned.filler:
                filler.append(sentence.key)
            else:
                tasks.append(Task.of(planned, self._mode, self._job.steering))
        if filler:
            self._tally.done += len(filler)
            yield Dropped(self._job.generation, tuple(filler), self._tally.stats())
        yield from self._settle(tasks)

    def _settle(self, tasks: Iterable[Task]) -> Iterator[Event]:
        """Make an item of each task for which nothing has to be asked; let the others wait for the model."""
        items: list[Item] = []
        while tasks := list(tasks):
            keys = [task.key(self._tier.identity) for task in tasks]
            known = self._cache.get_many([key for key in keys if key])
            left = []
            for task, key in zip(tasks, keys, strict=True):
                outcome = task.answered(known[key]) if key in known else None
                if key is None:
                    items.append(task.unasked())
                elif outcome is None:
                    if key not in self._asked:
                        self._queue[key] = None
                    self._asked.setdefault(key, []).append(task)
                elif isinstance(outcome, Item):
                    items.append(outcome)
                    self._tally.recalled += 1
                else:
                    left.append(outcome)
            tasks = left
        if items:
            self._tally.done += len(items)
            yield Ready(self._job.generation, tuple(items), self._tally.stats())

    def _turn(self) -> Iterator[Event]:
        """Let lines join while there is room, and feed those under way once."""
        self._give_way()
        yield from self._join()
        if not self._tier.engine.busy:
            return
        outcomes = list(self._tier.engine.turn())
        self._keep([each for each in outcomes if isinstance(each, Ended)])
        for outcome in outcomes:
            match outcome:
                case Grown(name, shown):
                    if shown:
                        self._tally.grown()
                        yield from self._partials(Key(name), shown)
                case Ended(name, result):
                    self._tally.ended(result)
                    yield from self._answered(Key(name), to_json(result))

    def _keep(self, ended: Sequence[Ended]) -> None:
        """Keep what the model said before it is told: whoever kills this process then costs the windows under way."""
        for each in ended:
            self._cache.put(Key(each.name), to_json(each.result))
        if ended:
            self._cache.flush()

    def _join(self) -> Iterator[Event]:
        engine = self._tier.engine
        while self._queue:
            key = next(iter(self._queue))
            order = self._queue[key] or self._asked[key][0].order(key, self._tier)
            if isinstance(order, HybridError):
                yield from self._unable(key, f"{order.title}: {order.cause}")
            elif not engine.fits(order):
                yield from self._unable(key, _too_long(order, self._tier))
            elif engine.full(order):
                self._queue[key] = order
                return
            else:
                del self._queue[key]
                engine.begin(order)

    def _unable(self, key: Key, why: str) -> Iterator[Event]:
        """The model cannot be asked this."""
        del self._queue[key]
        yield from self._settle([task.tighter(why) for task in self._asked.pop(key)])

    def _partials(self, key: Key, shown: str) -> Iterator[Event]:
        for task in self._asked[key]:
            yield Partial(self._job.generation, task.grown(shown), self._tally.stats())

    def _answered(self, key: Key, value: JSON) -> Iterator[Event]:
        outcomes = [task.answered(value) for task in self._asked.pop(key)]
        items = tuple(each for each in outcomes if isinstance(each, Item))
        if items:
            self._tally.done += len(items)
            yield Ready(self._job.generation, items, self._tally.stats())
        yield from self._settle([each for each in outcomes if isinstance(each, Task)])

    def _give_way(self) -> None:
        if self._interrupted():
            raise Aborted


def _too_long(order: Order, tier: Tier) -> str:
    need = len(order.prompt) + order.room
    return (
        f"needs {need} tokens of context, the model has {tier.decoder.context}: "
        "split the sentence, shorten the instruction, or raise local.context"
    )
