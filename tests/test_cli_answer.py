"""Why this file exists: who waits in a shell sees that it goes on, and a log keeps only what is worth keeping."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyDelayed
from hybridtui.headless.answer import Answer
from hybridtui.headless.printer import Printer
from hybridtui.headless.shortfall import shortfall
from tests.test_cli import Terminal

T = TypeVar("T")

WAITING = Reply(ReplyState.WAITING, "claude-opus-5-5")
BUSY = HybridError("Claude is overloaded", "HTTP 529.", "Wait.")
STREAMING = replace(WAITING, state=ReplyState.STREAMING, usage=Usage(321, 1))
ENDED = replace(
    STREAMING, state=ReplyState.ENDED, text="Done.", stop_reason="end_turn", usage=Usage(321, 87), cost=Decimal("0.003")
)


def heard(monkeypatch: pytest.MonkeyPatch, error: T) -> tuple[Answer, T]:
    """What shows a reply, with `error` for standard error. Called within a test, as pytest sets streams before it."""
    monkeypatch.setattr(sys, "stderr", error)
    return Answer(Printer()), error


def lines(terminal: Terminal) -> list[str]:
    """What was shown on the one line, one after the other; "" is the line wiped."""
    return terminal.getvalue().split("\r\x1b[K")[1:]


def test_a_wait_is_counted_down_on_one_line_of_a_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, terminal = heard(monkeypatch, Terminal())
    answer(WAITING)
    for seconds in (2, 1):
        answer(replace(WAITING, delay=ReplyDelayed(seconds, BUSY)))
    answer(replace(STREAMING, thinking="Let me see."))
    answer(replace(STREAMING, thinking="Let me see.", text="Done."))
    answer.close()
    assert lines(terminal) == [
        "Waiting for claude-opus-5-5; Ctrl+C stops it",
        "Claude is overloaded: sent again in 2 s; Ctrl+C stops it",
        "Claude is overloaded: sent again in 1 s; Ctrl+C stops it",
        "Claude is thinking: 11 characters of summary",
        "",
        "5 characters have come",
    ]


def test_the_line_fits_a_narrow_terminal(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    answer, terminal = heard(monkeypatch, Terminal())
    answer(WAITING)
    answer.close()
    assert lines(terminal) == ["Waiting for claude-opu…"]


def test_a_log_keeps_one_line_for_one_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, log = heard(monkeypatch, io.StringIO())
    answer(WAITING)
    for seconds in (3, 2, 1):
        answer(replace(WAITING, delay=ReplyDelayed(seconds, BUSY)))
    answer(STREAMING)
    assert log.getvalue() == "Claude is overloaded: sent again in 3 s.\n"


def test_text_is_printed_once_as_it_comes(capfd: pytest.CaptureFixture[str]) -> None:
    answer = Answer(Printer())
    for end in (0, 4, 4, 9):
        answer(replace(STREAMING, text="Do A\x1b[2J."[:end]))
    answer.close()
    assert capfd.readouterr().out == "Do A\x1b[2J."


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (ENDED, ["billed 321 tokens in, 87 out · cost $0.0030", "complete: kept in here.md"]),
        (
            replace(ENDED, stop_reason="max_tokens", cost=None, usage=None),
            ["It may have been billed: how much is not known.", "incomplete: kept in here.md"],
        ),
        (replace(ENDED, cost=None), ["billed 321 tokens in, 87 out · cost unknown", "complete: kept in here.md"]),
        (
            replace(ENDED, state=ReplyState.STOPPED, request_id="req\x1b[2J_1"),
            [
                "unconfirmed, at least 321 tokens in, 87 out · cost at least $0.0030",
                "request req␛[2J_1",
                "stopped: kept in here.md",
            ],
        ),
        (replace(WAITING, state=ReplyState.STOPPED), ["It may have been billed: how much is not known."]),
        (replace(WAITING, state=ReplyState.FAILED, billable=False), ["Nothing was billed."]),
        (Reply(ReplyState.DELIVERED, note="Copied with a tool.", target=Target.CLIPBOARD), ["Copied with a tool."]),
    ],
)
def test_the_bill_claims_no_more_than_is_known(
    reply: Reply, told: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, log = heard(monkeypatch, io.StringIO())
    answer(reply)
    answer.close()
    answer.bill("here.md")
    assert log.getvalue().splitlines() == told


def test_standard_error_that_is_gone_stops_nothing(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone(Terminal):
        def write(self, text: str, /) -> int:
            raise OSError(5, "Input/output error")

    for stream in (Gone(), None):
        answer, _ = heard(monkeypatch, stream)
        answer(WAITING)
        answer.trouble(BUSY)
        answer(ENDED)
        answer.close()
        answer.bill("here.md")
        assert answer.reply == ENDED


def test_a_disk_that_is_full_is_told_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        printer = Printer()
        printer.put("one")
        printer.put("two")
        with pytest.raises(HybridError, match="Cannot write the reply"):
            printer.close()


@pytest.mark.parametrize("stop", ["max_tokens", "refusal", "pause_turn", "tool_use", "something_new", ""])
def test_an_answer_that_is_not_whole_has_a_next_step(stop: str) -> None:
    problem = shortfall(replace(ENDED, stop_reason=stop))
    assert problem is not None
    assert problem.exit == Exit.OTHER_SIDE
    assert problem.next_step


@pytest.mark.parametrize("stop", ["end_turn", "stop_sequence"])
def test_a_whole_answer_lacks_nothing(stop: str) -> None:
    assert shortfall(replace(ENDED, stop_reason=stop)) is None
