"""Why this file exists: on a terminal a human reads what would be sent, and signs by typing its code."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.ledger import Outcome
from tests.fake_claude import FakeClaude, happy
from tests.offered import HANDOFF, SPEC, WITH_SECRET, books, kept, laid_out, quoted
from tests.terminal import HYBRIDTUI, Terminal

_CODE = re.compile(r"Type (\w+) and Enter to sign")


@pytest.fixture(autouse=True)
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClaude]:
    """A server that answers; the spec is in the current folder."""
    laid_out(tmp_path, monkeypatch)
    with FakeClaude.in_thread(happy("Done.\x1b[2J Look.", "Let me see.")) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


def opened(*options: str) -> Terminal:
    return Terminal([*HYBRIDTUI, *HANDOFF, *options])


def asked(terminal: Terminal) -> str:
    """Wait for the question; returns what it asks for."""
    terminal.until(lambda: _CODE.search(terminal.text))
    found = _CODE.search(terminal.text)
    assert found
    return found[1]


def test_the_code_under_the_manifest_sends_it(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    sign_off = quoted(capfd)["sign_off"]
    with opened() as terminal:
        code = asked(terminal)
        assert all(text in terminal.text for text in (claude.url, sign_off, "ANTHROPIC_API_KEY", "claude-opus-5-5"))
        assert claude.requests == []
        terminal.type(f"{code.upper()}\r")
        terminal.shows("Done.␛[2J Look.", "billed 321 tokens in", "complete: kept in")
        assert terminal.ends() == Exit.DONE
    assert len(claude.requests) == 1
    assert kept() == "Done.\x1b[2J Look."
    assert b"\x1b[2J" not in terminal.sent
    assert [row.opening.sign_off for row in books().rows()] == [sign_off]


def test_another_code_signs_nothing_and_may_be_corrected(claude: FakeClaude) -> None:
    with opened() as terminal:
        code = asked(terminal)
        terminal.type("zzzz\r")
        terminal.shows("That is not what is asked for.")
        assert claude.requests == []
        terminal.type(f"{code}\r")
        assert terminal.ends() == Exit.DONE


@pytest.mark.parametrize("keys", ["\r", "\x04", "nope\rnope\rnope\r"])
def test_whoever_does_not_sign_sends_nothing(keys: str, claude: FakeClaude) -> None:
    with opened() as terminal:
        asked(terminal)
        terminal.type(keys)
        terminal.shows("Not signed")
        assert terminal.ends() == Exit.REFUSED
    assert (claude.requests, books().rows()) == ([], ())


def test_ctrl_c_at_the_question_sends_nothing(claude: FakeClaude) -> None:
    with opened() as terminal:
        asked(terminal)
        terminal.process.send_signal(signal.SIGINT)  # what the key does where the terminal is the program's own
        assert terminal.ends() == 130
    assert (claude.requests, books().rows()) == ([], ())


def test_an_edit_while_the_question_waits_voids_it(claude: FakeClaude) -> None:
    with opened() as terminal:
        code = asked(terminal)
        Path("idea.spec.md").write_text(SPEC + "- Delete everything\n")
        terminal.type(f"{code}\r")
        terminal.shows("What was shown has changed since")
        assert terminal.ends() == Exit.REFUSED
    assert (claude.requests, books().rows()) == ([], ())


def test_where_a_key_signs_a_word_does(claude: FakeClaude, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYBRIDTUI_CHECKPOINT_SIGN_OFF", "key")
    with opened() as terminal:
        assert asked(terminal) == "yes"
        terminal.type("yes\r")
        assert terminal.ends() == Exit.DONE
    assert [row.outcome for row in books().rows()] == [Outcome.COMPLETE]


def test_an_open_secret_is_told_instead_of_a_code(claude: FakeClaude) -> None:
    Path("idea.spec.md").write_text(WITH_SECRET)
    with opened() as terminal:
        terminal.shows("1 secret waits for an answer")
        assert terminal.ends() == Exit.REFUSED
    assert _CODE.search(terminal.text) is None
    assert claude.requests == []


def test_the_clipboard_of_the_terminal_is_asked(claude: FakeClaude, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    with opened("--target", "clipboard") as terminal:
        terminal.type(f"{asked(terminal)}\r")
        terminal.shows("whether it took it is not known")
        assert terminal.ends() == Exit.DONE
    assert b"\x1b]52;c;" in terminal.sent
    assert claude.requests == []


def test_a_hash_on_the_command_line_asks_no_question(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    with opened("--sign-off", quoted(capfd)["sign_off"]) as terminal:
        terminal.shows("complete: kept in")
        assert terminal.ends() == Exit.DONE
    assert _CODE.search(terminal.text) is None


def test_a_reply_can_go_into_a_file_while_the_question_is_on_the_terminal(tmp_path: Path) -> None:
    command = f"{sys.executable} -m hybridtui {' '.join(HANDOFF)} >answer.md"
    with Terminal(["sh", "-c", command]) as terminal:
        terminal.type(f"{asked(terminal)}\r")
        terminal.shows("complete: kept in")
        assert terminal.ends() == Exit.DONE
    assert (tmp_path / "answer.md").read_text() == "Done.\x1b[2J Look."
