"""Why this file exists: themes, notes and spec may be changed by another program while they are open here."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from hybridtui.core.errors import HybridError


class FileWatch:
    """`core.ports.Watcher` by way of the operating system."""

    async def changes(self, paths: Sequence[str]) -> AsyncIterator[frozenset[str]]:
        """Which of `paths` may have changed, in batches. Raises `HybridError` when they cannot be watched."""
        async for found in changes(*map(Path, paths)):
            yield frozenset(map(str, found))


async def changes(*paths: Path, debounce: int = 200) -> AsyncIterator[frozenset[Path]]:
    """Yield the paths that changed, in batches, until the task that iterates is cancelled.

    A file is watched by its name, so it may be replaced, be missing, or appear later; a folder is watched with its
    direct children, hidden ones left out. Changes within `debounce` milliseconds make one batch. Raises `HybridError`
    when they cannot be watched: a system gives out only so many watches.
    """
    await asyncio.to_thread(_load)
    wanted = {_real(path): path for path in paths}
    try:
        while True:
            async for found in _among(wanted, debounce):
                yield found
    except (OSError, RuntimeError) as error:
        raise HybridError(
            "Changes by other programs are not seen at once",
            f"The system does not watch the files: {error}",
            "They are seen when the terminal gets the focus. WATCHFILES_FORCE_POLLING=1 has them looked at always.",
        ) from error


async def _among(wanted: Mapping[Path, Path], debounce: int) -> AsyncIterator[frozenset[Path]]:
    """As `changes`, until a folder came or went, so that others are to be watched. `wanted` has each path as asked."""
    from watchfiles import awatch

    roots = {_nearest_folder(path) for path in wanted}
    try:
        # No filter: the default one leaves out names that a user may well give to notes.
        async for batch in awatch(*roots, recursive=False, debounce=debounce, watch_filter=None):
            hits = {_asked_for(Path(name), wanted) for _, name in batch}
            moved = {_nearest_folder(path) for path in wanted} != roots
            if moved:  # a folder came or went: its content changed unseen
                hits |= set(wanted.values())
            if found := frozenset(hit for hit in hits if hit is not None):
                yield found
            if moved:
                return
    except FileNotFoundError:
        return  # a folder went between being found and being watched


def _load() -> None:
    """What takes long to import, in a thread so that no key waits for it; of anyio, what it only loads when it runs."""
    for name in ("watchfiles", "anyio._backends._asyncio"):
        with suppress(ImportError):
            import_module(name)


def _real(path: Path) -> Path:
    """Where the links of `path` lead. `Path.resolve` raises where that is in a circle."""
    return Path(os.path.realpath(path))


def _nearest_folder(path: Path) -> Path:
    """The folder to watch for `path`: itself, or the nearest one above that exists and may be read."""
    folders = (folder for folder in (path, *path.parents) if os.path.isdir(folder) and os.access(folder, os.R_OK))
    return next(folders, Path(path.anchor))


def _asked_for(changed: Path, wanted: Mapping[Path, Path]) -> Path | None:
    """`changed` in the spelling of whoever asked for it, or None if nobody did."""
    if changed in wanted:
        return wanted[changed]
    folder = wanted.get(changed.parent)
    return folder / changed.name if folder is not None and not changed.name.startswith(".") else None
