"""Why this file exists: another program gets the terminal, and the workbench has to come back whole and up to date."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
from pathlib import Path

from tests.terminal import HYBRIDTUI, LEADER, Terminal

OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal that of the program, so that its keys interrupt."""
ENTERS_SCREEN, LEAVES_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"


def opened(folder: Path, script: str, size: tuple[int, int] = (140, 45)) -> Terminal:
    """The workbench at rest on the notes of `folder`; its editor runs `script`, which has its arguments in `words`."""
    editor = folder / "vim"
    editor.write_text(
        f"#!{sys.executable}\nimport os, pathlib, signal, sys, termios, time, tty\nwords = sys.argv[1:]\n"
    )
    with editor.open("a") as file:
        file.write(f"path = pathlib.Path(words[-1])\n{script}\n")
    editor.chmod(0o755)
    env = {"HYBRIDTUI_LOCAL_MODEL": "none.gguf", "VISUAL": f"{editor} -f", "NO_COLOR": ""}
    command = [sys.executable, "-c", OWN_TERMINAL, *HYBRIDTUI, str(folder / "notes.md")]
    terminal = Terminal(command, size=size, env=env)
    terminal.shows("1 Notes", "live")
    terminal.settle()
    return terminal


def said(terminal: Terminal, pattern: bytes) -> str:
    """What an editor printed; from the bytes, as the emulator has no second screen and draws it over the first."""
    terminal.until(lambda: re.search(pattern, terminal.sent))
    found = re.search(pattern, terminal.sent)
    assert found
    return found[1].decode()


def test_the_editor_gets_the_text_as_it_is_at_its_line_and_what_it_writes_comes_back(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("First.\nSecond.\n")
    script = (
        "print('EDITOR', words[:-1], repr(path.read_text()), flush=True)\n"
        "assert sys.stdin.readline() == 'go on\\n'\n"
        "path.write_text(path.read_text() + 'Written by vim.\\n')"
    )
    with opened(tmp_path, script) as terminal:
        row = terminal.screen.cursor.y
        terminal.type("\x1b[B")
        terminal.until(lambda: terminal.screen.cursor.y == row + 1)
        terminal.type("typed ", LEADER, "E")
        told = said(terminal, rb"EDITOR (.*)\r\n")
        assert told == "['-f', '+2'] 'First.\\ntyped Second.\\n'"
        assert terminal.sent.rfind(LEAVES_SCREEN) > terminal.sent.rfind(ENTERS_SCREEN)
        terminal.type("go on\r")
        terminal.shows("1 Notes", "typed Second.", "Written by vim.", "notes.md changed in your editor: 1 line")
        terminal.type("more ")
        terminal.shows("typed more Second.")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert (tmp_path / "notes.md").read_text() == "First.\ntyped more Second.\nWritten by vim.\n"


def test_an_interrupt_and_a_death_of_the_editor_leave_the_workbench_and_its_terminal_as_they_were(
    tmp_path: Path,
) -> None:
    (tmp_path / "notes.md").write_text("First.\n")
    script = (
        "heard = []\n"
        "signal.signal(signal.SIGINT, lambda *_: heard.append(True))\n"
        "print('READY', flush=True)\n"
        "while not heard: time.sleep(0.01)\n"
        "tty.setraw(0)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    with opened(tmp_path, script) as terminal:
        terminal.type(LEADER, "E")
        said(terminal, rb"(READY)\r\n")
        lent = termios.tcgetattr(terminal._master)
        terminal.type("\x03")
        terminal.shows("1 Notes", "First.", "vim was ended by SIGKILL")
        terminal.type("still here ")
        terminal.shows("still here First.")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
        assert termios.tcgetattr(terminal._master)[3] == lent[3]


def test_who_ends_the_workbench_ends_the_editor_too(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("First.\n")
    with opened(tmp_path, "print('PID', os.getpid(), flush=True)\ntime.sleep(60)") as terminal:
        terminal.type(LEADER, "E")
        pid = int(said(terminal, rb"PID ([0-9]+)\r\n"))
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM
        assert not Path(f"/proc/{pid}").exists()
