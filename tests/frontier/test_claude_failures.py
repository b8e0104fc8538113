"""Why this file exists: each way a hand-off can fail is told so that a person can act, and says whether it may cost."""

from __future__ import annotations

import socket

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyFailed, ReplyText
from hybridtui.frontier.claude import Claude
from tests.fake_claude import FakeClaude, Scenario, gated, page, raw, status
from tests.fake_claude_answer import INPUT_TOKENS, Event, closing, error_data
from tests.frontier.conftest import KEY, HandOff, Sign
from tests.frontier.rows import CASES, STARTED, Case

OVERLOADED: Event = ("error", error_data("overloaded_error", "busy"))
UNANSWERED = ("no answer at all", "silence")


@pytest.mark.parametrize("case", [case for case in CASES if case.title], ids=lambda case: case.name)
async def test_a_failure_has_title_cause_next_step_and_request_id_and_says_whether_it_may_cost(
    case: Case, sign: Sign
) -> None:
    async with FakeClaude(case.scenario()) as server:
        *_, failed = [event async for event in Claude(read_seconds=0.2).hand_off(sign(server))]
    assert isinstance(failed, ReplyFailed)
    error = failed.error
    assert error.title
    assert error.cause
    assert ("Request id for support: req_fake_" in error.next_step) is (case.name not in UNANSWERED)
    assert error.exit is Exit.OTHER_SIDE
    assert failed.usage == (Usage(input=INPUT_TOKENS, output=1) if case.text else None)
    assert ("billed" in error.next_step) <= failed.billable
    assert len(server.requests) == 1, "whoever has no patience sends once"


async def test_what_the_api_says_is_quoted(hand_off: HandOff) -> None:
    async with FakeClaude(status(400, "invalid_request_error", "prompt is too long: 1000001 tokens")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "HTTP 400: prompt is too long: 1000001 tokens."


async def test_a_wait_that_the_server_asks_for_is_said(hand_off: HandOff) -> None:
    async with FakeClaude(status(429, "rate_limit_error", retry_after="600")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert "600 s" in failed.error.next_step


async def test_a_key_or_control_characters_in_a_server_message_go_no_further(hand_off: HandOff) -> None:
    async with FakeClaude(status(401, "authentication_error", f"bad key {KEY}\x1b[2J\nsee docs")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "HTTP 401: bad key ••• [2J see docs."


@pytest.mark.parametrize(
    ("scenario", "cause"),
    [
        (raw(*STARTED, end="drop"), "The connection was lost."),
        (raw(*STARTED), "The server ended it before it was complete."),
        (raw(*STARTED, ("message_stop", {"type": "message_stop"})), "The server ended it before it was complete."),
        (raw(*STARTED, OVERLOADED), "Claude is overloaded: busy."),
        (raw(*STARTED, b"event: error\ndata: out of luck\n\n"), "Claude had an internal error: out of luck."),
        (raw(*STARTED, b"event: content_block_delta\ndata: {broken\n\n"), "The server sent something unreadable."),
    ],
)
async def test_an_answer_that_breaks_off_says_why(scenario: Scenario, cause: str, hand_off: HandOff) -> None:
    async with FakeClaude(scenario) as server:
        *_, failed = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "The answer broke off"
    assert failed.error.cause == cause
    assert "What arrived is kept, and is billed." in failed.error.next_step


async def test_a_reset_in_the_middle_is_a_broken_answer(sign: Sign) -> None:
    failed = None
    async with FakeClaude(raw(*STARTED, end="reset")) as server:
        async for event in Claude().hand_off(sign(server)):
            if isinstance(event, ReplyText):
                server.release()
            failed = event
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "The connection was lost."
    assert failed.billable


async def test_silence_in_the_middle_is_a_broken_answer(sign: Sign) -> None:
    async with FakeClaude(gated()) as server:
        *_, failed = [event async for event in Claude(read_seconds=0.2).hand_off(sign(server))]
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "The server went silent."
    assert failed.usage == Usage(input=INPUT_TOKENS, output=1)


async def test_a_refused_connection_costs_nothing_and_names_the_host(sign: Sign) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server = FakeClaude()
        server.url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        (failed,) = [event async for event in Claude().hand_off(sign(server))]
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "Claude cannot be reached"
    assert server.url in failed.error.cause
    assert not failed.billable


async def test_a_web_page_is_told_from_a_broken_answer(hand_off: HandOff) -> None:
    async with FakeClaude(page(200)) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "Something other than Claude answered"
    assert "text/html" in failed.error.cause


async def test_an_error_as_the_first_event_has_no_usage(hand_off: HandOff) -> None:
    async with FakeClaude(raw(OVERLOADED)) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert "overloaded" in failed.error.cause
    assert failed.usage is None


async def test_a_redirect_is_not_followed(sign: Sign) -> None:
    async with FakeClaude() as elsewhere:
        target = f"{elsewhere.url}/v1/messages"
        async with FakeClaude(status(307, "redirect", location=target)) as server:
            (failed,) = [event async for event in Claude().hand_off(sign(server))]
    assert elsewhere.requests == []
    assert isinstance(failed, ReplyFailed)
    assert "elsewhere" in failed.error.title


@pytest.mark.parametrize("value", ["x-odd: left\rright", "x-odd: undecodable\udcff"])
async def test_malformed_custom_headers_are_told_without_quoting_them(
    value: str, hand_off: HandOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", value)
    async with FakeClaude() as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert "headers are malformed" in failed.error.next_step
    assert value.partition(": ")[2] not in str(failed.error)
    assert server.requests == []


async def test_what_follows_the_end_of_an_answer_changes_nothing(hand_off: HandOff) -> None:
    async with FakeClaude(raw(*STARTED, *closing(), OVERLOADED)) as server:
        events = await hand_off(server)
    assert not any(isinstance(event, ReplyFailed) for event in events)
