"""Why this file exists: whoever paid for a reply is told how it ended, what it cost, and what to do now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyDelayed
from hybridtui.core.reply.kept import Kept
from hybridtui.ui.keys import KEYS, with_overrides
from hybridtui.ui.reply.outcome import outcome, status

ENDED = Reply(ReplyState.ENDED, "claude-opus-5-5", stop_reason="end_turn", usage=Usage(9, 8), cost=Decimal("0.5"))
AGAIN = "h opens the checkpoint: sending it again takes a new sign-off."


def told(reply: Reply) -> list[str]:
    """The lines below a reply."""
    return [text for text, _ in outcome(reply, KEYS)]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("end_turn", "Claude finished."),
        ("max_tokens", "Raise claude.max_tokens in the settings"),
        ("stop_sequence", "Ended at a stop sequence."),
        ("tool_use", "Claude asked for a tool"),
        ("pause_turn", "The server paused the answer"),
        ("refusal", "choose another model (m)"),
        ("model_context_window_exceeded", "Shorten the spec"),
        ("brand_{new}", "It ended with “brand_{new}”, which is not known here."),
    ],
)
def test_every_stop_reason_is_told_in_words(reason: str, said: str) -> None:
    assert said in told(replace(ENDED, stop_reason=reason))[0]


def test_why_claude_declined_is_told() -> None:
    why = "cyber: Too close to an attack."
    assert why in told(replace(ENDED, stop_reason="refusal", note=why))


def test_a_billed_figure_and_an_unconfirmed_one_are_told_apart() -> None:
    assert "billed 9 tokens in, 8 out · cost $0.5000" in told(ENDED)
    stopped = replace(ENDED, state=ReplyState.STOPPED)
    assert "unconfirmed, at least 9 tokens in, 8 out · cost at least $0.5000" in told(stopped)
    assert AGAIN in told(stopped)
    assert "billed 9 tokens in, 8 out · cost unknown" in told(replace(ENDED, cost=None))


def test_what_may_have_been_billed_and_what_was_not_are_told_apart() -> None:
    broken = Reply(ReplyState.FAILED, error=HybridError("Lost", "The connection broke.", "Look at your network."))
    assert told(broken) == [
        "✗ Lost",
        "The connection broke.",
        "Look at your network.",
        "It may have been billed: how much is not known.",
        AGAIN,
    ]
    assert "Nothing was billed." in told(replace(broken, billable=False))
    assert "Nothing was billed." in told(Reply(ReplyState.STOPPED, billable=False))


def test_a_request_id_is_told_once() -> None:
    broken = Reply(ReplyState.FAILED, request_id="req_1", error=HybridError("Lost", "", "Id for support: req_1."))
    assert "\n".join(told(broken)).count("req_1") == 1
    assert "request req_1" in told(replace(broken, error=None))


def test_where_nothing_answers_nothing_is_said_of_money() -> None:
    delivered = Reply(ReplyState.DELIVERED, note="Copied with xclip.", target=Target.CLIPBOARD)
    assert told(delivered) == ["Copied with xclip."]
    assert status(delivered, KEYS, None, 0, None) == ["The clipboard", "delivered"]


@pytest.mark.parametrize("state", [ReplyState.NONE, ReplyState.WAITING, ReplyState.STREAMING])
def test_nothing_is_said_of_an_end_before_it(state: ReplyState) -> None:
    assert told(Reply(state, stop_reason="end_turn")) == []


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(), "Nothing was handed off yet"),
        (Reply(ReplyState.WAITING, "m"), "m · on its way · 2 min 05 s · s stops"),
        (
            Reply(ReplyState.WAITING, "m", delay=ReplyDelayed(12, HybridError("Claude is overloaded"))),
            "busy: sent again in 12 s (Claude is overloaded) · s stops · m",
        ),
        (
            Reply(ReplyState.WAITING, "m", delay=ReplyDelayed(0, HybridError("Claude is overloaded"))),
            "busy: sending again now (Claude is overloaded) · s stops · m",
        ),
        (Reply(ReplyState.STREAMING, "m"), "m · waiting for the first word · 2 min 05 s · s stops"),
        (Reply(ReplyState.STREAMING, "m", thinking="a"), "m · thinking · 2 min 05 s · s stops"),
        (
            Reply(ReplyState.STREAMING, "claude-opus-5-5", text="a"),
            "Opus 5.5 · streaming · 2 min 05 s · 1,234 words · s stops",
        ),
        (
            Reply(ReplyState.STOPPED, "m", text="a"),
            "m · stopped by you; what arrived is kept · 2 min 05 s · 1,234 words",
        ),
        (Reply(ReplyState.ENDED, "m", stop_reason="refusal"), "m · incomplete · 2 min 05 s"),
        (Reply(ReplyState.FAILED, "m"), "m · ✗ failed · 2 min 05 s"),
        (Reply(ReplyState.FAILED, "m", text="a"), "m · ✗ broken off; what arrived is kept · 2 min 05 s · 1,234 words"),
    ],
)
def test_where_a_reply_stands_is_told_in_a_line(reply: Reply, said: str) -> None:
    assert " · ".join(status(reply, KEYS, 125.9, 1234 if reply.text else 0, None)) == said


def test_a_reply_taken_out_again_says_of_when_it_is() -> None:
    kept = Kept("name", "2026-11-23T09:14:07+00:00", ReplyState.ENDED, "")
    who, when, *rest = status(ENDED, KEYS, None, 3, kept)
    assert who == "Opus 5.5"
    assert when.startswith("kept, of ")
    assert "complete" in rest


def test_the_keys_are_those_of_the_user() -> None:
    keys = with_overrides(KEYS, {"hand-off": "H", "stop": "ctrl+s"})
    stopped = replace(ENDED, state=ReplyState.STOPPED)
    assert any(text.startswith("H opens the checkpoint") for text, _ in outcome(stopped, keys))
    assert status(Reply(ReplyState.WAITING), keys, None, 0, None)[-1] == "^s stops"
