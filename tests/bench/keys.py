"""Why this file exists: a writing tool stands or falls with the time from a key to its letter on the screen.

Two programs are open at once, the yardstick and ours, and each key goes to one after the other: whatever else the
machine does meanwhile hits both. Each key is a letter that was on no screen before, so the bytes that show it cannot be
taken for others, and no emulator is in the way.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from tests.bench import bare
from tests.bench.home import fresh_home
from tests.bench.ramble import MARK, ramble
from tests.bench.raw_terminal import RawTerminal, drain, with_notes
from tests.bench.table import SPREAD, Row, compare, milliseconds, size, spread
from tests.terminal import HYBRIDTUI

_SENTENCES = 1000
"""Of the notes: too many for the model to be done with while we type, and soon done by code alone."""
_IDLE = "✓ refined", "rules"
_REFINING = "refining", "faithful"
"""What the screen says in each state, and who is to decide about the notes to get there."""
_NO_PAUSE = {"HYBRIDTUI_LOCAL_PAUSE_MS": "60000"}
"""However slow the machine, no two letters are so far apart that the notes are refined again."""
_REST = 0.02
"""Seconds after a letter, in which the program tidies up."""
_WORD = 6
"""Letters to a word."""


@dataclass(slots=True)
class Typing:
    """What typing cost one program: seconds for each letter, and the bytes sent meanwhile."""

    terminal: RawTerminal
    latencies: list[float] = field(default_factory=list)
    sent: int = 0

    def strike(self, key: str, shows: str = "") -> None:
        """Type one key and wait until the program shows what it brings, the letter itself if nothing else is said."""
        since = len(self.terminal.sent)
        start = time.perf_counter()
        self.terminal.type(key)
        self.terminal.sends(shows or key, since)
        self.latencies.append(time.perf_counter() - start)


def rows(keys: int) -> Iterator[Row]:
    """Rows about `keys` letters typed in the same notes, once refined and while the starter model refines them."""
    idle = yield from _typed(keys, "idle", *_IDLE)
    refining = yield from _typed(keys, "refining", *_REFINING)
    yield compare("key to screen p99, refining", "idle", [idle[2]], [refining[2]], milliseconds)


def _typed(keys: int, name: str, state: str, mode: str) -> Generator[Row, None, tuple[float, float, float, float]]:
    """Rows beside the yardstick, whose machine is just as busy. Returns our latencies' spread."""
    every = list(letters(keys))
    with fresh_home() as (folder, variables):
        notes = str(with_notes(folder, ramble(_SENTENCES)))
        with (
            RawTerminal([*bare.COMMAND, notes], env=variables) as yardstick,
            RawTerminal([*HYBRIDTUI, notes], env={**variables, **_NO_PAUSE, "HYBRIDTUI_LOCAL_MODE": mode}) as workbench,
        ):
            yardstick.sends(MARK)
            # the yardstick is read as well: its cursor blinks, and a terminal that is full would hold it up
            workbench.until(lambda: yardstick.read(0) and state in workbench.text, seconds=300)
            plain, ours = _type(every, yardstick, workbench)
            # the emulator's turn, now that nothing is timed: was it all seen, and in the state it is said to be?
            workbench.shows(every[-1], state, seconds=0)
    latencies = spread(ours.latencies)
    what = f"key to screen, {name} ({SPREAD})"
    yield compare(what, "bare TextArea", spread(plain.latencies), latencies, milliseconds)
    yield compare(f"sent for a key, {name}", "bare TextArea", [plain.sent / keys], [ours.sent / keys], size)
    return latencies


def _type(every: Sequence[str], *terminals: RawTerminal) -> list[Typing]:
    """Type words of letters, each letter into every terminal in turn; who is first changes with every letter."""
    drain(1.0, *terminals)
    before = [len(terminal.sent) for terminal in terminals]
    typings = [Typing(terminal) for terminal in terminals]
    for at, letter in enumerate(every):
        for typing in typings if at % 2 else reversed(typings):
            typing.strike(letter)
            drain(_REST, *terminals)
        if at % _WORD == _WORD - 1:
            for terminal in terminals:
                terminal.type(" ")
            drain(_REST, *terminals)
    for typing, start in zip(typings, before, strict=True):
        typing.sent = len(typing.terminal.sent) - start
    return typings


def letters(count: int) -> Iterator[str]:
    """Letters of one cell each, none of them twice, none of them in the notes or the program's own words."""
    every = (chr(code) for code in range(0x100, 0x1000))
    narrow = (letter for letter in every if letter.isalpha() and cell_len(letter) == 1)
    return (letter for _, letter in zip(range(count), narrow, strict=False))
