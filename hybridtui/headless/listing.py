"""Why this file exists: which workspaces there are, and what each has cost, can be read without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.ledger import Row
from hybridtui.core.workspaces.shelf import Shelved, shelved, spent_text, to_json
from hybridtui.headless import streams
from hybridtui.headless.columns import at_home, cells, padded, shortened, terminal_width
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile
from hybridtui.store.workspaces.shelf import WorkspaceShelf

_HEAD = ("NAME", "OPENED", "WORDS", "LAST HAND-OFF", "OUTCOME", "COUNT", "SPENT", "NOTES")
_RIGHT = {"WORDS", "COUNT", "SPENT"}
"""The columns that hold figures."""
_GIVES_WAY = ("OUTCOME", "LAST HAND-OFF", "COUNT", "WORDS")
"""The columns that are left out, in that order, on a terminal that has no room for all."""
_LONGEST = 24
"""Characters of a name; the path behind it says which is meant."""
_LEAST = 24
"""Columns that a path has at least."""
_GAP = "  "


def run(*, as_json: bool) -> Exit:
    """`hybridtui list`: every known workspace, the one opened last first. Raises `HybridError`."""
    known = WorkspaceShelf.here().known()
    shelf = shelved(known, LedgerFile(paths.ledger()).rows(), f"{datetime.now():%Y-%m}")
    streams.write(to_json(shelf) if as_json else table(shelf, terminal_width()))
    return Exit.DONE


def table(shelf: Sequence[Shelved], width: int | None) -> str:
    """A line for each workspace, with a head; nothing in it is obeyed.

    On a terminal `width` columns wide, a line is no longer than that, if it has the names, moments and sums to show.
    """
    if not shelf:
        return "No workspace was opened yet.\n"
    rows = [tuple(visible(" ".join(cell.split("\n"))) for cell in _cells(one)) for one in shelf]
    columns = {head: [head, *column] for head, *column in zip(_HEAD, *rows, strict=True)}
    if width is not None:
        _fit(columns, width)
    laid_out = [_laid_out(head, column) for head, column in columns.items()]
    return "".join(f"{_GAP.join(line).rstrip()}\n" for line in zip(*laid_out, strict=True))


def _laid_out(head: str, column: Sequence[str]) -> list[str]:
    width = max(map(cells, column))
    return [padded(cell, width, right=head in _RIGHT) for cell in column]


def _fit(columns: dict[str, list[str]], width: int) -> None:
    """Make room for paths, the last column, and shorten those that are longer all the same."""
    paths = columns.pop("NOTES")
    wanted = min(max(map(cells, paths)), _LEAST)
    while (room := width - sum(max(map(cells, column)) + len(_GAP) for column in columns.values())) < wanted:
        if (head := next((each for each in _GIVES_WAY if each in columns), None)) is None:
            break
        del columns[head]
    columns["NOTES"] = [shortened(path, max(room, wanted)) for path in paths]


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
        at_home(known.path),
    )


def _outcome(last: Row | None) -> str:
    return last.outcome.words if last else "-"


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
