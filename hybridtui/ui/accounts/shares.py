"""Why this file exists: which models and which projects the money went to is read from bars, the dearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from hybridtui.core.accounts import Bill
from hybridtui.core.budget import spent_text
from hybridtui.core.meter import UNKNOWN, money_text
from hybridtui.ui.accounts.chart import across
from hybridtui.ui.accounts.entry import FREE
from hybridtui.ui.accounts.line import BAR, DIM, HEADING, TEXT, Line, fitted, line

MOST = 6
"""Models or projects that are shown one by one."""

_TOKENS_FROM = 64
"""Width in cells from which on there is room for tokens."""
_COUNT, _TOKENS, _MONEY = 5, 11, 10


def share_lines(
    title: str, bills: Sequence[tuple[str, Bill]], name: Callable[[str], str], width: int
) -> Iterator[Line]:
    """The dearest of `bills`, each with its name, bar, hand-offs, tokens and cost."""
    tokens = width >= _TOKENS_FROM
    numbers = _COUNT + 2 * _TOKENS * tokens + _MONEY
    names = max((width - numbers) * 3 // 5, 8)
    bar = width - numbers - names - 1
    heads = ["n", *(["in", "out"] if tokens else []), "spent"]
    sizes = [_COUNT, *([_TOKENS, _TOKENS] if tokens else []), _MONEY]
    yield line(
        (fitted(title, names + bar + 1), HEADING),
        ("".join(head.rjust(size) for head, size in zip(heads, sizes, strict=True)), DIM),
    )
    most = max((bill.spent for _, bill in bills), default=Decimal(0))
    for label, bill in bills[:MOST]:
        cells = [f"{bill.hand_offs:,}", *([f"{bill.all_input:,}", f"{bill.output:,}"] if tokens else [])]
        cells.append(bill_text(bill))
        yield line(
            (fitted(name(label), names) + " ", TEXT),
            (across(bill.spent, most, bar), BAR),
            ("".join(cell.rjust(size) for cell, size in zip(cells, sizes, strict=True)), TEXT),
        )
    if len(bills) > MOST:
        rest = [bill for _, bill in bills[MOST:]]
        spent = sum((bill.spent for bill in rest), Decimal(0))
        at_least = any(bill.at_least for bill in rest)
        yield line((f"and {len(rest):,} more, {spent_text(spent, at_least=at_least)}", DIM))


def bill_text(bill: Bill) -> str:
    """What a group of hand-offs cost: "$0.0844", "≥$0.0123", "nothing", or "unknown"."""
    if not bill.spent:
        return UNKNOWN if bill.at_least else FREE
    return ("≥" if bill.at_least else "") + money_text(bill.spent, billed=True)
