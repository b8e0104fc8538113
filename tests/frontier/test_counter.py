"""Why this file exists: an exact count uploads the text, so it is signed like a hand-off, and no more goes out."""

from __future__ import annotations

import json

import pytest

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyFailed
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.counter import ClaudeCounter
from tests.fake_claude import REQUEST_ID, Exchange, FakeClaude, Scenario, hang_up, page, silent, status
from tests.frontier.conftest import KEY, SPEC, Sign


def signed(envelope: Envelope) -> Approved:
    count = ClaudeCounter().compose_count(envelope)
    return approve(count, count.digest())


async def test_the_count_is_of_every_token_that_a_hand_off_would_be_billed(sign: Sign) -> None:
    async with FakeClaude(bill=lambda body: Usage(input=len(body), cache_read=5)) as server:
        approved = signed(sign(server).envelope)
        tokens = await ClaudeCounter().count(approved)
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/messages/count_tokens")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.body == approved.envelope.payload
    assert tokens == len(request.body) + 5


@pytest.mark.parametrize("order", [Order(effort="high"), Order(model="some-model", max_tokens=100)])
def test_what_is_counted_is_what_would_be_handed_off(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    whole = Claude().compose(SPEC, order)
    count = ClaudeCounter().compose_count(whole)
    left_out = {"max_tokens", "stream"}
    assert json.loads(count.payload) == {
        name: value for name, value in json.loads(whole.payload).items() if name not in left_out
    }
    assert (count.target, count.host, count.credential, count.model) == (
        "count",
        whole.host,
        whole.credential,
        whole.model,
    )
    assert count.digest() != whole.digest()


async def test_a_sign_off_of_one_is_none_of_the_other(sign: Sign) -> None:
    async with FakeClaude() as server:
        hand_off = sign(server)
        with pytest.raises(HybridError) as caught:
            await ClaudeCounter().count(hand_off)
        (failed,) = [event async for event in Claude().hand_off(signed(hand_off.envelope))]
    assert caught.value.exit is Exit.REFUSED
    assert isinstance(failed, ReplyFailed)
    assert failed.error.exit is Exit.REFUSED
    assert server.requests == []


async def test_a_sign_off_counts_once(sign: Sign) -> None:
    async with FakeClaude() as server:
        approved = signed(sign(server).envelope)
        await ClaudeCounter().count(approved)
        with pytest.raises(HybridError, match="Not sent again"):
            await ClaudeCounter().count(approved)
    assert len(server.requests) == 1


def odd(table: dict[str, object]) -> Scenario:
    async def play(exchange: Exchange) -> None:
        await exchange.json(table)

    return play


@pytest.mark.parametrize(
    ("scenario", "title"),
    [
        (status(401, "authentication_error"), "credential was not accepted"),
        (status(404, "not_found_error"), "does not know"),
        (status(429, "rate_limit_error"), "Too many requests"),
        (status(500, "api_error"), "did not count"),
        (page(200), "did not count"),
        (page(502), "did not count"),
        (hang_up(), "did not count"),
        (silent(), "did not count"),
        (odd({"input_tokens": "many"}), "did not count"),
        (odd({}), "did not count"),
    ],
)
async def test_a_count_that_fails_is_told_and_bills_nothing(scenario: Scenario, title: str, sign: Sign) -> None:
    async with FakeClaude() as server:
        server.counting = scenario
        with pytest.raises(HybridError) as caught:
            await ClaudeCounter(read_seconds=0.3).count(signed(sign(server).envelope))
    error = caught.value
    assert title in error.title
    assert error.cause
    assert error.next_step
    assert "billed" not in str(error)
    assert error.exit is Exit.OTHER_SIDE
    assert len(server.requests) == 1
    assert REQUEST_ID in error.next_step or title == "did not count"


async def test_bytes_that_are_not_those_signed_are_not_counted(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeClaude() as server:
        approved = signed(sign(server).envelope)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:9")
        with pytest.raises(HybridError) as caught:
            await ClaudeCounter().count(approved)
    assert caught.value.exit is Exit.REFUSED
    assert server.requests == []


def test_what_goes_to_no_claude_cannot_be_counted_by_it() -> None:
    with pytest.raises(HybridError, match="cannot count"):
        ClaudeCounter().compose_count(Envelope("clipboard", "", "", "", (), b"text"))
