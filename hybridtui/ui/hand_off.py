"""Why this file exists: one signed envelope goes out, and what comes back is on the disk before it is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from hybridtui.core.envelope import Approved
from hybridtui.core.errors import HybridError
from hybridtui.core.masks import Unmasker
from hybridtui.core.ports import ReplyLog, Services
from hybridtui.core.reply import Reply, ReplyEvent, ReplyState, ReplyText, received, stopped


class HandOff:
    """Sends one approved envelope and follows the reply to its end.

    `changed` is told each new state of the reply; `trouble` is told what could not be saved.
    """

    def __init__(
        self, services: Services, changed: Callable[[Reply], None], trouble: Callable[[HybridError], None]
    ) -> None:
        self._services = services
        self._changed = changed
        self._trouble = trouble
        self._saving = True

    async def run(self, approved: Approved, spec: str, placeholders: Mapping[str, str]) -> None:
        """Send, and follow. Cancelling stops the reply and keeps what arrived.

        `spec` is kept beside the reply. What `placeholders` stand for is put back into the text as it arrives.
        """
        envelope = approved.envelope
        reply = Reply(ReplyState.WAITING, envelope.model, approved.sign_off)
        try:
            log = self._services.begin_reply(approved.sign_off, envelope.host, envelope.model, spec)
        except HybridError as error:
            # What is paid for must be kept: without a place to keep it nothing is sent.
            self._changed(replace(reply, state=ReplyState.FAILED, error=error, billable=False))
            return
        self._changed(reply)
        unmasker = Unmasker(placeholders)
        try:
            async for arrived in self._services.executor.hand_off(approved):
                for event in unmasked(unmasker, arrived):
                    self._keep(log, event)
                    reply = received(reply, event)
                if reply.running:
                    self._changed(reply)
        finally:
            # Still running here means that the human cancelled, perhaps in the middle of a placeholder.
            if rest := unmasker.end():
                self._keep(log, ReplyText(rest))
                reply = received(reply, ReplyText(rest))
            reply = self._priced(stopped(reply))
            self._finish(log, reply)
            self._changed(reply)

    def _priced(self, reply: Reply) -> Reply:
        if reply.usage is None:
            return reply
        with suppress(HybridError):  # without a price list the cost stays unknown
            return replace(reply, cost=self._services.prices.cost(reply.model, reply.usage))
        return reply

    def _keep(self, log: ReplyLog, event: ReplyEvent) -> None:
        try:
            log.append(event)
        except HybridError as error:
            if self._saving:
                self._saving = False
                self._trouble(error)

    def _finish(self, log: ReplyLog, reply: Reply) -> None:
        try:
            log.record(reply)
        except HybridError as error:
            self._trouble(error)
        with suppress(HybridError):
            log.close()


def unmasked(unmasker: Unmasker, event: ReplyEvent) -> Iterator[ReplyEvent]:
    """What can be shown now that `event` arrived: text with the secrets put back, or what was held of it first."""
    if isinstance(event, ReplyText):
        if text := unmasker.feed(event.text):
            yield ReplyText(text)
        return
    if rest := unmasker.end():
        yield ReplyText(rest)
    yield event
