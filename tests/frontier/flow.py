"""Why this file exists: tests send through the one flow of a hand-off, with the real client, replies and ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, approve
from hybridtui.core.hand_off.flow import HandOff, Release
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.ledger import Opening, Row
from hybridtui.core.reply import Reply
from hybridtui.frontier.claude import Claude
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.replies.folder import ReplyFolder
from tests.fake_claude import FakeClaude
from tests.fakes import FlatPrices

KEY = "sk-canary-0123456789abcdef"
SPEC = "# Goal\n- an upload page for CSVs, max 50 MB\n"


@contextmanager
def environment(server: FakeClaude) -> Iterator[None]:
    """The key and the address of `server`, for as long as it lasts; hypothesis runs many examples in one test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_API_KEY", KEY)
        patch.setenv("ANTHROPIC_BASE_URL", server.url)
        yield


@dataclass
class Flow:
    """Hand-offs with books and replies in `folder`. `seen` is every state told, `troubles` what could not be saved."""

    folder: Path
    claude: Claude = field(default_factory=lambda: Claude(read_seconds=0.5))
    seen: list[Reply] = field(default_factory=list)
    troubles: list[HybridError] = field(default_factory=list)
    changed: Callable[[Reply], None] = lambda reply: None

    def __post_init__(self) -> None:
        self.ledger = LedgerFile(self.folder / "ledger.db")
        self.replies = ReplyFolder(self.folder / "idea.replies")

    def sign(self) -> Approved:
        """The usual spec, signed for where the environment points."""
        envelope = self.claude.compose(SPEC, Order())
        return approve(envelope, envelope.digest())

    async def send(self, approved: Approved) -> Reply:
        """One hand-off, to its end."""
        envelope = approved.envelope
        opening = Opening(Target.API, envelope.host, envelope.credential, envelope.model, approved.sign_off)
        hand_off = HandOff(self.claude, self.ledger, self.replies, FlatPrices(), self._tell, self.troubles.append)
        return await hand_off.run(Release(approved, opening, SPEC))

    def on_disk(self, suffix: str = ".md") -> str:
        """The text of the newest reply as it is on the disk; ".thinking.md" for its thinking."""
        names = sorted(path.name.removesuffix(".spec.md") for path in (self.folder / "idea.replies").glob("*.spec.md"))
        path = self.folder / "idea.replies" / f"{names[-1]}{suffix}" if names else self.folder / "none"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def files(self) -> bytes:
        """Everything that was written, ledger and replies."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())

    def row(self) -> Row:
        """The only row of the ledger."""
        (row,) = self.ledger.rows()
        return row

    def _tell(self, reply: Reply) -> None:
        self.seen.append(reply)
        self.changed(reply)
