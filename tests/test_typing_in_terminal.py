"""Why this file exists: over a slow line keys arrive together or in pieces, and mean what they mean one by one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal
from tests.test_two_workbenches import env, pair

LEFT, END, CTRL_END, CTRL_HOME, BACKSPACE = "\x1b[D", "\x1b[F", "\x1b[1;5F", "\x1b[1;5H", "\x7f"
__all__ = ["env"]


def burst(terminal: Terminal, *keys: str) -> None:
    """Send keys in one piece."""
    terminal.send("".join(keys).encode())


@pytest.mark.parametrize("size", [(140, 45), (60, 20)])
def test_keys_that_arrive_together_are_done_in_their_order(
    size: tuple[int, int], tmp_path: Path, env: dict[str, str]
) -> None:
    notes, spec = tmp_path / "notes.md", tmp_path / "notes.spec.md"
    notes.write_text("first\nlast")
    with Terminal([*HYBRIDTUI, str(notes)], size=size, env=env) as terminal:
        terminal.shows("live", "first")
        burst(terminal, "x", END, "y", CTRL_END, "z", LEFT, LEFT, "-", CTRL_HOME, "ab", BACKSPACE, "c")
        terminal.until(lambda: notes.read_text() == "acxfirsty\nlas-tz")
        burst(terminal, LEADER, "3", "- Do it", LEADER, "1", "d")
        terminal.until(lambda: spec.exists() and spec.read_text() == "- Do it")
        terminal.until(lambda: notes.read_text() == "acdxfirsty\nlas-tz")
        burst(terminal, LEADER, "e", "Be brief", "\r", "f")
        terminal.until(lambda: notes.read_text() == "acdfxfirsty\nlas-tz")
        burst(terminal, LEADER, "e", "!", "\x1b", "- g")
        terminal.until(lambda: notes.read_text() == "acdf- gxfirsty\nlas-tz")
        terminal.type(LEADER, "e")
        terminal.shows("Be brief")
        assert "Be brief!" not in terminal.text


def test_a_key_that_arrives_in_two_pieces_is_a_key(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("first")
    with Terminal([*HYBRIDTUI, str(notes)], env=env) as terminal:
        terminal.shows("live", "first")
        for key in (END, CTRL_HOME, CTRL_END):
            for cut in range(2, len(key)):
                terminal.type(key[:cut])
                wait = time.monotonic() + 0.25  # longer than an escape is waited for that may be a key by itself
                terminal.until(lambda wait=wait: time.monotonic() > wait)  # type: ignore[misc]
                terminal.type(key[cut:], ".")
        terminal.until(lambda: notes.read_text() == "....first.....")


def test_what_is_typed_while_notes_are_taken_over_stands_where_it_was_typed(
    tmp_path: Path, env: dict[str, str]
) -> None:
    notes = tmp_path / "notes.md"
    with pair(notes, env) as (first, second):
        first.type(" and more")
        second.until(lambda: first.read(0) and "mine and more" in second.text)
        burst(second, LEADER, "O", CTRL_END, " - yours", CTRL_HOME, "all ")
        second.until(lambda: first.read(0) and notes.read_text() == "all mine and more - yours")


def test_what_is_typed_before_the_program_reads_stands_in_the_notes(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("first")
    with Terminal([*HYBRIDTUI, str(notes)], env=env) as terminal:
        terminal.type("Typed at once, ")
        terminal.until(lambda: notes.read_text() == "Typed at once, first")
