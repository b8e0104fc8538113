"""Why this file exists: what several hand-offs came to is one value, in which the uncertain stays apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core.ledger import Row


@dataclass(frozen=True, slots=True)
class Bill:
    """What hand-offs came to. Money is USD.

    `hand_offs` counts them all. `confirmed` is what was billed; `unconfirmed` what is known of those that were cut
    short, so "at least"; `open_ended` counts those. `unpriced` counts what may have been billed, nobody knows how much.
    Tokens are those reported: `input` is uncached, `thinking` a part of `output`.
    """

    hand_offs: int = 0
    confirmed: Decimal = Decimal(0)
    unconfirmed: Decimal = Decimal(0)
    open_ended: int = 0
    unpriced: int = 0
    input: int = 0
    cache_read: int = 0
    cache_write: int = 0
    output: int = 0
    thinking: int = 0

    @property
    def spent(self) -> Decimal:
        """All that is known to be spent, in USD."""
        return self.confirmed + self.unconfirmed

    @property
    def at_least(self) -> bool:
        """Whether more may have been billed than `spent`."""
        return bool(self.open_ended or self.unpriced)

    @property
    def all_input(self) -> int:
        """Every token that went in, cached or not."""
        return self.input + self.cache_read + self.cache_write


def billed(rows: Iterable[Row]) -> Bill:
    """What `rows` came to."""
    rows = tuple(rows)
    costs = [(row, row.cost) for row in rows if row.cost is not None]
    usages = [row.usage for row in rows if row.usage]
    return Bill(
        hand_offs=len(rows),
        confirmed=sum((cost for row, cost in costs if row.confirmed), Decimal(0)),
        unconfirmed=sum((cost for row, cost in costs if not row.confirmed), Decimal(0)),
        open_ended=sum(not row.confirmed for row, _ in costs),
        unpriced=sum(row.billable and row.cost is None for row in rows),
        input=sum(usage.input for usage in usages),
        cache_read=sum(usage.cache_read for usage in usages),
        cache_write=sum(usage.cache_write_5m + usage.cache_write_1h for usage in usages),
        output=sum(usage.output for usage in usages),
        thinking=sum(usage.thinking for usage in usages),
    )


def bills(rows: Sequence[Row], label: Callable[[Row], str]) -> tuple[tuple[str, Bill], ...]:
    """The bill of each group of `rows` with the same `label`; the dearest first, then the most used, then by name."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(label(row), []).append(row)
    found = [(name, billed(group)) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1].spent, -pair[1].hand_offs, pair[0])))
