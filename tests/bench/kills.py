"""Why this file exists: "nothing typed is lost" is a claim; here the workbench is killed until it is a figure.

    python -m tests.bench.kills --times 200

A typist types words that are all different into notes and spec of one workspace, life after life. Each life ends at a
random moment, in a random way; what the next one finds is compared with what was typed.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import home
from tests.bench.aftermath import Log, State, alive, descendants
from tests.bench.raw_terminal import RawTerminal, drain
from tests.terminal import HYBRIDTUI, LEADER

WAYS = 6
"""In how many ways a life ends; they take turns."""

SECOND = 1.0
"""Seconds: what is older than that when the workbench is killed must not be missing."""

SHOWN_S = 0.5
"""Seconds until a word must be on the screen, or another one is typed."""

PATIENCE = 10.0
"""Seconds that a workbench is given to bring back what its journals have."""

_SETTLED_S = 11.0
"""Seconds after which a half-written file is surely dead, and is swept."""


@dataclass
class Killer:
    """One workspace, its typist, and the ways its workbenches end."""

    folder: Path
    variables: Mapping[str, str]
    random: random.Random
    ends: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.state = State(self.folder, Path(self.variables["HOME"]))
        self.notes = Log(self.folder / "notes.md")
        self.spec = Log(self.folder / "notes.spec.md")
        self._count = 0

    @property
    def logs(self) -> list[Log]:
        return [self.notes, self.spec]

    def live(self, number: int) -> None:
        """One life and its end."""
        ways: list[Callable[[], None]] = [
            self._killed,
            self._killed_at_start,
            lambda: self._ended(signal.SIGTERM),
            lambda: self._ended(signal.SIGHUP),
            self._worker_killed,
            self._taken_over,
        ]
        ways[number % WAYS]()
        self.state.look()

    def close(self) -> list[str]:
        """A last life that ends well; what is left on the disk after it that should not be."""
        time.sleep(_SETTLED_S)
        with self._workbench() as terminal:
            self._check(terminal)
            drain(1.0, terminal)
            terminal.type(LEADER, "q")
            terminal.ends()
        return self.state.leftovers()

    # The ways

    def _killed(self) -> None:
        self.ends["kill -9"] += 1
        with self._workbench() as terminal:
            self._check(terminal)
            self._type(terminal, self.random.uniform(0.0, 2.0))
            self._kill(terminal)

    def _killed_at_start(self) -> None:
        """Before, while or after what the last life left is recovered."""
        self.ends["kill -9 at the start, recovery included"] += 1
        with self._workbench() as terminal:
            drain(self.random.uniform(0.2, 1.5), terminal)
            self._kill(terminal)

    def _ended(self, number: signal.Signals) -> None:
        self.ends[number.name] += 1
        with self._workbench() as terminal:
            self._check(terminal)
            self._type(terminal, self.random.uniform(0.2, 1.5))
            self._kill(terminal, number)

    def _worker_killed(self) -> None:
        """The worker dies, the typist types on; then the workbench dies."""
        self.ends["kill -9 of the worker, then of the workbench"] += 1
        with self._workbench() as terminal:
            self._check(terminal)
            self._type(terminal, self.random.uniform(0.1, 0.8))
            for child in descendants(terminal.process.pid):
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            self._type(terminal, self.random.uniform(0.1, 0.8))
            self._kill(terminal)

    def _taken_over(self) -> None:
        """Another workbench takes the notes over; both are killed on the way, in a random order."""
        self.ends["kill -9 of both in a take-over"] += 1
        with ExitStack() as stack:
            first = stack.enter_context(self._workbench())
            self._check(first)
            self._type(first, self.random.uniform(0.1, 1.0))
            second = stack.enter_context(self._workbench())
            second.until(lambda: first.read(0) and b"Read-only" in second.sent)
            self._type(first, self.random.uniform(0.0, 0.5))
            second.type(LEADER, "O")
            victims = [first, second]
            self.random.shuffle(victims)
            drain(self.random.uniform(0.0, 1.5), *victims)
            for victim in victims:
                self._kill(victim)
                drain(self.random.uniform(0.0, 0.5), *victims)

    # The hand that types, and the one that kills

    @contextmanager
    def _workbench(self) -> Iterator[RawTerminal]:
        model = {} if self.random.random() < 0.1 else {"HYBRIDTUI_LOCAL_MODEL": str(self.folder / "none.gguf")}
        with RawTerminal(
            [*HYBRIDTUI, str(self.folder)], size=(80, 24), env={**self.variables, **model, "PYTHONFAULTHANDLER": "1"}
        ) as terminal:
            yield terminal

    def _check(self, terminal: RawTerminal) -> None:
        """The workbench is there: what did it bring back?"""
        terminal.sends("Notes")
        deadline = time.monotonic() + PATIENCE
        while any(log.missing for log in self.logs) and self.state.waiting and time.monotonic() < deadline:
            drain(0.05, terminal)
        for log in self.logs:
            log.settle()

    def _type(self, terminal: RawTerminal, seconds: float) -> None:
        """Type at the end of the notes or of the spec: on and on, for so long after the first word is there."""
        log = self.random.choice(self.logs)
        terminal.type(LEADER)
        terminal.settle()
        terminal.type("1" if log is self.notes else "3", "\x1b[1;5F")
        terminal.settle()
        end = 0.0
        while not end or time.monotonic() < end:
            if self._word(log, terminal):
                end = end or time.monotonic() + seconds
            drain(self.random.uniform(0.01, 0.06), terminal)

    def _word(self, log: Log, terminal: RawTerminal) -> bool:
        """Type a word. It is typed once it is on the screen: how far a busy machine is behind is not the question."""
        self._count += 1
        word = f"w{self._count:06}"
        terminal.type(word + self.random.choice([" ", " ", " ", "\r"]))
        deadline = time.monotonic() + SHOWN_S
        while word not in terminal.text and time.monotonic() < deadline:
            drain(0.01, terminal)
        if shown := word in terminal.text:
            log.typed[word] = time.monotonic()
        return shown

    def _kill(self, terminal: RawTerminal, number: signal.Signals = signal.SIGKILL) -> None:
        if not alive(terminal.process.pid):
            return
        processes = {terminal.process.pid} | descendants(terminal.process.pid)
        for log in self.logs:
            log.kill(time.monotonic())
        terminal.process.send_signal(number)
        if number is not signal.SIGKILL:
            self._must_end(terminal, number)
        terminal.process.wait()
        self.state.ended(processes)

    def _must_end(self, terminal: RawTerminal, number: signal.Signals) -> None:
        """It was asked to end: if it does not, note what its threads are at."""
        try:
            terminal.ends()
        except AssertionError:
            drawn = len(terminal.sent)
            terminal.process.send_signal(signal.SIGABRT)
            drain(1.0, terminal)
            threads = bytes(terminal.sent[drawn:]).decode(errors="replace")
            self.state.faults.append(f"{number.name} did not end a workbench: {threads}")
            terminal.process.kill()


def run(times: int, seed: int) -> tuple[str, bool]:
    """Kill `times` workbenches. Returns a summary, and whether nothing is wrong."""
    with home.fresh_home() as (folder, variables):
        notes = folder / "work"
        notes.mkdir()
        killer = Killer(notes, variables, random.Random(seed))
        heeded = signal.signal(signal.SIGHUP, lambda *_: None)  # under `nohup` the workbenches would ignore it, too
        try:
            for number in range(times):
                killer.live(number)
        finally:
            signal.signal(signal.SIGHUP, heeded)
        left = killer.close()
    lost = sorted(age for log in killer.logs for age in log.lost)
    old = [age for age in lost if age > SECOND]
    typed = sum(len(log.typed) for log in killer.logs) + len(lost)
    doubled = sum(log.doubled for log in killer.logs)
    lines = [
        *(f"{count:4} x {way}" for way, count in killer.ends.items()),
        f"{typed} words typed, {len(lost)} lost, the oldest {max(lost, default=0.0):.2f} s old; "
        f"{len(old)} older than {SECOND:.0f} s; {doubled} there twice",
        f"broken, stuck or left running: {len(killer.state.faults)}; left on the disk: {len(left)}",
        *killer.state.faults,
        *left,
    ]
    return "\n".join(lines), not (old or doubled or killer.state.faults or left)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()
    home.forget_the_user()
    summary, well = run(arguments.times, arguments.seed)
    print(summary)
    raise SystemExit(not well)


if __name__ == "__main__":
    main()
