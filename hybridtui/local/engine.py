"""Why this file exists: many lines are decoded at once, as sequences of one batch behind prompts that are read once.

A line is a generator: it yields what it wants to be fed and what it wants to know, and is sent the answers. So each
line reads like a story of its own, and the engine decides what shares a batch: a new line joins as soon as another has
ended, and what is forced is fed several tokens at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hybridtui.local.decoder import Decoder, Question

SEQUENCES = 16
"""Lines at once where nobody says otherwise; the manual of `local.sequences` names it too."""
PROMPTS = 3
"""Sequences that hold a prompt each: for faithful lines, for rewriting, and for rewriting at another compression."""
_TURN = 0.4
"""Seconds that a turn may take: lines appear one by one, and those near the cursor first. Reading the prompt measures
how many tokens that is, a few dozen on two cores and all there are on a GPU."""
_LEAST = 32


@dataclass(frozen=True, slots=True)
class Ask:
    """Tokens to append to a line, and the questions put after some of them, by index. `shown` is the line so far."""

    tokens: Sequence[int]
    questions: Mapping[int, Question]
    shown: str = ""


Answers: TypeAlias = Mapping[int, Mapping[int, float]]
"""To each question, by its index, the log-probability of each token asked about."""
Line: TypeAlias = Generator[Ask, Answers, Any]
"""A line being decoded; what it returns is its result."""


@dataclass(frozen=True, slots=True)
class Order:
    """A line to decode: `prompt` is what it stands behind, `room` the most tokens that it will feed itself."""

    name: str
    prompt: tuple[int, ...]
    room: int
    begin: Callable[[], Line]


@dataclass(frozen=True, slots=True)
class Grown:
    """A line is longer than it was."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A line is done: `result` is what its generator returned."""

    name: str
    result: Any


@dataclass(slots=True)
class _Running:
    order: Order
    sequence: int
    line: Line
    ask: Ask = field(default_factory=lambda: Ask((), {}))


class Engine:
    """Decodes lines with `decoder`, at most `width` at once (0: as many as it has sequences for).

    `fed` counts the tokens evaluated, prompts included.
    """

    def __init__(self, decoder: Decoder, width: int = 0, clock: Callable[[], float] = time.perf_counter) -> None:
        self._decoder = decoder
        self._clock = clock
        self._budget = _LEAST
        free = decoder.sequences - PROMPTS
        self._free = list(range(PROMPTS, PROMPTS + min(width or free, free)))
        self._prompts: dict[tuple[int, ...], int] = {}
        self._running: list[_Running] = []
        self.fed = 0

    @property
    def busy(self) -> bool:
        """Whether a line is under way."""
        return bool(self._running)

    def fits(self, order: Order) -> bool:
        """Whether the context could hold this line, were it the only one."""
        return len(order.prompt) + order.room <= self._decoder.context

    def full(self, order: Order) -> bool:
        """Whether this line has to wait for another to end."""
        if not self.busy:
            return False
        needed = {*self._in_use, order.prompt}
        return not self._free or len(needed) > PROMPTS or self._size(needed, order) > self._decoder.context

    def begin(self, order: Order) -> None:
        """Let a line join. Raises `Aborted` or `HybridError` when its prompt cannot be read."""
        source = self._prompt(order)
        sequence = self._free.pop()
        self._decoder.share(source, sequence)
        running = _Running(order, sequence, order.begin())
        running.ask = next(running.line)
        self._running.append(running)

    def turn(self) -> Iterator[Grown | Ended]:
        """Feed lines what they ask for, and tell what became of them. Raises `Aborted` or `HybridError`.

        Lines take part in the order in which they began, as many as can be fed in about `_TURN` seconds.
        """
        fed = self._next()
        runs = {each.sequence: each.ask.tokens for each in fed}
        questions = {(each.sequence, at): what for each in fed for at, what in each.ask.questions.items()}
        answers = self._decoder.feed(runs, questions)
        self.fed += sum(map(len, runs.values()))
        for each in fed:
            own = {at: answers[each.sequence, at] for at in each.ask.questions}
            try:
                each.ask = each.line.send(own)
            except StopIteration as end:
                self._running.remove(each)
                self._release(each.sequence)
                yield Ended(each.order.name, end.value)
            else:
                yield Grown(each.order.name, each.ask.shown)

    def _next(self) -> list[_Running]:
        """The lines whose turn it is: every one that wants a single token, and of the others at least one.

        Lines that write go on while others read, so single tokens do not use up what may be read in a turn.
        """
        chosen: list[_Running] = []
        reading = 0
        for each in self._running:
            size = len(each.ask.tokens)
            if size == 1:
                chosen.append(each)
            elif not reading or reading + size <= self._budget:
                chosen.append(each)
                reading += size
        return chosen

    def clear(self) -> None:
        """Give up every line under way; the prompts stay warm."""
        for each in self._running:
            each.line.close()
            self._release(each.sequence)
        self._running = []

    def _release(self, sequence: int) -> None:
        self._decoder.forget(sequence)
        self._free.append(sequence)

    @property
    def _in_use(self) -> set[tuple[int, ...]]:
        """The prompts that lines stand behind."""
        return {each.order.prompt for each in self._running}

    def _size(self, prompts: Collection[tuple[int, ...]], order: Order) -> int:
        """Tokens of context that these prompts take, with every line under way and one more at its longest."""
        return sum(map(len, prompts)) + sum(each.order.room for each in self._running) + order.room

    def _prompt(self, order: Order) -> int:
        """The sequence that holds the order's prompt, read now unless it is still there.

        What nobody stands behind makes room for it and for the line, the least recently used first.
        """
        tokens = order.prompt
        sequence = self._prompts.pop(tokens, None)
        idle = [prompt for prompt in self._prompts if prompt not in self._in_use]
        while idle and (
            (sequence is None and len(self._prompts) == PROMPTS)
            or self._size({*self._prompts, tokens}, order) > self._decoder.context
        ):
            self._decoder.forget(self._prompts.pop(idle.pop(0)))
        if sequence is None:
            sequence = next(at for at in range(PROMPTS) if at not in self._prompts.values())
            self._read(sequence, tokens)
        self._prompts[tokens] = sequence
        return sequence

    def _read(self, sequence: int, tokens: Sequence[int]) -> None:
        self._decoder.forget(sequence)
        begun = self._clock()
        try:
            self._decoder.feed({sequence: tokens})
        except BaseException:
            self._decoder.forget(sequence)
            raise
        self._budget = max(_LEAST, int(_TURN * len(tokens) / max(self._clock() - begun, 1e-9)))
        self.fed += len(tokens)
