"""Why this file exists: a reply streams for half a minute, and nobody must wait for their own letters meanwhile.

The yardstick and the workbench take turns: each streams the same reply at the same rate, alone, and gets the same keys
at the same pace. Ours has the real client at work, against a Claude on the loopback in a process of its own.
`python -m tests.bench.replying` prints these figures alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median

from tests.bench import streaming
from tests.bench.command import run
from tests.bench.home import fresh_home
from tests.bench.keys import Typing, letters
from tests.bench.raw_terminal import RawTerminal, drain, with_notes
from tests.bench.reply import claude, kept, listed, written
from tests.bench.table import SPREAD, Row, compare, milliseconds, ratio, size, spread
from tests.terminal import HYBRIDTUI, LEADER

_F5, _DOWN, _UP, _HOME = "\x1b[15~", "\x1b[B", "\x1b[A", "\x1b[H"
_SWEEP = 20
"""Lines scrolled in one direction before it turns."""
_LINE = 7
"""Tokens of a line of the reply that is scrolled."""
_SCREENFUL = 80
"""Lines that are more than a screen, with room to scroll."""
_SHARE = 0.95
"""Of the time that the reply takes, what the keys are spread over."""
_SURROUNDINGS = {
    "ANTHROPIC_API_KEY": "bench",
    "HYBRIDTUI_LOCAL_PAUSE_MS": "60000",
    "HYBRIDTUI_LOCAL_MODE": "rules",
    "NO_PROXY": "127.0.0.1",
    "TEXTUAL_ANIMATIONS": "none",
}


@dataclass(frozen=True, slots=True)
class Size:
    """Tokens of a reply, tokens a second, keys typed meanwhile, and how often all that is done."""

    tokens: int = 5000
    rate: float = 200.0
    keys: int = 500
    turns: int = 3

    @property
    def seconds(self) -> float:
        """What a reply takes."""
        return self.tokens / self.rate


QUICK = Size(tokens=2000, keys=200, turns=1)

Stroke = tuple[str, str]
"""A key, and what comes to the screen by it and by nothing else."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A program in which the reply has begun, and its keys: to the notes, to the reply, to its top, down and up."""

    terminal: RawTerminal
    notes: str
    reply: str
    top: str
    down: str
    up: str
    loses: bool = False
    """Whether it forgets a key now and then that scrolls, being busy: its turn ends with that."""


Open = Callable[[str, float], AbstractContextManager[Shown]]
"""Opens a program with a reply and its rate."""


def rows(measure: Size) -> Iterator[Row]:
    """Rows about keys typed in the notes, and keys that scroll the reply, while it streams."""
    for what, measured in (("typing in the notes", _typed), ("scrolling the reply", _scrolled)):
        turns = [(measured(_yardstick, measure), measured(_workbench, measure)) for _ in range(measure.turns)]
        theirs, ours = ([one for turn in turns for one in turn[side].latencies] for side in (0, 1))
        yield compare(
            f"{what}, {len(ours)} keys ({SPREAD})",
            f"MarkdownStream, {len(theirs)} keys",
            spread(theirs),
            spread(ours),
            milliseconds,
        )
        ratios = [spread(ours.latencies)[2] / spread(theirs.latencies)[2] for theirs, ours in turns]
        yield Row(f"{what}, p99 of each turn", "", " / ".join(map(ratio, ratios)), ratio(median(ratios)))
        sent = [[sum(turn[side].sent for turn in turns) / len(keys)] for side, keys in ((0, theirs), (1, ours))]
        yield compare(f"sent for a key, {what}", "MarkdownStream", sent[0], sent[1], size)


def _typed(open: Open, measure: Size) -> Typing:
    """Type letters into the notes; the workbench's reply pane is out of sight."""
    strokes = [(letter, letter) for letter in letters(measure.keys)]
    with open(written(measure.tokens), measure.rate) as shown:
        shown.terminal.type(shown.notes)
        drain(0.5, shown.terminal)
        return _strike(shown, strokes, measure.seconds - 0.5)


def _scrolled(open: Open, measure: Size) -> Typing:
    """Scroll the reply line by line, down and up, away from its end."""
    marks = list(letters(measure.tokens // _LINE))
    lead = _SCREENFUL / (measure.rate / _LINE)
    with open(listed(marks), measure.rate) as shown:
        shown.terminal.type(shown.reply)
        drain(lead, shown.terminal)
        begun = time.perf_counter()
        shown.terminal.type(shown.top)
        shown.terminal.shows(marks[0])
        drain(0.5, shown.terminal)
        strokes = list(_sweeps(measure.keys, shown, marks))
        return _strike(shown, strokes, measure.seconds - lead - (time.perf_counter() - begun))


def _sweeps(keys: int, shown: Shown, marks: Sequence[str]) -> Iterator[Stroke]:
    """Keys that scroll, each with the mark of the line that comes into sight."""
    seen = [at for at, mark in enumerate(marks) if mark in shown.terminal.text]
    first, last = seen[0], seen[-1]
    for at in range(keys):
        step = 1 if at // _SWEEP % 2 == 0 else -1
        yield (shown.down, marks[last + 1]) if step > 0 else (shown.up, marks[first - 1])
        first, last = first + step, last + step


@contextmanager
def _yardstick(reply: str, rate: float) -> Iterator[Shown]:
    with fresh_home() as (folder, variables):
        command = [*streaming.COMMAND, str(kept(folder, reply)), str(rate)]
        with RawTerminal(command, env={**variables, **_SURROUNDINGS}) as terminal:
            drain(2.0, terminal)
            terminal.type(_F5)
            yield Shown(terminal, notes="", reply="\t", top=_HOME, down=_DOWN, up=_UP, loses=True)


@contextmanager
def _workbench(reply: str, rate: float) -> Iterator[Shown]:
    with fresh_home() as (folder, variables), claude(reply, rate) as url:
        notes = with_notes(folder, "\n")
        notes.with_suffix(".spec.md").write_text("# Spec\n\n- Write the import.\n", encoding="utf-8")
        variables = {**variables, **_SURROUNDINGS, "ANTHROPIC_BASE_URL": url}
        with RawTerminal([*HYBRIDTUI, str(notes)], env=variables) as terminal:
            terminal.shows("refined")
            terminal.type(LEADER, "h")
            terminal.sign()
            terminal.shows("streaming")
            yield Shown(terminal, notes=LEADER + "1", reply="", top="g", down="j", up="k")


def _strike(shown: Shown, strokes: Sequence[Stroke], seconds: float) -> Typing:
    """Strike the keys, evenly over the `seconds` that the reply takes; those that would come after it are left out."""
    terminal = shown.terminal
    typing, before = Typing(terminal), len(terminal.sent)
    begun = time.perf_counter()
    for at, (key, mark) in enumerate(strokes, 1):
        try:
            typing.strike(key, mark)
        except AssertionError:
            if shown.loses:
                break
            raise
        drain(begun + at * seconds * _SHARE / len(strokes) - time.perf_counter(), terminal)
        if time.perf_counter() > begun + seconds:
            break
    typing.sent = len(terminal.sent) - before
    return typing


def main() -> None:
    """Run these benchmarks alone."""
    run("replying", __doc__, lambda quick: rows(QUICK if quick else Size()))


if __name__ == "__main__":
    main()
