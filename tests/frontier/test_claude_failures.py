"""Why this file exists: each way a hand-off can fail is told so that a person can act, and says whether it may cost."""

from __future__ import annotations

import socket

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.reply import ReplyFailed, ReplyText, Usage
from hybridtui.frontier.claude import Claude
from tests.fake_claude import REQUEST_ID, FakeClaude, Scenario, gated, hang_up, page, raw, silent, status
from tests.fake_claude_answer import INPUT_TOKENS, Event, closing, delta, error_data, opening
from tests.frontier.conftest import KEY, HandOff, Sign

STARTED = (*opening(), *delta("Half an answer"))
OVERLOADED: Event = ("error", error_data("overloaded_error", "busy"))


@pytest.mark.parametrize(
    ("scenario", "title", "billable"),
    [
        (status(400, "invalid_request_error"), "did not accept the request", False),
        (status(401, "authentication_error"), "credential was not accepted", False),
        (status(402, "billing_error"), "no credit", False),
        (status(403, "permission_error"), "may not do this", False),
        (status(404, "not_found_error"), "does not know", False),
        (status(413, "request_too_large"), "too large", False),
        (status(418, "invalid_request_error"), "did not accept", False),
        (status(429, "rate_limit_error"), "Too many requests", False),
        (status(429, "rate_limit_error", error_code="enforced_spend_limit_reached"), "spend limit", False),
        (status(500, "api_error"), "internal error", True),
        (status(504, "timeout_error"), "too long", True),
        (status(529, "overloaded_error"), "overloaded", False),
        (page(502), "on the way", True),
    ],
)
async def test_an_error_answer_becomes_a_failure_with_title_cause_and_next_step(
    scenario: Scenario, title: str, billable: bool, hand_off: HandOff
) -> None:
    async with FakeClaude(scenario) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert title in failed.error.title
    assert failed.error.cause
    assert REQUEST_ID in failed.error.next_step
    assert failed.error.exit is Exit.OTHER_SIDE
    assert failed.billable is billable
    assert failed.usage is None
    assert len(server.requests) == 1, "nothing is retried"


async def test_what_the_api_says_is_quoted(hand_off: HandOff) -> None:
    async with FakeClaude(status(400, "invalid_request_error", "prompt is too long: 1000001 tokens")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "HTTP 400: prompt is too long: 1000001 tokens"


async def test_a_wait_that_the_server_asks_for_is_said(hand_off: HandOff) -> None:
    async with FakeClaude(status(429, "rate_limit_error", retry_after="600")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert "600 s" in failed.error.next_step


async def test_a_key_or_control_characters_in_a_server_message_go_no_further(hand_off: HandOff) -> None:
    async with FakeClaude(status(401, "authentication_error", f"bad key {KEY}\x1b[2J\nsee docs")) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.cause == "HTTP 401: bad key ••• [2J see docs"


@pytest.mark.parametrize(
    ("scenario", "cause"),
    [
        (raw(*STARTED, end="drop"), "connection was lost"),
        (raw(*STARTED), "ended it before"),
        (raw(*STARTED, ("message_stop", {"type": "message_stop"})), "ended it before"),
        (raw(*STARTED, OVERLOADED), "overloaded: busy"),
        (raw(*STARTED, b"event: content_block_delta\ndata: {broken\n\n"), "unreadable"),
        (raw(*STARTED, b"event: content_block_delta\ndata: \xff\xfe\n\n"), "unreadable"),
    ],
)
async def test_an_answer_that_breaks_off_keeps_text_and_usage_and_may_be_billed(
    scenario: Scenario, cause: str, hand_off: HandOff
) -> None:
    async with FakeClaude(scenario) as server:
        events = await hand_off(server)
    assert "".join(event.text for event in events if isinstance(event, ReplyText)) == "Half an answer"
    failed = events[-1]
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "The answer broke off"
    assert cause in failed.error.cause
    assert "kept" in failed.error.next_step
    assert REQUEST_ID in failed.error.next_step or "req_fake_body" in failed.error.next_step
    assert failed.usage == Usage(input=INPUT_TOKENS, output=1)
    assert failed.billable
    assert len(server.requests) == 1


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


async def test_silence_from_the_start_may_be_billed(sign: Sign) -> None:
    async with FakeClaude(silent()) as server:
        (failed,) = [event async for event in Claude(read_seconds=0.2).hand_off(sign(server))]
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "No answer came"
    assert failed.billable
    assert len(server.requests) == 1


async def test_a_connection_closed_before_an_answer_may_be_billed_and_is_not_retried(hand_off: HandOff) -> None:
    async with FakeClaude(hang_up()) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "No answer came"
    assert failed.billable
    assert len(server.requests) == 1


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


@pytest.mark.parametrize("scenario", [page(200), raw(b"{}", end="end")])
async def test_an_answer_that_is_not_claudes_is_no_success(scenario: Scenario, hand_off: HandOff) -> None:
    async with FakeClaude(scenario) as server:
        (failed,) = await hand_off(server)
    assert isinstance(failed, ReplyFailed)
    assert failed.usage is None


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
