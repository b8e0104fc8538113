"""Why this file exists: a command hands off through the same tiers as the workbench, at the same prices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hybridtui.core.hand_off.order import Target
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.prices import Prices
from hybridtui.store.outgoing.clipboard import SystemClipboard
from hybridtui.store.outgoing.outbox import ClipboardTarget, FileTarget
from hybridtui.store.settings import own_prices

if TYPE_CHECKING:
    from hybridtui.core.config import Config
    from hybridtui.core.errors import HybridError
    from hybridtui.core.ports import Executor


def executor(target: Target, config: Config, *, notes: Callable[[], Path], terminal: Callable[[str], None]) -> Executor:
    """What hands off to `target`, one that is offered.

    `notes` gives the path of the notes, which only a file needs to lie beside them, and raises what it likes;
    `terminal` writes to the terminal.
    """
    match target:
        case Target.CLIPBOARD:
            return ClipboardTarget(SystemClipboard(terminal))
        case Target.FILE:
            return FileTarget(notes())
    return Claude(patience_s=config.claude.patience_s)


def price_list() -> tuple[Prices, HybridError | None]:
    """The prices, the user's own first, and what is wrong with those."""
    own, fault = own_prices.load()
    return Prices(own), fault
