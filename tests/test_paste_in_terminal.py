"""Why this file exists: what is pasted, and what is wide, arrives whole and stands where the cursor says it stands."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal

OPEN, CLOSE = "\x1b[200~", "\x1b[201~"
NO_MODEL = {"HYBRIDTUI_LOCAL_MODEL": "none.gguf"}


def opened(folder: Path, **env: str) -> Terminal:
    """The workbench on the notes of `folder`, once it is at rest."""
    terminal = Terminal([*HYBRIDTUI, str(folder / "notes.md")], env=NO_MODEL | env)
    terminal.shows("1 Notes")
    terminal.settle()
    return terminal


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait for what happens outside of the terminal."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def leave(terminal: Terminal) -> None:
    terminal.type("\x11")
    assert terminal.ends(60) == 0


def test_a_paste_is_text_and_never_a_key(tmp_path: Path) -> None:
    pasted = "one\r\ntwo\rthree\nred \x1b[31m, up \x1b[A, alone \x1b, bell \a, focus \x1b[O, \x07q\x11 end"
    with opened(tmp_path) as terminal:
        terminal.type(f"{OPEN}{pasted}{CLOSE}!")
        terminal.shows("three", "end!", "␛[31m")
        assert terminal.strays() == []
        leave(terminal)
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n")
    assert (tmp_path / "notes.md").read_bytes().decode() == f"{lines}!"


def test_one_undo_takes_a_paste_back(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.type("kept ")
        terminal.shows("kept")
        terminal.type(f"{OPEN}first\nsecond\nthird{CLOSE}")
        terminal.shows("third")
        terminal.type("\x1a")
        terminal.until(lambda: "third" not in terminal.text and "first" not in terminal.text)
        terminal.shows("kept")
        leave(terminal)
    assert (tmp_path / "notes.md").read_text() == "kept "


def test_bytes_that_are_no_text_are_kept_as_they_are(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.send(b"\x1b[200~caf\xe9 \xff end\x1b[201~")
        terminal.shows("end")
        leave(terminal)
    assert (tmp_path / "notes.md").read_bytes() == b"caf\xe9 \xff end"


def test_a_terminal_without_brackets_pastes_text_all_the_same(tmp_path: Path) -> None:
    page = "A page of notes, with many lines and letters that are keys elsewhere: q, h, a.\r" * 400
    with opened(tmp_path) as terminal:
        terminal.type(page, "the end")
        terminal.shows("the end")
        leave(terminal)
    assert (tmp_path / "notes.md").read_text() == page.replace("\r", "\n") + "the end"


def test_a_flood_of_keys_keeps_nothing_from_being_saved_or_ended(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    with opened(tmp_path) as terminal:
        terminal.type("abc\r" * 5000)  # too few different ones for a paste
        until(lambda: notes.exists() and len(notes.read_text()) > 100)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ends() == 128 + signal.SIGTERM
    assert set(notes.read_text().split()) <= {"abc", "ab", "a"}


@pytest.mark.slow
def test_five_megabytes_are_pasted_and_saved_while_the_screen_lives(tmp_path: Path) -> None:
    line = "We need a small upload page, max 50 MB, \u00e9\u4e2d. Don't touch the billing columns \x1b[31m.\r\n"
    text = line * (5_000_000 // len(line.encode())) + "the end\x01."
    with opened(tmp_path) as terminal:
        sender = Thread(target=terminal.type, args=(f"{OPEN}{text}{CLOSE}",))
        begun = time.monotonic()
        sender.start()
        terminal.shows("the end␁.")
        sender.join()
        assert time.monotonic() - begun < 30
        begun = time.monotonic()
        terminal.type("?")
        terminal.shows("the end␁.?")
        assert time.monotonic() - begun < 10
        leave(terminal)
    assert (tmp_path / "notes.md").read_bytes().decode() == text.replace("\r\n", "\n") + "?"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("plain", 5),
        ("\u4e2d\u6587", 4),
        ("e\u0301a", 2),
        ("\U0001f600!", 3),
        ("\uff21\uff22", 4),
        ("a\tb", 5),
    ],
)
def test_the_cursor_stands_behind_what_was_typed(text: str, cells: int, tmp_path: Path) -> None:
    with opened(tmp_path, HYBRIDTUI_UI_BLINK="off") as terminal:
        start = terminal.screen.cursor.x
        terminal.type(f"{OPEN}{text}{CLOSE}")
        terminal.until(lambda: terminal.screen.cursor.x != start)
        terminal.settle()
        assert terminal.screen.cursor.x - start == cells
        leave(terminal)
    assert (tmp_path / "notes.md").read_text() == text


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_inside_tmux_it_outlives_the_client_and_leaves_saved_with_the_server(tmp_path: Path) -> None:
    socket = tmp_path / "socket"
    notes = tmp_path / "notes.md"
    tmux = ["tmux", "-f", "/dev/null", "-S", str(socket)]

    def screen() -> str:
        found = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True, check=False)
        return found.stdout

    try:
        with Terminal([*tmux, "new-session", *HYBRIDTUI, str(notes)], env=NO_MODEL) as client:
            client.shows("1 Notes")
            client.settle()
            client.type("typed in a client")
            client.shows("typed in a client")
            pane = subprocess.run([*tmux, "display", "-p", "#{pane_pid}"], capture_output=True, text=True, check=True)
        subprocess.run([*tmux, "send-keys", " that is gone"], check=True)
        until(lambda: "typed in a client that is gone" in screen())
        subprocess.run([*tmux, "send-keys", LEADER, "z"], check=True)
        until(lambda: "No shell waits" in screen())
        subprocess.run([*tmux, "send-keys", LEADER, "1", "."], check=True)
        until(lambda: "gone." in screen())
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
    until(lambda: not Path(f"/proc/{pane.stdout.strip()}").exists())
    assert notes.read_text() == "typed in a client that is gone."
