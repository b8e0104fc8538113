"""Why this file exists: a command hands off through the same tiers as the workbench, to the same targets."""

from __future__ import annotations

import sys

from hybridtui.core.config import Config
from hybridtui.core.errors import Exit, HybridError
from hybridtui.core.order import Target
from hybridtui.core.ports import Executor
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.prices import Prices
from hybridtui.headless import streams
from hybridtui.headless.choices import Choices
from hybridtui.store import prices
from hybridtui.store.clipboard import SystemClipboard
from hybridtui.store.outbox import ClipboardTarget, FileTarget


def executor(target: Target, choices: Choices, config: Config) -> Executor:
    """What hands off to `target`. Raises `HybridError` for a file that has neither a name nor a spec to lie beside."""
    match target:
        case Target.CLIPBOARD:
            return ClipboardTarget(SystemClipboard(_to_terminal))
        case Target.FILE:
            return FileTarget(choices.home.notes)
    return Claude(patience_s=config.claude.patience_s)


def price_list() -> Prices:
    """The prices, the user's own first; what is wrong with those is told on standard error."""
    own, problem = prices.load()
    if problem:
        streams.tell(problem)
    return Prices(own)


def _to_terminal(text: str) -> None:
    """Write to the terminal what asks it to copy. Raises `HybridError` where there is none."""
    for stream in (sys.stderr, sys.stdout):
        if stream is not None and stream.isatty():
            stream.write(text)
            stream.flush()
            return
    raise HybridError(
        "There is no clipboard here",
        "No tool that copies is at hand, and there is no terminal to ask.",
        "Choose --target file.",
        Exit.OTHER_SIDE,
    )
