"""Why this file exists: nothing typed is lost; a document is on the disk at most a second after a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from hybridtui.core.errors import HybridError
from hybridtui.core.journal import recover
from hybridtui.ui.background import begin

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.timer import Timer

    from hybridtui.core.journal import Recovery
    from hybridtui.core.merging import Merged, Merging
    from hybridtui.core.ports import Claim, Documents, Journal
    from hybridtui.core.workspaces.desk import Document

KEEP = 0.1
"""Seconds from a key to the journal."""

DELAY = 0.5
"""Seconds from the first unsaved key to the write."""

AGAIN = 5.0
"""Seconds until a write that failed is tried again."""


class Autosave:
    """Keeps one document on the disk in step with an editor: in its journal at once, in its file soon after.

    `text` gives the document as it is now. `settled` is told after each write how it went, and `kept` after each entry
    in the journal: the error, or None. Without the claim nothing is written.

    What another program writes to the file is merged in by `merging`. It gets ahead of the editor by a save that finds
    it there or by a `look`, both in threads; `catch_up` brings it into the editor.
    """

    def __init__(
        self,
        owner: DOMNode,
        documents: Documents,
        document: Document,
        text: Callable[[], str],
        settled: Callable[[Autosave, HybridError | None], None],
        journal: Journal,
        claim: Claim,
        kept: Callable[[HybridError | None], None],
        merging: Merging,
    ) -> None:
        self._owner = owner
        self._documents = documents
        self.document = document
        self._text = text
        self._settled = settled
        self._journal = journal
        self._claim = claim
        self._kept = kept
        self._merging = merging
        self._timer: Timer | None = None
        self._keeping: Timer | None = None
        self._writing = Lock()
        self._noting = Lock()
        """Not the same: while a slow disk holds up a write, the journal goes on."""
        self.unkept = False
        """Whether the journal refused what was typed last."""
        self._typed = 0
        self._written = 0
        """Revisions of the text: the newest, and the one on the disk. A slow write must not pass for a newer one."""
        self._noted = (0, document.text)
        """The newest revision that the journal was given, and its text."""
        self._base = document.text
        """What the editor read when the file, as far as it is known, was last in step with it: the text in the editor
        descends from it. The document has other words where it is ahead."""

    def touch(self) -> None:
        """The document changed: write it soon."""
        if not self._claim.held:
            return
        self._typed += 1
        if self._keeping is None:
            self._keeping = self._owner.set_timer(KEEP, self._keep)
        if self._timer is None:
            self._timer = self._owner.set_timer(DELAY, self._due)

    @property
    def due(self) -> bool:
        """Whether a write is going to begin."""
        return self._timer is not None

    def _due(self) -> None:
        self._timer = None
        # Not awaited here: while the owner waited for a slow disk, it would paint nothing.
        begin(self._owner, self._save, group="autosave")

    async def _save(self) -> None:
        revision, text = self._typed, self._text()
        try:
            await asyncio.to_thread(self._write, revision, text)
        except HybridError as error:
            self._try_again()
            self._settled(self, error)
        else:
            self._settled(self, None)

    def _try_again(self) -> None:
        if self._timer is None:
            self._timer = self._owner.set_timer(AGAIN, self._due)

    def flush(self) -> None:
        """Write now whatever is not on the disk. Raises `HybridError`; the old file then stands."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        try:
            self._write(self._typed, self._text())
        except HybridError:
            self._try_again()
            raise

    def _write(self, revision: int, text: str) -> None:
        with self._writing:
            if revision <= self._written or not self._claim.held:
                return
            # First, so that whoever finds the file half-way between two entries knows it for ours.
            fault = self._note(revision, text)
            before = self.document
            merged = self._merging(self._base, text, before.text) if self.ahead else None
            saved = self._documents.save(before, merged.text if merged else text, self._merging)
            self.document = saved._replace(conflicts=saved.conflicts + (merged.conflicts if merged else 0))
            self._written = revision
            with self._noting:
                self._base = text
                noted, ahead = self._noted
                if not self._claim.held:  # taken while this process was suspended: the journal is another's now
                    self._journal.release()
                    return
                if noted <= revision:
                    self._journal.forget()
                    return
            if fault is None:
                self._note(noted, ahead)

    # The journal

    def recover(self) -> Recovery | None:
        """What an earlier process was given and did not save. The journal keeps it until it is saved."""
        if left := self._journal.left():
            if found := recover(left, self.document.text, self.document.exists, self._merging):
                return found
            self._journal.forget()
        return None

    def _keep(self) -> None:
        self._keeping = None
        begin(self._owner, self._kept_now, group="journal")

    async def _kept_now(self) -> None:
        self._kept(await asyncio.to_thread(self._note, self._typed, self._text()))

    def _note(self, revision: int, text: str) -> HybridError | None:
        """Enter `text` into the journal, unless it knows a newer one; why that cannot be done, None where it is."""
        with self._noting:
            if revision < self._noted[0] or revision <= self._written or not self._claim.held:
                return None
            self._noted = (revision, text)
            try:
                self._journal.keep(self._base, text)
            except HybridError as error:
                self.unkept = True
                return error
            self.unkept = False
        return None

    # What other programs write

    @property
    def ahead(self) -> bool:
        """Whether the file has what the editor has not."""
        return self.document.text != self._base

    @property
    def edited(self) -> bool:
        """Whether the editor has what the file has not."""
        return self._text() != self._base

    def look(self) -> None:
        """See what the file holds now. Raises `HybridError` when it cannot be read."""
        with self._writing:
            self.document = self._documents.look(self.document)

    def catch_up(self, put: Callable[[str], None]) -> Merged | None:
        """Have `put` bring into the editor what the file has ahead of it; None where there is nothing to bring.

        While a write is under way nothing is done: `settled` is told after it, and that is the time to ask again.
        """
        if not self._writing.acquire(blocking=False):
            return None
        try:
            if not self.ahead:
                return None
            merged = self._merging(self._base, self._text(), self.document.text)
            put(merged.text)
            self.adopt(self.document)
        finally:
            self._writing.release()
        if merged.text != self.document.text:
            self.touch()
        return replace(merged, conflicts=merged.conflicts + self.document.conflicts)

    def adopt(self, document: Document) -> None:
        """The file reads so now, and so does the editor, but for what was typed since."""
        with self._noting:
            self.document, self._base = document, document.text
            self._written = self._typed  # what was about to be written or noted is of a text that is no more

    # When another process has the claim

    def release(self) -> None:
        """What is in the file and in the journal is up to another process from now on."""
        for timer in (self._timer, self._keeping):
            if timer is not None:
                timer.stop()
        self._timer = self._keeping = None
        self._journal.release()
