"""Why this file exists: a terminal goes away, stands still, stops the program or cannot show it; nothing is lost."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal

OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal that of the program, as a shell has one."""
NO_MODEL = {"HYBRIDTUI_LOCAL_MODEL": "none.gguf", "PS1": "shell> "}
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1003l", b"\x1b[?1004l", b"\x1b[<u")
"""The picture, the cursor, pasting, the mouse, the focus and the keyboard, as they were."""


def opened(folder: Path, *before: str, size: tuple[int, int] = (140, 45), **env: str) -> Terminal:
    """The workbench on the notes of `folder`, once it is at rest."""
    terminal = Terminal([*before, *HYBRIDTUI, str(folder / "notes.md")], size=size, env=NO_MODEL | env)
    terminal.shows("1 Notes")
    terminal.settle()
    return terminal


def ended(terminal: Terminal, seconds: float = 20) -> int:
    """The exit code, of a program whose terminal cannot be read."""
    return terminal.process.wait(seconds)


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait for what happens outside of the terminal."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that `pid` started."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def resize(terminal: Terminal, columns: int, lines: int) -> None:
    fcntl.ioctl(terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    terminal.screen.resize(lines, columns)


def lose(terminal: Terminal) -> None:
    """Have the terminal gone without a word, as behind a line that broke."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, terminal._master)
    os.close(null)


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program_saved(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        workers = children(terminal.process.pid)
        terminal.type("typed last")
        terminal.shows("typed last")
        lose(terminal)
        assert ended(terminal) == 128 + signal.SIGHUP
    assert (tmp_path / "notes.md").read_text() == "typed last"
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_what_arrived_of_a_paste_that_was_cut_off_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.type("before ", "\x1b[200~pasted\r\nin pa")
        terminal.shows("before")
        lose(terminal)
        assert ended(terminal) == 128 + signal.SIGHUP
    assert (tmp_path / "notes.md").read_text() == "before pasted\nin pa"


def test_keys_that_come_with_the_one_that_quits_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.type("typed and left\x11")
        assert terminal.ends() == 0
    assert (tmp_path / "notes.md").read_text() == "typed and left"


def test_a_terminal_that_stands_still_holds_nothing_up(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    with opened(tmp_path) as terminal:
        for number in range(60):
            terminal.type(f"line {number}\r")
            time.sleep(0.02)  # nothing is read meanwhile: what is drawn fills the line to the terminal
        until(lambda: notes.exists() and "line 59" in notes.read_text())
        terminal.shows("line 59")


def test_it_ends_also_where_the_terminal_takes_nothing_more(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    with opened(tmp_path) as terminal:
        for number in range(60):
            terminal.type(f"line {number}\r")
            time.sleep(0.02)
        until(lambda: notes.exists() and "line 59" in notes.read_text())
        terminal.process.send_signal(signal.SIGTERM)
        assert ended(terminal) == 128 + signal.SIGTERM


def test_a_shell_gets_the_terminal_back_and_the_workbench_comes_back(tmp_path: Path) -> None:
    shell = [sys.executable, "-c", OWN_TERMINAL, "/bin/bash", "--norc", "-i"]
    with Terminal(shell, env=NO_MODEL) as terminal:
        terminal.shows("shell>")
        terminal.type(" ".join([*HYBRIDTUI, str(tmp_path / "notes.md")]) + "\n")
        terminal.shows("1 Notes")
        terminal.settle()
        terminal.type("typed last", LEADER, "z")
        terminal.shows("Stopped")
        assert (tmp_path / "notes.md").read_text() == "typed last"
        assert all(sequence in terminal.sent for sequence in RESTORED)
        terminal.type("echo it is $((40 + 2))\n")
        terminal.shows("it is 42")
        resize(terminal, 100, 30)
        terminal.type("fg\n")
        terminal.shows("1 Notes  2 Draft", "typed last")  # the narrow layout, drawn whole
        terminal.type(LEADER, "2")
        terminal.settle()
        terminal.screen.reset()
        terminal.type("\x1a")
        terminal.shows("Stopped")
        terminal.screen.reset()
        terminal.type("bg\n", "fg\n")
        terminal.shows("1 Notes  2 Draft")
        terminal.settle()
        terminal.type(LEADER, "1", " and more", "\x1a")  # takes the last word back
        terminal.type("\x11")
        terminal.shows("shell>")
        until(lambda: "typed last" in (tmp_path / "notes.md").read_text())
        terminal.type("exit\n")
        assert terminal.ends() == 0


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_it_can_be_stopped_and_continued_from_outside(stop: signal.Signals, tmp_path: Path) -> None:
    with opened(tmp_path, sys.executable, "-c", OWN_TERMINAL) as terminal:
        pid = terminal.process.pid
        terminal.type("typed last")
        terminal.shows("typed last")
        os.kill(pid, stop)
        if stop is signal.SIGSTOP:  # nobody would continue a session's leader that asks to be stopped
            until(lambda: Path(f"/proc/{pid}/stat").read_text().split()[2] == "T")
        os.kill(pid, signal.SIGCONT)
        terminal.settle()
        terminal.screen.reset()
        terminal.type("!")
        terminal.settle()
        terminal.type("\x11")
        assert terminal.ends() == 0
    assert (tmp_path / "notes.md").read_text() == "typed last!"


def test_where_no_shell_waits_nothing_stops(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.type(LEADER, "z")
        terminal.shows("No shell waits")
        terminal.type("\x11")
        assert terminal.ends() == 0


def test_a_storm_of_sizes_leaves_a_whole_screen(tmp_path: Path) -> None:
    sizes = [(1 + 37 * step % 300, 1 + 23 * step % 100) for step in range(200)]
    with opened(tmp_path, sys.executable, "-c", OWN_TERMINAL) as terminal:
        terminal.type("typed last")
        for columns, lines in [*sizes, (1, 1), (300, 100), (3, 2), (80, 24)]:
            fcntl.ioctl(terminal._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            terminal.read(0.005)
        terminal.settle()
        terminal.screen.resize(24, 80)
        terminal.screen.reset()
        terminal.type("!")
        terminal.shows("!")
        resize(terminal, 81, 24)
        terminal.shows("typed last!", "1 Notes", "^g Keys")
        assert b"Traceback" not in terminal.sent
        terminal.type("\x11")
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"TERM": "dumb"}, "TERM is dumb"),
        ({"TERM": ""}, "TERM is not set"),
        ({"PYTHONIOENCODING": "iso8859-1"}, "iso8859-1"),
    ],
)
def test_a_terminal_that_cannot_show_it_is_told_so_and_left_alone(env: dict[str, str], says: str) -> None:
    with Terminal(HYBRIDTUI, env=env) as terminal:
        assert terminal.ends() == 2
        assert says in terminal.text
        assert b"\x1b" not in terminal.sent


def test_without_a_screen_it_is_refused(tmp_path: Path) -> None:
    script = ["sh", "-c", '"$@" >out', "-", *HYBRIDTUI, str(tmp_path)]
    with Terminal(script, cwd=tmp_path) as terminal:
        assert terminal.ends() == 2
        assert "not a screen" in terminal.text
    assert (tmp_path / "out").read_bytes() == b""


@pytest.mark.parametrize("term", ["linux", "screen", "tmux-256color", "vt100"])
def test_other_terminals_are_good_enough(term: str, tmp_path: Path) -> None:
    with opened(tmp_path, TERM=term) as terminal:
        terminal.type("typed last")
        terminal.shows("typed last")
        terminal.type("\x11")
        assert terminal.ends() == 0
        assert terminal.strays() == []


def test_no_colour_is_sent_to_who_wants_none(tmp_path: Path) -> None:
    with opened(tmp_path, NO_COLOR="1") as terminal:
        terminal.type("um, we need a page", LEADER, "2")
        terminal.settle()
        terminal.type("?")
        terminal.settle()
        assert COLOUR.search(terminal.sent) is None
        assert b"\x1b[7m" in terminal.sent or b";7m" in terminal.sent  # the cursor can be seen


def test_a_fault_is_told_in_few_lines_and_loses_nothing(tmp_path: Path, isolated: Path) -> None:
    script = (
        "import sys\n"
        "from hybridtui.cli import main\n"
        "from hybridtui.ui.central.frame import Frame\n"
        "def fail(self):\n"
        "    secret = self.notes.text\n"
        "    raise RuntimeError(secret)\n"
        "Frame.action_help = fail\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    with Terminal([sys.executable, "-P", "-c", script, str(tmp_path / "notes.md")], env=NO_MODEL) as terminal:
        terminal.shows("1 Notes")
        terminal.settle()
        terminal.type("typed last")
        terminal.shows("typed last")
        terminal.type("\x1bOP")
        assert terminal.ends() == 70
    _, _, said = bytes(terminal.sent).rpartition(b"\x1b[?1049l")
    assert b"What you wrote is saved" in said
    assert b"typed last" not in said
    assert b"Traceback" not in said
    assert all(sequence in terminal.sent for sequence in RESTORED)
    assert (tmp_path / "notes.md").read_text() == "typed last"
    (log,) = isolated.rglob("fault.log")
    assert "RuntimeError" in log.read_text()
    assert terminal.strays() == []


def test_the_end_of_something_long_is_told_to_who_looks_elsewhere(tmp_path: Path) -> None:
    notice = b"\x1b]9;The refinement is done.\x1b\\"
    with opened(
        tmp_path, HYBRIDTUI_UI_NOTIFY="osc", HYBRIDTUI_UI_NOTIFY_AFTER_S="0", TMUX="", HYBRIDTUI_LOCAL_MODEL=""
    ) as terminal:
        terminal.type("a page is needed.")
        terminal.until(lambda: notice in terminal.sent)  # a terminal that says nothing of its focus may have none
        terminal.type("\x1b[I", LEADER, "2")
        terminal.settle()
        told = terminal.sent.count(notice)
        terminal.type("r")
        terminal.settle(1)
        assert terminal.sent.count(notice) == told
        terminal.type("\x1b[O")
        terminal.settle()
        (tmp_path / "notes.md").write_text("a page is needed.\nanother one is needed.\n")
        terminal.until(lambda: terminal.sent.count(notice) > told)
