"""Why this file exists: two workbenches on the same notes would undo each other's work; one writes, the other reads.

A workspace is several files, and not all of them are its alone: `idea.md` and `idea.txt` have one spec, and a link in
another folder leads to the same notes, with a spec of its own. So the claim is a lock on each document that is written.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.claim import Holder
from hybridtui.store.workspaces import lock
from hybridtui.store.workspaces.lock import Lock
from hybridtui.store.workspaces.workspace import Workspace

_DAY_S = 24 * 3600.0
_OURS = r"[0-9a-f]{32}\.(?:lock|request|\d+)"
"""The names of our files. On macOS workspaces lie in the same folder, and one may be called "claims"."""


class ClaimFile:
    """`core.ports.Claim` on the workspace of the notes at `path`, in `folder`. Every method is quick; none raises.

    Where files cannot be locked (some network file systems) or the folder cannot be written, everybody is let in, and
    `fault` says so.
    """

    def __init__(self, folder: Path, path: str) -> None:
        place = Workspace.of(Path(path))
        self._folder = folder
        self._notes = place.notes
        # In an order that all agree on, or two that begin at once might keep each other out.
        documents = sorted({os.path.realpath(each) for each in (place.notes, place.spec, place.trace)})
        self._locks = tuple(Lock(folder, Path(each), place.notes) for each in documents)
        self._refused = self._locks[0]
        self.fault: HybridError | None = None

    @property
    def held(self) -> bool:
        """Whether this process may write. Another one can have taken the claim by force: then no longer."""
        return self.fault is not None or all(each.held for each in self._locks)

    def take(self) -> bool:
        """Have the claim if nobody has any of it; returns `held`."""
        if self.held:
            return True
        try:
            for each in self._locks:
                if not each.take():
                    self._refused = each
                    self.release()
                    return False
        except OSError as error:
            self._let_in(error)
            return True
        self.unask()  # whoever asked has it now, or is no more
        return True

    def force(self) -> None:
        """Have the claim, whoever has it: where the holder hangs. It finds out before it writes again."""
        try:
            for each in self._locks:
                each.force()
        except OSError as error:
            self._let_in(error)

    def holder(self) -> Holder:
        """Who has the claim, as far as they said. The notes are named where they are others than these."""
        others_first = sorted((self._refused, *self._locks), key=lambda each: each.held)
        holder = next((found for each in others_first if (found := each.holder()).pid), Holder())
        same = os.path.realpath(holder.notes) == os.path.realpath(self._notes)
        return holder._replace(notes="") if same else holder

    def ask(self) -> None:
        """Ask the holder to give the claim up."""
        for each in self._locks:
            each.ask()

    def unask(self) -> None:
        """Ask no longer."""
        for each in self._locks:
            each.unask()

    def asked(self) -> bool:
        """Whether somebody asks for it."""
        return any(each.asked() for each in self._locks)

    def release(self) -> None:
        """Give the claim up. Harmless without it."""
        for each in self._locks:
            each.release()

    def _let_in(self, error: OSError) -> None:
        self.release()
        self.fault = HybridError(
            "Another hybridtui on these notes would not be noticed",
            f"Their lock cannot be had: {error.strerror or error}.",
            f"Open them only once at a time, or make {self._folder} a folder that can be written.",
        )


def sweep(folder: Path) -> None:
    """Delete what processes that were killed left in `folder` a day ago or earlier, and nobody holds. Never raises."""
    with suppress(OSError):
        for path in folder.iterdir():
            if not re.fullmatch(_OURS, path.name) or time.time() - path.stat().st_mtime < _DAY_S:
                continue
            descriptor = os.open(path, os.O_RDWR)
            try:
                if lock.locked(descriptor) and os.path.samestat(os.stat(path), os.fstat(descriptor)):
                    path.unlink()
            finally:
                os.close(descriptor)
