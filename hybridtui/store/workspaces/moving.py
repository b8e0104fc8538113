"""Why this file exists: a workspace is several files, and renaming it moves all of them or none, over nobody's file.

Files get their new name beside the old one (a hard link) before any old name goes, so that a program that is killed in
between leaves one whole workspace, and `finish` can end what was begun.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.store.atomic import disk_error
from hybridtui.store.workspaces.workspace import Workspace

_Pair = tuple[Path, Path]


def move(source: Workspace, target: Workspace) -> None:
    """Give every file of `source` its name in `target`, whose folder is made if need be.

    Raises `HybridError`, also where one of those names is taken; everything then stands as it was.
    """
    title = f"Cannot rename {source.notes.name}"
    pairs = list(_pairs(source, target))
    if taken := next((new for _, new in pairs if os.path.lexists(new)), None):
        raise HybridError(title, f"{taken} is there already, and nothing is replaced.", "Choose another name.")
    present = [(old, new) for old, new in pairs if os.path.lexists(old)]
    if not present:
        raise HybridError(title, f"There is nothing at {source.notes}.", "Take it off the list.")
    done: list[_Pair] = []
    try:
        target.notes.parent.mkdir(parents=True, exist_ok=True)
        for old, new in present:
            _name(old, new)
            done.append((old, new))
    except OSError as error:
        for old, new in reversed(done):
            _name_back(old, new)
        raise disk_error(title, error) from error
    for old, new in present:
        _drop(old, new)


def finish(source: Workspace, target: Workspace) -> bool:
    """End a move that was cut short; True where the workspace is at `target` now. Raises `HybridError`.

    It goes on where the notes have their new name already, and back where they have not.
    """
    forwards = os.path.lexists(target.notes)
    try:
        for old, new in _pairs(source, target):
            there, here = (old, new) if forwards else (new, old)
            if os.path.lexists(there) and not os.path.lexists(here):
                _name(there, here)
            _drop(there, here)
    except OSError as error:
        raise disk_error(f"Cannot end renaming {source.notes.name}", error) from error
    return forwards


def _pairs(source: Workspace, target: Workspace) -> Iterator[_Pair]:
    """What is where, and where it goes. The notes come last: once they have their new name, all the others do."""
    if source.spec != target.spec:  # else the notes change no more than their suffix
        yield source.spec, target.spec
        yield source.trace, target.trace
        yield source.replies, target.replies
    yield source.notes, target.notes


def _name(old: Path, new: Path) -> None:
    """Give a file or link another name beside the one it has; a folder, or where no links can be, in its place."""
    if old.is_dir() and not old.is_symlink():
        old.rename(new)
        return
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(new):
            raise
        old.rename(new)


def _name_back(old: Path, new: Path) -> None:
    with suppress(OSError):
        if os.path.lexists(old):
            new.unlink()
        else:
            new.rename(old)


def _drop(old: Path, new: Path) -> None:
    """Take the old name away from what has both. Two different files keep theirs."""
    with suppress(OSError):
        if os.path.samestat(old.lstat(), new.lstat()):
            old.unlink()
