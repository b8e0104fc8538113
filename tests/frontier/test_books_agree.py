"""Why this file exists: whatever a server sends, the screen, the books and the record beside the text say the same."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybridtui.core.hand_off.envelope import Approved
from hybridtui.core.ledger import outcome
from hybridtui.core.reply.events import ReplyEvent
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.events import Decoder
from hybridtui.frontier.failures import Failure
from hybridtui.frontier.stream import decoded
from tests.fakes import FlatPrices
from tests.frontier.flow import Flow


@dataclass(frozen=True, slots=True)
class Sent:
    """An event as it comes off the wire."""

    event: str | None
    data: str


class Played(Claude):
    """Decodes what a test made up, as if it had come over the network; then an end, or silence until it is stopped."""

    def __init__(self, events: Sequence[Sent], *, silent: bool) -> None:
        super().__init__()
        self._events = events
        self._silent = silent
        self.heard = asyncio.Event()

    async def hand_off(self, approved: Approved) -> AsyncIterator[ReplyEvent]:  # type: ignore[override]
        try:
            async for event in decoded(self._wire(), Decoder("req_1", 200)):
                yield event
        except Failure as failure:
            yield failure.failed

    async def _wire(self) -> AsyncIterator[Sent]:
        for event in self._events:
            yield event
        self.heard.set()
        if self._silent:
            await asyncio.Event().wait()


def sent(kind: str, **fields: object) -> Sent:
    return Sent(kind, json.dumps({"type": kind, **fields}))


TOKENS = st.none() | st.integers(0, 10_000)
USAGES = st.fixed_dictionaries(
    {},
    optional={
        "input_tokens": TOKENS,
        "output_tokens": TOKENS,
        "cache_read_input_tokens": TOKENS,
        "cache_creation_input_tokens": TOKENS,
        "service_tier": st.sampled_from(["standard", "priority"]),
    },
)
WORDS = st.text("aé日😀{}_SECRT1\ud83d\x1b\n", max_size=8)
STARTS = st.builds(
    lambda usage: sent("message_start", message={"model": "claude-opus-5-5", "usage": usage, "content": []}), USAGES
)
BLOCKS = st.builds(
    lambda kind, words: sent("content_block_start", content_block={"type": kind, kind: words}),
    st.sampled_from(["text", "thinking"]),
    WORDS,
)
DELTAS = st.builds(
    lambda kind, words: sent("content_block_delta", delta={"type": f"{kind}_delta", kind: words}),
    st.sampled_from(["text", "thinking", "signature"]),
    WORDS,
)
TURNS = st.builds(
    lambda usage, stop: sent("message_delta", delta={"stop_reason": stop}, usage=usage),
    USAGES,
    st.sampled_from([None, "end_turn", "max_tokens", "refusal"]),
)
OTHERS = st.sampled_from(
    [
        sent("ping"),
        sent("content_block_stop"),
        sent("message_stop"),
        sent("error", error={"type": "overloaded_error", "message": "busy"}),
        Sent("novelty", "{"),
    ]
)
IN_ORDER = st.builds(
    lambda first, middle, last: [first, *middle, last, sent("message_stop")],
    STARTS,
    st.lists(BLOCKS | DELTAS, max_size=8),
    TURNS,
)
ANYHOW = st.lists(STARTS | BLOCKS | DELTAS | TURNS | OTHERS, max_size=10)


def words(kind: str, events: Sequence[Sent]) -> str:
    """What the events say of a kind, "text" or "thinking", until one ends the answer."""
    said, started, reason = "", False, False
    for event in events:
        table = json.loads(event.data) if event.event != "novelty" else {}
        started = started or event.event == "message_start"
        reason = reason or bool(table.get("delta", {}).get("stop_reason"))
        if event.event == "error" or (event.event == "message_stop" and started and reason):
            break
        said += table.get("content_block", {}).get(kind, "") + table.get("delta", {}).get(kind, "")
    return said.replace("\ud83d", "\ufffd")


async def followed(folder: Path, events: Sequence[Sent], *, silent: bool) -> Flow:
    """One hand-off to its end; where the server falls silent, the human stops it."""
    played = Played(events, silent=silent)
    flow = Flow(folder, played)
    running = asyncio.create_task(flow.send(flow.sign()))
    heard = asyncio.create_task(played.heard.wait())
    await asyncio.wait({running, heard}, return_when=asyncio.FIRST_COMPLETED)
    if silent:
        running.cancel()
    heard.cancel()
    await asyncio.gather(running, heard, return_exceptions=True)
    return flow


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(IN_ORDER | ANYHOW, st.booleans())
def test_screen_books_and_record_agree_on_text_state_usage_and_cost(events: list[Sent], silent: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        flow = asyncio.run(followed(Path(folder), events, silent=silent))
        shown, row = flow.seen[-1], flow.row()
        (kept,) = flow.replies.kept()
        on_disk = flow.replies.load(kept.name)
    assert not shown.running
    assert replace(on_disk, error=None) == replace(shown, error=None)
    assert (on_disk.error is None) is (shown.error is None)
    assert (row.id, row.outcome, row.usage, row.cost) == (shown.id, outcome(shown), shown.usage, shown.cost)
    assert (row.stop_reason, row.request_id, row.answered_by) == (shown.stop_reason, shown.request_id, shown.model)
    assert shown.text == words("text", events)
    assert shown.thinking.replace("\n", "") == words("thinking", events).replace("\n", "")
    assert shown.cost == (FlatPrices().cost(shown.model, shown.usage) if shown.usage else None)
    assert flow.troubles == []
