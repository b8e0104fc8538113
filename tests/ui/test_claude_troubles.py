"""Why this file exists: a hand-off that fails must leave what arrived, words that help, and a workbench that works."""

from __future__ import annotations

import json

import pytest

from hybridtui.core.reply import Reply, ReplyState
from hybridtui.frontier.claude import Claude
from tests.fake_claude import FakeClaude, Scenario, happy, raw, status
from tests.fake_claude_answer import delta, error_data, opening
from tests.ui.conftest import Bench, OpenBench

HALF = "Half an **answer**"
STARTED = (*opening(), *delta(HALF))


async def hand_off(b: Bench) -> Reply:
    """Open the checkpoint, sign, and wait for the end of the reply, which is returned."""
    before = b.screen.session.reply
    await b.sign()
    await b.until(lambda: b.screen.session.reply is not before and not b.screen.session.reply.running)
    return b.screen.session.reply


@pytest.mark.parametrize(
    ("scenario", "title", "next_step", "arrived"),
    [
        (status(401, "authentication_error"), "credential was not accepted", "Check that it is still valid", ""),
        (status(429, "rate_limit_error", retry_after="30"), "Too many requests", "30 s", ""),
        (status(529, "overloaded_error"), "Claude is overloaded", "another model", ""),
        (raw(*STARTED, end="drop"), "The answer broke off", "kept", HALF),
        (raw(*STARTED), "The answer broke off", "kept", HALF),
        (raw(*STARTED, ("error", error_data("overloaded_error", "busy"))), "The answer broke off", "kept", HALF),
    ],
    ids=["401", "429", "529", "dropped", "ended early", "error event"],
)
async def test_a_failed_hand_off_keeps_what_arrived_says_what_to_do_and_can_be_repeated(
    scenario: Scenario,
    title: str,
    next_step: str,
    arrived: str,
    bench: OpenBench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with FakeClaude(scenario) as server, bench("A.", "# Spec\n\n- Do A\n", executor=Claude()) as b:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test-0000")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        reply = await hand_off(b)
        assert len(server.requests) == 1, "nothing is sent again unasked"
        assert reply.state is ReplyState.FAILED
        pane = b.screen.claude
        await b.until(lambda: title in pane.plain)
        assert next_step in pane.plain
        assert ("Half an answer" in pane.plain) == bool(arrived)
        (record,) = (b.folder / "notes.replies").glob("*.json")
        assert json.loads(record.read_text())["state"] == "failed"
        assert record.with_suffix(".md").read_text() == arrived

        server.scenario = happy("Better now.")
        again = await hand_off(b)
        assert again.state is ReplyState.ENDED
        await b.until(lambda: "Better now." in pane.plain)
        assert title not in pane.plain
        assert len(list((b.folder / "notes.replies").glob("*.spec.md"))) == 2
