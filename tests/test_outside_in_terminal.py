"""Why this file exists: other editors write in two ways, and both must show up in the real program, at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal

SOON = 5.0
"""Seconds in which an outside edit must be on the screen of a busy machine; on an idle one it takes a tenth of it."""


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_rename(path: Path, text: str) -> None:
    """As vim does: the old file is moved away, the new one written under its name."""
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text, encoding="utf-8")
    path.with_name(path.name + "~").unlink()


@pytest.mark.parametrize("write", [in_place, by_rename])
def test_an_outside_write_shows_up_while_one_types_and_is_merged(
    write: Callable[[Path, str], None], tmp_path: Path
) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("the first line\nthe last line\n")
    with Terminal([*HYBRIDTUI, str(notes)], size=(140, 45)) as terminal:
        terminal.shows("the first line", "live")
        terminal.settle()
        terminal.type("mine. ")
        terminal.shows("mine. the first line")
        terminal.until(lambda: notes.read_text().startswith("mine. "))
        terminal.type("more. ")
        write(notes, "mine. the first line\nthe last line\nwritten outside\n")
        began = time.monotonic()
        terminal.shows("written outside", "notes.md changed outside: 1 line")
        assert time.monotonic() - began < SOON
        terminal.shows("mine. more. the first line")
        terminal.until(lambda: notes.read_text() == "mine. more. the first line\nthe last line\nwritten outside\n")
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert notes.read_text() == "mine. more. the first line\nthe last line\nwritten outside\n"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".md") == ["notes.md"]
