"""Why this file exists: what would be sent is weighed, stopped at the checkpoint and, once signed, executed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import work

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Order, next_model
from hybridtui.ui.central.leaving import SENDING, Leaving
from hybridtui.ui.keys import key_for
from hybridtui.ui.messages import Settled
from hybridtui.ui.terminal.app import typing_held

if TYPE_CHECKING:
    from hybridtui.core.reply import Reply
    from hybridtui.ui.review.review import Review
    from hybridtui.ui.scales import Scales


class Executing(Leaving):
    """Meters, checkpoint and hand-off: all that has to do with Claude, up to its reply."""

    _answered = False
    """Whether an answer has begun since the start."""

    @cached_property
    def _scales(self) -> Scales:
        from hybridtui.ui.scales import Scales

        return Scales(self.services.tokens, self.services.prices, self.services.ledger, self.tell)

    @cached_property
    def review(self) -> Review:
        """The review that every hand-off goes through."""
        from hybridtui.ui.review.review import Review

        return Review(self, self.services, self._scales, self.desk, self.order)

    def void_review(self) -> None:
        """What goes into the envelope of a review under way may have changed."""
        if self.session.checkpoint:
            self.review.changed()

    # Meters

    @work(group="meters", exclusive=True)
    async def weigh(self) -> None:
        """Have the meters show what notes and spec weigh now."""
        first = self.session.meter is None
        meter = await self._scales.glance(self.session.order, self.notes.text, self.spec.text)
        self.become(replace(self.session, meter=meter))
        if first:
            self.post_message(Settled())

    def action_model(self) -> None:
        """Choose the next Claude model."""
        self.order(next_model(self.session.order))

    def choose(self, model: str) -> None:
        """Have the next hand-off go to the model of that id."""
        self.order(self.session.order._replace(model=model))

    def order(self, order: Order) -> None:
        """Have specs executed in another way from now on."""
        self.become(replace(self.session, order=order))
        self.void_review()
        self.weigh()

    # Hand-off

    def action_hand_off(self) -> None:
        """Open the checkpoint."""
        if self.session.checkpoint:
            return
        if self.session.reply.running:
            self.notify(
                f"Claude is still answering. Stop it first ({key_for(self.keys, 'stop')}), or wait.",
                severity="warning",
                markup=False,
            )
        else:
            self._stop()

    @work(group="checkpoint", exclusive=True)
    async def _stop(self) -> None:
        """Hold the review, and send what the human signed."""
        if executor := self.services.executors.get(self.session.order.target):
            executor.prepare()
        with typing_held(self):
            await self._papers.outside.look()  # what is signed is what the file says, also where nothing tells of that
        try:
            release = await self.review.hold()
        except HybridError as error:
            self.tell(error)
            return
        if release:
            self.unwarn()  # a yes to losing the reply before is none to losing this one
            self.become(replace(self.session, recalled=None))
            self.recorder.signed(release)
            from hybridtui.core.hand_off.flow import HandOff
            from hybridtui.ui.background import begin

            services = self.services
            executor = services.executors[release.opening.target]
            hand_off = HandOff(
                executor, services.ledger, services.replies, services.prices, self._reply_changed, self.tell
            )
            begin(self, partial(hand_off.run, release), group=SENDING)
            self.claude.focus()

    def _reply_changed(self, reply: Reply) -> None:
        if reply.text and not self._answered:
            self._answered = True
            self.post_message(Settled())  # all that a hand-off needs has been loaded
        self.become(replace(self.session, reply=reply))
