"""Why this file exists: a disk that is full for a moment must leave no hole in the middle of an answer."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO


class Appended:
    """A file that only grows, unbuffered: ending this process loses nothing of it.

    What could not be written is kept, and goes before what comes next. `file` is `path` where it is open already; else
    it is opened with the first bytes, so that without any there is none.
    """

    def __init__(self, path: Path, file: BinaryIO | None = None) -> None:
        self._path = path
        self._file = file
        self._due = bytearray()

    def append(self, data: bytes) -> None:
        """Write `data`, after whatever is still due. Raises `OSError`; what is left is due then."""
        self._due += data
        while self._due:
            if self._file is None:
                self._file = self._path.open("ab", buffering=0)
            del self._due[: self._file.write(self._due)]

    def close(self) -> None:
        """Give the file back. Harmless when repeated."""
        if self._file is not None:
            self._file.close()
