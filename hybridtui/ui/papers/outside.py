"""Why this file exists: vim, git and a second workbench write to the same files, and what they write shows up here.

It is merged into what is typed here, as one undo step; the human is told in one line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from hybridtui.core.english.plurals import number_of
from hybridtui.core.errors import HybridError
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

    async def follow(self, watcher: Watcher) -> None:
        """Look whenever one of the files may have changed, until this is cancelled."""
        try:
            async for _ in watcher.changes([file.document.path for file in self._sheets]):
                await self.look()
        except HybridError as error:
            self._tell(error)

    async def look(self) -> None:
        """See what the files hold now, and bring it into the panes."""
        async with self._turn:
            for file in self._sheets:
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
                self.catch_up([file])

    def catch_up(self, files: Sequence[Autosave]) -> None:
        """Bring into the panes what is known of `files` and not shown yet."""
        for file in files:
            sheet = self._sheets[file]
            merged = file.catch_up(sheet.put)
            if merged is None or not sheet.shown:
                continue
            if merged.conflicts:
                self._tell(self._conflicting(_name(file), merged.conflicts))
            elif merged.lines:
                self._remark(f"{_name(file)} changed outside: {number_of(merged.lines, 'line')}")

    def _conflicting(self, name: str, conflicts: int) -> HybridError:
        return HybridError(
            f"{name} changed outside",
            f"{number_of(conflicts, 'conflict')} with what you wrote: both sides are kept, between marker lines.",
            self._settle,
        )


def _gone(name: str) -> HybridError:
    return HybridError(
        f"{name} is gone",
        "Another program deleted, emptied or moved it. What is here stays.",
        "It is written again with your next change.",
    )


def _name(file: Autosave) -> str:
    return PurePath(file.document.path).name
