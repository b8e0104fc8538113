"""Why this file exists: one document has one writer, and the system sees to it, whatever becomes of processes.

A lock (`flock`) on a file of its own under the user's state folder. The system gives it back when the process ends,
however it ends, so it is never stuck. Who wants it asks with a second file, which the holder looks for.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from pathlib import Path

from hybridtui.core.workspaces.claim import Holder
from hybridtui.store import clock, paths

_TRIES = 20
"""How often to look again where a lock file was replaced while it was being locked."""


class Lock:
    """The lock of the document at `path`, in `folder`; `notes` are those that its holder works on."""

    def __init__(self, folder: Path, path: Path, notes: Path) -> None:
        key = paths.document_key(path)
        self._file = folder / f"{key}.lock"
        self._request = folder / f"{key}.request"
        self._notes = notes
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this process has it. Another one can have taken it by force: then no longer."""
        if self._descriptor is None:
            return False
        try:
            return os.path.samestat(os.stat(self._file), os.fstat(self._descriptor))
        except OSError:
            return False

    def take(self) -> bool:
        """Have it if nobody has; returns `held`. Raises `OSError` where files cannot be locked."""
        self.release()
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for _ in range(_TRIES):
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            if not locked(self._descriptor):
                self._close()
                return False
            if self.held:  # and not a file that its holder has just removed, or another has replaced
                self._sign()
                return True
            self.release()
        return False

    def force(self) -> None:
        """Have it, whoever has it. Raises `OSError` where files cannot be locked."""
        self.release()
        new = self._file.with_suffix(f".{os.getpid()}")
        self._descriptor = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        locked(self._descriptor)  # nobody else knows the file
        self._sign()
        os.replace(new, self._file)

    def holder(self) -> Holder:
        """Who has it, as far as they said."""
        try:
            said = json.loads(self._file.read_bytes())
            return Holder(
                int(said["pid"]), str(said["since"]), str(said["terminal"]), str(said["host"]), str(said["notes"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return Holder()

    def ask(self) -> None:
        """Ask the holder to give it up."""
        with suppress(OSError):
            self._request.touch(0o600)

    def unask(self) -> None:
        """Ask no longer."""
        with suppress(OSError):
            self._request.unlink(missing_ok=True)

    def asked(self) -> bool:
        """Whether somebody asks for it."""
        return os.path.exists(self._request)

    def release(self) -> None:
        """Give it up. Harmless without it."""
        if self.held:
            with suppress(OSError):
                self._file.unlink()  # while it is still locked, so that it is nobody else's
        self._close()

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)

    def _sign(self) -> None:
        """Say who has it. A full disk leaves it unsaid."""
        assert self._descriptor is not None
        said = {
            "pid": os.getpid(),
            "since": clock.second(clock.utc_now()),
            "terminal": _terminal(),
            "host": platform.node(),
            "notes": os.fspath(self._notes),
        }
        with suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(said).encode(), 0)


def locked(descriptor: int) -> bool:
    """Lock the file, if nobody else has; whether it is. Raises `OSError` where files cannot be locked."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:  # pragma: no cover - Windows
        raise OSError("this system has no such locks") from None
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _terminal() -> str:
    """The terminal this process was started in, "/dev/pts/3"; empty where there is none."""
    try:
        return os.ttyname(0)
    except OSError:
        return ""
