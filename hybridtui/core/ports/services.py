"""Why this file exists: what the workbench is given is one value, made where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hybridtui.core.errors import HybridError
    from hybridtui.core.hand_off.order import Target
    from hybridtui.core.ports.documents import TextEditor, Watcher, Workspaces
    from hybridtui.core.ports.drafting import Refiner
    from hybridtui.core.ports.executing import ExactCounter, Executor, PriceList, Scanner, TokenCounter
    from hybridtui.core.ports.outgoing import BlockFiles, Clipboard
    from hybridtui.core.ports.records import History, Ledger, Replies


@dataclass(frozen=True, slots=True)
class Services:
    """What the workbench is given. `executors` are by their targets; one that is missing is not offered.

    `export` writes the text given second into a new file of the name given first, and returns its absolute path; it
    raises `HybridError`. `scanner` looks for secrets besides our own rules, `counter` asks Claude for exact counts;
    None where there is none. Without a `watcher`, what other programs write is seen when something else happens.
    `notices` say what was wrong when all this was made. `sweep` deletes what killed processes left half-written.
    """

    refiner: Refiner
    executors: Mapping[Target, Executor]
    tokens: TokenCounter
    prices: PriceList
    replies: Replies
    ledger: Ledger
    clipboard: Clipboard
    export: Callable[[str, str], str]
    block_files: BlockFiles
    history: History
    workspaces: Workspaces
    editor: TextEditor
    counter: ExactCounter | None = None
    scanner: Scanner | None = None
    watcher: Watcher | None = None
    sweep: Callable[[], None] = lambda: None
    notices: tuple[HybridError, ...] = ()
