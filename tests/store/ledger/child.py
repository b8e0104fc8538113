"""Why this file exists: what the books survive is tried with processes of their own, which can be killed.

    python -m tests.store.ledger.child write LEDGER COUNT    # that many hand-offs, once a line comes on stdin
    python -m tests.store.ledger.child hand-off LEDGER       # one, to ANTHROPIC_BASE_URL

"write" prints "ready", then the id of each hand-off as soon as it is entered; "hand-off" prints "text" once some has
arrived.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hybridtui.core.hand_off.envelope import approve
from hybridtui.core.hand_off.flow import HandOff, Release
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.frontier.claude import Claude
from hybridtui.frontier.prices import Prices
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.replies.folder import ReplyFolder

SPEC = "# Goal\n\n- Take CSVs of at most 50 MB\n"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(path: Path, count: int) -> None:
    """Enter hand-offs that were answered."""
    say("ready")
    sys.stdin.readline()
    ledger = LedgerFile(path)
    for _ in range(count):
        hand_off = ledger.begin(Opening(Target.API, "https://claude.invalid", "ANTHROPIC_API_KEY", "m", "f00"))
        say(hand_off)
        ended = Reply(ReplyState.ENDED, "m", "f00", stop_reason="end_turn", usage=Usage(10, 5), cost=Decimal("0.01"))
        ledger.note(replace(ended, id=hand_off))


def changed(reply: Reply) -> None:
    if reply.text:
        say("text")


def trouble(error: object) -> None:
    say(f"trouble: {error}")


async def hand_off(path: Path) -> None:
    """Hand a spec off as the workbench does."""
    envelope = Claude().compose(SPEC, Order())
    approved = approve(envelope, envelope.digest())
    opening = Opening(
        Target.API, envelope.host, envelope.credential, envelope.model, approved.sign_off, project=str(path)
    )
    flow = HandOff(Claude(), LedgerFile(path), ReplyFolder(path.parent / "replies"), Prices(), changed, trouble)
    await flow.run(Release(approved, opening, SPEC))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        asyncio.run(hand_off(Path(sys.argv[2])))
