"""Why this file exists: the first question is what was spent, and how much of the budget is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hybridtui.core.accounts import Bill, Period, PeriodBill
from hybridtui.core.costs.budget import spent_text
from hybridtui.core.costs.meter import money_text
from hybridtui.ui.accounts.books import Books
from hybridtui.ui.accounts.chart import upright
from hybridtui.ui.accounts.line import BAR, DIM, HEADING, TEXT, Line, counted, labelled, line
from hybridtui.ui.moments import day_text, month_text, short_day_text

_HEIGHT = 5
"""Lines of the bars."""
_WIDEST = 4
"""Cells of a bar."""
_MARKS = {"≥": "≥ at least", "?": "? not all known"}
"""What the marks below bars mean."""


def spending_lines(books: Books, width: int) -> Iterator[Line]:
    """What was spent today, this month and in all, beside the budgets."""
    spent, total = books.spent, books.accounts.total
    day, month = books.limits
    yield line(("Spent", HEADING))
    yield from labelled("today", _held(spent.day, spent.day_at_least, day), width)
    yield from labelled("this month", _held(spent.month, spent.month_at_least, month), width)
    since = f" since {day_text(books.rows[-1].day)}" if books.rows else ""
    yield from labelled("in all", spent_text(total.spent, at_least=total.at_least) + since, width)
    if total.open_ended:
        known = spent_text(total.unconfirmed, at_least=True)
        yield from labelled("unconfirmed", f"{known} of it, {counted(total.open_ended)} cut short or open", width)
    if total.unpriced:
        yield from labelled("unknown", f"{counted(total.unpriced)} of unknown cost, in none of these sums", width)


def _held(spent: Decimal, at_least: bool, limit: Decimal | None) -> str:
    said = spent_text(spent, at_least=at_least)
    if limit is None:
        return said
    rest = money_text(limit - spent, billed=True)
    left = f"{'≤' if at_least else ''}{rest} left" if spent < limit else "nothing left"
    return f"{said} of {money_text(limit, billed=True)}, {left}"


def chart_lines(books: Books, period: Period, key: str, width: int) -> Iterator[Line]:
    """A bar for each of the last days, weeks or months, on an axis; `key` shows another period."""
    bills = books.periods[period]
    total = sum((each.bill.spent for each in bills), Decimal(0))
    at_least = any(each.bill.at_least for each in bills)
    sum_text = spent_text(total, at_least=at_least)
    yield line(
        (f"Spent by {period}", HEADING), (f"  {len(bills)} {period}s: {sum_text} · {key}: by {after(period)}", DIM)
    )
    amounts = [each.bill.spent for each in bills]
    most = max(amounts)
    if not most:
        yield line(("Nothing that is known of.", DIM))
        return
    labels = [money_text(most, billed=True), *[""] * (_HEIGHT - 2), "$0"]
    margin = max(map(len, labels)) + 1
    each, gap = _bar(width - margin, len(bills))
    for label, bars in zip(labels, upright(amounts, _HEIGHT, each, gap), strict=True):
        yield line((label.rjust(margin - 1) + " ", DIM), (bars, BAR))
    if any(_mark(entry.bill) for entry in bills):
        marks = (" " * gap).join(_mark(entry.bill).center(each) or " " * each for entry in bills)
        yield line(" " * margin, (marks, TEXT))
    yield line((" " * margin + _ends(bills, period, len(bills) * (each + gap) - gap), DIM))
    legend = [words for mark, words in _MARKS.items() if any(_mark(entry.bill) == mark for entry in bills)]
    if legend:
        yield line((" " * margin + " · ".join(legend), DIM))


def _bar(width: int, count: int) -> tuple[int, int]:
    """Cells of a bar, and of the gap between two, so that `count` of them fit."""
    gap = 1 if width >= 2 * count else 0
    return max(min((width + gap) // count - gap, _WIDEST), 1), gap


def _mark(bill: Bill) -> str:
    """What stands below a bar that is not the whole truth."""
    return "?" if bill.unpriced else "≥" if bill.open_ended else ""


def after(period: Period) -> Period:
    """The next period, round and round."""
    periods = list(Period)
    return periods[(periods.index(period) + 1) % len(periods)]


def _ends(bills: Sequence[PeriodBill], period: Period, width: int) -> str:
    """The dates at both ends of the axis."""
    tell = month_text if period is Period.MONTH else short_day_text
    first, last = tell(bills[0].start), tell(bills[-1].start)
    return first + last.rjust(width - len(first))
