"""Why this file exists: which workspaces there are, and what each has cost, can be read without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.ledger import Row
from hybridtui.core.workspaces.shelf import Shelved, shelved, spent_text, to_json
from hybridtui.headless import streams
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.workspaces.shelf import WorkspaceShelf

_HEAD = ("NAME", "OPENED", "WORDS", "LAST HAND-OFF", "OUTCOME", "COUNT", "SPENT", "NOTES")
_RIGHT = {2, 5, 6}
"""The columns that hold figures."""
_LONGEST = 24
"""Characters of a name; the path behind it is told in full."""


def run(*, as_json: bool) -> Exit:
    """`hybridtui list`: every known workspace, the one opened last first. Raises `HybridError`."""
    known = WorkspaceShelf.here().known()
    shelf = shelved(known, LedgerFile(paths.ledger()).rows(), f"{datetime.now():%Y-%m}")
    streams.write(to_json(shelf) if as_json else table(shelf))
    return Exit.DONE


def table(shelf: Sequence[Shelved]) -> str:
    """A line for each workspace, with a head. Nothing in it is obeyed; no path is cut."""
    if not shelf:
        return "No workspace was opened yet.\n"
    rows = [_HEAD, *(tuple(visible(" ".join(cell.split("\n"))) for cell in _cells(one)) for one in shelf)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.rjust(width) if column in _RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip() + "\n"


def _cells(one: Shelved) -> tuple[str, ...]:
    known, last = one.known, one.last
    return (
        known.name if len(known.name) <= _LONGEST else known.name[: _LONGEST - 1] + "…",
        _moment(known.opened),
        "missing" if known.words is None else f"{known.words:,}",
        _moment(last.at) if last else "-",
        _outcome(last),
        f"{one.bill.hand_offs:,}",
        spent_text(one.bill) if one.bill.hand_offs else "-",
        known.path,
    )


def _outcome(last: Row | None) -> str:
    return last.outcome.words if last else "-"


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
