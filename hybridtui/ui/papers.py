"""Why this file exists: notes, spec and trace are saved together, and what could not be saved is never left behind."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Desk, Documents
from hybridtui.ui.autosave import Autosave


class Papers:
    """The three documents on the desk, each with its autosave.

    `tell` is told of each error once, until that document could be saved again; `displaced` is told where another
    program's version went; `changed` is told whenever `unsaved` may have changed.
    """

    def __init__(
        self,
        owner: DOMNode,
        documents: Documents,
        tell: Callable[[HybridError], None],
        displaced: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._owner = owner
        self._documents = documents
        self._tell = tell
        self._displaced = displaced
        self._changed = changed
        self._failing: set[Autosave] = set()
        self._all: list[Autosave] = []

    def open(self, desk: Desk, notes: Callable[[], str], spec: Callable[[], str], trace: Callable[[], str]) -> None:
        """Keep the desk's documents; the callables give each text as it is now."""
        pairs = ((desk.notes, notes), (desk.spec, spec), (desk.trace, trace))
        self._all = [Autosave(self._owner, self._documents, paper, text, self._settled) for paper, text in pairs]
        self.notes, self.spec, self.trace = self._all

    @property
    def unsaved(self) -> bool:
        """Whether the last write of any document failed."""
        return bool(self._failing)

    def flush(self) -> None:
        """Write whatever is not on the disk. Raises `HybridError` for the first document that cannot be written."""
        for file in self._all:
            file.flush()

    def _settled(self, file: Autosave, error: HybridError | None) -> None:
        if error is None:
            self._failing.discard(file)
            if file.document.displaced:
                self._displaced(file.document.displaced)
        elif file not in self._failing:
            self._failing.add(file)
            self._tell(error)
        self._changed()
