"""Why this file exists: what became of a hand-off is told by the same sign and the same words wherever it is told."""

from __future__ import annotations

from hybridtui.core.ledger import Outcome

GLYPHS = {
    Outcome.OPEN: "…",
    Outcome.COMPLETE: "✓",
    Outcome.STOPPED: "■",
    Outcome.BROKEN: "✗",
    Outcome.FAILED: "○",
    Outcome.DELIVERED: "→",
}
WORDS = {
    Outcome.OPEN: "open",
    Outcome.COMPLETE: "complete",
    Outcome.STOPPED: "stopped",
    Outcome.BROKEN: "broken off",
    Outcome.FAILED: "failed",
    Outcome.DELIVERED: "delivered",
}
