"""Why this file exists: what comes through a pipe is kept before anything else, and then worked on by keyboard."""

from __future__ import annotations

import io
import shlex
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.errors import Exit
from hybridtui.headless import piped
from hybridtui.store import paths
from tests.terminal import HYBRIDTUI, LEADER, Terminal


class Pipe(io.TextIOWrapper):
    """Standard input as a pipe that holds `data`."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))


def refused(data: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "stdin", Pipe(data))
    assert cli.main(["-"]) == Exit.BAD_INPUT
    assert not paths.data_folder().exists()
    return capfd.readouterr().err


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "Nothing came."),
        (b" \n\t\n", "Nothing came."),
        (b"caf\xe9", "Byte 4 is not UTF-8"),
        (b"\x7fELF\x02\x01\xff", "is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(
    data: bytes, cause: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cause in refused(data, monkeypatch, capfd)


def test_a_pipe_without_end_is_refused(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(piped, "MOST_BYTES", 2_000_000)
    assert "more than 2 MB" in refused(b"x" * 2_000_001, monkeypatch, capfd)


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["-"]) == Exit.BAD_INPUT
    assert "cat ideas.txt | hybridtui -" in capfd.readouterr().err


def test_without_a_terminal_the_notes_are_kept_and_their_path_is_told(isolated: Path) -> None:
    done = subprocess.run(
        [*HYBRIDTUI, "-"],
        input=b"Um, the upload page.\n",
        capture_output=True,
        start_new_session=True,
        timeout=60,
    )
    (notes,) = paths.data_folder().glob("*/notes.md")
    assert notes.read_text() == "Um, the upload page.\n"
    assert notes.parent.name == f"{date.today()} um the upload page"
    assert done.returncode == Exit.BAD_INPUT
    assert str(notes) in done.stderr.decode()
    assert done.stdout == b""


def shell(line: str) -> list[str]:
    """The words that run `line` in a shell; `hybridtui` in it is the program under test.

    Opening its terminal by name makes it the one that /dev/tty stands for, and whose Ctrl+C is a signal.
    """
    return ["/bin/sh", "-c", ': <>"$(tty)"; ' + line.replace("hybridtui", shlex.join(HYBRIDTUI))]


def test_piped_notes_are_refined_and_the_keyboard_works() -> None:
    text = "um so we need a small upload page, max 50 MB. don't touch the billing columns.\n"
    with Terminal(shell(f"printf %s {shlex.quote(text)} | hybridtui - --model /nowhere.gguf")) as terminal:
        terminal.shows("small upload page", "live")
        terminal.type("And mine. ")
        terminal.shows("And mine. um so")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    (notes,) = paths.data_folder().glob("*/notes.md")
    assert notes.read_text() == "And mine. " + text


def test_a_keyboard_is_no_pipe() -> None:
    with Terminal(shell("hybridtui -; echo ended with $?")) as terminal:
        terminal.shows('Nothing is piped into "hybridtui -"', "cat ideas.txt | hybridtui -", "ended with 2")
        assert terminal.ends() == 0


def test_ctrl_c_while_the_pipe_is_read_ends_it_and_keeps_nothing() -> None:
    with Terminal(shell("sh -c 'printf reading >&2; exec sleep 60' | hybridtui -")) as terminal:
        terminal.shows("reading")
        terminal.settle()
        terminal.type("\x03")
        assert terminal.ends() in (130, -signal.SIGINT)
        assert "Traceback" not in terminal.text
    assert not paths.data_folder().exists()
