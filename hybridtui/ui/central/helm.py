"""Why this file exists: the human steers the refinement, and each turn of the wheel shows in the draft at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from hybridtui.core.steering import Mode
from hybridtui.ui.central.frame import Frame
from hybridtui.ui.messages import Recorded

if TYPE_CHECKING:
    from hybridtui.core.draft.item import Item
    from hybridtui.core.ports import Services
    from hybridtui.core.session import Session
    from hybridtui.core.steering import Steering
    from hybridtui.ui.keys import Key

FRAME = 0.05
"""Seconds between two paintings while things stream: 20 a second is smooth and leaves the terminal line quiet."""


class Helm(Frame):
    """The frame with a session and a draft in it: asks the local tier, follows what it says, and steers it."""

    def __init__(self, keys: Sequence[Key], session: Callable[[], Session], services: Callable[[], Services]) -> None:
        super().__init__(keys)
        self._make_session = session
        self._make_services = services
        self._frame: Timer | None = None
        self.opened = False
        """Whether the panes have something to show besides the documents."""
        self._compared: Session | None = None

    @cached_property
    def session(self) -> Session:
        """What the workbench knows. Made when first asked for: it is loaded while the human reads the first paint."""
        return self._make_session()

    @cached_property
    def services(self) -> Services:
        """The tiers around the workbench, made when first asked for: that takes longer than a first paint."""
        return self._make_services()

    @property
    def at_work(self) -> bool:
        """Whether the tiers have been made."""
        return "services" in vars(self)

    def become(self, session: Session) -> None:
        """Take on a new session, and paint it soon: many changes make one painting."""
        self.session = session
        if self.opened and self._frame is None:
            self._frame = self.set_timer(FRAME, self._due)

    def _due(self) -> None:
        self._frame = None
        if self.opened:  # or else it was left for another one
            self.paint()

    def paint(self) -> None:
        """Show the session."""
        self.draft.show(self.session)

    @work(group="listening")
    async def listen(self) -> None:
        """Follow what the local tier says, for as long as there is one."""
        from hybridtui.core.draft.progress import refined

        async for event in self.services.refiner.events():
            ran = self.session.draft.running
            self.become(refined(self.session, event))
            if ran and not self.session.draft.running:
                self.compare()

    @work(group="compare", exclusive=True)
    async def compare(self) -> None:
        """Look for lines that say the same, and for lines of the spec that are behind. Long drafts take a while."""
        from hybridtui.core.draft.arrangement import arranged, arrangement

        session = self.session
        found = await asyncio.to_thread(arrangement, session)
        self._compared = session
        self.become(arranged(self.session, found))

    def compare_now(self) -> None:
        """The same at once, unless nothing has changed since."""
        from hybridtui.core.draft.arrangement import alike, arranged, arrangement

        if self._compared is None or not alike(self._compared, self.session):
            self.workers.cancel_group(self, "compare")
            self._compared = self.session
            self.become(arranged(self.session, arrangement(self.session)))

    def action_refine(self) -> None:
        """Refine the notes as they are now; any run under way gives way."""
        from hybridtui.core.session import submitted

        text = self.notes.text
        cursor = self.notes.index(self.notes.cursor_location)
        generation = self.services.refiner.submit(text, self.session.steering, cursor)
        self.become(submitted(self.session, generation, text))

    def action_live(self) -> None:
        self.become(replace(self.session, live=not self.session.live))
        if self.session.live:
            self.action_refine()

    # For all lines

    def action_dial(self) -> None:
        """Turn the dial one step on."""
        steering = self.session.steering
        self._steer(steering._replace(compression=steering.compression.next))
        self.echo(f"The dial stands at {steering.compression.next}.")

    def action_mode(self) -> None:
        """The next one decides how lines read; after the last it is left to the model's size."""
        order = [None, *Mode]
        place = order.index(self.session.steering.mode) + 1
        self._steer(self.session.steering._replace(mode=order[place % len(order)]))
        self.echo(f"Who decides: {self.session.decider}.")

    @work(group="instruction", exclusive=True)
    async def action_instruction(self) -> None:
        """Ask what the model should know from now on."""
        from hybridtui.ui.dialogs.instruction import InstructionScreen

        screen = InstructionScreen(self.session.steering.instruction, self.session.mode)
        instruction = await self.app.push_screen_wait(screen)
        if instruction is not None and instruction != self.session.steering.instruction:
            self._steer(self.session.steering._replace(instruction=instruction))

    # For the line under the draft's cursor

    def action_again(self) -> None:
        from hybridtui.core.draft.wishes import again

        self._wish(again)

    def action_shorter(self) -> None:
        from hybridtui.core.draft.wishes import shorter

        self._wish(shorter)

    def action_verbatim(self) -> None:
        from hybridtui.core.draft.wishes import verbatim

        self._wish(verbatim)

    def action_drop(self) -> None:
        """The line is not wanted, or wanted after all."""
        from hybridtui.core.draft.wishes import dropped

        if item := self._chosen():
            self.become(dropped(self.session, item))
            self.post_message(Recorded())
            self.compare()
            self.echo(f"{'Dropped' if self.session.is_dropped(item) else 'Wanted again'}: {item.text}")

    def action_part(self) -> None:
        """Split the line from those that say the same, or merge it with them again."""
        from hybridtui.core.draft.wishes import parted

        if item := self._chosen():
            after = parted(self.session, item)
            if after.draft.merged == self.session.draft.merged:
                self.remark("No other line says the same.")
            self.become(after)
            self.compare()

    def current_item(self) -> Item | None:
        """The draft item under the cursor, once it is done."""
        draft = self.session.draft
        return None if self.draft.cursor in draft.streaming else draft.item(self.draft.cursor)

    def _chosen(self) -> Item | None:
        item = self.current_item()
        if item is None:
            self.remark("There is no finished line under the draft's cursor.")
        return item

    def _wish(self, asked: Callable[[Steering, Item], Steering]) -> None:
        if item := self._chosen():
            steering = asked(self.session.steering, item)
            if steering == self.session.steering:
                self.remark("That line is as dense as the dial goes.")
            else:
                self._steer(steering)
                self.echo(f"Asked for another line instead of: {item.text}")

    def _steer(self, steering: Steering) -> None:
        self.session = replace(self.session, steering=steering)
        self.action_refine()
