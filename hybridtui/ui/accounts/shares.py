"""Why this file exists: which models and which projects the money went to is read from bars, the dearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from hybridtui.core.accounts import Bill
from hybridtui.core.costs.budget import spent_text
from hybridtui.core.costs.meter import cost_text
from hybridtui.ui.accounts.chart import across
from hybridtui.ui.accounts.line import BAR, DIM, HEADING, Line, line, padded

MOST = 6
"""Models or projects that are shown one by one."""

_TOKENS_FROM = 62
"""Width in cells from which on there is room for tokens."""
_HEADS = ("hand-offs", "in", "out", "spent")
_GAP = 2


def share_lines(
    title: str, bills: Sequence[tuple[str, Bill]], name: Callable[[str], str], width: int
) -> Iterator[Line]:
    """The dearest of `bills`, each with its name, bar, hand-offs, tokens and cost."""
    table = [_HEADS, *(_cells(bill) for _, bill in bills[:MOST])]
    if width < _TOKENS_FROM:
        table = [(first, last) for first, _, _, last in table]
    sizes = [max(map(len, column)) + _GAP for column in zip(*table, strict=True)]
    heads, *rows = ("".join(cell.rjust(size) for cell, size in zip(cells, sizes, strict=True)) for cells in table)
    room = max(width - sum(sizes), 12)
    names = room * 2 // 3
    yield line((padded(title, room), HEADING), (heads, DIM))
    most = max((bill.spent for _, bill in bills), default=Decimal(0))
    for (label, bill), cells in zip(bills, rows, strict=False):
        yield line(padded(name(label), names - 1) + " ", (across(bill.spent, most, room - names), BAR), cells)
    if len(bills) > MOST:
        rest = [bill for _, bill in bills[MOST:]]
        spent = sum((bill.spent for bill in rest), Decimal(0))
        at_least = any(bill.at_least for bill in rest)
        yield line((f"and {len(rest):,} more, {spent_text(spent, at_least=at_least)}", DIM))


def _cells(bill: Bill) -> tuple[str, ...]:
    return f"{bill.hand_offs:,}", f"{bill.all_input:,}", f"{bill.output:,}", bill_text(bill)


def bill_text(bill: Bill) -> str:
    """What a group of hand-offs cost: "$0.0844", "≥$0.0123", "nothing", or "unknown"."""
    return cost_text(bill.spent or None, final=not bill.at_least, billable=bool(bill.spent or bill.at_least))
