"""Why this file exists: notes, spec and trace are saved together, and what could not be saved is never left behind."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Desk, Documents
from hybridtui.ui.papers.autosave import Autosave

Text = Callable[[], str]
"""Gives a document's text as it is now."""


class Papers:
    """The three documents on the desk, each with its autosave.

    `tell` is told of each error once, until that document could be saved again. `changed` is called whenever `unsaved` may have changed.
    """

    def __init__(
        self,
        owner: DOMNode,
        documents: Documents,
        desk: Desk,
        *,
        notes: Text,
        spec: Text,
        trace: Text,
        tell: Callable[[HybridError], None],
        changed: Callable[[], None],
    ) -> None:
        self._tell = tell
        self._changed = changed
        self._failing: set[Autosave] = set()
        self.notes = Autosave(owner, documents, desk.notes, notes, self._settled)
        self.spec = Autosave(owner, documents, desk.spec, spec, self._settled)
        self.trace = Autosave(owner, documents, desk.trace, trace, self._settled)

    @property
    def unsaved(self) -> bool:
        """Whether the last write of any document failed."""
        return bool(self._failing)

    def flush(self) -> None:
        """Write whatever is not on the disk. Raises `HybridError` for the first document that cannot be written."""
        for file in (self.notes, self.spec, self.trace):
            file.flush()

    def _settled(self, file: Autosave, error: HybridError | None) -> None:
        if error is None:
            self._failing.discard(file)
        elif file not in self._failing:
            self._failing.add(file)
            self._tell(error)
        self._changed()
