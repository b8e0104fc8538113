"""Why this file exists: vim, git and a second workbench write to the same files, and what they write shows up here.

It is merged into what is typed here, as one undo step; the human is told in one line.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.core.plurals import number_of
from hybridtui.ui.papers.autosave import Autosave
from hybridtui.ui.papers.sheet import Sheet

if TYPE_CHECKING:
    from hybridtui.core.ports import Watcher


class Outside:
    """Brings into each of `sheets` what another program wrote to its file.

    `tell` is told of what asks for the human, `remark` of what they should only know; `settle` says which keys settle a
    conflict.
    """

    def __init__(
        self,
        sheets: Mapping[Autosave, Sheet],
        tell: Callable[[HybridError], None],
        remark: Callable[[str], None],
        settle: str,
    ) -> None:
        self._sheets = sheets
        self._tell = tell
        self._remark = remark
        self._settle = settle
        self._turn = asyncio.Lock()
        self._unread: set[Autosave] = set()
        self._lent = ""
        """The path of the document that is open in the human's own editor."""

    async def follow(self, watcher: Watcher) -> None:
        """Look whenever one of the files may have changed, until this is cancelled."""
        try:
            async for _ in watcher.changes([file.document.path for file in self._sheets]):
                await self.look()
        except HybridError as error:
            self._tell(error)

    @asynccontextmanager
    async def lent(self, path: str) -> AsyncIterator[None]:
        """The document at `path` is open in the human's own editor; what it saved is brought in, and told, at its end.

        Not before: nobody would see that it was told.
        """
        self._lent = path
        try:
            yield
            await self.look(returned=path)
        finally:
            self._lent = ""

    async def look(self, returned: str = "") -> None:
        """See what the files hold now, and bring it into the panes.

        A document that is lent is left alone until its path is that `returned`.
        """
        async with self._turn:
            for file in self._sheets:
                if file.document.path == self._lent != returned:
                    continue
                existed = file.document.exists
                try:
                    await asyncio.to_thread(file.look)
                except HybridError as error:
                    if file not in self._unread:
                        self._unread.add(file)
                        self._tell(error)
                    continue
                self._unread.discard(file)
                if existed and not file.document.exists and self._sheets[file].shown:
                    self._tell(_gone(_name(file)))
                self.catch_up(file, by_editor=file.document.path == returned)

    def catch_up(self, file: Autosave, *, by_editor: bool = False) -> None:
        """Bring into its pane what is known of `file` and not shown yet; `by_editor`: the human's own wrote it."""
        sheet = self._sheets[file]
        merged = file.catch_up(sheet.put)
        if merged is None or not sheet.shown:
            return
        what = f"{_name(file)} changed in your editor" if by_editor else f"{_name(file)} changed outside"
        if merged.conflicts:
            count = number_of(merged.conflicts, "conflict")
            cause = f"{count} with what you wrote: both sides are kept, between marker lines."
            self._tell(HybridError(what, cause, self._settle))
        elif merged.lines:
            self._remark(f"{what}: {number_of(merged.lines, 'line')}")


def _gone(name: str) -> HybridError:
    return HybridError(
        f"{name} is gone",
        "Another program deleted, emptied or moved it. What is here stays.",
        "It is written again with your next change.",
    )


def _name(file: Autosave) -> str:
    return PurePath(file.document.path).name
