"""What the workbench needs from the tiers around it, so that panes and tests know no vendor."""

from hybridtui.core.ports.documents import Claim, Documents, Journal, TextEditor, Watcher, Workspaces
from hybridtui.core.ports.drafting import Refiner
from hybridtui.core.ports.executing import Credential, ExactCounter, Executor, PriceList, Scanner, TokenCounter
from hybridtui.core.ports.outgoing import BlockFiles, Clipboard
from hybridtui.core.ports.records import History, Ledger, Replies, ReplyLog
from hybridtui.core.ports.services import Services

__all__ = [
    "BlockFiles",
    "Claim",
    "Clipboard",
    "Credential",
    "Documents",
    "ExactCounter",
    "Executor",
    "History",
    "Journal",
    "Ledger",
    "PriceList",
    "Refiner",
    "Replies",
    "ReplyLog",
    "Scanner",
    "Services",
    "TextEditor",
    "TokenCounter",
    "Watcher",
    "Workspaces",
]
