"""Why this file exists: the hand-off tests all need a key in the environment, a signed envelope and the reply."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from hybridtui.core.hand_off.envelope import Approved, approve
from hybridtui.core.hand_off.order import Order
from hybridtui.core.reply.events import ReplyEvent
from hybridtui.frontier.claude import Claude
from tests.fake_claude import FakeClaude

KEY = "sk-test-0123456789"
SPEC = "# Goal\n- an upload page for CSVs, max 50 MB\n"

Sign = Callable[[FakeClaude], Approved]
HandOff = Callable[[FakeClaude], Awaitable[list[ReplyEvent]]]


@pytest.fixture
def sign(monkeypatch: pytest.MonkeyPatch) -> Sign:
    """Point the environment at a fake server and sign the usual spec for it."""

    def signed(server: FakeClaude) -> Approved:
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
        envelope = Claude().compose(SPEC, Order())
        return approve(envelope, envelope.digest())

    return signed


@pytest.fixture
def hand_off(sign: Sign) -> HandOff:
    """Sign the usual spec, send it to a fake server, and return everything that came back."""

    async def events(server: FakeClaude) -> list[ReplyEvent]:
        return [event async for event in Claude().hand_off(sign(server))]

    return events
