"""Why this file exists: a reply was paid for, and is lost to no reader, signal, disk or broken connection."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.errors import Exit
from hybridtui.core.ledger import Outcome
from tests.fake_claude import FakeClaude, gated, happy, raw, status
from tests.fake_claude_answer import SAMPLE_ANSWER, delta, opening
from tests.offered import books, kept, laid_out, signed
from tests.test_cli import run


@pytest.fixture(autouse=True)
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClaude]:
    """A server that answers; the spec is in the current folder."""
    laid_out(tmp_path, monkeypatch)
    with FakeClaude.in_thread() as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


def test_the_whole_answer_is_written_where_it_was_asked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(signed(capfd, "-o", "out/answer.md")) == Exit.DONE
    assert (tmp_path / "out" / "answer.md").read_text() == SAMPLE_ANSWER == kept()


def test_an_answer_that_breaks_off_is_kept_and_the_output_stands(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("answer.md").write_text("an older answer")
    claude.scenario = raw(*opening(), *delta("So far so"), end="drop")
    assert cli.main(signed(capfd, "-o", "answer.md")) == Exit.OTHER_SIDE
    out, err = capfd.readouterr()
    assert out == "So far so" == kept()
    assert "broken off: kept in" in err
    assert "at least" in err
    assert Path("answer.md").read_text() == "an older answer"
    assert [(row.outcome, row.confirmed) for row in books().rows()] == [(Outcome.BROKEN, False)]


def test_a_request_that_is_turned_down_cost_nothing(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    claude.scenario = status(401, "authentication_error")
    assert cli.main(signed(capfd)) == Exit.OTHER_SIDE
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("hybridtui: The credential was not accepted\n")
    assert err.endswith("\nNothing was billed.\n")
    assert [row.outcome for row in books().rows()] == [Outcome.FAILED]


@pytest.mark.parametrize(
    ("stop", "told"),
    [("max_tokens", "--max-tokens"), ("refusal", "declined"), ("model_context_window_exceeded", "window"), ("x", "x.")],
)
def test_an_answer_that_is_not_whole_fails_a_script(
    stop: str, told: str, claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    claude.scenario = happy("Half of it", stop=stop)
    assert cli.main(signed(capfd, "-o", "answer.md")) == Exit.OTHER_SIDE
    out, err = capfd.readouterr()
    assert out == "Half of it" == kept()
    assert told in err
    assert not Path("answer.md").exists()


def test_a_reader_that_goes_away_costs_none_of_the_reply(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    claude.scenario = gated("The beginning. ", "x" * 200_000)
    with started(signed(capfd)) as child:
        assert child.stdout is not None
        assert child.stdout.read(13) == b"The beginning"
        child.stdout.close()
        claude.release()
        assert child.wait(30) == Exit.DONE
    assert kept() == "The beginning. " + "x" * 200_000


def test_a_reader_that_does_not_read_holds_up_nothing(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    text = f"{'w' * 2_000} " * 150
    claude.scenario = happy(text)
    with started(signed(capfd)) as child:
        wait_for(lambda: [row.outcome for row in books().rows()] == [Outcome.COMPLETE])
        assert kept() == text
        assert child.communicate(timeout=30)[0].decode() == text


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_reply_that_is_stopped_is_kept(
    sent: signal.Signals, claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    claude.scenario = gated("Beginning")
    with started(signed(capfd)) as child:
        assert child.stdout is not None
        assert child.stdout.read(9) == b"Beginning"
        child.send_signal(sent)
        out, err = child.communicate(timeout=30)
        assert (child.returncode, out) == (130, b"")
    assert b"stopped: kept in" in err
    assert kept() == "Beginning"
    assert [row.outcome for row in books().rows()] == [Outcome.STOPPED]


def test_a_terminal_that_hangs_up_costs_none_of_the_reply(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    claude.scenario = gated("The beginning. ", "The end.")
    with started(signed(capfd)) as child:
        assert child.stdout is not None
        assert child.stdout.read(14) == b"The beginning."
        child.send_signal(signal.SIGHUP)
        claude.release()
        child.communicate(timeout=30)
        assert child.returncode == Exit.DONE
    assert kept() == "The beginning. The end."


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_result_that_cannot_be_written_is_told_and_kept(capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd)
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "hybridtui", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == Exit.BAD_INPUT
    assert b"Cannot write the reply" in done.stderr
    assert kept() == SAMPLE_ANSWER


def test_control_characters_reach_a_pipe_as_they_are(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    claude.scenario = happy("a \x1b[2J b\r\n")
    done = run(*signed(capfd))
    assert done.stdout == b"a \x1b[2J b\r\n"


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Look again and again until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """The program at work, its outputs in pipes."""
    command = [sys.executable, "-m", "hybridtui", *words]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
