"""Why this file exists: between a key and the save, what was typed is on the disk already: a kill loses none of it.

A journal outlives the process that wrote it, not a power cut: it is handed to the operating system and not synced, so
that it costs next to nothing. What lasts is the file itself, half a second later.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from hybridtui.core import journal
from hybridtui.core.journal import Typed
from hybridtui.store import clock, paths
from hybridtui.store.atomic import disk_error

_ROOM = 256 * 1024
"""Bytes of edits, at least, until a journal is begun anew; a long document's may be as long as itself."""

_KEPT_S = 90 * 24 * 3600.0
"""Seconds that the journal of a file that is gone is kept."""


class JournalFile:
    """`core.ports.Journal` of the document at `path`, in a file of its own in `folder`. Safe to call from threads.

    `now` gives the time.
    """

    def __init__(self, folder: Path, path: str, now: Callable[[], datetime] = clock.utc_now) -> None:
        self._document = os.path.realpath(path)
        self.path = folder / f"{paths.document_key(path)}.journal"
        self._now = now
        self._lock = Lock()
        self._file: int | None = None
        self._base = self._text = ""
        self._room = 0

    def left(self) -> Typed | None:
        """What another process left behind; None where there is nothing. Costs one look at the disk then."""
        try:
            return journal.read(self.path.read_bytes())
        except OSError:
            return None

    def keep(self, base: str, text: str) -> None:
        """Keep that the document, saved as `base`, reads `text` now. Raises `HybridError`; the next call makes up."""
        with self._lock:
            try:
                if self._file is None or base != self._base:
                    self._begin(base, text)
                elif text != self._text:
                    self._add(text)
            except OSError as error:
                self._close()  # its end may be torn: what comes next begins anew
                raise disk_error("What you type cannot be kept between two saves", error) from error

    def forget(self) -> None:
        """All of it is saved. Never raises: a journal that stays says nothing that the file does not say, too."""
        with self._lock:
            self._close()
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def release(self) -> None:
        """Another process writes the journal from now on; what it holds stays."""
        with self._lock:
            self._close()

    def _begin(self, base: str, text: str) -> None:
        """Put a new journal in the place of the old one, which stands until then."""
        self._close()
        data = journal.head(self._document, base)
        if text != base:
            data += journal.edit(base, text, clock.second(self._now()))
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")  # one process writes a document's journal, so one name is enough
        with suppress(FileNotFoundError):
            new.unlink()
        self._file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        _write(self._file, data)
        os.replace(new, self.path)
        self._base, self._text, self._room = base, text, max(_ROOM, len(base))

    def _add(self, text: str) -> None:
        line = journal.edit(self._text, text, clock.second(self._now()))
        self._room -= len(line)
        if self._room < 0:
            self._begin(self._base, text)
            return
        assert self._file is not None
        _write(self._file, line)
        self._text = text

    def _close(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            with suppress(OSError):
                os.close(file)


def _write(descriptor: int, data: bytes) -> None:
    """All of `data`: the system may take less at a time. Raises `OSError`."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sweep(folder: Path) -> None:
    """Delete journals that nobody can want any more: of files that have been gone for three months. Never raises."""
    with suppress(OSError):
        for path in folder.glob(f"{'[0-9a-f]' * 32}.journal"):
            if time.time() - path.stat().st_mtime > _KEPT_S:
                typed = journal.read(path.read_bytes())
                if typed is None or not os.path.exists(typed.path):
                    path.unlink()
