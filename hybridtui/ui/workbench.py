"""Why this file exists: the central screen routes: messages come up from the panes, the session goes down to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from hybridtui.ui.central.leaving import BEGINNING, SENDING
from hybridtui.ui.courtesy import COURTESY
from hybridtui.ui.executing import Executing
from hybridtui.ui.keys import KEYS, LEADER, bindings, with_overrides
from hybridtui.ui.loading import load_dialogs, load_work
from hybridtui.ui.messages import Loaded, NotesEdited, Opened, Recorded, SpecEdited
from hybridtui.ui.panes.marked_editor import COMPONENTS
from hybridtui.ui.pause import Pause

if TYPE_CHECKING:
    from hybridtui.core.config import Config
    from hybridtui.core.ports import Services
    from hybridtui.core.reply import Reply
    from hybridtui.core.session import Session
    from hybridtui.core.workspaces.desk import Desk
    from hybridtui.ui.vigil import Vigil
    from hybridtui.ui.workspaces.departure import Depart


class Workbench(Executing, Screen[None]):
    """Routes: notes to the local tier, draft to spec, spec through the checkpoint to Claude, all of it to the panes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*COMPONENTS}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(LEADER, "leader", "Keys", id="leader", priority=True),
        *bindings(KEYS),
    ]

    def __init__(self, services: Callable[[], Services], desk: Desk, depart: Depart) -> None:
        super().__init__(
            with_overrides(KEYS, desk.config.keys),
            self._first_session,
            services,
            desk,
            depart,
        )
        self._file = PurePath(desk.notes.path).name + ("" if desk.notes.exists else " (new)")
        pause = desk.config.local.pause_ms / 1000
        self._notes_pause = Pause(self, pause, self._notes_rest)
        self._spec_pause = Pause(self, pause, self._spec_rest)

    def on_mount(self) -> None:
        """Fill the panes, start listening to the local tier, and refine what is there."""
        self.notes.open(self.desk.notes.text, self._file)
        self.spec.show(self.desk.spec.text)
        self.draft.begin(self.desk.config.local.compression, self.desk.config.local.mode)
        self.secure()
        for notice in self.desk.notices:
            self.tell(notice, "warning")
        self.notes.focus()
        # Only then, because loading the tiers would delay the first paint.
        self.call_after_refresh(self._begin)

    @work(group=BEGINNING)
    async def _begin(self) -> None:
        """Load what works behind the panes, in a thread so that no key waits for it, and set it to work."""
        reply = await asyncio.to_thread(self._load)
        from hybridtui.core.reply import ReplyState
        from hybridtui.core.session import respecified

        if reply and self.session.reply.state is ReplyState.NONE:
            self.session = replace(self.session, reply=reply)
        self.opened = True
        self.become(respecified(self.session, self.spec.text))
        for notice in self.services.notices:
            self.tell(notice, "warning")
        self.post_message(Opened())
        self.listen()
        if self.session.live:
            self.action_refine()
        # One after the other: two that load would keep a key waiting for twice as long.
        await self._in_turn(self.examine)
        await self._in_turn(self.remember)
        self.follow_outside()
        await asyncio.to_thread(load_dialogs)
        await COURTESY.quiet()
        self.post_message(Loaded())
        await self._in_turn(self.weigh)  # reading the vocabulary stops all else for a moment
        await asyncio.to_thread(self.services.sweep)

    async def _in_turn(self, begin: Callable[[], Worker[None]]) -> None:
        """Begin once no key is under way, and wait for the end, however it comes about."""
        await COURTESY.quiet()
        with suppress(WorkerCancelled, WorkerFailed):
            await begin().wait()

    def _load(self) -> Reply | None:
        load_work()
        return self.services.replies.latest()

    def _first_session(self) -> Session:
        """As the settings and the trace have it: nothing is recorded before what was recorded earlier is known."""
        from hybridtui.core.session import Session
        from hybridtui.core.trace.record import Record

        config = self.desk.config
        return Session(
            config.ui.live,
            config.claude.order,
            steering=config.local.steering,
            record=self.read_trace(self.desk.trace.text) or Record(),
        )

    @cached_property
    def _vigil(self) -> Vigil:
        from hybridtui.ui.vigil import Vigil

        return Vigil()

    def reconfigure(self, config: Config) -> frozenset[str]:
        """Work under other settings from now on. Returns the names of those that the human has overruled with a key."""
        from hybridtui.core.config.changes import reconfigured

        before, self.config = self.config, config
        session, overruled = reconfigured(self.session, before, config)
        asked = (session.steering, session.live) != (self.session.steering, self.session.live)
        self._notes_pause.seconds = self._spec_pause.seconds = config.local.pause_ms / 1000
        if config.keys != before.keys:
            self.rekey(with_overrides(KEYS, config.keys))
        if session.order != self.session.order:
            self.order(session.order)
        self.become(replace(session, order=session.order))
        if asked and session.live:
            self.action_refine()
        if (config.checkpoint, config.budget) != (before.checkpoint, before.budget):
            self.examine()
            if session.checkpoint:
                self.review.reconfigured()
        return overruled

    def become(self, session: Session) -> None:
        """Take on a new session, and tell what has come to its end with it."""
        before = self.session
        super().become(session)
        for finished in self._vigil.see(before, session):
            self.post_message(finished)

    # What is shown

    def watch_pane(self) -> None:
        """The tabs show where the human is."""
        self.become(self.session)

    def paint(self) -> None:
        """Show the session in every pane."""
        super().paint()
        self.tabs.show(self.pane, len(self.session.fresh), self._file)
        recalled = self.session.recalled
        self.claude.show(self.session.shown, recalled.kept if recalled else None)
        self.meters.show(self.session, self._papers.unsaved)

    def commands(self) -> Iterable[SystemCommand]:
        """Every action, for the command palette."""
        for key in self.keys:
            if key.id != "palette":
                yield SystemCommand(key.label, key.help, partial(self.run_action, key.action))
        from hybridtui.core.hand_off.models import MODELS

        for model in MODELS:
            yield SystemCommand(f"Claude model: {model.name}", model.use, partial(self.choose, model.id))

    # Local refinement

    @on(NotesEdited)
    def _notes_edited(self) -> None:
        self.unwarn()
        if self.opened and not self.session.behind:
            self.become(replace(self.session, behind=True))
        self._papers.notes.touch()
        self._notes_pause.restart()

    def _notes_rest(self) -> None:
        """The human stopped typing for a moment."""
        if not self.opened:  # all of this is about to begin
            return
        self.recorder.notes.rest()
        if self.session.live:
            self.action_refine()
        self.weigh()
        self.examine()

    def action_stop(self) -> None:
        """Stop what runs where the human looks; elsewhere, whatever runs."""
        at_claude = self.focused is self.claude
        if self.session.reply.running and (at_claude or not self.session.draft.running):
            self.workers.cancel_group(self, SENDING)
        else:
            self.services.refiner.stop()

    # The spec

    @on(Recorded)
    def _keep_record(self) -> None:
        self._papers.trace.touch()

    @on(SpecEdited)
    def _spec_edited(self) -> None:
        self.unwarn()
        self._papers.spec.touch()
        self._papers.trace.touch()  # it holds the ids of the items
        self.void_review()
        self._spec_pause.restart()

    def _spec_rest(self) -> None:
        """The human stopped editing the spec for a moment."""
        if not self.opened:
            return
        from hybridtui.core.session import respecified

        self.recorder.spec.rest()
        self.become(respecified(self.session, self.spec.text))
        self.compare()
        self.weigh()
        self.examine()
