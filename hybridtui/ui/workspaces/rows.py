"""Why this file exists: one workspace is one line of the picker, and three more for the one under the cursor."""

from __future__ import annotations

from rich.cells import cell_len

from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import Target
from hybridtui.core.plurals import number_of
from hybridtui.core.workspaces.shelf import Shelved, spent_text
from hybridtui.ui.choice_list import Choice
from hybridtui.ui.moments import Moments
from hybridtui.ui.wrapping import SEPARATOR, fitted

HERE, MISSING = "●", "✗"
"""What stands before the workspace that is open, and before one whose notes are gone."""

_MONEY, _WORDS = 9, 7
_LEAST_NAME, _MOST_NAME = 8, 28
_WORDS_FROM = 60
"""Cells of a line from which on there is room for the size of the notes."""
_PATH_FROM = 16
"""Cells from which on the beginning of a path tells anything."""


def row(one: Shelved, moments: Moments, width: int, *, here: bool) -> Choice:
    """A line of `width` cells: name, when it was opened, its last hand-off, what it cost; where it is."""
    known, last = one.known, one.last
    after = [moments.brief(known.opened), last.outcome.glyph if last else " "]
    after.append((spent_text(one.bill) if one.bill.hand_offs else "").rjust(_MONEY))
    if width >= _WORDS_FROM:
        after.append(("" if known.words is None else f"{known.words:,}").rjust(_WORDS))
    tail = " ".join(after)
    room = min(max(width - len(tail) - 3, _LEAST_NAME), _MOST_NAME)
    mark = HERE if here else " " if known.exists else MISSING
    name = fitted(known.name, room)
    line = f"{mark} {name}{' ' * (room - cell_len(name))} {tail}"
    return line, known.folder if width - cell_len(line) >= _PATH_FROM else ""


def about(one: Shelved, moments: Moments, *, here: bool) -> tuple[str, ...]:
    """What there is to know of a workspace, in lines: where and what it is, its last hand-off, what all cost."""
    known, last = one.known, one.last
    size = "its notes are gone" if known.words is None else number_of(known.words, "word")
    state = ["open now"] if here else [f"opened {moments.brief(known.opened).strip()}"]
    lines = [known.path, SEPARATOR.join([size, *state])]
    if last is None:
        return (*lines, "Nothing was handed off yet.")
    model = model_name(last.opening.model) if last.opening.target is Target.API else last.opening.target.value
    count = one.bill.hand_offs
    parts = [
        f"Last hand-off {moments.brief(last.at).strip()}, {last.outcome.words}, {model}",
        f"{number_of(count, 'hand-off')}: {spent_text(one.bill)}",
        f"this month: {spent_text(one.month)}",
    ]
    return (*lines, SEPARATOR.join(parts))
