"""Why this file exists: the same signed bytes go out again only where nothing can have been billed, and in sight."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from hybridtui.core.errors import Exit
from hybridtui.core.hand_off.envelope import Approved
from hybridtui.core.reply.events import ReplyDelayed, ReplyEnded, ReplyEvent, ReplyFailed, ReplyText
from hybridtui.frontier import transport
from hybridtui.frontier.claude import Claude
from tests.fake_claude import FakeClaude, Scenario, hang_up, happy, page, raw, sequence, silent, status
from tests.fake_claude_answer import delta, error_data, opening
from tests.frontier.conftest import Sign


class Clock:
    """Time that passes at once: `slept` is how much of it. `at` is done when a sleep is the nth."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.at: dict[int, Callable[[], None]] = {}

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at.get(len(self.slept), lambda: None)()
        await asyncio.sleep(0)


BUSY = status(529, "overloaded_error", "busy")


async def sent(approved: Approved, clock: Clock, patience_s: float = 60) -> list[ReplyEvent]:
    claude = Claude(read_seconds=0.3, patience_s=patience_s, sleep=clock.sleep)
    return [event async for event in claude.hand_off(approved)]


def left(events: list[ReplyEvent]) -> list[int]:
    return [event.seconds for event in events if isinstance(event, ReplyDelayed)]


@pytest.mark.parametrize(
    "turned_down",
    [
        status(429, "rate_limit_error", retry_after="3"),
        status(503, "api_error", retry_after="3"),
        status(529, "overloaded_error", retry_after="3"),
        status(529, "overloaded_error", retry_after_ms="3000", retry_after="50"),
        status(429, "rate_limit_error", retry_after="3", x_should_retry="true"),
    ],
)
async def test_a_busy_server_gets_the_same_bytes_again_after_the_wait_it_asks_for(
    turned_down: Scenario, sign: Sign
) -> None:
    clock = Clock()
    async with FakeClaude(sequence(turned_down, happy("Done."))) as server:
        approved = sign(server)
        events = await sent(approved, clock)
    assert left(events) == [3, 2, 1, 0]
    assert sum(clock.slept) == 3
    assert [request.body for request in server.requests] == [approved.envelope.payload] * 2
    assert isinstance(events[-1], ReplyEnded)


async def test_a_wait_may_be_given_as_a_date(sign: Sign) -> None:
    clock = Clock()
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    async with FakeClaude(sequence(status(503, "api_error", retry_after=until), happy())) as server:
        events = await sent(sign(server), clock)
    assert 25 < sum(clock.slept) <= 30
    assert isinstance(events[-1], ReplyEnded)


async def test_the_delay_says_why(sign: Sign) -> None:
    async with FakeClaude(sequence(BUSY, happy())) as server:
        events = await sent(sign(server), Clock())
    delay = events[0]
    assert isinstance(delay, ReplyDelayed)
    assert delay.cause.title == "Claude is overloaded"
    assert delay.cause.cause == "HTTP 529: busy"


async def test_without_a_wish_of_the_server_waits_grow_until_the_patience_ends(sign: Sign) -> None:
    clock = Clock()
    async with FakeClaude(BUSY) as server:
        events = await sent(sign(server), clock, patience_s=20)
    assert len(server.requests) == 5, "1, 2, 4 and 8 seconds, each a little more, fit into 20"
    assert 15 <= sum(clock.slept) <= 20
    failed = events[-1]
    assert isinstance(failed, ReplyFailed)
    assert not failed.billable
    assert ". Tried 5 times; patience_s allows 20 s" in failed.error.cause


async def test_a_wait_that_is_too_long_fails_at_once_and_is_said(sign: Sign) -> None:
    clock = Clock()
    async with FakeClaude(status(429, "rate_limit_error", retry_after="600")) as server:
        (failed,) = await sent(sign(server), clock)
    assert clock.slept == []
    assert len(server.requests) == 1
    assert isinstance(failed, ReplyFailed)
    assert "600 s" in failed.error.next_step
    assert "60 s" in failed.error.cause


@pytest.mark.parametrize(
    "scenario",
    [
        status(429, "rate_limit_error", x_should_retry="false", retry_after="1"),
        status(429, "rate_limit_error", error_code="enforced_spend_limit_reached", retry_after="1"),
        status(408, "timeout_error", retry_after="1"),
        status(409, "conflict_error", retry_after="1"),
        status(499, "api_error", retry_after="1"),
        status(500, "api_error", retry_after="1"),
        status(504, "timeout_error", retry_after="1"),
        status(504, "timeout_error", x_should_retry="true"),
        page(502),
        page(200),
        hang_up(),
        silent(),
        raw(("error", error_data("overloaded_error", "busy"))),
        raw(*opening(), *delta("Half"), ("error", error_data("rate_limit_error", "slow down"))),
        raw(*opening(), *delta("Half")),
        raw(b"event: message_start\n", end="drop"),
        raw(end="drop"),
    ],
)
async def test_whatever_may_have_been_billed_or_will_not_get_better_is_sent_once(
    scenario: Scenario, sign: Sign
) -> None:
    clock = Clock()
    async with FakeClaude(sequence(scenario, happy())) as server:
        events = await sent(sign(server), clock)
    assert len(server.requests) == 1
    assert clock.slept == []
    assert isinstance(events[-1], ReplyFailed)


async def test_a_server_that_is_not_there_yet_is_tried_again(sign: Sign) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    server = FakeClaude(happy("Here now."), port)
    server.url = f"http://127.0.0.1:{port}"
    clock = Clock()
    claude = Claude(patience_s=60, sleep=clock.sleep)
    events: list[ReplyEvent] = []
    async for event in claude.hand_off(sign(server)):
        events.append(event)
        if isinstance(event, ReplyDelayed) and len(left(events)) == 3:
            await server.__aenter__()
    await server.__aexit__()
    delay = events[0]
    assert isinstance(delay, ReplyDelayed)
    assert delay.cause.title == "Claude cannot be reached"
    assert isinstance(events[-1], ReplyEnded)
    assert len(server.requests) == 1


async def test_a_server_that_cannot_be_trusted_is_not_tried_again(sign: Sign) -> None:
    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    clock = Clock()
    async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as plain:
        server = FakeClaude()
        server.url = f"https://127.0.0.1:{plain.sockets[0].getsockname()[1]}"
        (failed,) = await sent(sign(server), clock)
    assert clock.slept == []
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "Claude cannot be reached"
    assert "SSL" in failed.error.cause
    assert not failed.billable


async def test_a_connection_that_takes_too_long_is_tried_again(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECT_SECONDS", 0.2)
    async with FakeClaude() as server:
        server.url = server.url.replace("http://", "https://")  # it waits for a request that TLS never makes
        events = await sent(sign(server), Clock(), patience_s=1.5)
    delay, *_, failed = events
    assert isinstance(delay, ReplyDelayed)
    assert isinstance(failed, ReplyFailed)
    assert "No connection within 0.2 s." in failed.error.cause
    assert not failed.billable


async def test_cancelling_ends_the_wait_at_once(sign: Sign) -> None:
    waiting = asyncio.Event()

    async def forever(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    async def read(approved: Approved) -> None:
        async for _ in Claude(patience_s=60, sleep=forever).hand_off(approved):
            pass

    async with FakeClaude(BUSY) as server:
        task = asyncio.create_task(read(sign(server)))
        await asyncio.wait_for(waiting.wait(), 5)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(task, 1)
        assert task.cancelled()
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANTHROPIC_BASE_URL", "http://127.0.0.1:9"),
        ("ANTHROPIC_API_KEY", ""),
        ("ANTHROPIC_CUSTOM_HEADERS", "x-added: later"),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
    ],
)
async def test_an_environment_that_changes_during_the_wait_ends_it(
    name: str, value: str, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    clock.at[1] = lambda: monkeypatch.setenv(name, value)
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-account")
    async with FakeClaude(sequence(BUSY, happy())) as server:
        events = await sent(sign(server), clock)
    assert len(server.requests) == 1
    failed = events[-1]
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED


async def test_a_sign_off_is_used_up_by_the_first_try(sign: Sign) -> None:
    async with FakeClaude(BUSY) as server:
        approved = sign(server)
        await sent(approved, Clock(), patience_s=0)
        (failed,) = await sent(approved, Clock())
    assert len(server.requests) == 1
    assert isinstance(failed, ReplyFailed)
    assert failed.error.title == "Not sent again"


async def test_what_follows_a_wait_is_told_as_ever(sign: Sign) -> None:
    async with FakeClaude(sequence(BUSY, raw(*opening(), *delta("Half")))) as server:
        events = await sent(sign(server), Clock())
    assert "".join(event.text for event in events if isinstance(event, ReplyText)) == "Half"
    failed = events[-1]
    assert isinstance(failed, ReplyFailed)
    assert failed.billable
    assert failed.error.cause.endswith("Tried 2 times.")
