"""Why this file exists: notes, spec and trace are saved together, and what could not be saved is never left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.ui.papers.autosave import Autosave
from hybridtui.ui.papers.outside import Outside
from hybridtui.ui.papers.sheet import Sheet

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from hybridtui.core.journal import Recovery
    from hybridtui.core.merging import Merged
    from hybridtui.core.workspaces.desk import Desk, Document


class Papers:
    """The three documents on the desk, each with its autosave.

    `tell` is told of each error once, until that document could be saved again, and `tell_of_journal` once that a
    journal cannot be kept. `changed` is called whenever `unsaved` may have changed. `remark` and `settle` are those of
    `Outside`.
    """

    def __init__(
        self,
        owner: DOMNode,
        desk: Desk,
        *,
        notes: Sheet,
        spec: Sheet,
        trace: Sheet,
        tell: Callable[[HybridError], None],
        tell_of_journal: Callable[[HybridError], None],
        changed: Callable[[], None],
        remark: Callable[[str], None],
        settle: str,
    ) -> None:
        self._tell = tell
        self._tell_of_journal = tell_of_journal
        self._changed = changed
        self._failing: set[Autosave] = set()
        self._fault_told = False

        def kept(document: Document, sheet: Sheet) -> Autosave:
            return Autosave(
                owner,
                desk.files,
                document,
                sheet.text,
                self._settled,
                desk.journal(document.path),
                desk.claim,
                self._journal_kept,
                _by_lines if sheet.shown else _by_records,
            )

        self.notes = kept(desk.notes, notes)
        self.spec = kept(desk.spec, spec)
        self.trace = kept(desk.trace, trace)
        self._sheets = {self.notes: notes, self.spec: spec, self.trace: trace}
        self.outside = Outside(self._sheets, tell, remark, settle)

    @property
    def unsaved(self) -> bool:
        """Whether the last write of any document failed."""
        return bool(self._failing)

    @property
    def kept(self) -> bool:
        """Whether the journals have what no file has."""
        return not any(file.unkept for file in self._sheets)

    @property
    def edited(self) -> bool:
        """Whether a pane has what its file has not."""
        return any(sheet.shown and file.edited for file, sheet in self._sheets.items())

    def flush(self) -> None:
        """Write whatever is not on the disk. Raises `HybridError` for the first document that cannot be written."""
        errors = []
        for file, sheet in self._sheets.items():
            if sheet.shown and file.edited:
                file.touch()  # the message that says so may still be on its way
            try:
                file.flush()
            except HybridError as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def recover(self) -> tuple[tuple[str, Recovery], ...]:
        """Bring back, as edits, what a process that did not end well had not saved; what it was, by file name."""
        found = []
        for file, sheet in self._sheets.items():
            if recovery := file.recover():
                sheet.put(recovery.text)
                file.touch()
                found.append((PurePath(file.document.path).name, recovery))
        return tuple(found)

    def reload(self) -> None:
        """Show what the files hold now; what this pane has and no file does is merged into it. Raises `HybridError`."""
        for file, sheet in self._sheets.items():
            file.look()
            file.catch_up(sheet.put)
        if self.edited:
            for file in self._sheets:
                file.touch()

    def release(self) -> None:
        """Leave the files to another process."""
        for file in self._sheets:
            file.release()

    def _settled(self, file: Autosave, error: HybridError | None) -> None:
        if error is None:
            self._failing.discard(file)
        elif file not in self._failing:
            self._failing.add(file)
            self._tell(error)
        self.outside.catch_up(file)
        self._changed()

    def _journal_kept(self, error: HybridError | None) -> None:
        if error and not self._fault_told:
            self._fault_told = True
            self._tell_of_journal(error)


def _by_lines(base: str, ours: str, theirs: str) -> Merged:
    from hybridtui.core.merging import merge

    return merge(base, ours, theirs)


def _by_records(base: str, ours: str, theirs: str) -> Merged:
    from hybridtui.core.trace.record_merge import merge_records

    return merge_records(base, ours, theirs)
