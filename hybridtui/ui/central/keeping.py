"""Why this file exists: what the human writes stays: on the disk, back after a crash, joined with what others write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual import work

from hybridtui.core.errors import HybridError
from hybridtui.ui.central.returns import Returns
from hybridtui.ui.keys import LEADER, Key, key_for, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hybridtui.core.ports import Services
    from hybridtui.core.session import Session
    from hybridtui.core.trace.record import Record
    from hybridtui.core.workspaces.desk import Desk
    from hybridtui.ui.papers.papers import Papers


class Keeping(Returns):
    """Saves the documents of `desk`, recovers them, and brings in what other programs write there."""

    def __init__(
        self, keys: Sequence[Key], session: Callable[[], Session], services: Callable[[], Services], desk: Desk
    ) -> None:
        super().__init__(keys, session, services, desk.config, str(PurePath(desk.notes.path).parent))
        self.desk = desk
        self._claim = desk.claim
        self._unkept_told = False

    @cached_property
    def _papers(self) -> Papers:
        from hybridtui.ui.papers.papers import Papers
        from hybridtui.ui.papers.sheet import Sheet

        return Papers(
            self,
            self.desk,
            notes=Sheet(lambda: self.notes.text, self.notes.amend),
            spec=Sheet(lambda: self.spec.text, self.spec.amend),
            trace=Sheet(lambda: self.session.record.to_json(), self._retrace, shown=False),
            tell=self.tell,
            tell_of_journal=self.tell_of_keeping,
            changed=lambda: self.become(self.session),
            remark=self.remark,
            settle=f"{shown(LEADER)} {key_for(self.keys, 'resolve')} settles them one by one.",
        )

    def read_trace(self, text: str) -> Record | None:
        """What is recorded in the trace `text`; None, and the human is told, where it cannot be read."""
        from hybridtui.core.trace.record import from_json

        try:
            return from_json(text)
        except HybridError as error:
            if self._claim.held:
                error = self._put_aside(text, error)
            self.tell(error, "warning")
            return None

    def _put_aside(self, text: str, why: HybridError) -> HybridError:
        """Keep a trace that cannot be read, since the next save replaces it: reasons that people typed are in it."""
        try:
            aside = self.desk.files.set_aside(self.desk.trace.path, text)
        except HybridError as error:
            return error
        kept = f"It is kept as {PurePath(aside).name}. The workbench finds sources by their words."
        return HybridError(why.title, why.cause, kept)

    def _retrace(self, text: str) -> None:
        """The trace changed by other hands."""
        from hybridtui.core.session import respecified

        if record := self.read_trace(text):
            self.become(respecified(replace(self.session, record=record), self.spec.text))
            self.examine()

    def tell_of_keeping(self, error: HybridError) -> None:
        """Say what cannot be kept between two runs. Where nothing can, that is told instead, and only once."""
        if unkept := self.desk.unkept():
            if self._unkept_told:
                return
            self._unkept_told, error = True, unkept
        self.tell(error, "warning")

    @work(group="outside")
    async def follow_outside(self) -> None:
        """Show what other programs write to the documents, for as long as this workbench is open."""
        if not self.is_running:
            return  # left before this had its turn
        self.app.app_resume_signal.subscribe(self, lambda _: self.look_outside())
        self.look_outside()  # they may have been written to since they were read
        if self.services.watcher:
            await self._papers.outside.follow(self.services.watcher)

    def on_unmount(self) -> None:
        """Hear no more: the application would hold this workbench, though it was left for another one."""
        self.app.app_resume_signal.unsubscribe(self)

    @work(group="look")
    async def look_outside(self) -> None:
        """See it now: where the system tells of no changes (a network), a human who comes back is shown them."""
        await self._papers.outside.look()

    def flush(self) -> HybridError | None:
        """Save what is not on the disk; why that cannot be done, None where it is."""
        try:
            self._papers.flush()
        except HybridError as error:
            return error
        if not self._claim.held and self._papers.edited:
            return HybridError(
                "Not saved: what you typed last",
                "Another hybridtui has these notes, and had them before this could be saved.",
                f"Take them over ({shown(LEADER)} {key_for(self.keys, 'take-over')}): it is merged in then.",
            )
        return None

    @property
    def kept(self) -> bool:
        """Whether what could not be saved is in the journals, for the next start to bring it back."""
        return self._claim.held and self._papers.kept

    def _recover(self) -> None:
        if found := self._papers.recover():
            from hybridtui.ui.moments import Moments
            from hybridtui.ui.papers.recovered import recovered

            self.tell(recovered(found, Moments.here()), "information")
