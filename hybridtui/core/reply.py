"""Why this file exists: what comes back from Claude, as values: events on the way, and the reply they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from hybridtui.core.errors import HybridError
from hybridtui.core.order import Target


@dataclass(frozen=True, slots=True)
class Usage:
    """Billed tokens as the API reports them. `input` excludes everything read from or written to the cache.

    `thinking` is a part of `output`. `web_searches` are billed one by one. `unpriced` says what else was reported that
    the price of a token does not cover, or what was not reported at all; "" where there is nothing of the kind.
    """

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    thinking: int = 0
    web_searches: int = 0
    unpriced: str = ""

    @property
    def all_input(self) -> int:
        """Every token that went in, cached or not."""
        return self.input + self.cache_read + self.cache_write_5m + self.cache_write_1h


@dataclass(frozen=True, slots=True)
class ReplyStarted:
    """The server has begun to answer."""

    model: str
    request_id: str = ""
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True)
class ReplyText:
    """More of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class ReplyThinking:
    """More of the summarised thinking, which is no part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ReplyEnded:
    """The answer is complete: `stop_reason` is the API's own word, `note` what it says of it ("" as a rule)."""

    stop_reason: str
    usage: Usage
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReplyFailed:
    """The hand-off failed, or the answer broke off. What arrived before is kept.

    `billable` is false only where it is certain that nothing was billed: nothing was sent, or it was turned down.
    """

    error: HybridError
    usage: Usage | None = None
    billable: bool = False


@dataclass(frozen=True, slots=True)
class ReplyDelayed:
    """Nothing was billed so far, and the same bytes will be sent again in `seconds`; `cause` is why.

    Told each second, down to 0: now they are on their way.
    """

    seconds: int
    cause: HybridError


@dataclass(frozen=True, slots=True)
class ReplyDelivered:
    """The target does not answer. `note` says what is known of what became of it, and no more."""

    note: str


WHOLE = ("end_turn", "stop_sequence")
"""The reasons to stop, in the API's words, that leave an answer whole."""

ReplyEvent = ReplyStarted | ReplyText | ReplyThinking | ReplyDelayed | ReplyEnded | ReplyDelivered | ReplyFailed


class ReplyState(StrEnum):
    """Where a reply stands."""

    NONE = "none"
    WAITING = "waiting"
    STREAMING = "streaming"
    ENDED = "ended"
    DELIVERED = "delivered"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as far as it has come. `cost` is in USD and None while unknown.

    `billable` is false only where it failed or was stopped and it is certain that nothing was billed. `delay` is there
    while it waits to be sent again. `note` is what was said of its end: why Claude declined, or what became of the
    text where nothing answers. `id` is that of the hand-off in the ledger.
    """

    state: ReplyState = ReplyState.NONE
    model: str = ""
    sign_off: str = ""
    text: str = ""
    thinking: str = ""
    stop_reason: str = ""
    request_id: str = ""
    usage: Usage | None = None
    cost: Decimal | None = None
    billable: bool = True
    error: HybridError | None = None
    delay: ReplyDelayed | None = None
    note: str = ""
    target: Target = Target.API
    id: str = ""

    @property
    def running(self) -> bool:
        """Whether more may arrive."""
        return self.state in (ReplyState.WAITING, ReplyState.STREAMING)

    @property
    def whole(self) -> bool:
        """Whether it was answered in full: not cut off, declined or paused."""
        return self.state is ReplyState.ENDED and self.stop_reason in WHOLE


def received(reply: Reply, event: ReplyEvent) -> Reply:
    """The reply after `event`. Events after the end change nothing."""
    if not reply.running:
        return reply
    reply = replace(reply, delay=event if isinstance(event, ReplyDelayed) else None)
    match event:
        case ReplyStarted(model, request_id, usage):
            return replace(reply, state=ReplyState.STREAMING, model=model, request_id=request_id, usage=usage)
        case ReplyText(text):
            return replace(reply, text=reply.text + text)
        case ReplyThinking(text):
            return replace(reply, thinking=reply.thinking + text)
        case ReplyEnded(stop_reason, usage, note):
            return replace(reply, state=ReplyState.ENDED, stop_reason=stop_reason, usage=usage, note=note)
        case ReplyDelivered(note):
            return replace(reply, state=ReplyState.DELIVERED, note=note)
        case ReplyFailed(error, usage, billable):
            usage = usage or reply.usage
            return replace(reply, state=ReplyState.FAILED, error=error, usage=usage, billable=billable)
    return reply


def stopped(reply: Reply) -> Reply:
    """The reply after the human stopped it: what arrived stays. Nothing was billed where it was waiting to be sent."""
    if not reply.running:
        return reply
    unsent = reply.delay is not None and reply.delay.seconds > 0
    return replace(reply, state=ReplyState.STOPPED, delay=None, billable=not unsent)
