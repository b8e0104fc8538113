"""Why this file exists: two workbenches on the same notes would undo each other's work; one writes, the other reads.

A claim is a lock (`flock`) on a file of its own under the user's state folder. The system gives it back when the
process ends, however it ends, so it is never stuck. Who wants it asks with a second file, which the holder looks for.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.claim import Holder

_DAY_S = 24 * 3600.0

_TRIES = 20
"""How often to look again where a lock file was replaced while it was being locked."""


class ClaimFile:
    """`core.ports.Claim` on the notes at `path`, in `folder`. Every method is quick; none raises.

    Where files cannot be locked (some network file systems) or the folder cannot be written, everybody is let in, and
    `fault` says so.
    """

    def __init__(self, folder: Path, path: str) -> None:
        name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
        self._lock = folder / f"{name}.lock"
        self._request = folder / f"{name}.request"
        self._descriptor: int | None = None
        self.fault: HybridError | None = None

    @property
    def held(self) -> bool:
        """Whether this process may write. Another one can have taken the claim by force: then no longer."""
        if self.fault:
            return True
        if self._descriptor is None:
            return False
        try:
            return os.path.samestat(os.stat(self._lock), os.fstat(self._descriptor))
        except OSError:
            return False

    def take(self) -> bool:
        """Have the claim if nobody has it; returns `held`."""
        if self.held:
            return True
        self.release()
        try:
            self._lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for _ in range(_TRIES):
                self._descriptor = descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
                if not _locked(descriptor):
                    self._close()
                    return False
                if self.held:  # and not a file that its holder has just removed, or another has replaced
                    self._sign(descriptor)
                    self.unask()  # whoever asked has it now, or is no more
                    return True
                self.release()
        except OSError as error:
            self._let_in(error)
            return True
        return False

    def force(self) -> None:
        """Have the claim, whoever has it: where the holder hangs. It finds out before it writes again."""
        self.release()
        new = self._lock.with_suffix(f".{os.getpid()}")
        try:
            self._descriptor = descriptor = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            _locked(descriptor)  # nobody else knows the file
            self._sign(descriptor)
            os.replace(new, self._lock)
        except OSError as error:
            self._let_in(error)

    def holder(self) -> Holder:
        """Who has the claim, as far as they said."""
        try:
            said = json.loads(self._lock.read_bytes())
            return Holder(int(said["pid"]), str(said["since"]), str(said["terminal"]), str(said["host"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Holder()

    def ask(self) -> None:
        """Ask the holder to give the claim up."""
        with suppress(OSError):
            self._request.touch(0o600)

    def unask(self) -> None:
        """Ask no longer."""
        with suppress(OSError):
            self._request.unlink(missing_ok=True)

    def asked(self) -> bool:
        """Whether somebody asks for it."""
        return self._request.exists()

    def release(self) -> None:
        """Give the claim up. Harmless without it."""
        if self._descriptor is not None and self.held:
            with suppress(OSError):
                self._lock.unlink()  # while it is still locked, so that it is nobody else's
        self._close()

    def _sign(self, descriptor: int) -> None:
        """Say who has it. A full disk leaves it unsaid."""
        said = {"pid": os.getpid(), "since": _now(), "terminal": _terminal(), "host": platform.node()}
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(said).encode(), 0)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)

    def _let_in(self, error: OSError) -> None:
        self._close()
        self.fault = HybridError(
            "Another hybridtui on these notes would not be noticed",
            f"Their lock cannot be had: {error.strerror or error}.",
            f"Open them only once at a time, or make {self._lock.parent} a folder that can be written.",
        )


def _locked(descriptor: int) -> bool:
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _terminal() -> str:
    """The terminal this process was started in, "/dev/pts/3"; empty where there is none."""
    try:
        return os.ttyname(0)
    except OSError:
        return ""


def sweep(folder: Path) -> None:
    """Delete what processes that were killed left in `folder` a day ago or earlier, and nobody holds. Never raises."""
    with suppress(OSError):
        for path in folder.iterdir():
            if time.time() - path.stat().st_mtime < _DAY_S:
                continue
            descriptor = os.open(path, os.O_RDWR)
            try:
                if _locked(descriptor) and os.path.samestat(os.stat(path), os.fstat(descriptor)):
                    path.unlink()
            finally:
                os.close(descriptor)
