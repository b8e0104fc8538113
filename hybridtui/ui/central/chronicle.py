"""Why this file exists: what was written, drafted, signed and answered is kept as it happens, and can be had back."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import WorkerCancelled, WorkerFailed

from hybridtui.core.errors import HybridError
from hybridtui.core.glyphs import visible
from hybridtui.ui.central.claiming import Claiming
from hybridtui.ui.messages import NotesEdited, Opened, SpecEdited
from hybridtui.ui.terminal.app import typing_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.worker import Worker

    from hybridtui.core.history import Version
    from hybridtui.core.session import Session
    from hybridtui.ui.recorder import Recorder

PATIENCE = 8.0
"""Seconds that leaving waits for a slow disk."""


class Chronicle(Claiming):
    """Has versions kept of what happens in the workbench, and opens the timeline of them."""

    @cached_property
    def recorder(self) -> Recorder:
        """Keeps the versions; loaded with the first of them."""
        from hybridtui.ui.recorder import Recorder

        return Recorder(
            self,
            lambda: self.services.history,
            notes=lambda: self.notes.text,
            spec=lambda: self.spec.text,
            tell=self.tell_of_keeping,
            writes=lambda: not self.reading,
        )

    def on_mount(self) -> None:
        """What stands in a pane is kept before the program changes it."""
        self.notes.amending = lambda: self.recorder.notes.keep()
        self.spec.amending = lambda: self.recorder.spec.keep()

    @on(Opened)
    def _begin_recording(self) -> None:
        """Keep what is open, and from now on whatever becomes of it."""
        self.recorder.begin(self.session.reply)

    async def end_recording(self, replies: Sequence[Worker[object]] = ()) -> None:
        """Keep what is not kept yet, unless the disk takes too long; `replies` that were stopped are waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for reply in replies:
                    with suppress(WorkerFailed, WorkerCancelled):
                        await reply.wait()
                await self.recorder.settle()

    def parting_words(self) -> Text | None:
        """What to say once the terminal is given back, None where all is well."""
        from rich.text import Text

        unkept = self.recorder.unkept()
        return Text(visible(f"hybridtui: {unkept}")) if unkept else None

    def become(self, session: Session) -> None:
        """Take on a new session; a run or a reply that has ended with it is kept."""
        before = self.session
        super().become(session)
        if before.draft.running and not session.draft.running:
            self.recorder.drafted(session.draft)
        if before.reply.running and not session.reply.running:
            self.recorder.replied(session.reply)

    @on(NotesEdited)
    def _record_notes(self) -> None:
        if self.opened:  # what is typed sooner is kept as the recording begins
            self.recorder.notes.touch()

    @on(SpecEdited)
    def _record_spec(self) -> None:
        if self.opened:
            self.recorder.spec.touch()

    # Looking back

    @work(group="timeline", exclusive=True)
    async def action_timeline(self) -> None:
        """Show the versions, and put back the one that the human chooses."""
        from hybridtui.ui.timeline.screen import TimelineScreen

        with typing_held(self):
            await self.recorder.settle()
        chosen = await self.app.push_screen_wait(TimelineScreen(self.services.history, self.services.clipboard))
        if chosen:
            try:
                await self._bring_back(chosen)
            except HybridError as error:
                self.tell(error)

    async def _bring_back(self, version: Version) -> None:
        """Put a version back into its pane. Raises `HybridError` when it cannot be read."""
        from hybridtui.core.history import Sort
        from hybridtui.ui.moments import Moments

        if version.sort is Sort.REPLY:
            await self._open_reply(version.of)
            return
        pane = self.notes if version.sort is Sort.NOTES else self.spec
        if self.reading:
            self.remark("These notes are open in another hybridtui, and only read here. Copy the version instead.")
            return
        text = await asyncio.to_thread(self.services.history.text, version.id)
        self.set_focus(pane)
        if pane.text == text:
            self.remark("Nothing to restore: it reads so now.")
            return
        pane.amend(text)
        when = Moments.here().full(version.at)
        self.remark(
            f"The {version.sort} {'are' if pane is self.notes else 'is'} as of {when} again. Undo (^z) takes that back."
        )

    async def _open_reply(self, hand_off: str) -> None:
        """Show the reply to a hand-off in its pane, if it is still kept beside the notes."""
        replies = self.services.replies
        kept = next((each for each in await asyncio.to_thread(replies.kept) if each.hand_off == hand_off), None)
        if kept is None:
            self.remark("The file of that reply is gone. Its text is in the timeline.")
        else:
            await self.read_reply(kept)
