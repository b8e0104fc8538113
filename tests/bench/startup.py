"""Why this file exists: how long a person waits for the program to be there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from hybridtui.core.history import Sort
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.workspaces.registry import first_id
from tests.bench import bare
from tests.bench.home import fresh_home
from tests.bench.ramble import MARK, ramble
from tests.bench.raw_terminal import RawTerminal, drain, with_notes
from tests.bench.table import Row, compare, milliseconds
from tests.terminal import HYBRIDTUI

_MEGABYTE = 1_000_000
_VERSIONS = 1000
_LETTER = "¶"
"""Stands nowhere else on the screen."""

_BARE = "bare TextArea"


class Paint(NamedTuple):
    """What a first paint took, in seconds: of a person's time, and of the processor's, which is much less noisy."""

    wait: float
    work: float


def help_page(runs: int) -> Row:
    """From spawn to exit: `hybridtui --help` beside a Python that does nothing."""
    pass_, ours = _by_turns(runs, lambda: _run(sys.executable, "-c", "pass"), lambda: _run(*HYBRIDTUI, "--help"))
    return compare("`--help`", "`python -c pass`", [pass_], [ours], milliseconds)


def first_paint(runs: int) -> Iterator[Row]:
    """From spawn to the first screen that holds the notes, in a terminal of 140 x 45; each time in a fresh home."""
    short = ramble(12)
    for what, text in (("first paint", short), ("first paint, 1 MB of notes", short * (_MEGABYTE // len(short)))):
        yield from _paints(runs, what, _BARE, partial(_paint, bare.COMMAND, text), partial(_paint, HYBRIDTUI, text))


def first_paint_of_much(runs: int) -> Iterator[Row]:
    """The same for a megabyte of notes with a thousand versions, beside the same program on short notes."""
    with fresh_home() as (folder, variables):
        notes = _grown(folder, Path(variables["XDG_STATE_HOME"]))
        grown = partial(_painted, HYBRIDTUI, notes, variables)
        what = "first paint, 1 MB of notes, 1,000 versions"
        yield from _paints(runs, what, "short notes, none", partial(_paint, HYBRIDTUI, ramble(12)), grown)


def _paints(runs: int, what: str, beside: str, one: Callable[[], Paint], other: Callable[[], Paint]) -> Iterator[Row]:
    """The median of the waits, and the least of the processor times. The first turn only warms the disk's cache."""
    samples = [(one(), other()) for _ in range(runs + 1)][1:]
    plain, ours = (
        Paint(median(each.wait for each in of), min(each.work for each in of)) for of in zip(*samples, strict=True)
    )
    yield compare(what, beside, [plain.wait], [ours.wait], milliseconds)
    yield compare(f"{what}: processor time", beside, [plain.work], [ours.work], milliseconds)


def first_key(runs: int) -> Row:
    """From a key, typed 0.3 s after the first paint while everything else is being loaded, to its letter."""
    plain, ours = _by_turns(runs, partial(_key, bare.COMMAND), partial(_key, HYBRIDTUI))
    return compare("key 0.3 s after the first paint", _BARE, [plain], [ours], milliseconds)


def _by_turns(runs: int, one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float]:
    """Medians, in seconds. The first turn of each only warms the disk's cache."""
    samples = [(one(), other()) for _ in range(runs + 1)][1:]
    return median(first for first, _ in samples), median(second for _, second in samples)


def _run(*command: str) -> float:
    with fresh_home() as (folder, variables):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env={**os.environ, **variables})
        return time.perf_counter() - start


def _paint(command: Sequence[str], text: str) -> Paint:
    with fresh_home() as (folder, variables):
        return _painted(command, with_notes(folder, text), variables)


def _painted(command: Sequence[str], notes: Path, variables: Mapping[str, str]) -> Paint:
    start, worked = time.perf_counter(), _worked()
    with RawTerminal([*command, str(notes)], env=variables) as terminal:
        terminal.sends(MARK)
        wait = time.perf_counter() - start
    return Paint(wait, _worked() - worked)


def _grown(folder: Path, state: Path) -> Path:
    """A megabyte of notes whose history, under `state`, holds a thousand versions: a line was put into each."""
    short = ramble(12)
    lines = (short * (_MEGABYTE // len(short))).splitlines(keepends=True)
    notes = with_notes(folder, "".join(lines))
    history = HistoryFile(state / "hybridtui" / "history.db", lambda: first_id(notes), 0)
    for version in range(_VERSIONS):
        lines.insert(version * len(lines) // _VERSIONS, f"version {version}\n")
        history.add(Sort.NOTES, "".join(lines))
    assert len(history.versions()) == _VERSIONS
    return with_notes(folder, "".join(lines))


def _worked() -> float:
    """Seconds of processor time that ended programs have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _key(command: Sequence[str]) -> float:
    """The first line is empty, and the cursor is in it."""
    with fresh_home() as (folder, variables):
        notes = with_notes(folder, ramble(12))
        with RawTerminal([*command, str(notes)], env=variables) as terminal:
            terminal.sends(MARK)
            drain(0.3, terminal)
            sent, start = len(terminal.sent), time.perf_counter()
            terminal.type(_LETTER)
            terminal.sends(_LETTER, sent)
            return time.perf_counter() - start
