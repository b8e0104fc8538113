"""Why this file exists: one signed envelope goes out, and what comes back is on the disk before it is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.hand_off.masks import Masked, Unmasker
from hybridtui.core.hand_off.order import UNANSWERED, Order
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, stopped
from hybridtui.core.reply.events import ReplyEvent, ReplyFailed, ReplyStarted, ReplyText, received

if TYPE_CHECKING:
    from hybridtui.core.costs.meter import Meter
    from hybridtui.core.hand_off.envelope import Approved
    from hybridtui.core.ports import Executor, Ledger, PriceList, Replies, ReplyLog


@dataclass(frozen=True, slots=True)
class Release:
    """What the human signed: the envelope, what the books say of it, the spec it was made of.

    `placeholders` says what the placeholders in it stand for.
    """

    approved: Approved
    opening: Opening
    spec: str
    placeholders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls,
        approved: Approved,
        order: Order,
        *,
        spec: str,
        masked: Masked,
        project: str,
        meter: Meter | None,
        over_budget: bool,
    ) -> Release:
        """What the human signed by `order`, `masked` being the `spec` as it leaves.

        `project`, `meter` and `over_budget` are those of the `Opening`. An order's effort and longest answer mean
        something only where a model answers.
        """
        envelope, answered = approved.envelope, order.target not in UNANSWERED
        opening = Opening(
            order.target,
            envelope.host,
            envelope.credential,
            envelope.model,
            approved.sign_off,
            order.effort if answered else "",
            order.max_tokens if answered else 0,
            project,
            meter,
            over_budget,
        )
        return cls(approved, opening, spec, masked.table)


class HandOff:
    """Sends one approved envelope and follows the reply to its end.

    `changed` is told each new state of the reply; `trouble` is told what could not be saved.
    """

    def __init__(
        self,
        executor: Executor,
        ledger: Ledger,
        replies: Replies,
        prices: PriceList,
        changed: Callable[[Reply], None],
        trouble: Callable[[HybridError], None],
    ) -> None:
        self._executor = executor
        self._ledger = ledger
        self._replies = replies
        self._prices = prices
        self._changed = changed
        self._trouble = trouble
        self._troubled: set[str] = set()

    async def run(self, release: Release) -> Reply:
        """Send, and follow to the end, which is returned. Cancelling stops the reply and keeps what arrived."""
        approved, opening = release.approved, release.opening
        reply = Reply(ReplyState.WAITING, opening.model, approved.sign_off, target=opening.target)
        try:
            # What is paid for must be kept and accounted for: without a place for both, nothing is sent.
            reply = replace(reply, id=self._ledger.begin(opening))
            log = self._replies.begin(reply.id, opening, release.spec)
        except HybridError as error:
            reply = replace(reply, state=ReplyState.FAILED, error=error, billable=False)
            if reply.id:
                self._attempt(lambda: self._ledger.note(reply))
            self._changed(reply)
            return reply
        self._changed(reply)
        unmasker = Unmasker(release.placeholders)
        try:
            async for arrived in self._executor.hand_off(approved):
                for event in unmasked(unmasker, arrived):
                    reply = self._taken(log, reply, event)
                if isinstance(arrived, ReplyStarted):
                    reply = self._priced(reply)
                    self._enter(log, reply)
                if reply.running:
                    self._changed(reply)
        except Exception as error:  # noqa: BLE001 - a fault of ours ends the reply, not the program, and is no stop
            fault = ReplyFailed(_fault(type(error).__name__), billable=True)  # its text may quote anything
            reply = received(self._rest(log, reply, unmasker), fault)
        finally:
            # Still running here means that the human cancelled, perhaps in the middle of a placeholder.
            reply = self._priced(stopped(self._rest(log, reply, unmasker)))
            self._enter(log, reply)
            with suppress(HybridError):
                log.close()
            self._changed(reply)
        return reply

    def _taken(self, log: ReplyLog, reply: Reply, event: ReplyEvent) -> Reply:
        """The reply after `event`, and the same on the disk."""
        if reply.running:
            self._attempt(lambda: log.append(event))
        return received(reply, event)

    def _rest(self, log: ReplyLog, reply: Reply, unmasker: Unmasker) -> Reply:
        """The reply with the text that was held back because it began like a placeholder."""
        rest = unmasker.end()
        return self._taken(log, reply, ReplyText(rest)) if rest else reply

    def _priced(self, reply: Reply) -> Reply:
        if reply.usage is None:
            return reply
        try:
            cost = self._prices.cost(reply.model, reply.usage)
        except HybridError:  # without a price list the cost is unknown, whatever it was a moment ago
            cost = None
        return replace(reply, cost=cost)

    def _enter(self, log: ReplyLog, reply: Reply) -> None:
        """Put down how the reply stands, in the books and beside its text."""
        self._attempt(lambda: self._ledger.note(reply))
        self._attempt(lambda: log.record(reply))

    def _attempt(self, work: Callable[[], None]) -> None:
        """Trouble with the disk costs no reply. The same comes with every word: it is told once."""
        try:
            work()
        except HybridError as error:
            if error.title not in self._troubled:
                self._troubled.add(error.title)
                self._trouble(error)


def _fault(kind: str) -> HybridError:
    return HybridError(
        "The hand-off broke off",
        f"hybridtui itself failed: {kind}.",
        "What arrived is kept, and may have been billed. Please report this.",
        Exit.OTHER_SIDE,
    )


def unmasked(unmasker: Unmasker, event: ReplyEvent) -> Iterator[ReplyEvent]:
    """What can be shown now that `event` arrived: text with the secrets put back, or what was held of it first."""
    if isinstance(event, ReplyText):
        if text := unmasker.feed(event.text):
            yield ReplyText(text)
        return
    if rest := unmasker.end():
        yield ReplyText(rest)
    yield event
