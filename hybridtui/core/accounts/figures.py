"""Why this file exists: whether refining pays is told in figures, each with the words that say what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hybridtui.core import days
from hybridtui.core.accounts.bill import Bill, billed, bills
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import UNANSWERED, Target
from hybridtui.core.ledger import Outcome, Row
from hybridtui.core.reply import Usage

ONE_SHOT = "complete API hand-offs whose project was not handed off again within 24 hours"
"""What `OneShot` counts."""

_DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class OneShot:
    """Of `complete` API hand-offs, `alone` were not followed by another of the same project within 24 hours.

    A hand-off that was turned down does not count as another; nor can one without a project be followed at all, which
    is why it is in neither figure. One of today may still be followed.
    """

    alone: int
    complete: int


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What the input would have cost, had the notes been sent instead, beside what it was estimated to cost. USD.

    Both are estimates made before the send, with the same tokenizer and prices; `hand_offs` counts those that have
    both. Answers are no part of either: nobody knows what the notes would have had for an answer.
    """

    hand_offs: int
    notes: Decimal
    specs: Decimal


@dataclass(frozen=True, slots=True)
class EstimateError:
    """How far estimates of input tokens were off, over `hand_offs` with a confirmed bill.

    `median` and `worst` are shares of what was billed, whichever way; `inside` counts those billed within the range
    that was shown. Left out are those that Claude itself had counted before, and those to whose input the server added.
    """

    hand_offs: int
    median: Decimal
    worst: Decimal
    inside: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything the books add up to.

    `models` and `projects` are (name, bill), the dearest first; models are those that were to execute, a project is the
    path of the notes, "" where there were none. `outcomes` are (outcome, count) in the order of `Outcome`, without
    those that never occurred. `ratio` is notes to spec in estimated tokens, over all that left the machine. What
    nothing is known of is None.
    """

    total: Bill
    outcomes: tuple[tuple[Outcome, int], ...] = ()
    models: tuple[tuple[str, Bill], ...] = ()
    projects: tuple[tuple[str, Bill], ...] = ()
    ratio: Decimal | None = None
    one_shot: OneShot | None = None
    counterfactual: Counterfactual | None = None
    estimates: EstimateError | None = None


def accounts(rows: Sequence[Row]) -> Accounts:
    """What `rows`, in whatever order, add up to."""
    counts = {outcome: sum(row.outcome is outcome for row in rows) for outcome in Outcome}
    return Accounts(
        billed(rows),
        tuple((outcome, count) for outcome, count in counts.items() if count),
        bills([row for row in rows if row.opening.target not in UNANSWERED], lambda row: row.opening.model),
        bills(rows, lambda row: row.opening.project),
        _ratio(rows),
        _one_shot(rows),
        _counterfactual(rows),
        _estimates(rows),
    )


def _sent(rows: Sequence[Row]) -> Iterator[tuple[Row, Meter]]:
    """What left the machine, and its meter, where it has one."""
    return ((row, row.opening.meter) for row in rows if row.opening.meter and row.outcome is not Outcome.FAILED)


def _ratio(rows: Sequence[Row]) -> Decimal | None:
    both = [meter for _, meter in _sent(rows) if meter.notes_tokens and meter.spec_tokens]
    specs = sum(meter.spec_tokens for meter in both)
    return Decimal(sum(meter.notes_tokens for meter in both)) / specs if specs else None


def _one_shot(rows: Sequence[Row]) -> OneShot | None:
    projects: dict[str, list[tuple[int, bool]]] = {}
    for row in rows:
        if row.opening.project and row.outcome is not Outcome.FAILED:
            counts = row.opening.target is Target.API and row.outcome is Outcome.COMPLETE
            projects.setdefault(row.opening.project, []).append((days.seconds(row.at), counts))
    alone = complete = 0
    for moments in projects.values():
        moments.sort()
        for (moment, counts), following in zip(moments, [*moments[1:], None], strict=True):
            complete += counts
            alone += counts and (following is None or following[0] - moment > _DAY_SECONDS)
    return OneShot(alone, complete) if complete else None


def _counterfactual(rows: Sequence[Row]) -> Counterfactual | None:
    count, notes, specs = 0, Decimal(0), Decimal(0)
    for row, meter in _sent(rows):
        if row.billable and meter.notes_cost is not None and (spec := _input_cost(meter)) is not None:
            count += 1
            notes += meter.notes_cost
            specs += spec
    return Counterfactual(count, notes, specs) if count else None


def _input_cost(meter: Meter) -> Decimal | None:
    """What the likely input was estimated to cost, on the line between the least and the most."""
    if meter.input_low is None or meter.input_high is None:
        return None
    if meter.high <= meter.low:
        return meter.input_high
    return meter.input_low + (meter.input_high - meter.input_low) * (meter.input_tokens - meter.low) / (
        meter.high - meter.low
    )


def _estimates(rows: Sequence[Row]) -> EstimateError | None:
    pairs = [(row.opening.meter, row.usage.all_input) for row in rows if row.usage and _tells(row, row.usage)]
    known = [(meter, actual) for meter, actual in pairs if meter and meter.input_tokens and not meter.exact]
    if not known:
        return None
    errors = sorted(Decimal(abs(actual - meter.input_tokens)) / actual for meter, actual in known)
    middle = (errors[(len(errors) - 1) // 2] + errors[len(errors) // 2]) / 2
    inside = sum(meter.low <= actual <= meter.high for meter, actual in known)
    return EstimateError(len(errors), middle, errors[-1], inside)


def _tells(row: Row, usage: Usage) -> bool:
    """Whether the bill tells what the request itself weighs, final and without what the server added to it."""
    return row.confirmed and usage.all_input > 0 and not usage.unpriced and not usage.web_searches
