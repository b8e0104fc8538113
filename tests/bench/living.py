"""Why this file exists: what works once must still work after a day: a long session, and all of it there at its end.

    python -m tests.bench.living            # 500 edits, 50 runs, 20 hand-offs, 10 kills, 5 outside edits
    python -m tests.bench.living --tmux     # the same with tmux between hand and workbench
    python -m tests.bench.living --short

One hand types, refines, signs, resizes and opens every screen, in an order drawn by chance, in a real terminal at
140x45; the workbench is killed on the way. Claude is a server on this machine.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import random
import signal
import struct
import sys
import termios
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench import home
from tests.bench.aftermath import Log, State, alive, descendants
from tests.bench.length import FULL, SHORT, Length
from tests.bench.lived import Lived, Memory
from tests.bench.multiplexed import MultiplexedTerminal
from tests.bench.raw_terminal import ForegroundTerminal, drain
from tests.bench.screens import SCREENS
from tests.bench.typist import Typist
from tests.fake_claude import FakeClaude, happy
from tests.terminal import HYBRIDTUI, LEADER

SIZE = (140, 45)
SECOND = 1.0
"""Seconds: what is on the screen for longer when the workbench is killed must not be missing."""

_STOP, _NOTHING = "Checkpoint: nothing has been sent yet", "There is nothing to hand off"
"""What is on the screen once a hand-off has been asked for."""

_EDITOR = "#!/bin/sh\necho 'EDITING, Enter ends it'\nread line\n"


class Living:
    """One workspace in `folder`, one hand, and the workbenches it goes through. The environment is a fresh user's."""

    def __init__(self, folder: Path, claude: FakeClaude, chance: random.Random, tmux: bool) -> None:
        self.notes = folder / "notes.md"
        self.state = State(folder, Path(os.environ["HOME"]))
        self.lived = Lived(self.notes, Log(self.notes))
        self.typist = Typist(self.lived.typed)
        self.memory = self.steady = Memory(0)
        self.done: Counter[str] = Counter()
        self._editor = folder / "editor"
        self._editor.write_text(_EDITOR)
        self._editor.chmod(0o755)
        self._claude = claude
        self._chance = chance
        self._new_terminal = MultiplexedTerminal if tmux else ForegroundTerminal
        self._open()

    def go(self, length: Length) -> None:
        """Everything, in an order drawn by chance; the kills in the first half, so that one life is a long one."""
        acts: list[Callable[[], None]] = [self.edit] * length.edits
        acts += [self.run] * length.runs + [self.hand_off] * length.hand_offs + [self.write_outside] * length.outside
        acts += [self.resize] * max(1, length.edits // 25)
        self._chance.shuffle(acts)
        for _ in range(length.kills):
            acts.insert(self._chance.randrange(1, max(2, len(acts) // 2)), self.kill)
        # every screen once, late enough that there is something on it
        self.hand_off()
        acts.remove(self.hand_off)
        for name in SCREENS:
            acts.insert(self._chance.randrange(len(acts) + 1), partial(self.visit, name))
        for number, act in enumerate(acts):
            act()
            if number % 5 == 0:
                self.memory.look(self._life_edits)
        self.memory.look(self._life_edits)
        self.steady = Memory(self.memory.pid)
        for number in range(length.retractions):
            self.steady.look(number)
            self.retract(number)
        self.steady.look(length.retractions)
        self.close()

    # What the hand does

    def edit(self) -> None:
        """A line at the end of the notes, on the screen before anything else is done."""
        self._to_the_end()
        word, count = self.typist.word(), self.typist.count
        self.terminal.type(word, f" the page number {count} must show {count % 90 + 10} rows.\r")
        self._shows(word)
        self.typist.look(word)
        self.done["edits"] += 1
        self._life_edits += 1

    def retract(self, number: int) -> None:
        """A line at the end of the notes that is taken back once it is on the screen."""
        self._to_the_end()
        line = f"m{number:06} is what the page must show."
        self.terminal.type(line)
        self._shows(line[:7])
        self.terminal.type("\x7f" * len(line))
        self.terminal.until(lambda: line[:7] not in self.terminal.text)
        self.done["retractions"] += 1

    def run(self) -> None:
        """Refine the notes as they are."""
        self.terminal.type(LEADER, "r")
        self._refined()
        self.done["runs"] += 1

    def hand_off(self) -> None:
        """Take what is new into the spec, sign it, and read the answer."""
        self.edit()
        self._refined()
        mark = f"r{len(self.lived.answers):06}"
        self._claude.scenario = happy(f"This is reply {mark}.\n\n```py file.py\nprint(1)\n```\n")
        while not self._stopped():
            self.terminal.until(lambda: _NOTHING not in self.terminal.text)
        self.terminal.sign()
        self._shows(mark, "Claude finished")
        self.lived.answers.append(mark)
        self.done["hand-offs"] += 1
        self._keys("1")

    def write_outside(self) -> None:
        """Another program puts a line on top of the notes, while a line is typed at their end."""
        self._to_the_end()
        self.terminal.until(lambda: not self.lived.typed.missing)
        typed, word = self.typist.word(), f"o{len(self.lived.outside):06}"
        self.terminal.type(typed, " and this is typed meanwhile.\r")
        new = self.notes.with_name("other.tmp~")
        new.write_text(f"{word} comes from outside.\n{self.notes.read_text()}")
        new.replace(self.notes)
        self.lived.outside.append(word)
        self._shows(typed)
        self.typist.look(typed)
        self.terminal.until(lambda: not self.lived.typed.missing and word in self.notes.read_text())
        self.done["outside edits"] += 1

    def resize(self) -> None:
        """A storm of sizes, and back."""
        for _ in range(self._chance.randrange(1, 6)):
            self._size(self._chance.randrange(20, 200), self._chance.randrange(5, 60))
            drain(0.02, self.terminal)
        self._size(*SIZE)
        self.terminal.settle()
        self.done["resizes"] += 1

    def visit(self, name: str) -> None:
        """Open a screen and leave it."""
        keys, mark = SCREENS[name]
        self._to_the_end()
        self._keys(LEADER, *keys)
        self._shows(mark)
        self.terminal.settle()
        if name == "reply":
            self._to_the_end()
        else:  # nothing is typed after an escape before it is seen to be one
            self.terminal.type("\r" if name == "editor" else "\x1b")
        self.terminal.until(lambda: mark not in self.terminal.text)
        self.done["screens"] += 1

    def kill(self) -> None:
        """Type on, and be killed without a warning; then begin again."""
        self._to_the_end()
        for _ in range(self._chance.randrange(1, 5)):
            self.terminal.type(self.typist.word(), " typed before the end.\r")
            end = time.monotonic() + self._chance.uniform(0.0, 0.5)
            while time.monotonic() < end:
                drain(0.02, self.terminal)
                self.typist.look(self.terminal.text)
        pid = self.terminal.program
        processes = {pid} | descendants(pid)
        self.typist.cut_short()
        os.kill(pid, signal.SIGKILL)
        self.terminal.ends()
        self.state.ended(processes)
        self.state.look()
        self.terminal.__exit__(None, None, None)
        self._open()
        self.terminal.until(lambda: not (self.lived.typed.missing and self.state.waiting))
        self.terminal.settle()
        self.lived.typed.settle()
        self.done["kills"] += 1

    def close(self) -> None:
        """Leave, and see what is left."""
        processes = descendants(self.terminal.program)
        self._keys(LEADER, "q")
        code = self.terminal.ends()
        self.terminal.__exit__(None, None, None)
        if code:
            self.state.faults.append(f"the workbench ended with {code}")
        self.state.ended(processes)
        self.state.look()
        self.lived.typed.settle()

    # How it is done

    def _open(self) -> None:
        env = {"ANTHROPIC_BASE_URL": self._claude.url, "ANTHROPIC_API_KEY": "sk-test-0000"}
        env["VISUAL"] = str(self._editor)
        self.terminal = self._new_terminal((*HYBRIDTUI, str(self.notes)), size=SIZE, env=env)
        self._shows("1 Notes", "live")
        self.memory = Memory(self.terminal.program)
        self._life_edits = 0
        self._at_end = False

    def _keys(self, *keys: str) -> None:
        """Keys with a look at the screen between them, as a hand has."""
        self._at_end = False
        for key in keys:
            self.terminal.type(key)
            self.terminal.settle(quiet=0.15)

    def _to_the_end(self) -> None:
        if not self._at_end:
            self._keys(LEADER, "1", "\x1b[1;5F")
        self._at_end = True

    def _stopped(self) -> bool:
        """Take what is new, and stop; a draft that is yet to come gives nothing to take, and nothing to hand off."""
        self._keys(LEADER, "a")
        self._keys(LEADER, "h")
        self.terminal.until(lambda: _STOP in self.terminal.text or _NOTHING in self.terminal.text)
        return _STOP in self.terminal.text

    def _refined(self) -> None:
        self.terminal.until(lambda: "✓ refined" in self.terminal.text and "refining" not in self.terminal.text, 300)

    def _shows(self, *texts: str) -> None:
        self.terminal.shows(*texts, seconds=60)

    def _size(self, columns: int, lines: int) -> None:
        _ = self.terminal.text  # what came until now was drawn for the old size
        fcntl.ioctl(self.terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.terminal.screen.resize(lines, columns)

    def report(self) -> tuple[str, bool]:
        """What was done and what is wrong; whether nothing is."""
        lost = sorted(self.lived.typed.lost)
        old = [age for age in lost if age > SECOND]
        faults = [*self.state.faults, *self.lived.faults()]
        start, hundred, end = (self.memory.at(edits) / 1e6 for edits in (0, 100, 10**9))
        before, after = (self.steady.at(edits) / 1e6 for edits in (0, 10**9))
        counts = self.lived.counts
        lines = [
            ", ".join(f"{count} {name}" for name, count in sorted(self.done.items())),
            f"words lost: {len(lost)}, the oldest {max(lost, default=0.0):.2f} s old, {len(old)} older than "
            f"{SECOND:.0f} s; there twice: {self.lived.typed.doubled}; words shown within {self.typist.slowest:.2f} s",
            "versions: " + ", ".join(f"{count} {sort.value}" for sort, count in sorted(counts.items())),
            f"memory of the last life: {start:.1f} MB at the start, {hundred:.1f} MB after 100 edits, {end:.1f} MB at "
            f"the end ({self._life_edits} edits), {self.memory.slope / 1e3:+.1f} kB an edit in its second half",
            f"and while nothing was added any more: {before:.1f} MB before the retractions, {after:.1f} MB after them, "
            f"{self.steady.slope / 1e3:+.1f} kB for each in their second half",
            f"faults: {len(faults)}",
            *faults,
        ]
        return "\n".join(lines), not (old or faults or self.lived.typed.doubled)


def run(length: Length, seed: int, folder: Path, tmux: bool = False) -> tuple[str, bool]:
    """A session of that length on notes in `folder`. Returns its report, and whether nothing is wrong."""
    with FakeClaude.in_thread() as claude:
        living = Living(folder, claude, random.Random(seed), tmux)
        try:
            living.go(length)
        finally:
            if alive(living.terminal.process.pid):
                living.terminal.__exit__(None, None, None)
        return living.report()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.living", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a look, not a figure")
    parser.add_argument("--tmux", action="store_true", help="in tmux, which must be installed")
    parser.add_argument("--seed", type=int, default=6)
    arguments = parser.parse_args()
    home.forget_the_user()
    with home.fresh_home() as (folder, variables):
        os.environ.update(variables)
        work = folder / "work"
        work.mkdir()
        report, well = run(SHORT if arguments.short else FULL, arguments.seed, work, arguments.tmux)
    sys.stdout.write(f"{report}\n")
    raise SystemExit(not well)


if __name__ == "__main__":
    main()
