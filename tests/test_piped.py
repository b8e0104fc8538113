"""Why this file exists: what comes through a pipe is kept before anything else, and then worked on by keyboard."""

from __future__ import annotations

import io
import shlex
import signal
import sys
from datetime import date

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.headless import piped
from hybridtui.store import paths
from tests.terminal import HYBRIDTUI, LEADER, Terminal, shell


class Pipe(io.TextIOWrapper):
    """Standard input as a pipe that holds `data`."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))


def refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> HybridError:
    monkeypatch.setattr(sys, "stdin", Pipe(data))
    with pytest.raises(HybridError) as caught:
        piped.notes()
    assert not paths.data_folder().exists()
    return caught.value


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "Nothing came."),
        (b" \n\t\n", "Nothing came."),
        (b"caf\xe9", "Byte 4 is not UTF-8"),
        (b"\x7fELF\x02\x01\xff", "is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cause in refused(data, monkeypatch).cause


def test_a_pipe_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piped, "MOST_BYTES", 2_000_000)
    assert "more than 2 MB" in refused(b"x" * 2_000_001, monkeypatch).cause


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(HybridError, match="Nothing is piped into") as caught:
        piped.notes()
    assert "cat ideas.txt | hybridtui -" in caught.value.next_step


def test_without_a_terminal_behind_the_pipe_the_notes_are_kept_and_their_path_is_told() -> None:
    line = f"echo Um, the upload page. | {shlex.join(HYBRIDTUI)} -; echo ended with $?"
    with Terminal(["/bin/sh", "-c", line]) as terminal:  # a screen, but no /dev/tty
        terminal.shows("There is none behind this pipe", "ended with 2")
        assert terminal.ends() == 0
    (notes,) = paths.data_folder().glob("*/notes.md")
    assert notes.read_text() == "Um, the upload page.\n"
    assert notes.parent.name == f"{date.today()} um the upload page"
    assert notes.parent.name in terminal.text.replace("\n", "")


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
