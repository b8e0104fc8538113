"""Why this file exists: what the accounts show is read and added up in one go, in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hybridtui.core.accounts import Accounts, Period, PeriodBill, accounts, series
from hybridtui.core.costs.budget import NO_LIMITS, Limits, Spent
from hybridtui.core.ledger import Row
from hybridtui.core.ports import Ledger
from hybridtui.ui.moments import Moments

SHOWN = {Period.DAY: 30, Period.WEEK: 26, Period.MONTH: 12}
"""How many days, weeks and months a chart shows."""


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger as it was read at `moments.now`: its rows, the newest first, and what they add up to."""

    moments: Moments
    rows: tuple[Row, ...]
    spent: Spent
    accounts: Accounts
    periods: Mapping[Period, tuple[PeriodBill, ...]]
    limits: Limits = NO_LIMITS


def read(ledger: Ledger, limits: Limits, moments: Moments) -> Books:
    """Read the ledger and add it up. Takes a while: use it in a thread. Raises `HybridError`."""
    rows = ledger.rows()
    periods = {period: series(rows, period, moments.today, count) for period, count in SHOWN.items()}
    return Books(moments, rows, ledger.spent(), accounts(rows), periods, limits)
