"""Why this file exists: the human said what a day and a month may cost, and is told before it costs more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Spent:
    """USD since the start of this day and this month, by the clock on the wall.

    What is unconfirmed counts with what is known of it. `unpriced` counts the month's hand-offs of unknown cost that
    may have been billed.
    """

    day: Decimal = Decimal(0)
    month: Decimal = Decimal(0)
    unpriced: int = 0
