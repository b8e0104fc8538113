"""Why this file exists: a job is a text in and a stream of events out, whoever shortens the sentences.

Every sentence takes one of three ways: it says nothing and is dropped, it is carried as it is, or it is cut down. Lines
already made are kept, so that an edit costs only the sentences it touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from hybridtui.core.errors import HybridError
from hybridtui.core.plan import Window, plan
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
        windows = plan(job.text)
        tally.total = len(windows)
        spans = (Span(each.sentence.key, each.sentence.start, each.sentence.end) for each in windows)
        yield Started(job.generation, tuple(spans))
        try:
            for window in windows:
                if self._interrupted():
                    raise Aborted
                yield from self._window(job.generation, window, tally)
        except Aborted:
            yield Stopped(job.generation, tally.stats())
        except HybridError as error:
            yield Failed(job.generation, error)
        else:
            yield Completed(job.generation, tally.stats())

    def _window(self, generation: int, window: Window, tally: _Tally) -> Iterator[Event]:
        sentence = window.sentence
        if window.filler:
            tally.done += 1
            yield Dropped(generation, sentence.key, tally.stats())
            return
        text = sentence.text
        if not sentence.verbatim:
            known = self._lines.get((sentence.text, window.words))
            step = Step(known or ())
            for step in () if known else self._shorten(sentence.text, window.words):
                tally.step(step)
                yield Partial(generation, _item(window, line(step.kept)), tally.stats())
            tally.settle()
            self._remember(window, step.kept)
            text = line(step.kept)
        tally.done += 1
        yield Ready(generation, _item(window, text), tally.stats())

    def _remember(self, window: Window, kept: tuple[str, ...]) -> None:
        if len(self._lines) >= _MEMORY:
            del self._lines[next(iter(self._lines))]
        self._lines[window.sentence.text, window.words] = kept


def _item(window: Window, text: str) -> Item:
    return Item(window.item_id, window.kind, text, (window.sentence.key,))


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
