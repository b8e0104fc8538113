"""Why this file exists: whatever is done in the real workbench, its terminal shows what a full repaint would show."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import termios
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pyte
import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal
from tests.ui.emulator import Emulator, Look

NOTES = "\n" + "".join(
    f"um so the page {n} should take files of at most {n} MB, ok? And keep every upload for {n} days. 漢字 👍🏽 ❤️\n\n"
    for n in range(1, 9)
)
SPEC = "# Page\n\n" + "".join(f"- It takes files of at most {n} MB\n" for n in range(1, 30))
SIZES = [(140, 45), (80, 24), (60, 20), (111, 30), (200, 50)]
ESCAPE, PALETTE = "\x1b", "\x10"
ACTS = [
    ("we need it fast ",),
    ("漢字 ",),
    ("👨‍👩‍👧 e\u0301 ❤️",),
    ("\x7f",) * 5,
    ("\r", "\r"),
    ("\x1b[B",) * 12,
    ("\x1b[A",) * 3,
    ("\x1b[6~",),
    ("\x1b[5~",),
    (LEADER, "1"),
    (LEADER, "2", "j", "j"),
    (LEADER, "3"),
    (LEADER, "4"),
    (LEADER, "a"),
    (LEADER, "t"),
    (LEADER, "c"),
    (LEADER, "?"),
    (LEADER, "h"),
    (PALETTE, "theme"),
    (ESCAPE,),
    (ESCAPE,),
]


class Watched(Terminal):
    """A terminal that can forget its picture and be sent it again, and that changes its size."""

    def __init__(self, folder: Path, size: tuple[int, int], **settings: str) -> None:
        super().__init__(
            [*HYBRIDTUI, str(folder / "notes.md")],
            size=size,
            env={"COLORTERM": "truecolor", "HYBRIDTUI_UI_BLINK": "off", "TEXTUAL_ANIMATIONS": "none", **settings},
        )
        self._emulate(size)

    def __enter__(self) -> Watched:
        return self

    def _emulate(self, size: tuple[int, int]) -> None:
        self.screen = Emulator(*size)
        self._stream = pyte.ByteStream(self.screen)

    def resize(self, size: tuple[int, int]) -> None:
        """Change the size; what a terminal then shows is anybody's guess, here: nothing."""
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._emulate(size)
        os.kill(self.process.pid, signal.SIGWINCH)

    def acts(self, keys: Sequence[str], pause: float) -> None:
        """Type keys, and read for a while; a palette has to be there before it is typed in."""
        for key in keys:
            self.type(key)
            if PALETTE in keys:
                self.settle()
        assert self.read(pause), f"the program is gone:\n{self.text}"

    def rests(self, quiet: float = 1.5) -> None:
        """Wait until everything that follows from the start has come to the screen."""
        self.shows("✓ refined", "context ≈")
        self.settle(quiet)

    def picture(self) -> list[list[Look]]:
        """All that can be seen."""
        return [self.screen.looks(y) for y in range(self.screen.lines)]

    def again(self) -> list[list[Look]]:
        """All that can be seen once it is sent anew: its size changed, and is what it was."""
        self.resize((self.screen.columns, self.screen.lines))
        self.settle(quiet=1.0)
        return self.picture()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "notes.spec.md").write_text(SPEC, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_after_a_walk_the_screen_is_what_a_full_repaint_shows(seed: int, folder: Path) -> None:
    random = Random(seed)
    with Watched(folder, SIZES[0]) as terminal:
        terminal.shows("✓ refined")
        for _ in range(12):
            for keys in random.choices(ACTS, k=8):
                terminal.acts(keys, random.choice((0.0, 0.02, 0.1)))
                if random.random() < 0.04:
                    terminal.resize(random.choice(SIZES))
            terminal.settle(quiet=1.0)
            drawn = terminal.picture()
            for y, (shown, whole) in enumerate(zip(drawn, terminal.again(), strict=True)):
                assert shown == whole, f"row {y} is not what it should be:\n{terminal.text}"


def test_a_terminal_that_was_away_is_sent_the_whole_screen(folder: Path) -> None:
    with Watched(folder, (100, 30)) as terminal:
        terminal.shows("✓ refined")
        terminal.settle()
        drawn = terminal.picture()
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.until(lambda: b"\x1b[?1049l" in terminal.sent)
        terminal._emulate((100, 30))
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.shows("✓ refined")
        terminal.settle()
        assert terminal.picture() == drawn


def test_in_peace_nothing_is_sent(folder: Path) -> None:
    with Watched(folder, (140, 45)) as terminal:
        terminal.rests()
        before = len(terminal.sent)
        for _ in range(3):
            terminal.read(1.0)
        assert len(terminal.sent) == before


def test_a_letter_costs_fewer_bytes_than_a_line_of_text(folder: Path) -> None:
    with Watched(folder, (140, 45), HYBRIDTUI_LOCAL_PAUSE_MS="60000") as terminal:
        terminal.rests()
        before = len(terminal.sent)
        for letter in "quick and small":
            terminal.type(letter)
            terminal.settle(quiet=0.1)
        assert (len(terminal.sent) - before) / len("quick and small") < 150


@pytest.mark.parametrize(("wanted", "blinks"), [("auto", False), ("on", True)])
def test_over_ssh_cursors_blink_only_where_that_is_wanted(wanted: str, blinks: bool, folder: Path) -> None:
    line = {"SSH_CONNECTION": "203.0.113.7 50022 203.0.113.8 22"}
    with Watched(folder, (140, 45), HYBRIDTUI_UI_BLINK=wanted, **line) as terminal:
        terminal.rests(quiet=0.4 if blinks else 1.5)
        before = len(terminal.sent)
        for _ in range(3):
            terminal.read(0.7)
        assert (len(terminal.sent) > before) is blinks


def test_economy_can_be_turned_off(folder: Path) -> None:
    with Watched(folder, (100, 30), HYBRIDTUI_UI_ECONOMY="false") as terminal:
        terminal.shows("✓ refined")
        terminal.settle()
        before = len(terminal.sent)
        terminal.type("x")
        terminal.settle()
        assert len(terminal.sent) - before > 1000
