"""Why this file exists: what comes back from Claude comes in pieces, and each of them moves the reply on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hybridtui.core.reply import Reply, ReplyState, Usage

if TYPE_CHECKING:
    from hybridtui.core.errors import HybridError


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


ReplyEvent = ReplyStarted | ReplyText | ReplyThinking | ReplyDelayed | ReplyEnded | ReplyDelivered | ReplyFailed


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
