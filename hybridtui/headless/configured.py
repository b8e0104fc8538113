"""Why this file exists: a command works with the settings of the workbench, and says which of them it cannot use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from hybridtui.core.config import Config
from hybridtui.core.config.parser import complaint
from hybridtui.headless import streams
from hybridtui.store.settings import config_file


def settings_in_force(arguments: Mapping[str, object] = MappingProxyType({})) -> Config:
    """The user's settings, and `arguments`, settings by their dotted names, before them.

    Those that are not usable are told on standard error.
    """
    found = config_file.load(os.environ, arguments)
    if found.problems:
        streams.tell(complaint(found.problems))
    return found.config
