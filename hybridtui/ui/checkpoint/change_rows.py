"""Why this file exists: after the first hand-off only what changed since deserves a second reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from textual.content import Content

from hybridtui.core.glyphs import visible
from hybridtui.core.spec.changes import Change, ChangeKind
from hybridtui.ui.checkpoint.agenda import Agenda
from hybridtui.ui.checkpoint.sheet_row import DETAIL, HEADING, STRONG, Row, hung_content, row
from hybridtui.ui.marked import merged

CHANGES = "changes"
"""The stop of the part that shows what changed."""

FOLDED = 6
"""Lines of changes that are shown before the human asks for all."""

GLYPHS: dict[ChangeKind, str] = {"changed": "≠", "added": "+", "removed": "-", "moved": "↕"}


def change_rows(agenda: Agenda, unfolded: bool, width: int) -> Iterator[Row]:
    """What changed since the last hand-off, by item, then by word; the first lines of it unless `unfolded`."""
    yield row(_title(agenda), HEADING, CHANGES)
    lines = [line for change in agenda.changes for line in _change(change, width)]
    fold = len(lines) > FOLDED + 1 and not unfolded
    yield from lines[:FOLDED] if fold else lines
    if fold:
        yield row(f"  … {len(lines) - FOLDED} more lines", DETAIL, CHANGES)
    yield row("")


def _title(agenda: Agenda) -> str:
    if not agenda.before:
        return "First hand-off of this spec"
    counts = Counter(change.kind for change in agenda.changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in GLYPHS if counts[kind])
    return f"Since the last hand-off · {told or 'nothing changed'}"


@lru_cache(maxsize=512)
def _change(change: Change, width: int) -> tuple[Row, ...]:
    old, new = (" ".join(text.split()) for text in (change.old, change.new))
    body = merged(old, new, STRONG) if change.kind == "changed" else Content(visible(new or old))
    return tuple(hung_content(f"{GLYPHS[change.kind]} {visible(change.id):<4} ", body, width, Row(())))
