"""Why this file exists: two real workbenches meet on the same notes, and one of them may be suspended or dead."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.terminal import HYBRIDTUI, LEADER, Terminal


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """No model, and a state folder that both share."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return {"HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf")}


@contextmanager
def pair(notes: Path, env: dict[str, str]) -> Iterator[tuple[Terminal, Terminal]]:
    """Two workbenches on `notes`, the first of which has written "mine"."""
    with ExitStack() as stack:
        first = stack.enter_context(Terminal([*HYBRIDTUI, str(notes)], env=env))
        first.shows("1 Notes")
        first.type("mine")
        first.until(lambda: notes.exists() and notes.read_text() == "mine")
        second = stack.enter_context(Terminal([*HYBRIDTUI, str(notes)], env=env))
        second.shows("Read-only", f"process {first.process.pid}", "^g O takes them over", "mine")
        yield first, second


def test_the_second_reads_then_takes_over_and_the_first_reads(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    with pair(notes, env) as (first, second):
        second.type("quit")
        first.type(" and more")
        second.until(lambda: first.read(0) and "mine and more" in second.text)
        first.type("!")
        second.type(LEADER, "O")
        first.shows("Read-only", "asked for these notes")
        second.shows("yours to write again")
        second.type("yours ")
        second.until(lambda: notes.read_text() == "yours mine and more!")
        first.shows("yours mine and more!")


def test_a_suspended_one_is_passed_over_and_writes_no_more(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    with pair(notes, env) as (first, second):
        first.process.send_signal(signal.SIGSTOP)
        second.type(LEADER, "O")
        second.shows("No answer", "suspended")
        second.settle()
        second.type("y")
        second.shows("yours to write again")
        second.type("yours ")
        second.until(lambda: notes.read_text() == "yours mine")
        os.kill(first.process.pid, signal.SIGCONT)
        first.shows("Read-only", "took these notes over", "yours mine")
        first.type("99", LEADER, "q")
        assert first.ends() == 0
        assert notes.read_text() == "yours mine"


def test_after_a_kill_the_next_writes_at_once(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    with pair(notes, env) as (first, second):
        first.process.kill()
        first.process.wait()
        second.type(LEADER, "O")
        second.shows("yours to write again")
        second.type("yours ")
        second.until(lambda: notes.read_text() == "yours mine")
        with Terminal([*HYBRIDTUI, str(tmp_path / "other.md")], env=env) as third:
            third.shows("1 Notes")
            assert "Read-only" not in third.text


def test_notes_that_share_a_spec_have_one_writer_who_is_named(tmp_path: Path, env: dict[str, str]) -> None:
    for name in ("idea.md", "idea.txt"):
        (tmp_path / name).write_text(f"what {name} says")
    with ExitStack() as stack:
        first = stack.enter_context(Terminal([*HYBRIDTUI, str(tmp_path / "idea.md")], env=env))
        first.shows("what idea.md says")
        second = stack.enter_context(Terminal([*HYBRIDTUI, str(tmp_path / "idea.txt")], env=env))
        second.shows("Read-only: idea.md, which has the same spec, is open", f"process {first.process.pid}")
        second.type(LEADER, "O")
        second.shows("yours to write again")
        first.shows("Read-only", "asked for these notes")


def test_notes_that_share_a_spec_follow_each_other_in_one_workbench(tmp_path: Path, env: dict[str, str]) -> None:
    for name in ("idea.txt", "idea.md"):
        (tmp_path / name).write_text(f"what {name} says")
        with Terminal([*HYBRIDTUI, str(tmp_path / name)], env=env) as terminal:
            terminal.shows(f"what {name} says")
            terminal.type(LEADER, "q")
            assert terminal.ends() == 0
    with Terminal([*HYBRIDTUI, str(tmp_path / "idea.md")], env=env) as terminal:
        terminal.shows("what idea.md says")
        terminal.go_to("idea.txt", "Workspaces · 2")
        terminal.shows("what idea.txt says")
        terminal.type("yours ")
        terminal.until(lambda: (tmp_path / "idea.txt").read_text() == "yours what idea.txt says")
        assert "Read-only" not in terminal.text


def test_who_deletes_the_lock_takes_the_notes_from_nobody(tmp_path: Path, env: dict[str, str]) -> None:
    notes = tmp_path / "notes.md"
    with Terminal([*HYBRIDTUI, str(notes)], env=env) as terminal:
        terminal.shows("1 Notes")
        terminal.type("mine")
        terminal.until(lambda: notes.exists() and notes.read_text() == "mine")
        shutil.rmtree(tmp_path / "state")
        terminal.type(" and more")
        terminal.until(lambda: notes.read_text() == "mine and more")
        assert "Read-only" not in terminal.text
