"""Why this file exists: tests of the books enter the same few hand-offs."""

from __future__ import annotations

from decimal import Decimal

from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, Usage

OPENING = Opening(Target.API, "https://claude.invalid", "ANTHROPIC_API_KEY", "claude-opus-5-5", "f00", project="/n.md")
METER = Meter(
    "claude-opus-5-5", 20, 8, 10, None, None, None, None, None, raw=8, overhead=2, counter="cl100k", kind="prose"
)
ENDED = Reply(
    ReplyState.ENDED, "claude-opus-5-5", "f00", stop_reason="end_turn", usage=Usage(321, 87), cost=Decimal("0.003024")
)
