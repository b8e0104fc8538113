"""Why this file exists: what the books add up to is told plainly: the uncertain apart, the quiet days shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.accounts import (
    Bill,
    Counterfactual,
    EstimateError,
    OneShot,
    Period,
    accounts,
    billed,
    series,
)
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening, Outcome, Row
from hybridtui.core.reply import Usage

TODAY = "2026-11-23"  # a Monday
WEIGHT = Meter(
    "claude-opus-5-5", 2_000, 800, 1_000, None, Decimal("0.0036"), Decimal("0.0044"), Decimal("0.6444"), None,
    low=900, high=1_100, notes_cost=Decimal("0.0088"),
)  # fmt: skip

USAGE = Usage(1_000, 400, 30, 20, 10, 100)


def row(
    at: str = f"{TODAY}T10:00:00+00:00",
    outcome: Outcome = Outcome.COMPLETE,
    cost: str | None = "0.5",
    *,
    usage: Usage | None = USAGE,
    target: Target = Target.API,
    model: str = "claude-opus-5-5",
    project: str = "/home/me/notes.md",
    meter: Meter | None = WEIGHT,
) -> Row:
    opening = Opening(target, "https://claude.invalid", "ANTHROPIC_API_KEY", model, "f00", project=project, meter=meter)
    money = None if cost is None else Decimal(cost)
    return Row(f"id-{at}", at, opening, outcome, usage=usage, cost=money, day=at[:10])


OUTCOMES = st.sampled_from(Outcome)
DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 31))
ROWS = st.lists(
    st.builds(
        lambda day, hour, outcome, cost, target, model, project: row(
            f"{day.isoformat()}T{hour:02}:00:00+00:00", outcome, cost, target=target, model=model, project=project
        ),
        DAYS,
        st.integers(0, 23),
        OUTCOMES,
        st.none() | st.sampled_from(("0", "0.01", "1.5", "20")),
        st.sampled_from(Target),
        st.sampled_from(("a", "b")),
        st.sampled_from(("", "/p", "/q")),
    ),
    max_size=20,
)

BROKEN, OPEN = row(outcome=Outcome.BROKEN, cost="0.25"), row(outcome=Outcome.OPEN, cost=None, usage=None)
REFUSED = row(outcome=Outcome.FAILED, cost=None, usage=None)
COPIED = row(outcome=Outcome.DELIVERED, cost=None, usage=None, target=Target.CLIPBOARD)


def test_an_empty_ledger_adds_up_to_nothing_and_claims_nothing() -> None:
    found = accounts(())
    assert found.total == Bill()
    assert (found.outcomes, found.models, found.projects) == ((), (), ())
    assert (found.ratio, found.one_shot, found.counterfactual, found.estimates) == (None, None, None, None)


def test_what_is_uncertain_stays_apart_from_what_was_billed() -> None:
    bill = billed([row(), row(), BROKEN, OPEN, REFUSED, COPIED])
    assert (bill.hand_offs, bill.confirmed, bill.unconfirmed) == (6, Decimal(1), Decimal("0.25"))
    assert (bill.spent, bill.open_ended, bill.unpriced, bill.at_least) == (Decimal("1.25"), 1, 1, True)


def test_a_complete_answer_of_unknown_price_makes_the_sum_an_at_least() -> None:
    bill = billed([row(cost=None)])
    assert (bill.spent, bill.unpriced, bill.at_least) == (Decimal(0), 1, True)


def test_what_cost_nothing_leaves_the_sum_final() -> None:
    assert not billed([row(), REFUSED, COPIED]).at_least


def test_an_answer_that_was_cut_off_is_billed_for_good_but_is_no_one_shot() -> None:
    cut = row(outcome=Outcome.CUT, project="/cut.md")
    assert (billed([cut]).confirmed, billed([cut]).unconfirmed) == (Decimal("0.5"), Decimal(0))
    assert accounts([cut]).one_shot is None


def test_tokens_are_told_by_how_they_were_billed() -> None:
    bill = billed([row(), BROKEN])
    assert (bill.input, bill.cache_read, bill.cache_write, bill.output, bill.thinking) == (2_000, 60, 60, 800, 200)
    assert bill.all_input == 2_120


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_books_changes_no_figure(both: tuple[list[Row], list[Row]]) -> None:
    assert accounts(both[0]) == accounts(both[1])


@given(ROWS)
def test_projects_and_outcomes_add_up_to_the_total(rows: list[Row]) -> None:
    found = accounts(rows)
    assert sum(bill.hand_offs for _, bill in found.projects) == found.total.hand_offs == len(rows)
    assert sum(count for _, count in found.outcomes) == len(rows)
    for field in ("confirmed", "unconfirmed", "unpriced", "input", "output"):
        assert sum(getattr(bill, field) for _, bill in found.projects) == getattr(found.total, field)
    spent = [bill.spent for _, bill in found.projects]
    assert spent == sorted(spent, reverse=True)


def test_models_are_those_that_were_to_execute() -> None:
    found = accounts([row(model="a", cost="1"), row(model="b", cost="2"), replace(COPIED, outcome=Outcome.DELIVERED)])
    assert [(name, bill.spent) for name, bill in found.models] == [("b", Decimal(2)), ("a", Decimal(1))]


def test_the_ratio_is_of_all_tokens_that_left_the_machine() -> None:
    long = replace(WEIGHT, notes_tokens=10_000, spec_tokens=1_000)
    rows = [row(), row(meter=long), row(meter=None), replace(REFUSED, opening=row(meter=long).opening)]
    assert accounts(rows).ratio == Decimal(12_000) / 1_800


def one_shot(*rows: Row) -> tuple[int, int] | None:
    found = accounts(rows).one_shot
    return (found.alone, found.complete) if found else None


def test_one_shot_is_a_complete_hand_off_that_no_other_follows_within_a_day() -> None:
    first = row("2026-11-20T10:00:00+00:00")
    next_day = row("2026-11-21T10:00:00.5+00:00")
    later = row("2026-11-21T10:00:01+00:00")
    assert one_shot(first) == (1, 1)
    assert one_shot(first, next_day) == (1, 2)
    assert one_shot(first, later) == (2, 2)
    assert one_shot(later, first) == (2, 2)


def test_hand_offs_of_one_second_follow_one_another() -> None:
    assert one_shot(row(), row()) == (1, 2)


def test_what_follows_counts_whatever_became_of_it_unless_it_was_turned_down() -> None:
    first = row("2026-11-23T09:00:00+00:00")
    assert one_shot(first, BROKEN) == (0, 1)
    assert one_shot(first, COPIED) == (0, 1)
    assert one_shot(first, REFUSED) == (1, 1)


def test_another_project_or_none_is_no_following() -> None:
    first = row("2026-11-23T09:00:00+00:00")
    assert one_shot(first, row(project="/other.md", outcome=Outcome.BROKEN)) == (1, 1)
    assert one_shot(row(project="")) is None


def test_what_the_notes_would_have_cost_is_held_against_the_estimate_and_not_the_bill() -> None:
    rows = [row(cost="99"), BROKEN, REFUSED, COPIED, row(meter=replace(WEIGHT, notes_cost=None)), row(meter=None)]
    assert accounts(rows).counterfactual == Counterfactual(2, Decimal("0.0176"), Decimal("0.0080"))


def test_the_likely_input_of_a_lopsided_range_costs_what_it_does_and_not_the_middle() -> None:
    lopsided = replace(WEIGHT, low=1_000, input_low=Decimal("0.004"))
    found = accounts([row(meter=lopsided)]).counterfactual
    assert found is not None
    assert found.specs == Decimal("0.004")


def error(*billed_input: int) -> EstimateError | None:
    return accounts([row(usage=Usage(tokens)) for tokens in billed_input]).estimates


def test_the_error_of_estimates_is_a_share_of_what_was_billed() -> None:
    assert error(1_000) == EstimateError(1, Decimal(0), Decimal(0), 1)
    assert error(800, 1_000, 1_250) == EstimateError(3, Decimal("0.2"), Decimal("0.25"), 1)
    assert error(800, 1_000, 1_000, 1_250) == EstimateError(4, Decimal("0.1"), Decimal("0.25"), 2)


def test_only_confirmed_bills_of_real_estimates_are_held_against_them() -> None:
    exact = row(meter=replace(WEIGHT, exact=True))
    added = [row(usage=Usage(9_000, web_searches=1)), row(usage=Usage(9_000, unpriced="iterations of type compaction"))]
    assert accounts([BROKEN, OPEN, exact, row(meter=None), row(usage=Usage()), *added]).estimates is None


def starts(period: Period, count: int, rows: Sequence[Row] = ()) -> list[tuple[str, Decimal]]:
    return [(each.start, each.bill.spent) for each in series(rows, period, TODAY, count)]


def test_a_series_has_its_empty_periods() -> None:
    rows = [row(), row("2026-11-21T23:00:00+00:00", cost="2"), row("2026-10-31T23:00:00+00:00", cost="4")]
    none, half = Decimal(0), Decimal("0.5")
    day_by_day = [("2026-11-20", none), ("2026-11-21", Decimal(2)), ("2026-11-22", none), (TODAY, half)]
    assert starts(Period.DAY, 4, rows) == day_by_day
    assert starts(Period.WEEK, 3, rows) == [("2026-11-09", none), ("2026-11-16", Decimal(2)), (TODAY, half)]
    assert starts(Period.MONTH, 3, rows) == [
        ("2026-09-01", none),
        ("2026-10-01", Decimal(4)),
        ("2026-11-01", Decimal("2.5")),
    ]


def test_months_go_back_over_the_year() -> None:
    assert [start for start, _ in starts(Period.MONTH, 12)][:2] == ["2025-12-01", "2026-01-01"]


@given(DAYS, st.integers(1, 40), st.sampled_from(Period), ROWS)
def test_every_day_of_a_series_is_in_one_period_and_no_cent_is_lost(
    today: date, count: int, period: Period, rows: list[Row]
) -> None:
    found = series(rows, period, today.isoformat(), count)
    assert len(found) == count
    assert [each.start for each in found] == sorted({each.start for each in found})
    assert date.fromisoformat(found[-1].start) <= today
    after = date.fromisoformat(found[-1].start) + timedelta(days={"day": 1, "week": 7, "month": 31}[period])
    if period is Period.MONTH:
        after = after.replace(day=1)
    inside = [each for each in rows if found[0].start <= each.day < after.isoformat()]
    assert sum(each.bill.spent for each in found) == billed(inside).spent
    assert sum(each.bill.hand_offs for each in found) == len(inside)


def test_one_shot_is_told_with_what_it_counts() -> None:
    assert accounts([row()]).one_shot == OneShot(alone=1, complete=1)
