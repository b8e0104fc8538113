"""Why this file exists: what an answer calls a file goes into the folder that the human chose, and nowhere else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hybridtui.core.code.file_names import checked
from hybridtui.core.code.saving import Place
from hybridtui.core.errors import HybridError
from hybridtui.store.atomic import create, disk_error, encoded, write

LARGEST = 10_000_000
"""Bytes of a file that is still compared with a block."""


class CodeFiles:
    """`core.ports.BlockFiles` on the disk. Holds no state."""

    def folder(self, given: str) -> str:
        """The absolute path of a folder that the human named; it may not be there yet. Raises `HybridError`."""
        try:
            path = Path(given).expanduser().absolute()
            if not stat.S_ISDIR(path.stat().st_mode):
                raise HybridError("Not a folder", f"{path} is a file.", "Give the path of a folder.")
        except FileNotFoundError:
            return str(path)
        except (OSError, ValueError, RuntimeError) as error:
            raise HybridError("Not a folder", str(error), "Give the path of a folder.") from error
        return str(path)

    def look(self, folder: str, name: str) -> Place:
        """What is in `folder` under `name`. Raises `HybridError` for a name or a place that cannot be used."""
        root = Path(os.path.realpath(folder))
        path = root / checked(name)
        try:
            target = Path(os.path.realpath(path))
            if not target.is_relative_to(root):
                raise HybridError(f"Not saved: {name}", "A link on the way leads out of the folder.", "Rename it.")
            checked(target.relative_to(root).as_posix())  # a link may lead to where no name may
            return Place(str(path), _content(target))
        except OSError as error:
            raise disk_error(f"Not saved: {name}", error) from error

    def save(self, folder: str, name: str, place: Place, text: str) -> None:
        """Write `text`, whole or not at all. Raises `HybridError`, also when the place is not as it was seen."""
        if self.look(folder, name) != place:
            raise HybridError(
                f"Not saved: {name}", "What is there changed after it was shown.", "Look at it again, then save."
            )
        (create if place.text is None else write)(Path(place.path), encoded(text))


def _content(path: Path) -> str | None:
    """The text of a file, None where there is none. Raises `HybridError` for what is no file or too long for one."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise HybridError(f"Not saved: {path.name}", "There is something of that name that is no file.", "Rename it.")
    if status.st_size > LARGEST:
        raise HybridError(f"Not saved: {path.name}", "What is there is too long to be compared.", "Rename it.")
    return path.read_bytes().decode("utf-8", "surrogateescape")
