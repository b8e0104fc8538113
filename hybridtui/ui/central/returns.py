"""Why this file exists: what came back from a hand-off was paid for: it can be copied, saved, found again, counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from hybridtui.core.errors import HybridError
from hybridtui.ui.central.inspection import Inspection
from hybridtui.ui.keys import Key, key_for
from hybridtui.ui.terminal.app import typing_held

if TYPE_CHECKING:
    from hybridtui.core.config import Config
    from hybridtui.core.ports import Services
    from hybridtui.core.reply.kept import Kept, Recalled
    from hybridtui.core.session import Session
    from hybridtui.ui.accounts.books import Books
    from hybridtui.ui.reply.saving import Wanted

_NAMED = 5
"""Files that are named when they were saved; a notice of more would cover the screen."""


class Returns(Inspection):
    """Does what can be done with replies. `folder` is where files of theirs go, unless the human says otherwise."""

    def __init__(
        self,
        keys: Sequence[Key],
        session: Callable[[], Session],
        services: Callable[[], Services],
        config: Config,
        folder: str,
    ) -> None:
        super().__init__(keys, session, services, config)
        self._folder = folder

    def action_accounts(self) -> None:
        """Open the books."""
        from hybridtui.ui.accounts.screen import AccountsScreen

        key = key_for(self.keys, "hand-off")
        empty = f"Write notes, take lines into the spec, and press {key}: what each hand-off cost is entered here."
        self.app.push_screen(AccountsScreen(self._read_books, self.services.export, empty))

    def _read_books(self) -> Books:
        """The books as they are now. Takes a while: use it in a thread. Raises `HybridError`."""
        from hybridtui.ui.accounts.books import read
        from hybridtui.ui.moments import Moments

        return read(self.services.ledger, self.config.budget.limits, Moments.here())

    # Reading

    @work(group="replies", exclusive=True)
    async def action_replies(self) -> None:
        """List the replies of this spec, and show the one that the human wants to read."""
        from hybridtui.ui.reply.replies import RepliesScreen

        replies, session = self.services.replies, self.session
        try:
            with typing_held(self):
                kept = await asyncio.to_thread(replies.kept)
            if not kept:
                self.remark("No reply to this spec is kept yet.")
                return
            screen = RepliesScreen(
                kept,
                self.spec.text,
                replies.spec,
                under_way=session.reply.id if session.reply.running else "",
                in_pane=session.shown.id,
                again=key_for(self.keys, "hand-off"),
            )
            if chosen := await self.app.push_screen_wait(screen):
                await self.read_reply(chosen)
        except HybridError as error:
            self.tell(error)

    async def read_reply(self, chosen: Kept) -> None:
        """Show a reply that is kept in the pane. Raises `HybridError` when it cannot be read."""
        from hybridtui.core.reply.kept import Recalled

        latest = chosen.hand_off != "" and chosen.hand_off == self.session.reply.id
        load = self.services.replies.load
        self._recall(None if latest else Recalled(chosen, await asyncio.to_thread(load, chosen.name)))

    def _recall(self, recalled: Recalled | None) -> None:
        """Show another reply than the latest, or that again."""
        self.become(replace(self.session, recalled=recalled))
        self.set_focus(self.claude)

    def action_pane_claude(self) -> None:
        """Go to the reply; from there, to the latest."""
        if self.claude.has_focus:
            self._recall(None)
        super().action_pane_claude()

    # Copying

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the reply that is shown, or one of its code blocks."""
        text = self.session.shown.text
        if not text:
            self.remark("There is no text to copy.")
            return
        from hybridtui.core.code.blocks import blocks
        from hybridtui.ui.reply.copying import CopyScreen

        found = blocks(text)
        choice = 0
        if found:
            chosen = await self.app.push_screen_wait(CopyScreen(found, len(text.splitlines())))
            if chosen is None:
                return
            choice = chosen
        await self._copy(found[choice - 1].text if choice else text)

    async def _copy(self, text: str) -> None:
        """In a thread, because the tool that copies may keep us waiting."""
        try:
            said = await asyncio.to_thread(self.services.clipboard.copy, text)
        except HybridError as error:
            self.tell(error)
        else:
            from hybridtui.ui.reply.copying import warning

            self.remark(said + warning(text))

    # Saving

    @work(group="save", exclusive=True)
    async def action_save_blocks(self) -> None:
        """Save code blocks of the reply that is shown as files."""
        from hybridtui.core.code.blocks import blocks
        from hybridtui.ui.reply.saving import SaveScreen

        found = blocks(self.session.shown.text)
        if not found:
            self.remark("There is no code block to save.")
            return
        wanted = await self.app.push_screen_wait(SaveScreen(found, self.services.block_files, self._folder))
        if wanted:
            self._folder = wanted.folder
            await self._save_blocks(wanted)

    async def _save_blocks(self, wanted: Wanted) -> None:
        """Write each file by itself: one that cannot be written is told, and keeps no other from it."""
        saved: list[str] = []
        for one in wanted.files:
            assert one.place
            try:
                await asyncio.to_thread(
                    self.services.block_files.save, wanted.folder, one.name, one.place, one.block.text
                )
            except HybridError as error:
                self.tell(error)
            else:
                saved.append(one.name if one.place.text is None else f"{one.name} (replaced)")
        if saved:
            more = f" and {len(saved) - _NAMED:,} more" if len(saved) > _NAMED else ""
            self.remark(f"Saved in {wanted.folder}: {', '.join(saved[:_NAMED])}{more}")
