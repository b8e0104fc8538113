"""Why this file exists: one place knows where the platform wants this program's files. Asking creates nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs


def _platform() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("hybridtui", appauthor=False)


def config_file() -> Path:
    """The user's settings."""
    return _platform().user_config_path / "config.toml"


def user_themes() -> Path:
    """The folder of the user's own themes."""
    return _platform().user_config_path / "themes"


def data_folder() -> Path:
    """Notes that were opened without a path, and whatever else belongs to the user."""
    return _platform().user_data_path


def state_folder() -> Path:
    """What the program remembers between two runs."""
    return _platform().user_state_path


def journals() -> Path:
    """What was typed and is not saved yet."""
    return state_folder() / "journals"


def claims() -> Path:
    """Who may write into which workspace."""
    return state_folder() / "claims"


def document_key(path: str | Path) -> str:
    """What belongs to the document at `path` is called so: the same by whatever links the document is opened."""
    return hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]


def ledger() -> Path:
    """The books of every hand-off."""
    return _platform().user_data_path / "ledger.db"


def history() -> Path:
    """The versions of what was written, of all workspaces."""
    return _platform().user_state_path / "history.db"


def prices_file() -> Path:
    """The user's own prices."""
    return _platform().user_config_path / "prices.toml"


def line_cache() -> Path:
    """What models said about sentences; it can be made again at any time."""
    return _platform().user_cache_path / "windows.db"


def rule_cache() -> Path:
    """The compiled rules of a scanner for secrets; they can be made again at any time."""
    return _platform().user_cache_path / "secrets"


def fault_log() -> Path:
    """How the program came to its last fault, for a developer."""
    return _platform().user_log_path / "fault.log"


def worker_log() -> Path:
    """What the worker has to say to a developer."""
    return _platform().user_log_path / "worker.log"
