"""Every setting is declared once; what people write is held against that."""

from hybridtui.core.config.schema import (
    GROUPS,
    PREFIX,
    SETTINGS,
    VARIABLES,
    Budget,
    Checkpoint,
    Claude,
    Config,
    History,
    Local,
    Setting,
    Ui,
    in_toml,
    render,
)

__all__ = [
    "GROUPS",
    "PREFIX",
    "SETTINGS",
    "VARIABLES",
    "Budget",
    "Checkpoint",
    "Claude",
    "Config",
    "History",
    "Local",
    "Setting",
    "Ui",
    "in_toml",
    "render",
]
