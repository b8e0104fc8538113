"""Why this file exists: nothing leaves by a script that a human has not signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from hybridtui import cli
from hybridtui.core.errors import Exit
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Outcome
from hybridtui.core.trace.record import Leave
from hybridtui.store import paths
from tests.fake_claude import FakeClaude, happy
from tests.fake_claude_answer import SAMPLE_ANSWER
from tests.fake_claude_scenarios import status
from tests.offered import HANDOFF, SECRET, SPEC, WITH_SECRET, books, decide, kept, laid_out, quoted, signed
from tests.test_cli import run


@pytest.fixture(autouse=True)
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClaude]:
    """A server that answers; the spec is in the current folder."""
    laid_out(tmp_path, monkeypatch)
    with FakeClaude.in_thread() as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield server


def refused(words: Sequence[str], claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> str:
    """What is told when `words` are refused, and nothing was sent, kept or entered."""
    assert cli.main(words) == Exit.REFUSED
    out, err = capfd.readouterr()
    assert out == ""
    assert claude.requests == []
    assert books().rows() == ()
    assert not Path("idea.replies").exists()
    return err


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


def test_where_the_settings_are_strict_what_has_no_answer_is_refused(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("idea.spec.md").open("a") as spec:
        spec.write("- The colours: TBD\n")
    words = signed(capfd)
    monkeypatch.setenv("HYBRIDTUI_CHECKPOINT_STRICT", "errors")
    err = refused(words, claude, capfd)
    assert "S1 error" in err
    assert "checkpoint.strict" in err
    assert cli.main(["quote", "idea.spec.md", "--json"]) == Exit.FINDINGS
    assert "sign_off" not in json.loads(capfd.readouterr().out)


def test_a_conflict_is_refused_whatever_was_signed(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd)
    with Path("idea.spec.md").open("a") as spec:
        spec.write("<<<<<<< here\n- At most 80 MB.\n=======\n- At most 20 MB.\n>>>>>>> outside\n")
    err = refused(words, claude, capfd)
    assert "1 conflict waits for a decision" in err
    assert ": conflict error: Here it reads “- At most 80 MB.”, outside “- At most 20 MB.”." in err
    assert cli.main(["lint", "idea.spec.md"]) == Exit.FINDINGS
    assert capfd.readouterr().out.startswith("Conflicts\n")
    assert cli.main(["quote", "idea.spec.md", "--json"]) == Exit.FINDINGS
    assert "sign_off" not in json.loads(capfd.readouterr().out)


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


def test_a_budget_that_warns_is_told_and_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HYBRIDTUI_BUDGET_DAY", "0.10")
    assert cli.main(signed(capfd)) == Exit.DONE
    assert "of $0.1000 spent today" in capfd.readouterr().err


def test_books_that_cannot_be_opened_are_told_before_anything_is_sent(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    words = signed(capfd)
    paths.ledger().parent.mkdir(parents=True)
    paths.ledger().write_text("no database")
    assert cli.main(words) == Exit.BAD_INPUT
    out, err = capfd.readouterr()
    assert (out, claude.requests) == ("", [])
    assert str(paths.ledger()) in err


def test_a_budget_that_is_not_in_the_way_is_not_overridden(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*signed(capfd), "--over-budget"]) == Exit.DONE
    assert [row.opening.over_budget for row in books().rows()] == [False]


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


def test_a_script_that_runs_twice_sends_once_unless_it_says_again(
    claude: FakeClaude, capfd: pytest.CaptureFixture[str]
) -> None:
    words = signed(capfd)
    assert [cli.main(words), cli.main(words)] == [Exit.DONE, Exit.REFUSED]
    err = capfd.readouterr().err
    assert "handed off before" in err
    assert "--again" in err
    assert len(claude.requests) == len(books().rows()) == 1
    assert cli.main([*words, "--again"]) == Exit.DONE
    assert len(claude.requests) == len(books().rows()) == 2
    assert sum(row.cost or Decimal(0) for row in books().rows()) == books().spent().day


def test_what_was_turned_down_can_be_sent_again_at_once(claude: FakeClaude, capfd: pytest.CaptureFixture[str]) -> None:
    words = signed(capfd)
    claude.scenario = status(401, "authentication_error")
    assert cli.main(words) == Exit.OTHER_SIDE
    claude.scenario = happy()
    assert cli.main(words) == Exit.DONE
