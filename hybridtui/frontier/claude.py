"""Why this file exists: a signed spec is executed by Claude once, and sent again only where that can cost nothing.

Composes the bytes, checks before each try that everything still is as it was signed, and waits where Claude is busy.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.hand_off.request import Request
from hybridtui.core.ports import Credential
from hybridtui.core.reply.events import ReplyDelayed, ReplyEvent, ReplyFailed
from hybridtui.frontier import transport
from hybridtui.frontier.approval import proxy_settings, rechecked
from hybridtui.frontier.credential import find_source
from hybridtui.frontier.failures import Failure, given_up
from hybridtui.frontier.route import find_host
from hybridtui.frontier.waiting import Patience, countdown

READ_SECONDS = 600.0


class Claude:
    """Composes and executes hand-offs through the API, as `core.ports.Executor` asks. Holds no credential.

    `read_seconds` is the longest silence within an answer before it counts as broken off. `patience_s` is how many
    seconds one hand-off may wait, in all, while Claude is busy or out of reach and nothing was billed; 0 waits for
    nothing. `sleep` is what waits.
    """

    def __init__(
        self,
        read_seconds: float = READ_SECONDS,
        patience_s: float = 0,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._read_seconds = read_seconds
        self._patience_s = patience_s
        self._sleep = sleep

    def credential(self) -> Credential:
        """Where the credential would come from now: environment and disk, in the SDK's order, never the network."""
        source = find_source()
        return Credential(source.name, source.missing)

    def prepare(self) -> None:
        """Have the SDK loaded in a thread, which the first hand-off would else wait seconds for."""
        transport.load_soon()

    def compose(self, spec: str, order: Order) -> Envelope:
        """The envelope for `spec`. Raises `HybridError` (exit 2) for a spec, setting or address that cannot be sent."""
        request = Request.of(spec, order)
        source = find_source()
        host = find_host(source)
        settings = (*request.settings(), *proxy_settings(host))
        return Envelope(Target.API, host, source.name, order.model, settings, request.encode())

    def hand_off(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        """Send the approved bytes and stream what comes back. A sign-off used up sends nothing.

        Where it is certain that nothing was billed (no connection was made, or the answer was 429, 503 or 529) the same
        bytes are sent again after a wait; never once an answer has begun. Raises TypeError at once for anything but an
        `Approved`: the rule that the type checker enforces, at run time.
        """
        if not isinstance(approved, Approved):
            raise TypeError(f"only an Approved can be handed off, not {type(approved).__name__}")
        return self._replies(approved)

    async def _replies(self, approved: Approved) -> AsyncGenerator[ReplyEvent]:
        patience = Patience(self._patience_s)
        try:
            proxy = rechecked(approved, Target.API)
            approved.spend()
            while True:
                try:
                    async with aclosing(transport.answers(approved.envelope, proxy, self._read_seconds)) as events:
                        async for event in events:
                            yield event
                    return
                except Failure as failure:
                    failed = failure
                if not failed.again or (wait := patience.take(failed.wait)) is None:
                    yield given_up(failed, patience.tries, self._patience_s)
                    return
                for seconds, step in countdown(wait):
                    yield ReplyDelayed(seconds, failed.failed.error)
                    await self._sleep(step)
                proxy = rechecked(approved, Target.API)
        except HybridError as error:
            yield ReplyFailed(error)
        except Failure as failure:
            yield failure.failed
