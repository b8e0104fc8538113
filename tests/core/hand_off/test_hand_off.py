"""Why this file exists: what arrives is kept and shown whole, placeholders put back, however the reply ends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope, approve
from hybridtui.core.hand_off.flow import HandOff, Release, unmasked
from hybridtui.core.hand_off.masks import Unmasker
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyEvent, ReplyFailed, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.store.replies.folder import ReplyFolder
from tests.fakes import Fakes

VALUE = "lamp-42"
TABLE = {"{{SECRET_1}}": VALUE}
END = ReplyEnded("end_turn", Usage(10, 5))


def signed() -> Approved:
    envelope = Envelope("api", "https://claude.invalid", "ANTHROPIC_API_KEY", "claude-opus-5-5", (), b"{}")
    return approve(envelope, envelope.digest())


@dataclass
class Sending:
    """A hand-off under way, and what it told."""

    folder: Path
    fakes: Fakes = field(init=False)
    replies: list[Reply] = field(default_factory=list)
    troubles: list[HybridError] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once some text is there."""

    def __post_init__(self) -> None:
        self.fakes = Fakes(self.folder)

    def begin(self, *events: ReplyEvent | None, table: Mapping[str, str] = TABLE) -> asyncio.Task[Reply]:
        self.fakes.executor.answer(*events)
        fakes = self.fakes
        replies = ReplyFolder(self.folder / "notes.replies")
        hand_off = HandOff(fakes.executor, fakes.ledger, replies, fakes.prices, self._changed, self.troubles.append)
        approved = signed()
        envelope = approved.envelope
        opening = Opening(Target.API, envelope.host, envelope.credential, envelope.model, approved.sign_off)
        return asyncio.create_task(hand_off.run(Release(approved, opening, "- Do A\n", table)))

    def _changed(self, reply: Reply) -> None:
        self.replies.append(reply)
        if reply.text:
            self.begun.set()

    @property
    def saved(self) -> str:
        (file,) = (self.folder / "notes.replies").glob("*Z-????????.md")
        return file.read_text()


@pytest.mark.parametrize("cut", range(1, 12))
async def test_a_placeholder_is_put_back_wherever_it_is_cut(tmp_path: Path, cut: int) -> None:
    sending = Sending(tmp_path)
    word = next(iter(TABLE))
    await sending.begin(ReplyText(f"Use {word[:cut]}"), ReplyText(f"{word[cut:]}."), END, None)
    assert sending.replies[-1].text == sending.saved == f"Use {VALUE}."


@pytest.mark.parametrize("event", [END, ReplyFailed(HybridError("The answer broke off"), billable=True), None])
async def test_what_looked_like_a_placeholder_to_the_end_is_kept(tmp_path: Path, event: ReplyEvent | None) -> None:
    sending = Sending(tmp_path)
    await sending.begin(ReplyStarted("claude-opus-5-5"), ReplyText("Use {{SECR"), *((event,) if event else ()), None)
    assert sending.replies[-1].text == sending.saved == "Use {{SECR"
    assert not sending.replies[-1].running


async def test_stopping_in_the_middle_of_a_placeholder_keeps_what_arrived(tmp_path: Path) -> None:
    sending = Sending(tmp_path)
    task = sending.begin(ReplyStarted("claude-opus-5-5"), ReplyText("Use {{SECRET"))
    await sending.begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sending.replies[-1].state is ReplyState.STOPPED
    assert sending.replies[-1].text == sending.saved == "Use {{SECRET"


async def test_without_a_place_for_the_reply_nothing_is_sent(tmp_path: Path) -> None:
    (tmp_path / "notes.replies").write_text("in the way")
    sending = Sending(tmp_path)
    await sending.begin(END, None)
    assert sending.fakes.executor.sent == []
    (reply,) = sending.replies
    assert (reply.state, reply.billable) == (ReplyState.FAILED, False)
    assert [(row.id, row.outcome) for row in sending.fakes.ledger.rows()] == [(reply.id, Outcome.FAILED)]


EVENTS = st.lists(
    st.builds(ReplyText, st.text(st.sampled_from("{}} SECRET_12a"), max_size=14)) | st.just(ReplyThinking("hm")),
    max_size=12,
)


@given(EVENTS, st.booleans())
def test_no_character_that_is_no_placeholder_is_lost_or_moved(events: list[ReplyEvent], masked: bool) -> None:
    unmasker = Unmasker(TABLE if masked else {})
    shown = [each for event in events for each in unmasked(unmasker, event)]
    text = "".join(each.text for each in shown if isinstance(each, ReplyText)) + unmasker.end()
    arrived = "".join(each.text for each in events if isinstance(each, ReplyText))
    if VALUE not in text:
        assert text == arrived
    assert [each for each in shown if not isinstance(each, ReplyText)] == [
        each for each in events if not isinstance(each, ReplyText)
    ]
