"""Why this file exists: what was handed off, and what it cost, can be read without a screen and taken elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from hybridtui.core.accounts import billed, to_csv, to_json
from hybridtui.core.costs.meter import money_text
from hybridtui.core.errors import Exit
from hybridtui.core.glyphs import visible
from hybridtui.core.hand_off.models import model_name
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Row
from hybridtui.core.plurals import number_of
from hybridtui.headless import streams
from hybridtui.store import paths
from hybridtui.store.ledger.file import LedgerFile

_WIDTHS = (16, 13, 10, 10, 9, 7, 9)
_HEAD = ("WHEN", "PROJECT", "MODEL", "OUTCOME", "IN", "OUT", "COST")
_TEXTS = 4
"""The first columns are text and stand on the left; the others are figures."""


def run(form: str | None) -> Exit:
    """`hybridtui ledger`: every hand-off, the newest first, as a table, or in the `form` "json" or "csv".

    Raises `HybridError` when the books cannot be read. Books that were never opened have no hand-offs.
    """
    rows = LedgerFile(paths.ledger()).rows()
    if form == "csv":
        streams.write(to_csv(rows))
    elif form == "json":
        streams.write(to_json(rows))
    else:
        streams.write(table(rows))
    return Exit.DONE


def table(rows: Sequence[Row]) -> str:
    """A line for each hand-off, at most 80 characters wide, with a head and a sum. Nothing in it is obeyed."""
    if not rows:
        return "Nothing was handed off yet.\n"
    lines = [_line(_HEAD), *(_line(_cells(row)) for row in rows), "", _sum(rows)]
    return visible("\n".join(lines) + "\n")


def _line(cells: Sequence[str]) -> str:
    fitted = (
        cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(cells, _WIDTHS, strict=True)
    )
    placed = (
        f"{cell:<{width}}" if number < _TEXTS else f"{cell:>{width}}"
        for number, (cell, width) in enumerate(zip(fitted, _WIDTHS, strict=True))
    )
    return " ".join(placed).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    target, usage = row.opening.target, row.usage
    return (
        datetime.fromisoformat(row.at).astimezone().strftime("%Y-%m-%d %H:%M"),
        " ".join(Path(row.opening.project).name.split()) or "-",
        model_name(row.opening.model).removeprefix("claude-") if target is Target.API else target.value,
        row.outcome.words,
        f"{usage.all_input:,}" if usage else "-",
        f"{usage.output:,}" if usage else "-",
        row.cost_text,
    )


def _sum(rows: Sequence[Row]) -> str:
    bill = billed(rows)
    parts = [number_of(bill.hand_offs, "hand-off")]
    parts.append(f"{money_text(bill.confirmed, billed=True)} billed")
    if bill.open_ended:
        parts.append(f"at least {money_text(bill.unconfirmed, billed=True)} unconfirmed")
    if bill.unpriced:
        parts.append(f"{bill.unpriced} of unknown cost")
    return " · ".join(parts)
