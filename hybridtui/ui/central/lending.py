"""Why this file exists: the human's own editor gets the terminal for a while, and what it writes is taken over."""

from __future__ import annotations

from textual import work
from textual.app import SuspendNotSupported

from hybridtui.core.errors import HybridError
from hybridtui.ui.central.elsewhere import Elsewhere


class Lending(Elsewhere):
    """Opens the notes or the spec in the human's own editor. Whatever runs meanwhile goes on, unseen."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An editor opens what is written here, where it may be written."""
        if action == "editor" and (self.reading or self.pane not in (self.notes.id, self.spec.id)):
            return False
        return super().check_action(action, parameters)

    @work(group="editor", exclusive=True)
    async def action_editor(self) -> None:
        """Open the text of this pane, as it is now, at the cursor's line."""
        pane, document = (self.spec, self.desk.spec) if self.pane == self.spec.id else (self.notes, self.desk.notes)
        error = self.flush()  # what is not on the disk, the editor would not show
        if error is None:
            async with self._papers.outside.lent(document.path):
                error = await self._lend(document.path, pane.cursor_location[0] + 1)
        if error:
            self.tell(error)

    async def _lend(self, path: str, line: int) -> HybridError | None:
        """Give the terminal to the editor until it is closed; what went wrong."""
        told: HybridError | None = None
        try:
            with self.app.suspend(), self.app.batch_update():
                try:
                    await self.services.editor.edit(path, line)
                except HybridError as error:  # out of here, it would keep the terminal from being taken again
                    told = error
        except SuspendNotSupported:
            return HybridError("The editor did not start", "This terminal cannot be lent to it.", "")
        return told
