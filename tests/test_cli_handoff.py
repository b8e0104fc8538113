"""Why this file exists: nothing leaves by a script that a human has not signed, and nothing that came back is lost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.errors import Exit
from hybridtui.core.ledger import Outcome
from hybridtui.core.order import Target
from hybridtui.core.record import Leave
from tests.fake_claude import FakeClaude, gated, happy, raw, status
from tests.fake_claude_answer import SAMPLE_ANSWER, delta, opening
from tests.offered import SECRET, SPEC, WITH_SECRET, books, decide, laid_out, quoted
from tests.test_cli import run

HANDOFF = ("handoff", "idea.spec.md")


@pytest.fixture(autouse=True)
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClaude]:
    """A server that answers; the spec is in the current folder."""
    laid_out(tmp_path, monkeypatch)
    with FakeClaude.in_thread() as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


def signed(capfd: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """The words of a hand-off with the sign-off that `quote` prints for it."""
    return [*HANDOFF, *options, "--sign-off", quoted(capfd, *options)["sign_off"]]


def kept(folder: Path = Path(), stem: str = "idea") -> str:
    """The text of the one reply that is kept."""
    (reply,) = (folder / f"{stem}.replies").glob("*Z-????????.md")
    return reply.read_bytes().decode()


def refused(words: Sequence[str], claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> str:
    """What is told when `words` are refused, and nothing was sent, kept or entered."""
    assert cli.main(words) == Exit.REFUSED
    out, err = capfd.readouterr()
    assert out == ""
    assert claude.requests == []
    assert books().rows() == ()
    assert not Path("idea.replies").exists()
    return err


# Who may send


def test_a_pipe_without_a_sign_off_is_refused_and_told_how_to_get_one(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    err = refused([*HANDOFF, "--model", "claude-haiku-5-5"], claude, capfd)
    assert "hybridtui quote idea.spec.md --model claude-haiku-5-5" in err


def test_what_quote_printed_sends_exactly_that(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd, "--max-tokens", "900")
    assert cli.main(words) == Exit.DONE
    out, err = capfd.readouterr()
    assert out == SAMPLE_ANSWER == kept()
    assert "billed 321 tokens in, 87 out" in err
    assert str(Path("idea.replies").absolute()) in err
    (request,) = claude.requests
    assert json.loads(request.body)["max_tokens"] == 900
    (row,) = books().rows()
    assert (row.outcome, row.opening.sign_off, row.opening.project) == (
        Outcome.COMPLETE, words[-1], str(Path("idea.md").absolute())
    )  # fmt: skip
    assert row.cost is not None
    assert row.cost > 0
    assert row.opening.meter is not None
    assert row.opening.meter.raw > 0


@pytest.mark.parametrize("change", ["spec", "model", "effort", "max-tokens", "target", "host", "credential", "setting"])
def test_any_difference_from_what_was_quoted_is_refused(
    change: str, claude: FakeClaude, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    words = signed(capfd)
    options = {
        "model": "claude-sonnet-5-5",
        "effort": "max",
        "max-tokens": "31999",
        "target": "file",
    }
    if change in options:
        words += [f"--{change}", options[change]]
    elif change == "spec":
        Path("idea.spec.md").write_text(SPEC + " ")
    elif change == "host":
        monkeypatch.setenv("ANTHROPIC_BASE_URL", claude.url.replace("127.0.0.1", "localhost"))
    elif change == "credential":
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token-0000")
    else:
        monkeypatch.setenv("HYBRIDTUI_CLAUDE_THINKING", "omitted")
    assert "not what was signed" in refused(words, claude, capfd)


def test_less_than_the_whole_hash_signs_nothing(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    sign_off = quoted(capfd)["sign_off"]
    for given in ("", sign_off[:8], sign_off[:-1], sign_off + "0", hashlib.sha256(b"").hexdigest()):
        refused([*HANDOFF, "--sign-off", given], claude, capfd)
    assert cli.main([*HANDOFF, "--sign-off", f" {sign_off.upper()}\n"]) == Exit.DONE


def test_an_open_secret_is_refused_whatever_was_signed(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd)
    Path("idea.spec.md").write_text(WITH_SECRET)
    err = refused(words, claude, capfd)
    assert "idea.spec.md:6:27: secret error R2" in err
    assert SECRET not in err


def test_a_masked_secret_stays_here_and_is_put_back_in_the_reply(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("idea.spec.md").write_text(WITH_SECRET)
    decide(Path(), Leave.MASKED, "{{SECRET_1}}")
    claude.scenario = happy("Log in with {{SECRET_1}}.", size=7)
    assert cli.main(signed(capfd)) == Exit.DONE
    assert capfd.readouterr().out == f"Log in with {SECRET}." == kept()
    assert SECRET.encode() not in claude.requests[0].body
    assert b"{{SECRET_1}}" in claude.requests[0].body


def test_a_missing_credential_is_bad_input(
    claude: FakeClaude, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    assert cli.main(signed(capfd)) == Exit.BAD_INPUT
    assert "no usable credential" in capfd.readouterr().err
    assert (claude.requests, books().rows()) == ([], ())


def test_a_budget_refuses_until_it_is_overridden_and_the_books_say_so(
    claude: FakeClaude, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HYBRIDTUI_BUDGET_MONTH", "0.000001")
    words = signed(capfd)
    err = refused(words, claude, capfd)
    assert "--over-budget" in err
    assert "budget.month" in err
    assert cli.main([*words, "--over-budget"]) == Exit.DONE
    assert [row.opening.over_budget for row in books().rows()] == [True]


def test_a_budget_that_is_not_in_the_way_is_not_overridden(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*signed(capfd), "--over-budget"]) == Exit.DONE
    assert [row.opening.over_budget for row in books().rows()] == [False]


# What becomes of the reply


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
    assert "broken: kept in" in err
    assert "at least" in err
    assert Path("answer.md").read_text() == "an older answer"
    assert [(row.outcome, row.confirmed) for row in books().rows()] == [(Outcome.BROKEN, False)]


def test_a_request_that_is_turned_down_cost_nothing(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    claude.scenario = status(401, "authentication_error")
    assert cli.main(signed(capfd)) == Exit.OTHER_SIDE
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 3
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


# Other targets, other places


def test_a_file_is_written_once_and_nothing_overwritten(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(signed(capfd, "--target", "file", "-o", "for-claude.md")) == Exit.DONE
    out, err = capfd.readouterr()
    assert (out, (tmp_path / "for-claude.md").read_text()) == ("", SPEC)
    assert "for-claude.md" in err
    (row,) = books().rows()
    assert (row.opening.target, row.outcome, row.cost) == (Target.FILE, Outcome.DELIVERED, None)
    (tmp_path / "for-claude.md").write_text("mine")
    assert cli.main([*HANDOFF, "--target", "file", "-o", "for-claude.md", "--sign-off", "x"]) == Exit.BAD_INPUT
    assert (tmp_path / "for-claude.md").read_text() == "mine"


def test_a_clipboard_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main(signed(capfd, "--target", "clipboard")) == Exit.OTHER_SIDE
    assert "--target file" in capfd.readouterr().err


def test_a_clipboard_takes_no_file(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*HANDOFF, "--target", "clipboard", "-o", "x.md"]) == Exit.BAD_INPUT
    assert "--target file" in capfd.readouterr().err


def test_a_spec_from_a_pipe_needs_a_place_for_its_reply(
    tmp_path: Path, claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    sign_off = quoted(capfd)["sign_off"]
    text = SPEC.encode()
    done = run("handoff", "-", "--sign-off", sign_off, input=text)
    assert (done.returncode, claude.requests) == (Exit.BAD_INPUT, [])
    assert b"-o" in done.stderr
    done = run("handoff", "-", "--sign-off", sign_off, "-o", "out/answer.md", input=text)
    assert (done.returncode, done.stdout.decode()) == (Exit.DONE, SAMPLE_ANSWER)
    assert (tmp_path / "out" / "answer.md").read_text() == SAMPLE_ANSWER == kept(tmp_path / "out", "answer")
    assert [row.opening.project for row in books().rows()] == [""]


@pytest.mark.parametrize("output", ["idea.spec.md", "idea.md"])
def test_the_answer_is_not_written_over_what_it_was_made_from(
    output: str, claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    before = Path(output).read_text()
    assert cli.main([*HANDOFF, "--sign-off", quoted(capfd)["sign_off"], "-o", output]) == Exit.BAD_INPUT
    assert (Path(output).read_text(), claude.requests) == (before, [])


def test_two_hand_offs_take_two_commands(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd)
    assert [cli.main(words), cli.main(words)] == [Exit.DONE, Exit.DONE]
    assert len(claude.requests) == len(books().rows()) == 2
    assert sum(row.cost or Decimal(0) for row in books().rows()) == books().spent().day


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
