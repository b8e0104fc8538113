"""Why this file exists: a conflict with what another program wrote is settled where it stands, with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from hybridtui.ui.central.harvest import Harvest

if TYPE_CHECKING:
    from hybridtui.core.conflicts import Conflict
    from hybridtui.ui.panes.marked_editor import MarkedEditor


class Settling(Harvest):
    """Settles the conflicts in the notes and in the spec, one after the other."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no conflict there is nothing to settle."""
        if action == "resolve":
            return self._conflicted() is not None
        return super().check_action(action, parameters)

    @work(group="resolve", exclusive=True)
    async def action_resolve(self) -> None:
        """Ask what is to be kept of the conflict under the cursor, or else of the next one."""
        from hybridtui.core.conflicts import conflict_at, conflicts, resolved
        from hybridtui.ui.dialogs.resolve import ResolveScreen

        if (pane := self._conflicted()) is None:
            self.remark("There is no conflict here.")
            return
        found = conflicts(pane.text)
        conflict = conflict_at(found, pane.index(pane.cursor_location))
        if conflict is None:
            return
        pane.move_cursor(pane.location(conflict.span[0]), center=True)
        keep = await self.app.push_screen_wait(ResolveScreen(conflict, pane.id or "", len(found)))
        if keep is None:
            return
        text = pane.text  # another program may have changed it while the human was thinking
        there = next((each for each in conflicts(text) if _sides(each) == _sides(conflict)), None)
        if there is None:
            self.remark(f"The {pane.id} changed meanwhile. Look again.")
            return
        pane.amend(resolved(text, there, keep))
        pane.move_cursor(pane.location(there.span[0]))
        left = len(conflicts(pane.text))
        self.remark(f"Kept {keep}." + (f" {left} more to settle." if left else " No conflict is left."))

    def _conflicted(self) -> MarkedEditor | None:
        """The pane of notes or spec that the human is in, if there is a conflict in it."""
        pane = next((pane for pane in (self.notes, self.spec) if pane.id == self.pane), None)
        if pane is None or not any(line.startswith("<<<<<<<") for line in pane.document.lines):
            return None
        from hybridtui.core.conflicts import conflicts

        return pane if conflicts(pane.text) else None


def _sides(conflict: Conflict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return conflict.here, conflict.outside
