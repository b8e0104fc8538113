"""Why this file exists: an answer is paid for, so wherever it is cut, what had arrived is kept and entered, once.

The real client, ledger and replies; a server on the loopback that behaves in every way that is known, and ends a whole
answer at every event and at random bytes.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybridtui.core.ledger import Outcome
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.frontier.claude import Claude
from tests.fake_claude import Exchange, FakeClaude, Scenario, gated, sequence, status
from tests.fake_claude_answer import INPUT_TOKENS, Event, closing, delta, on_the_wire, opening
from tests.frontier.flow import KEY, Flow, environment
from tests.frontier.rows import CASES, Case

TEXT = "Grüße 😀 an 日本.\n\n```py\nx = 'é'\n```\n"
FIRST_COUNT: Event = (
    "message_delta",
    {"type": "message_delta", "delta": {"stop_reason": None}, "usage": {"output_tokens": 40}},
)
ANSWER = on_the_wire([*opening(), *delta(TEXT, "Erst prüfen. 🤔"), FIRST_COUNT, *closing()])
BOUNDARIES = [0, *(at + 2 for at in range(len(ANSWER)) if ANSWER[at : at + 2] == b"\n\n")]
ENDS = ("end", "drop", "reset")


def arrived(part: bytes, kind: str) -> str:
    """What the whole events in `part` say of a kind, "text" or "thinking"; a half event says nothing."""
    said = ""
    for event in part[: part.rfind(b"\n\n") + 2].split(b"\n\n")[:-1]:
        data = json.loads(event.partition(b"data: ")[2])
        said += data.get("delta", {}).get(kind, "")
    return said


def cut(at: int, size: int, end: str) -> Scenario:
    """The answer as far as `at`, in chunks of `size` bytes (0: one), then `end`."""

    async def play(exchange: Exchange) -> None:
        await exchange.head()
        await exchange.send(ANSWER[:at], size)
        if end == "end":
            await exchange.end()
        elif end == "reset":
            await exchange.server.gate.wait()  # a reset may overtake data: the test says when it is on the disk
            exchange.reset()

    return play


async def kept(flow: Flow, text: str, thinking: str = "", *, started: bool = True) -> None:
    """Wait until that is on the disk, while the answer is still open, and what its start was billed in the books."""
    async with asyncio.timeout(5):
        while (flow.on_disk(), flow.on_disk(".thinking.md")) != (text, thinking) or (  # noqa: ASYNC110 - it is a disk
            started and not any(row.usage for row in flow.ledger.rows())
        ):
            await asyncio.sleep(0.001)


async def play(at: int, size: int, end: str) -> None:
    part = ANSWER[:at]
    text, thinking = arrived(part, "text"), arrived(part, "thinking")
    started = at >= BOUNDARIES[1]
    with tempfile.TemporaryDirectory() as folder:
        flow = Flow(Path(folder))
        async with FakeClaude(cut(at, size, end)) as server:
            with environment(server):
                running = asyncio.create_task(flow.send(flow.sign()))
                if end == "reset":
                    await kept(flow, text, thinking, started=started)
                    server.gate.set()
                reply = await running
            assert len(server.requests) == 1
        assert (flow.on_disk(), flow.on_disk(".thinking.md")) == (text, thinking)
        assert (reply.text, reply.thinking) == (text, thinking)
        row = flow.row()
        complete = at == len(ANSWER)
        assert row.outcome is (Outcome.COMPLETE if complete else Outcome.BROKEN)
        assert row.confirmed is complete
        assert (row.usage.input if row.usage else 0) == (INPUT_TOKENS if started else 0)
        assert (row.cost is not None) is started
        assert flow.troubles == []


@pytest.mark.parametrize("end", ENDS)
async def test_an_answer_cut_between_events_is_kept_and_entered(end: str) -> None:
    for at in BOUNDARIES:
        await play(at, 0, end)


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(ANSWER)), st.sampled_from([0, 1, 7, 100]), st.sampled_from(ENDS))
def test_an_answer_cut_anywhere_is_kept_and_entered(at: int, size: int, end: str) -> None:
    asyncio.run(play(at, size, end))


class Quick:
    """A wait that is over at once."""

    async def __call__(self, seconds: float) -> None:
        await asyncio.sleep(0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_every_behaviour_of_the_server_is_one_row_and_no_key_is_anywhere(
    case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    flow = Flow(tmp_path, Claude(read_seconds=0.5, patience_s=6.5, sleep=Quick()))
    async with FakeClaude(case.scenario()) as server:
        with environment(server):
            approved = flow.sign()
            reply = await flow.send(approved)
            assert len(server.requests) == case.requests
            assert {request.body for request in server.requests} == {approved.envelope.payload}
            row = flow.row()
            (on_disk,) = flow.replies.kept()
            assert reply.text == flow.replies.load(on_disk.name).text == case.text

            again = await flow.send(approved)
            assert len(server.requests) == case.requests, "a sign-off that was used sends nothing"
    assert (again.state, again.billable) == (ReplyState.FAILED, False)
    assert [each.id for each in flow.ledger.rows()] == [again.id, reply.id], "one row for each hand-off"

    assert row.outcome is case.outcome
    assert case.title in row.error
    assert bool(row.error) is (case.outcome not in (Outcome.COMPLETE, Outcome.CUT))
    if reply.error:
        assert all((reply.error.title, reply.error.cause, reply.error.next_step))

    told = f"{flow.seen} {[str(seen.error) for seen in flow.seen]} {vars(flow.claude)} {approved.envelope}"
    assert KEY not in told + caplog.text + "".join(capfd.readouterr())
    assert KEY.encode() not in flow.files()


@pytest.mark.parametrize("place", ["message", "header", "body id", "type", "location"])
async def test_a_server_that_repeats_the_key_is_quoted_without_it(place: str, tmp_path: Path) -> None:
    def scenario() -> Scenario:
        async def play(exchange: Exchange) -> None:
            key = exchange.request.headers["authorization"]
            body = {"type": "error", "error": {"type": "api_error", "message": "no"}, "request_id": "req"}
            headers = {"content-type": "application/json"}
            if place == "message":
                body["error"] = {"type": f"odd {key}", "message": f"what is {key}?"}
            elif place == "body id":
                body["request_id"] = key
            elif place == "header":
                headers["request-id"] = key
            elif place == "type":
                headers["content-type"] = key
            else:
                headers["location"] = f"http://127.0.0.1:9/{key}"
            code = {"location": 307, "type": 200}.get(place, 401)
            await exchange.whole(code, json.dumps(body).encode(), headers)

        return play

    flow = Flow(tmp_path)
    async with FakeClaude(scenario()) as server:
        with environment(server):
            reply = await flow.send(flow.sign())
    assert reply.error is not None
    assert KEY not in f"{reply!r} {reply.error} {flow.row()!r}"
    assert KEY.encode() not in flow.files()


async def test_what_is_stopped_midway_is_kept_and_entered(tmp_path: Path) -> None:
    flow = Flow(tmp_path)
    async with FakeClaude(gated("Before. ", "After.")) as server:
        with environment(server):
            running = asyncio.create_task(flow.send(flow.sign()))
            await kept(flow, "Before. ")
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            await asyncio.wait_for(server.disconnected.wait(), 2)
    row = flow.row()
    assert (row.outcome, row.confirmed) == (Outcome.STOPPED, False)
    assert row.usage is not None
    assert row.usage.input == INPUT_TOKENS
    assert flow.on_disk() == "Before. "


async def test_what_is_stopped_while_it_waits_cost_nothing(tmp_path: Path) -> None:
    waiting = asyncio.Event()

    async def forever(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    flow = Flow(tmp_path, Claude(patience_s=60, sleep=forever))
    async with FakeClaude(sequence(status(529, "overloaded_error"), gated())) as server:
        with environment(server):
            running = asyncio.create_task(flow.send(flow.sign()))
            await asyncio.wait_for(waiting.wait(), 5)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        assert len(server.requests) == 1
    assert (flow.row().outcome, flow.row().confirmed) == (Outcome.FAILED, True)
    last: Reply = flow.seen[-1]
    assert last.state is ReplyState.STOPPED
    assert not last.billable


async def test_two_tasks_with_one_sign_off_send_it_once(tmp_path: Path) -> None:
    flow = Flow(tmp_path)
    async with FakeClaude(gated()) as server:
        with environment(server):
            approved = flow.sign()
            both = [asyncio.create_task(flow.send(approved)) for _ in range(2)]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            server.release()
            replies = await asyncio.gather(*both)
        assert len(server.requests) == 1
    assert sorted((reply.state, reply.billable) for reply in replies) == [
        (ReplyState.ENDED, True),
        (ReplyState.FAILED, False),
    ]
    assert {row.id: row.outcome for row in flow.ledger.rows()} == {
        reply.id: Outcome.COMPLETE if reply.billable else Outcome.FAILED for reply in replies
    }
    assert sorted(flow.replies.load(kept.name).text for kept in flow.replies.kept()) == [
        "",
        "Before the gate. After the gate.",
    ]
