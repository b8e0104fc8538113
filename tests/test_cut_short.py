"""Why this file exists: however the program ends in the middle of an answer, that was paid for: it is kept, once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fake_claude import FakeClaude, gated, sequence
from tests.terminal import HYBRIDTUI, LEADER, Terminal

ANSWER = "The answer begins. "
RESTORED = b"\x1b[?1049l"
OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal that of the program, so that it is told when the terminal goes away."""


@dataclass
class Desk:
    """A workspace with a spec, a server that begins to answer, and the books as a script reads them."""

    folder: Path
    claude: FakeClaude

    @property
    def env(self) -> dict[str, str]:
        return {
            "ANTHROPIC_BASE_URL": self.claude.url,
            "ANTHROPIC_API_KEY": "sk-test-0000",
            "HYBRIDTUI_LOCAL_MODEL": str(self.folder / "none.gguf"),
        }

    def workbench(self, *before: str) -> Terminal:
        return Terminal([*before, *HYBRIDTUI, str(self.folder)], env=self.env)

    def books(self) -> list[dict[str, Any]]:
        command = [*HYBRIDTUI, "ledger", "--json"]
        found = subprocess.run(command, env=os.environ | self.env, capture_output=True, check=True, timeout=60)
        rows: list[dict[str, Any]] = json.loads(found.stdout)
        return rows

    def replies(self, suffix: str = ".md") -> list[str]:
        """What is on the disk of each reply, in the order in which they were begun."""
        return [path.with_suffix(suffix).read_text() for path in sorted((self.folder / "notes.replies").glob("*.json"))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "notes.spec.md").write_text("# Goal\n\n- an upload page\n")
    with FakeClaude.in_thread(gated(ANSWER)) as claude:
        yield Desk(tmp_path, claude)


def hand_off(terminal: Terminal, says: str = ANSWER) -> None:
    """Sign, and wait until some of the answer is on the screen."""
    terminal.shows("live")
    terminal.type(LEADER, "h")
    terminal.shows("Checkpoint: nothing has been sent yet")
    terminal.sign()
    terminal.shows(says.strip(), "streaming")


def test_after_a_kill_what_had_arrived_is_there_and_nothing_is_sent_again(desk: Desk) -> None:
    with desk.workbench() as terminal:
        hand_off(terminal)
        terminal.process.kill()
        assert terminal.ends() == -signal.SIGKILL
    assert desk.replies() == [ANSWER]
    (row,) = desk.books()
    assert (row["outcome"], row["confirmed"], row["input_tokens"]) == ("open", False, 321)
    assert json.loads(desk.replies(".json")[0])["cost_usd"] == row["cost_usd"] is not None
    with desk.workbench() as terminal:
        terminal.shows("live")
        terminal.type(LEADER, "4")
        terminal.shows(ANSWER.strip(), "hybridtui ended before this reply did")
        terminal.type("R")
        terminal.shows("1 reply to this spec", "it may have been billed")
        terminal.type("\x1b")
        terminal.until(lambda: "1 reply to this spec" not in terminal.text)
        terminal.type("h")
        terminal.shows("Checkpoint: nothing has been sent yet", "Enter to sign")
        assert len(desk.claude.requests) == 1
    assert desk.books() == [row]


def quits(terminal: Terminal) -> None:
    terminal.type("q")
    terminal.shows("Claude is still answering")
    terminal.type("q")


def is_terminated(terminal: Terminal) -> None:
    terminal.process.terminate()


def loses_its_terminal(terminal: Terminal) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, terminal._master)
    os.close(nothing)


@pytest.mark.parametrize(
    ("end", "code"),
    [(quits, 0), (is_terminated, 128 + signal.SIGTERM), (loses_its_terminal, 128 + signal.SIGHUP)],
)
def test_who_leaves_in_the_middle_of_an_answer_keeps_what_arrived(
    end: Callable[[Terminal], None], code: int, desk: Desk
) -> None:
    with desk.workbench(sys.executable, "-c", OWN_TERMINAL) as terminal:
        hand_off(terminal)
        terminal.type(LEADER, "1", "typed last")
        terminal.shows("typed last")
        if end is quits:
            terminal.type(LEADER, "4")
        end(terminal)
        assert (terminal.ends() if end is not loses_its_terminal else terminal.process.wait(20)) == code
    assert (RESTORED in terminal.sent) is (end is not loses_its_terminal)
    assert b"Traceback" not in terminal.sent
    assert (desk.folder / "notes.md").read_text() == "typed last"
    assert desk.replies() == [ANSWER]
    (row,) = desk.books()
    record = json.loads(desk.replies(".json")[0])
    assert (row["outcome"], row["confirmed"], record["state"]) == ("stopped", False, "stopped")
    assert record["cost_usd"] == row["cost_usd"] is not None
    assert len(desk.claude.requests) == 1


def test_who_is_taken_over_while_claude_answers_keeps_that_answer_and_mixes_nothing(desk: Desk) -> None:
    answers = ("To the first. ", "To the second. ")
    desk.claude.scenario = sequence(*(gated(each, "The end.") for each in answers))
    with ExitStack() as workbenches:
        first = workbenches.enter_context(desk.workbench())
        hand_off(first, answers[0])
        second = workbenches.enter_context(desk.workbench())
        second.shows("live", "Read-only")
        second.type(LEADER, "O")
        second.shows("yours to write again")
        hand_off(second, answers[1])
        desk.claude.release()
        for terminal, answer in zip((first, second), answers, strict=True):
            terminal.shows(f"{answer}The end.", "complete")
            assert terminal.text.count("To the ") == 1
    assert sorted(desk.replies()) == [f"{answer}The end." for answer in answers]
    rows = desk.books()
    assert [(row["outcome"], row["confirmed"]) for row in rows] == [("complete", True)] * 2
    records = [json.loads(record) for record in desk.replies(".json")]
    assert {record["hand_off"] for record in records} == {row["id"] for row in rows}
    assert len(desk.claude.requests) == 2
