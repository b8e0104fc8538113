"""Why this file exists: what works behind the screen is made in one place, and loaded only when it is asked for.

Nothing of it is needed for a first paint, so `app` imports this file after it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from hybridtui import tiers
from hybridtui.core.hand_off.order import OFFERED
from hybridtui.core.ports import Services
from hybridtui.frontier.counter import ClaudeCounter
from hybridtui.frontier.tokens import Tokens
from hybridtui.local.client import LocalRefiner
from hybridtui.local.scanner import Kingfisher
from hybridtui.store import atomic, paths
from hybridtui.store.documents import journal
from hybridtui.store.editor import SystemEditor
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.outgoing.block_files import CodeFiles
from hybridtui.store.outgoing.clipboard import SystemClipboard
from hybridtui.store.outgoing.exports import Exports
from hybridtui.store.replies.folder import ReplyFolder
from hybridtui.store.watch import FileWatch
from hybridtui.store.workspaces import claim
from hybridtui.store.workspaces.shelf import WorkspaceShelf

if TYPE_CHECKING:
    from hybridtui.core.config import Config
    from hybridtui.store.workspaces.workspace import Workspace


def services(place: Workspace, config: Config, terminal: Callable[[str], None]) -> Services:
    """The real tiers of a workspace; `terminal` writes to it. Takes a while: use it in a thread."""
    scanner = Kingfisher(paths.rule_cache())
    shelf = WorkspaceShelf.here()
    prices, fault = tiers.price_list()
    return Services(
        LocalRefiner.configured(config.local, paths.worker_log(), paths.line_cache()),
        {target: tiers.executor(target, config, notes=lambda: place.notes, terminal=terminal) for target in OFFERED},
        Tokens(),
        prices,
        ReplyFolder(place.replies),
        LedgerFile(paths.ledger()),
        SystemClipboard(terminal),
        Exports(place.notes.parent).write,
        CodeFiles(),
        HistoryFile(paths.history(), lambda: shelf.id_of(str(place.notes)), config.history.limit_mb * 1_000_000),
        shelf,
        SystemEditor(os.environ),
        counter=ClaudeCounter(),
        scanner=scanner if scanner.available else None,
        watcher=FileWatch(),
        sweep=lambda: _sweep(place),
        notices=(fault,) if fault else (),
    )


def _sweep(place: Workspace) -> None:
    for path in (place.notes, place.spec, place.trace, place.replies, paths.state_folder(), paths.data_folder()):
        atomic.sweep(path)
    journal.sweep(paths.journals())
    claim.sweep(paths.claims())
