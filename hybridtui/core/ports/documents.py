"""Why this file exists: what is written here is on the disk, where other programs write too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hybridtui.core.errors import HybridError
    from hybridtui.core.journal import Typed
    from hybridtui.core.merging import Merging
    from hybridtui.core.workspaces.claim import Holder
    from hybridtui.core.workspaces.desk import Document
    from hybridtui.core.workspaces.known import Known


class Documents(Protocol):
    """Notes, spec and their neighbours on disk."""

    def load(self, path: str) -> Document:
        """Read a file; a missing one is an empty document. Raises `HybridError` when it cannot be read."""
        ...

    def look(self, document: Document) -> Document:
        """The document as its file has it now, `document` itself where that has not changed.

        Where the file is gone or empty it is the same but for `exists`. Takes a moment while another program writes.
        Raises `HybridError` when it cannot be read.
        """
        ...

    def save(self, document: Document, text: str, merging: Merging | None = None) -> Document:
        """Write `text` atomically if it differs from the document's. Raises `HybridError`; the old file then stands.

        What another program wrote there since the document was read or written becomes one with `text` by `merging`,
        by lines where that is None: the result has the text that the file has then.
        """
        ...

    def set_aside(self, path: str, text: str) -> str:
        """Keep the `text` of a file that makes no sense beside it, under a name that says when; returns its path.

        Raises `HybridError` when it cannot be kept.
        """
        ...


class Watcher(Protocol):
    """Sees what other programs do to files."""

    def changes(self, paths: Sequence[str]) -> AsyncIterator[frozenset[str]]:
        """Which of `paths` may have changed, in batches, until the task that iterates is cancelled.

        Raises `HybridError` when they cannot be watched.
        """
        ...


class Journal(Protocol):
    """What was typed into one document since it was saved last. Safe to call from a thread."""

    def left(self) -> Typed | None:
        """What an earlier process left behind, None where there is nothing."""
        ...

    def keep(self, base: str, text: str) -> None:
        """Keep that the document, saved as `base`, reads `text` now.

        Raises `HybridError`; what was kept before then stands, and the next call makes up for it.
        """
        ...

    def forget(self) -> None:
        """All of it is saved."""
        ...

    def release(self) -> None:
        """Another process may write the journal from now on."""
        ...


class Claim(Protocol):
    """The right to write into a workspace, which one process at a time has. Every method is quick; none raises."""

    @property
    def held(self) -> bool:
        """Whether this process may write."""
        ...

    @property
    def fault(self) -> HybridError | None:
        """Why others cannot be kept from writing, too; None where they can."""
        ...

    def holder(self) -> Holder:
        """Who has the claim."""
        ...

    def take(self) -> bool:
        """Have the claim, if nobody has it; returns `held`."""
        ...

    def force(self) -> None:
        """Have the claim, whoever has it."""
        ...

    def ask(self) -> None:
        """Ask the holder to give it up."""
        ...

    def unask(self) -> None:
        """Ask no longer."""
        ...

    def asked(self) -> bool:
        """Whether another process asks for it."""
        ...

    def release(self) -> None:
        """Give the claim up. Harmless without it."""
        ...


class Workspaces(Protocol):
    """The workspaces of this user. Takes a while: use it in a thread. Every method raises `HybridError`."""

    def known(self) -> tuple[Known, ...]:
        """What is on the list, the one opened last first."""
        ...

    def place(self, given: str) -> str:
        """The path of the notes of a new workspace of that name, or at that path. Nothing is made yet."""
        ...

    def rename(self, id: str, path: str, given: str) -> str:
        """Move the workspace of the notes at `path` to another name or path, whole; returns the new path of its notes.

        Refuses to replace anything, and to move what another process has open.
        """
        ...

    def forget(self, id: str) -> None:
        """Take a workspace off the list; none of its files is touched."""
        ...


class TextEditor(Protocol):
    """The human's own editor, to which the terminal is lent."""

    async def edit(self, path: str, line: int) -> None:
        """Open `path` at `line` (from 1), and return once the human has closed it. Raises `HybridError`."""
        ...
