"""Why this file exists: the program as a person meets it: the real command, model and SDK, in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_claude import FakeClaude, gated
from tests.terminal import HYBRIDTUI, LEADER, Terminal

SIZES = [(140, 45), (80, 24), (60, 20)]
LEAVES_SCREEN = b"\x1b[?1049l"
NOISE = (b"llama_", b"ggml", b"Traceback", b"Warning")
"""What native code, Python and their logs would say over the screen."""


@pytest.mark.parametrize("size", SIZES)
def test_from_notes_to_a_stopped_reply(size: tuple[int, int], tmp_path: Path) -> None:
    notes, spec = tmp_path / "notes.md", tmp_path / "notes.spec.md"
    with FakeClaude.in_thread(gated(before="The answer begins. ")) as claude:
        env = {"ANTHROPIC_BASE_URL": claude.url, "ANTHROPIC_API_KEY": "sk-test-0000"}
        with Terminal([*HYBRIDTUI, str(notes)], size=size, env=env) as terminal:
            terminal.shows("live")
            terminal.type("um so we need a small upload page, max 50 MB. don't touch the billing columns.")
            terminal.shows("refined 2/2")
            terminal.type(LEADER, "a", LEADER, "3", "My own line: under 3 s.\r")
            terminal.shows("50 MB", "billing columns", "My own line: under 3 s.")
            terminal.type(LEADER, "h")
            terminal.shows("Checkpoint: nothing has been sent yet", claude.url)
            assert claude.requests == []
            terminal.sign()
            terminal.shows("The answer begins.", "streaming")
            terminal.type("s")
            terminal.shows("stopped by you", "The answer begins.")
            terminal.type("q")
            assert terminal.ends() == 0
        assert len(claude.requests) == 1
    assert "don't touch the billing columns" in notes.read_text()
    assert "My own line: under 3 s." in spec.read_text()
    assert b"My own line: under 3 s." in claude.requests[0].body
    (reply,) = (tmp_path / "notes.replies").glob("*Z-????????.md")
    assert reply.read_text() == "The answer begins. "
    assert terminal.strays() == []
    assert LEAVES_SCREEN in terminal.sent
    assert [word for word in NOISE if word in terminal.sent] == []


def test_what_a_program_should_not_send_is_noticed() -> None:
    for sent in (r"\033]0;title\007", r"\007", r"\033[3g", r"\302\233", r"\342\200\256", r"\000"):
        with Terminal(["printf", r"\033[1;1H\033[31mdrawn%b", sent]) as terminal:
            assert terminal.ends() == 0
        assert terminal.strays(), sent


def test_enter_pressed_twice_in_the_palette_leaves_the_workbench_open(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("A.\n")
    env = {"HYBRIDTUI_LOCAL_MODEL": str(tmp_path / "none.gguf")}
    with Terminal([*HYBRIDTUI, str(tmp_path)], size=(80, 24), env=env) as terminal:
        terminal.shows("live")
        terminal.type("\x10", "theme", "\r", "\x1b[B", "\r", "\r")
        terminal.settle()
        assert terminal.process.poll() is None, terminal.text
