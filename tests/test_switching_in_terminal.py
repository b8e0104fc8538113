"""Why this file exists: who goes to another workspace has one workbench, one worker, and all that was typed."""

from __future__ import annotations

from pathlib import Path

from tests.terminal import HYBRIDTUI, LEADER, Terminal


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_going_elsewhere_and_back_keeps_one_worker_and_every_word(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.md").write_text(f"we need the {name} page.\n")
        with Terminal([*HYBRIDTUI, str(tmp_path / f"{name}.md")]) as terminal:
            terminal.shows("refined 1/1")
            terminal.type(LEADER, "q")
            assert terminal.ends() == 0
    with Terminal(HYBRIDTUI) as terminal:  # the one that was opened last
        terminal.shows("second page", "refined 1/1")
        workers = children(terminal.process.pid)
        assert len(workers) == 1
        for typed, name in (("AA ", "first"), ("BB ", "second"), ("CC ", "first")):
            terminal.type(typed)
            terminal.shows(typed)
            terminal.go_to(f"{name}.md", "first", "second")
            terminal.shows(f"the {name} page", "refined 1/1")
            assert children(terminal.process.pid) == workers
        terminal.type(LEADER, "q")
        assert terminal.ends() == 0
    assert (tmp_path / "second.md").read_text() == "CC AA we need the second page.\n"
    assert (tmp_path / "first.md").read_text() == "BB we need the first page.\n"
