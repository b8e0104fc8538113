"""Why this file exists: one hand-off is one line of the books, whatever is known of it."""

from __future__ import annotations

from pathlib import PurePath

from hybridtui.core.ledger import Outcome, Row
from hybridtui.core.meter import UNKNOWN, money_text
from hybridtui.core.models import find_model
from hybridtui.core.order import Target
from hybridtui.ui.accounts.line import DIM, TEXT, Line, fitted, line
from hybridtui.ui.accounts.moments import Moments

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
    Outcome.FAILED: "not sent",
    Outcome.DELIVERED: "delivered",
}
FREE = "nothing"
"""What a hand-off costs that cannot have been billed."""

_TOKENS_FROM, _WORDS_FROM = 70, 100
"""Widths in cells from which on there is room for tokens, and for the outcome in words."""
_MOMENT, _MODEL, _WORD, _TOKENS, _MONEY = 12, 10, 10, 7, 10


def entry_line(row: Row, moments: Moments, width: int) -> Line:
    """A hand-off in `width` cells: when, project, model, outcome, tokens in and out, cost."""
    after: list[tuple[str, str]] = [
        (" " + fitted(model_text(row.opening.model, row.opening.target), _MODEL), TEXT),
        (" " + GLYPHS[row.outcome], f"books--{row.outcome}"),
    ]
    if width >= _WORDS_FROM:
        after.append((" " + fitted(WORDS[row.outcome], _WORD), f"books--{row.outcome}"))
    if width >= _TOKENS_FROM:
        tokens = (f"{row.usage.all_input:,}", f"{row.usage.output:,}") if row.usage else ("", "")
        after += [(" " + count.rjust(_TOKENS), DIM) for count in tokens]
    after.append((" " + cost_text(row).rjust(_MONEY), TEXT))
    room = width - _MOMENT - 1 - sum(len(text) for text, _ in after)
    return line((moments.brief(row.at), DIM), " " + fitted(project_text(row.opening.project), room), *after)


def cost_text(row: Row) -> str:
    """What a hand-off cost: "$0.0844", "≥$0.0123" where that is not final, "nothing", or "unknown"."""
    if row.cost is None:
        return FREE if row.confirmed and row.usage is None else UNKNOWN
    return ("" if row.confirmed else "≥") + money_text(row.cost, billed=True)


def model_text(model: str, target: Target) -> str:
    """The model's name, an unknown id as it is; the target's where there is no model."""
    preset = find_model(model)
    return preset.name if preset else model or target.value


def project_text(project: str) -> str:
    """The notes by their last folder and name: "upload/notes.md"."""
    return "/".join(PurePath(project).parts[-2:]) if project else "(no notes)"
