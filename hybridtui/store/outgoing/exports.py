"""Why this file exists: what the human takes out of the program goes into a new file, and into no old one."""

from __future__ import annotations

from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.store.atomic import disk_error, encoded, sync


class Exports:
    """Writes files that the human names, relative names into `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, text: str) -> str:
        """Write `text` into the new file `name`, where "~" is the home folder; returns its absolute path.

        Raises `HybridError` when it cannot, and when there is something of that name, which stays as it is.
        """
        try:
            path = self._folder.absolute() / Path(name).expanduser()
            _write_new(path, encoded(text))
        except FileExistsError as error:
            raise HybridError(
                "Not exported", f"There is something of that name already: {error.filename}", "Choose another name."
            ) from error
        except OSError as error:
            raise disk_error("Not exported", error) from error
        except (ValueError, RuntimeError) as error:
            raise HybridError("Not exported", f"That is no name of a file: {error}", "Choose another name.") from error
        return str(path)


def _write_new(path: Path, data: bytes) -> None:
    """A file that cannot be written in full is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            sync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
