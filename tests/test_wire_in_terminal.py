"""Why this file exists: what the real workbench sends its terminal is counted, byte by byte, and is enough."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal
from tests.ui.wire.emulator import Emulator, Look

NOTES = "\n" + "".join(
    f"um so the page {n} should take files of at most {n} MB, ok? And keep every upload for {n} days. 漢字 👍🏽 ❤️\n\n"
    for n in range(1, 9)
)
SPEC = "# Page\n\n" + "".join(f"- It takes files of at most {n} MB\n" for n in range(1, 30))


class Watched(Terminal):
    """A terminal that can forget its picture, and be sent it again."""

    def __init__(self, folder: Path, size: tuple[int, int], **settings: str) -> None:
        super().__init__(
            [*HYBRIDTUI, str(folder / "notes.md")],
            size=size,
            env={"COLORTERM": "truecolor", "HYBRIDTUI_UI_BLINK": "off", "TEXTUAL_ANIMATIONS": "none", **settings},
        )
        self._emulate(Emulator(*size))

    def __enter__(self) -> Watched:
        return self

    def rests(self, quiet: float = 1.5) -> None:
        """Wait until everything that follows from the start has come to the screen."""
        self.shows("✓ refined", seconds=120)
        self.until(lambda: "context ≈" in self.text or self.screen.columns < 140)
        self.settle(quiet)

    def picture(self) -> list[list[Look]]:
        """All that can be seen."""
        return [self.screen.looks(y) for y in range(self.screen.lines)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "notes.spec.md").write_text(SPEC, encoding="utf-8")
    return tmp_path


def test_a_terminal_that_was_away_is_sent_the_whole_screen(folder: Path) -> None:
    with Watched(folder, (100, 30)) as terminal:
        terminal.rests()
        drawn = terminal.picture()
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.until(lambda: b"\x1b[?1049l" in terminal.sent)
        terminal._emulate(Emulator(100, 30))
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.shows("✓ refined")
        terminal.settle(quiet=1.0)
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


@pytest.mark.parametrize("repeats", [True, False])
def test_a_terminal_repeats_what_it_showed_that_it_can_repeat(repeats: bool, folder: Path) -> None:
    with Watched(folder, (140, 45)) as terminal:
        terminal.screen.repeats = repeats
        terminal.rests()
        drawn, before = terminal.picture(), len(terminal.sent)
        terminal.type(LEADER)
        terminal.shows("Dismiss notices")
        terminal.type("\x1b")
        terminal.until(lambda: "Dismiss notices" not in terminal.text)
        terminal.settle()
        assert bool(re.search(rb"\x1b\[\d+b", terminal.sent[before:])) is repeats
        assert terminal.picture() == drawn


def test_answers_that_nobody_waits_for_are_no_text(folder: Path) -> None:
    with Watched(folder, (100, 30), HYBRIDTUI_LOCAL_PAUSE_MS="60000") as terminal:
        terminal.rests()
        terminal.type("\x1b[2;5R", "\x1b[2;2R", "\x1b[1;2R", "so far ")
        terminal.shows("so far")
        terminal.settle()
        assert not re.search(r"\dR", terminal.text)


def test_the_menu_of_keys_costs_its_own_text(folder: Path) -> None:
    with Watched(folder, (140, 45)) as terminal:
        terminal.rests()
        before = len(terminal.sent)
        terminal.type(LEADER)
        terminal.shows("Dismiss notices")
        terminal.settle()
        terminal.type("\x1b")
        terminal.until(lambda: "Dismiss notices" not in terminal.text)
        terminal.settle()
        assert len(terminal.sent) - before < 3000


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
        terminal.rests()
        before = len(terminal.sent)
        terminal.type("x")
        terminal.settle()
        assert len(terminal.sent) - before > 1000
