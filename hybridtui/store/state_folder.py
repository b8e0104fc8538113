"""Why this file exists: where nothing can be kept between two runs, that is one piece of news and not five."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from hybridtui.core.errors import HybridError

_ENOUGH = b"\0" * 4096
"""What has to find room: a block, as a file that is empty takes none."""


def fault(folder: Path) -> HybridError | None:
    """Why nothing can be kept in the user's state folder; None where it can. Tries it out."""
    trial = folder / f".trial.{secrets.token_hex(4)}.tmp"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial.write_bytes(_ENOUGH)
    except OSError as error:
        return HybridError(
            "Nothing can be kept in the state folder",
            f"{error.strerror or error}: {folder}. "
            "The history, what is typed between two saves, the list of workspaces and the lock against a second "
            "hybridtui are kept there. Notes and spec are not.",
            "Make room there, or make it a folder that can be written.",
        )
    finally:
        with suppress(OSError):
            os.unlink(trial)
    return None
