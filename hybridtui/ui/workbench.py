"""Why this file exists: the central screen routes: messages come up from the panes, the session goes down to them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from textual import on, work
from textual.app import SystemCommand
from textual.timer import Timer

from hybridtui.core.checkpoint import Envelope
from hybridtui.core.errors import HybridError
from hybridtui.core.meter import Meter
from hybridtui.core.models import MODELS
from hybridtui.core.ports import Desk, Services
from hybridtui.core.refine import Item
from hybridtui.core.reply import Reply
from hybridtui.core.session import Run, Session, refined, respecified, sources_at, submitted, took
from hybridtui.core.spec import take
from hybridtui.core.trace import from_json
from hybridtui.core.weighing import weigh
from hybridtui.ui.frame import Frame
from hybridtui.ui.hand_off import HandOff
from hybridtui.ui.keys import KEYS, key_for, with_overrides
from hybridtui.ui.messages import ItemSelected, NotesEdited, Settled, SpecEdited, SpecLineSelected, TakeRequested
from hybridtui.ui.papers import Papers
from hybridtui.ui.pause import Pause
from hybridtui.ui.review import Review

FRAME = 0.05
"""Seconds between two paintings while things stream: 20 a second is smooth and leaves the terminal line quiet."""

GLANCE = 0.1
"""Seconds that the cursor rests on a line before its sources are looked up."""

SENDING = "hand-off"
"""The group of Textual workers that follow a reply; cancelling it stops the reply."""


class Workbench(Frame):
    """Routes: notes to the local tier, draft to spec, spec through the checkpoint to Claude, all of it to the panes."""

    def __init__(self, services: Services, desk: Desk) -> None:
        super().__init__(with_overrides(KEYS, desk.config.keys))
        self.services = services
        self.desk = desk
        self.config = desk.config
        self.session = Session(desk.config.ui.live, desk.config.claude.model, reply=desk.reply)
        self._file = PurePath(desk.notes.path).name + ("" if desk.notes.exists else " (new)")
        self._papers = Papers(
            self,
            services.documents,
            desk,
            notes=lambda: self.notes.text,
            spec=lambda: self.spec.text,
            trace=lambda: self.session.trace.to_json(),
            tell=self.tell,
            changed=lambda: self.become(self.session),
        )
        self._unmetered: HybridError | None = None
        self._leaving = False
        self._frame: Timer | None = None
        pause = desk.config.local.pause_ms / 1000
        self._notes_pause = Pause(self, pause, self._notes_rest)
        self._spec_pause = Pause(self, pause, self._spec_rest)
        self._line_pause = Pause(self, GLANCE, self._trace_line)

    def on_mount(self) -> None:
        """Fill the panes, start listening to the local tier, and refine what is there."""
        self.notes.open(self.desk.notes.text, self._file)
        self.spec.show(self.desk.spec.text)
        self._open_trace()
        self.become(respecified(self.session, self.spec.text))
        for notice in self.desk.notices:
            self.tell(notice, "warning")
        self.notes.focus()
        # Only then, because starting a process and loading a vocabulary would delay the first paint.
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._listen()
        if self.session.live:
            self.action_refine()
        self._weigh()

    def _open_trace(self) -> None:
        try:
            self.session = replace(self.session, trace=from_json(self.desk.trace.text))
        except HybridError as error:
            self.tell(error, "warning")

    # What is shown

    def become(self, session: Session) -> None:
        """Take on a new session, and paint it soon: many changes make one painting."""
        self.session = session
        if self._frame is None:
            self._frame = self.set_timer(FRAME, self._paint)

    def watch_pane(self) -> None:
        """The tabs show where the human is."""
        self.become(self.session)

    def _paint(self) -> None:
        self._frame = None
        self.tabs.show(self.pane, len(self.session.fresh), self._file)
        self.draft.show(self.session)
        self.claude.show(self.session.reply)
        self.meters.show(self.session, self._papers.unsaved)

    def commands(self) -> Iterable[SystemCommand]:
        """Every action, for the command palette."""
        for key in self.keys:
            if key.id != "palette":
                yield SystemCommand(key.label, key.help, partial(self.run_action, key.action))
        for model in MODELS:
            yield SystemCommand(f"Claude model: {model.name}", model.use, partial(self._choose, model.id))

    # Local refinement

    @work
    async def _listen(self) -> None:
        async for event in self.services.refiner.events():
            self.become(refined(self.session, event))

    @on(NotesEdited)
    def _notes_edited(self) -> None:
        self._leaving = False
        if not self.session.behind:
            self.become(replace(self.session, behind=True))
        self._papers.notes.touch()
        self._notes_pause.restart()

    def _notes_rest(self) -> None:
        """The human stopped typing for a moment."""
        if self.session.live:
            self.action_refine()
        self._weigh()

    def action_refine(self) -> None:
        """Refine the notes as they are now; any run under way gives way."""
        text = self.notes.text
        self.become(submitted(self.session, self.services.refiner.submit(text), text))

    def action_live(self) -> None:
        self.become(replace(self.session, live=not self.session.live))
        if self.session.live:
            self.action_refine()

    def action_stop(self) -> None:
        """Stop what runs where the human looks; elsewhere, whatever runs."""
        at_claude = self.focused is self.claude
        if self.session.reply.running and (at_claude or self.session.draft.run is not Run.RUNNING):
            self.workers.cancel_group(self, SENDING)
        else:
            self.services.refiner.stop()

    # From draft to spec

    @on(ItemSelected)
    def _item_selected(self, event: ItemSelected) -> None:
        item = self.session.draft.item(event.item_id)
        if item and self.draft.has_focus:
            self._mark(item.sources)

    @on(SpecLineSelected)
    def _spec_line_selected(self) -> None:
        self._line_pause.restart()

    @work(group="trace", exclusive=True)
    async def _trace_line(self) -> None:
        """Show where the spec's line came from. Long notes take a while to search, so a thread does it."""
        row, _ = self.spec.cursor_location
        sources = await asyncio.to_thread(sources_at, self.session, self.spec.text, row)
        if self.spec.has_focus:
            self._mark(sources)

    def _mark(self, sources: tuple[str, ...]) -> None:
        """Highlight sentences in the notes, unless the notes have moved on since the draft was made."""
        draft = self.session.draft
        self.notes.mark(draft.places(sources) if self.notes.text == draft.notes else ())

    @on(TakeRequested)
    def _take_requested(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Take the item under the draft's cursor, and go on to the next new one."""
        self._take([item for item in self.session.draft.items if item.id == self.draft.cursor])
        self.draft.move_on()

    def action_take_all(self) -> None:
        self._take(self.session.fresh)

    def _take(self, items: Sequence[Item]) -> None:
        """Put finished items into the spec as one undo step."""
        whole = [item for item in items if item.id != self.session.draft.streaming]
        if not whole:
            self.notify("Nothing new to take." if not items else "That line is still being written.", markup=False)
            return
        self.spec.amend(take(self.spec.text, whole))
        self.become(took(self.session, whole))
        self._papers.trace.touch()
        if not self.draft.display:
            lines = "1 line" if len(whole) == 1 else f"{len(whole)} lines"
            self.notify(f"Took {lines} from the draft.", markup=False)

    @on(SpecEdited)
    def _spec_edited(self) -> None:
        self._leaving = False
        self._papers.spec.touch()
        self._void()
        self._spec_pause.restart()

    def _spec_rest(self) -> None:
        """The human stopped editing the spec for a moment."""
        self.become(respecified(self.session, self.spec.text))
        self._weigh()

    # Meters

    @work(group="meters", exclusive=True)
    async def _weigh(self) -> None:
        first, meter = self.session.meter is None, None
        try:
            meter = await self._meter()
        except HybridError as error:
            if error != self._unmetered:
                self.tell(error)
            self._unmetered = error
        self.become(replace(self.session, meter=meter))
        if first:
            self.post_message(Settled())

    async def _meter(self) -> Meter:
        """Count and price in a thread: vocabulary and prices take a while to load at first. Raises `HybridError`."""
        return await asyncio.to_thread(
            weigh,
            self.services.tokens,
            self.services.prices,
            self.session.claude_model,
            self.config.claude.max_tokens,
            notes=self.notes.text,
            spec=self.spec.text,
        )

    def action_model(self) -> None:
        """Choose the next Claude model."""
        ids = [model.id for model in MODELS]
        current = self.session.claude_model
        self._choose(ids[(ids.index(current) + 1) % len(ids)] if current in ids else ids[0])

    def _choose(self, model: str) -> None:
        self.become(replace(self.session, claude_model=model))
        self._void()
        self._weigh()

    # Hand-off

    def action_hand_off(self) -> None:
        """Open the checkpoint."""
        if self.session.reply.running:
            self.notify(
                f"Claude is still answering. Stop it first ({key_for(self.keys, 'stop')}), or wait.",
                severity="warning",
                markup=False,
            )
        else:
            self._review()

    def _void(self) -> None:
        """What a review in progress is about has changed: it no longer counts."""
        if self.session.checkpoint:
            self.become(replace(self.session, checkpoint=self.session.checkpoint.edited()))

    @work(group="checkpoint", exclusive=True)
    async def _review(self) -> None:
        """Hold the review, and send what the human signed."""
        review = Review(
            self.services.executor,
            weigh=self._meter,
            compose=self._envelope,
            under_way=lambda checkpoint: self.become(replace(self.session, checkpoint=checkpoint)),
            standing=lambda: self.session.checkpoint,
        )
        try:
            approved = await review.approved(self.app)
        except HybridError as error:
            self.tell(error)
            return
        if approved:
            hand_off = HandOff(self.services, self._reply_changed, self.tell)
            self.run_worker(hand_off.run(approved), group=SENDING)
            self.claude.focus()

    def _envelope(self) -> Envelope:
        """What would be signed as things stand."""
        claude = self.config.claude
        return self.services.executor.compose(
            self.spec.text, self.session.claude_model, claude.max_tokens, claude.effort
        )

    def _reply_changed(self, reply: Reply) -> None:
        self.become(replace(self.session, reply=reply))

    # Leaving

    async def action_quit(self) -> None:
        """Save and leave. What would be lost keeps the workbench open, until the human insists."""
        again = f"Press quit ({key_for(self.keys, 'quit')}) again to leave all the same."
        if self.session.reply.running and not self._leaving:
            self._leaving = True
            self.notify(f"Claude is still answering. {again}", severity="warning", markup=False)
            return
        try:
            self._papers.flush()
        except HybridError as error:
            if not self._leaving:
                self._leaving = True
                self.tell(error)
                self.notify(again, severity="warning", markup=False)
                return
        self.workers.cancel_group(self, SENDING)
        await self.services.refiner.close()
        self.app.exit()
