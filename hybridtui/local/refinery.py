"""Why this file exists: a job is a text in and a stream of events out, whoever shortens the sentences.

Every sentence takes one of three ways: it says nothing and is dropped, it is carried as it is, or it is cut down. Lines
already made are kept, so that an edit costs only the sentences it touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence

from hybridtui.core.errors import HybridError
from hybridtui.core.notes import sentences
from hybridtui.core.plan import Window, window
from hybridtui.core.refine import Completed, Dropped, Event, Failed, Item, Partial, Ready, Span, Started, Stats, Stopped
from hybridtui.core.words import Word, line
from hybridtui.local.decoder import Aborted
from hybridtui.local.faithful import Step
from hybridtui.local.protocol import Refine

_MEMORY = 10_000
"""Lines kept between jobs: more than a long day's notes, some ten megabytes."""

Shorten = Callable[[str, Sequence[Word]], Iterator[Step]]
"""Cuts a sentence with these words down, step by step; the last step is the line."""


class Refinery:
    """Runs jobs one after the other. `interrupted` tells that the job under way is to end."""

    def __init__(
        self, shorten: Shorten, interrupted: Callable[[], bool], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._shorten = shorten
        self._interrupted = interrupted
        self._clock = clock
        self._lines: dict[tuple[str, tuple[Word, ...]], tuple[str, ...]] = {}

    def run(self, job: Refine) -> Iterator[Event]:
        """The events of one job, from `Started` to `Completed`, `Stopped` or `Failed`."""
        tally = _Tally(self._clock)
        found = sentences(job.text)
        tally.total = len(found)
        yield Started(job.generation, tuple(Span(each.key, each.start, each.end) for each in found))
        try:
            for sentence in found:
                if self._interrupted():
                    raise Aborted
                # one window at a time: sorting all words of long notes first would take longer than a key's patience
                yield from self._refine(job.generation, window(sentence), tally)
        except Aborted:
            yield Stopped(job.generation, tally.stats())
        except HybridError as error:
            yield Failed(job.generation, error)
        else:
            yield Completed(job.generation, tally.stats())

    def _refine(self, generation: int, planned: Window, tally: _Tally) -> Iterator[Event]:
        sentence = planned.sentence
        if planned.filler:
            tally.done += 1
            yield Dropped(generation, (sentence.key,), tally.stats())
            return
        text = sentence.text if sentence.verbatim else line((yield from self._kept(generation, planned, tally)))
        tally.done += 1
        yield Ready(generation, (_item(planned, text),), tally.stats())

    def _kept(self, generation: int, planned: Window, tally: _Tally) -> Generator[Event, None, tuple[str, ...]]:
        """The words of the line, from memory or made now with a `Partial` for each step."""
        key = planned.sentence.text, planned.words
        if key not in self._lines:
            step = Step()
            for step in self._shorten(*key):
                tally.step(step)
                yield Partial(generation, _item(planned, line(step.kept)), tally.stats())
            tally.settle()
            if len(self._lines) >= _MEMORY:
                del self._lines[next(iter(self._lines))]
            self._lines[key] = step.kept
        return self._lines[key]


def _item(planned: Window, text: str) -> Item:
    return Item(planned.item_id, planned.kind, text, (planned.sentence.key,))


class _Tally:
    """What a job cost until now."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._start = clock()
        self._settled = Step()
        self._line = Step()
        self._first: float | None = None
        self.done = 0
        self.total = 0

    def step(self, step: Step) -> None:
        """A line has grown."""
        self._line = step
        if self._first is None and step.tokens:
            self._first = self._clock() - self._start

    def settle(self) -> None:
        """The line is done; the next one counts from zero."""
        self._settled = Step((), self._tokens, self._chosen)
        self._line = Step()

    def stats(self) -> Stats:
        return Stats(self.done, self.total, self._tokens, self._chosen, self._clock() - self._start, self._first)

    @property
    def _tokens(self) -> int:
        return self._settled.tokens + self._line.tokens

    @property
    def _chosen(self) -> int:
        return self._settled.chosen + self._line.chosen
