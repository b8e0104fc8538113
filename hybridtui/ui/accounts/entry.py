"""Why this file exists: one hand-off is one line of the books, whatever is known of it."""

from __future__ import annotations

from pathlib import PurePath

from rich.cells import cell_len

from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Row
from hybridtui.ui.accounts.line import DIM, HEADING, TEXT, Line, line, padded
from hybridtui.ui.moments import Moments

_TOKENS_FROM, _WORDS_FROM = 70, 100
"""Widths in cells from which on there is room for tokens, and for the outcome in words."""
_MOMENT, _MODEL, _WORD, _TOKENS, _MONEY = 12, 10, 10, 8, 10


def list_head(width: int) -> tuple[Line, Line]:
    """What stands above the hand-offs: a title, and what each column is."""
    names = _columns(width, ("when", "project", "model", " ", "outcome", "in", "out", "cost"), DIM, DIM)
    return line(("Hand-offs, the newest first", HEADING)), names


def entry_line(row: Row, moments: Moments, width: int) -> Line:
    """A hand-off in `width` cells: when, project, model, outcome, tokens in and out, cost."""
    usage, opening = row.usage, row.opening
    cells = (
        moments.brief(row.at),
        project_text(opening.project),
        model_text(opening.model, opening.target),
        row.outcome.glyph,
        row.outcome.words,
        f"{usage.all_input:,}" if usage else "",
        f"{usage.output:,}" if usage else "",
        row.cost_text,
    )
    return _columns(width, cells, TEXT, f"books--{row.outcome}")


def _columns(width: int, cells: tuple[str, str, str, str, str, str, str, str], component: str, outcome: str) -> Line:
    """The cells that have room, each in its column; the project's takes what is left."""
    when, project, model, glyph, word, tokens_in, tokens_out, cost = cells
    after = [(" " + padded(model, _MODEL), component), (" " + glyph, outcome)]
    if width >= _WORDS_FROM:
        after.append((" " + padded(word, _WORD), outcome))
    if width >= _TOKENS_FROM:
        after += [(" " + count.rjust(_TOKENS), DIM) for count in (tokens_in, tokens_out)]
    after.append((" " + cost.rjust(_MONEY), component))
    room = max(width - _MOMENT - 1 - sum(cell_len(text) for text, _ in after), 1)
    return line((padded(when, _MOMENT), DIM), (" " + padded(project, room), component), *after)


def model_text(model: str, target: Target) -> str:
    """The model's name, an unknown id as it is; the target's where there is no model."""
    return model_name(model) or target.value


def project_text(project: str) -> str:
    """The notes as one calls them: "upload-page" for its notes.md, "upload-page/auth.md" for others in there."""
    path = PurePath(project)
    folder, name = path.parent.name, path.name
    if name == "notes.md" and folder:
        return folder
    return "/".join(filter(None, (folder, name))) or "(no notes)"
