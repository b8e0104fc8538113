"""Why this file exists: what is signed must be what is sent, through the real SDK, to a server on the loopback."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from contextlib import suppress
from typing import Any, cast

import httpx2
import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, approve
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyEvent, ReplyFailed, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.transport import guard
from tests.fake_claude import REQUEST_ID, FakeClaude, gated, happy, raw, sequence, silent, status
from tests.fake_claude_answer import INPUT_TOKENS, OUTPUT_TOKENS, THINKING_TOKENS, Event, closing, delta, opening
from tests.frontier.conftest import KEY, SPEC, HandOff, Sign

ODD_SPEC = '# Goal\n"quotes" \\ back\u2028slash \x00 NUL \U0001f600 é\r\n\ttab </script> 1e400 日本\n'


def text(events: list[ReplyEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, ReplyText))


async def test_an_answer_arrives_as_started_thinking_text_and_ended(hand_off: HandOff) -> None:
    async with FakeClaude(happy("Hello wörld 😀.", thinking="Let me see.")) as server:
        events = await hand_off(server)
    assert events[0] == ReplyStarted("claude-opus-5-5", REQUEST_ID, Usage(input=INPUT_TOKENS, output=1))
    assert "".join(event.text for event in events if isinstance(event, ReplyThinking)) == "Let me see."
    assert text(events) == "Hello wörld 😀."
    usage = Usage(input=INPUT_TOKENS, output=OUTPUT_TOKENS, thinking=THINKING_TOKENS)
    assert events[-1] == ReplyEnded("end_turn", usage)


async def test_text_survives_any_chunking(hand_off: HandOff) -> None:
    async with FakeClaude(happy("Hello wörld 😀 日本.", size=1)) as server:
        events = await hand_off(server)
    assert text(events) == "Hello wörld 😀 日本."


async def test_a_reason_to_stop_nobody_heard_of_passes_through(hand_off: HandOff) -> None:
    async with FakeClaude(happy("Part", stop="out_of_ink")) as server:
        events = await hand_off(server)
    assert isinstance(events[-1], ReplyEnded)
    assert events[-1].stop_reason == "out_of_ink"


async def test_unknown_events_blocks_and_deltas_are_passed_over(hand_off: HandOff) -> None:
    odd: list[Event] = [
        ("aurora", {"type": "aurora", "index": 3}),
        ("content_block_start", {"type": "content_block_start", "index": 9, "content_block": {"type": "hologram"}}),
        ("content_block_delta", {"type": "content_block_delta", "index": 9, "delta": {"type": "hologram_delta"}}),
    ]
    async with FakeClaude(raw(*opening(), *odd, *delta("Still here."), *closing())) as server:
        events = await hand_off(server)
    assert text(events) == "Still here."
    assert isinstance(events[-1], ReplyEnded)


async def test_the_server_receives_the_signed_bytes_unchanged(sign: Sign) -> None:
    async with FakeClaude() as server:
        sign(server)
        envelope = Claude().compose(ODD_SPEC, Order(effort="high"))
        async for _ in Claude().hand_off(approve(envelope, envelope.digest())):
            pass
    (request,) = server.requests
    assert request.body == envelope.payload
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == f"Bearer {KEY}"


async def test_an_envelope_without_a_sign_off_is_refused_at_once(sign: Sign) -> None:
    async with FakeClaude() as server:
        envelope = sign(server).envelope
        with pytest.raises(TypeError, match="Approved"):
            Claude().hand_off(cast(Approved, envelope))
    assert server.requests == []


async def test_bytes_that_change_on_the_way_to_the_wire_are_refused(
    sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    import anthropic

    async def tamper(self: object, request: httpx2.Request) -> None:
        request.stream = httpx2.ByteStream(b'{"model":"another"}')

    monkeypatch.setattr(anthropic.AsyncAnthropic, "_prepare_request", tamper)
    async with FakeClaude() as server:
        (failed,) = [event async for event in Claude().hand_off(sign(server))]
    assert server.requests == []
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED
    assert not failed.billable


async def test_an_address_that_changes_on_the_way_to_the_wire_is_refused(
    sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    import anthropic

    async with FakeClaude() as server, FakeClaude() as elsewhere:

        async def divert(self: object, request: httpx2.Request) -> None:
            request.url = httpx2.URL(elsewhere.url + "/v1/messages")

        monkeypatch.setattr(anthropic.AsyncAnthropic, "_prepare_request", divert)
        (failed,) = [event async for event in Claude().hand_off(sign(server))]
    assert server.requests == elsewhere.requests == []
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED


async def test_one_connection_takes_the_bytes_once(sign: Sign) -> None:
    async with FakeClaude() as server:
        envelope = sign(server).envelope
    check = guard(envelope)
    address = server.url + "/v1/messages"
    await check(httpx2.Request("POST", address, content=envelope.payload))
    with pytest.raises(HybridError) as caught:
        await check(httpx2.Request("POST", address, content=envelope.payload))
    assert caught.value.exit is Exit.REFUSED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANTHROPIC_BASE_URL", "http://127.0.0.1:9"),
        ("ANTHROPIC_API_KEY", ""),
        ("ANTHROPIC_CUSTOM_HEADERS", "x-added: later"),
    ],
)
async def test_an_environment_that_changed_after_the_review_is_refused(
    name: str, value: str, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeClaude() as server:
        approved = sign(server)
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-account")
        monkeypatch.setenv(name, value)
        (failed,) = [event async for event in Claude().hand_off(approved)]
    assert server.requests == []
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED


async def test_without_a_credential_the_failure_says_how_to_set_one_up(
    sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeClaude() as server:
        sign(server)
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        envelope = Claude().compose(SPEC, Order(max_tokens=1_000))
        approved = approve(envelope, envelope.digest())
        (failed,) = [event async for event in Claude().hand_off(approved)]
    assert server.requests == []
    assert isinstance(failed, ReplyFailed)
    assert "ANTHROPIC_API_KEY" in failed.error.next_step


async def test_cancelling_the_reader_closes_the_connection(sign: Sign) -> None:
    first = asyncio.Event()
    seen: list[ReplyEvent] = []

    async def read(approved: Approved) -> None:
        async for event in Claude().hand_off(approved):
            seen.append(event)
            if isinstance(event, ReplyText):
                first.set()

    async with FakeClaude(gated()) as server:
        task = asyncio.create_task(read(sign(server)))
        await first.wait()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.wait_for(server.disconnected.wait(), 2)
    assert text(seen)


async def test_closing_the_iterator_closes_the_connection(sign: Sign) -> None:
    async with FakeClaude(gated()) as server:
        events = Claude().hand_off(sign(server))
        async for event in events:
            if isinstance(event, ReplyText):
                break
        await events.aclose()
        await asyncio.wait_for(server.disconnected.wait(), 2)


async def test_the_sdk_logs_nothing_to_the_screen(
    hand_off: HandOff, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "shadowed")  # the SDK warns of it
    handlers = list(logging.getLogger().handlers)
    async with FakeClaude() as server:
        await hand_off(server)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger().handlers == handlers


async def test_the_key_is_in_no_repr_and_no_envelope(sign: Sign) -> None:
    async with FakeClaude() as server:
        approved = sign(server)
    claude = Claude()
    shown: list[Any] = [claude, vars(claude), claude.credential(), approved, approved.envelope]
    assert all(KEY not in repr(value) for value in shown)
    assert KEY.encode() not in approved.envelope.canonical()


QUIET_PROBE = """
import asyncio, sys
from hybridtui.core.hand_off.envelope import approve
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Order
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.counter import ClaudeCounter

async def no_wait(seconds):
    pass

async def main():
    claude, counter = Claude(read_seconds=0.3, patience_s=3, sleep=no_wait), ClaudeCounter()
    whole = claude.compose("# Goal", Order(max_tokens=100))
    count = counter.compose_count(whole)
    told = [str(await counter.count(approve(count, count.digest())))]
    for _ in range(int(sys.argv[1])):
        async for event in claude.hand_off(approve(whole, whole.digest())):
            told.append(type(event).__name__)
    print(*told)

asyncio.run(main())
"""


@pytest.mark.parametrize("level", ["debug", "info"])
def test_nothing_but_the_reply_reaches_the_terminal(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "shadowed")  # the SDK warns of it
    monkeypatch.setenv("ANTHROPIC_LOG", level)
    scenarios = sequence(status(529, "overloaded_error"), happy("Hello"), raw(*opening(), end="drop"), silent())
    with FakeClaude.in_thread(scenarios) as server:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://claude.invalid")
        monkeypatch.setenv("HTTP_PROXY", server.url.replace("://", "://me:secret@"))
        monkeypatch.setenv("HTTPS_PROXY", "socks5://nowhere.invalid")
        # With its warnings on, Python tells of everything that was left open.
        command = [sys.executable, "-W", "default", "-c", QUIET_PROBE, "3"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    delayed = "ReplyDelayed ReplyDelayed ReplyDelayed"
    assert run.stdout.split("ReplyStarted")[0].split() == [str(INPUT_TOKENS), *delayed.split()]
    assert run.stdout.split()[4:] == [
        "ReplyStarted",
        "ReplyText",
        "ReplyEnded",
        "ReplyStarted",
        "ReplyFailed",
        "ReplyFailed",
    ]


async def test_an_envelope_that_is_no_longer_the_one_signed_is_refused(sign: Sign) -> None:
    async with FakeClaude() as server:
        approved = sign(server)
        other = Claude().compose(f"{SPEC}- delete everything\n", Order())
        object.__setattr__(approved, "envelope", other)  # what no code of ours can do by mistake
        (failed,) = [event async for event in Claude().hand_off(approved)]
    assert server.requests == []
    assert isinstance(failed, ReplyFailed)
    assert "sign-off" in failed.error.cause
