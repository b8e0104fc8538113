"""Why this file exists: a file is either the old one or the new one, whole, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hybridtui.core.errors import HybridError

# Surrogates that surrogateescape did not make, and therefore cannot write back. Compiled when it is first wanted.
_FOREIGN_SURROGATE = "[\ud800-\udc7f\udd00-\udfff]"

_NAME = 60
"""Characters of a file's name in that of its copy."""

_UNDER_WAY_S = 10.0
"""Seconds for which a copy that does not change may still be under way."""

_NEXT_STEPS = {
    errno.ENOSPC: "Free some space on that disk; it is saved as soon as there is room.",
    errno.EDQUOT: "Free some space in your quota; it is saved as soon as there is room.",
    errno.EROFS: "That disk is read-only: choose a path on another one.",
    errno.EACCES: "Check the permissions of the file and its folder, or choose another path.",
    errno.EPERM: "Check the permissions of the file and its folder, or choose another path.",
    errno.EISDIR: "Give the path of a file, not of a folder.",
    errno.EEXIST: "A part of that path is a file, not a folder: choose another path.",
    errno.ENOTDIR: "A part of that path is a file, not a folder: choose another path.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "The links at that path lead in a circle: choose another path.",
}


def disk_error(title: str, error: OSError) -> HybridError:
    """`error` of the operating system as a value for a person; `title` says what could not be done."""
    cause = f"{error.strerror or type(error).__name__}: {error.filename}" if error.filename else str(error)
    return HybridError(title, cause, _NEXT_STEPS.get(error.errno or 0, "Check that path, or choose another one."))


def encoded(text: str) -> bytes:
    """UTF-8 of `text`; what surrogateescape decoded becomes its byte again.

    Other lone surrogates have no byte to return to and are written as U+FFFD.
    """
    return re.sub(_FOREIGN_SURROGATE, "\ufffd", text).encode("utf-8", "surrogateescape")


def write(path: Path, data: bytes, still: Callable[[], bool] = lambda: True) -> bool:
    """Replace the content of `path` by `data`, durably: temporary file beside it, fsync, rename, fsync of the folder.

    A symbolic link stays one: its target is replaced. Permissions are kept (access lists too, and the owner, where
    that is allowed), and a file that may not be written is not replaced.
    Missing parent folders are made. At the last moment `still` is asked whether to replace it; where it says no the old
    file stands and this returns False. Raises `HybridError`; the old file then stands as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if target.exists() and not target.is_file():
            raise ValueError("It is a device or a pipe, which a file must not replace.")
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        return _replace(target, data, still)
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error


def create(path: Path, data: bytes) -> None:
    """Write `data` into a new file, whole. Missing parent folders are made.

    Raises `HybridError`, also where there is a file already, which then stands as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()  # takes the name, so that no file of another program is replaced
    except OSError as error:
        raise disk_error(f"Not saved: {path.name}", error) from error
    try:
        write(path, data)
    except HybridError:
        path.unlink(missing_ok=True)
        raise


def sync(descriptor: int) -> None:
    """Have what was written survive a power cut. Raises `OSError`.

    macOS's own fsync leaves it in the cache of the drive; F_FULLFSYNC does not (its fsync(2); as Go and SQLite do). Not
    every file system has that.
    """
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sweep(path: Path) -> None:
    """Delete half-written copies of the file at `path`, or of any in the folder `path`, that killed processes left.

    A copy that has just been touched may be under way: it stays for now. One that was under way all the same costs its
    writer no more than a second try. Never raises.
    """
    with contextlib.suppress(OSError):
        target = Path(os.path.realpath(path))
        folder, name = (target, "*") if target.is_dir() else (target.parent, glob.escape(target.name[:_NAME]))
        for copy in folder.glob(f".{name}.{'[0-9a-f]' * 8}.tmp"):
            if time.time() - copy.stat().st_mtime > _UNDER_WAY_S:
                copy.unlink()


def _failure(path: Path, error: OSError | ValueError) -> HybridError:
    title = f"Not saved: {path.name}"
    if isinstance(error, OSError):
        return disk_error(title, error)
    return HybridError(title, str(error), "Give the path of a file.")


def _replace(target: Path, data: bytes, still: Callable[[], bool]) -> bool:
    # The name is cut so that the suffix cannot push it past the file system's limit.
    temporary = target.with_name(f".{target.name[:_NAME]}.{os.urandom(4).hex()}.tmp")
    old = target.stat() if target.exists() else None
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "wb") as file:
            if old is not None:
                _like(descriptor, target, old)
            file.write(data)
            file.flush()
            sync(descriptor)
        replaced = still()
        if replaced:
            os.replace(temporary, target)
        else:
            temporary.unlink()
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return replaced


def _like(descriptor: int, target: Path, old: os.stat_result) -> None:
    """Give a file the owner, the permissions and, where there are such, the access list and labels of another."""
    for owner in (-1, old.st_uid):  # the group is often ours to give where the owner is not
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, owner, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(target, name))


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut; some network file systems cannot, which is no failure."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
