"""Why this file exists: what came back from Claude is one value, however much of it there is by now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from hybridtui.core.hand_off.order import Target

if TYPE_CHECKING:
    from hybridtui.core.errors import HybridError
    from hybridtui.core.reply.events import ReplyDelayed


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


WHOLE = ("end_turn", "stop_sequence")
"""The reasons to stop, in the API's words, that leave an answer whole."""


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


def stopped(reply: Reply) -> Reply:
    """The reply after the human stopped it: what arrived stays. Nothing was billed where it was waiting to be sent."""
    if not reply.running:
        return reply
    unsent = reply.delay is not None and reply.delay.seconds > 0
    return replace(reply, state=ReplyState.STOPPED, delay=None, billable=not unsent)
