"""Why this file exists: a budget warns before it is passed, and refuses what would surely pass it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.budget import NO_LIMITS, Spent, Standing, Verdict, standing
from hybridtui.core.costs.meter import Meter

MONEY = st.decimals(0, 20, places=4, allow_nan=False, allow_infinity=False)
PERCENT = st.integers(1, 100)
SPENT = st.builds(Spent, MONEY, MONEY, st.integers(0, 3), st.booleans(), st.booleans())
LIMITS = st.tuples(st.none() | MONEY, st.none() | MONEY)


def meter(low: str | Decimal | None, high: str | Decimal | None, most: str | Decimal | None) -> Meter:
    amounts = [None if amount is None else Decimal(amount) for amount in (low, high, most)]
    return Meter("claude-opus-5-5", 0, 0, 0, None, amounts[0], amounts[1], amounts[2], None)


METERS = st.tuples(MONEY, MONEY, MONEY).map(lambda amounts: meter(*sorted(amounts)))
CHEAP = meter("0.01", "0.02", "0.64")


def held(spent: str, limit: str = "5", weight: Meter | None = CHEAP, *, at_least: bool = False) -> Standing:
    """Against the limit of a day, warned of from 80 % on."""
    return standing((Decimal(limit), None), 80, Spent(Decimal(spent), day_at_least=at_least), weight)


@given(PERCENT, SPENT, st.none() | METERS)
def test_without_a_limit_anything_goes(percent: int, spent: Spent, weight: Meter | None) -> None:
    assert standing((None, None), percent, spent, weight) == Standing()


@pytest.mark.parametrize(
    ("spent", "verdict", "words"),
    [
        ("0", Verdict.FINE, ()),
        ("3.97", Verdict.FINE, ()),
        ("3.985", Verdict.WARN, ("$3.98 of $5.00 spent today; this hand-off costs up to ≈$0.6400.",)),
        ("4.50", Verdict.WARN, ("$4.50 of $5.00 spent today; this hand-off costs up to ≈$0.6400.",)),
        ("4.99", Verdict.WARN, ("$4.99 of $5.00 spent today; this hand-off costs up to ≈$0.6400.",)),
        ("4.991", Verdict.REFUSE, ("$4.99 of $5.00 spent today; the input alone costs ≈$0.0100 or more.",)),
        ("5", Verdict.REFUSE, ("$5.00 of $5.00 spent today: nothing is left.",)),
        ("7", Verdict.REFUSE, ("$7.00 of $5.00 spent today: nothing is left.",)),
    ],
)
def test_it_warns_then_refuses(spent: str, verdict: Verdict, words: tuple[str, ...]) -> None:
    found = held(spent)
    assert (found.verdict, found.words) == (verdict, words)
    assert found.refusal == (" ".join(words) if verdict is Verdict.REFUSE else "")


def test_the_longest_answer_that_could_pass_the_limit_is_warned_of() -> None:
    found = held("1", weight=meter("0.01", "0.02", "4.01"))
    assert found.verdict is Verdict.WARN
    assert found.words == ("$1.00 of $5.00 spent today; the longest answer would pass it: up to ≈$4.01.",)


def test_what_may_be_more_reads_at_least() -> None:
    assert held("5", at_least=True).words == ("at least $5.00 of $5.00 spent today: nothing is left.",)
    month_alone = Spent(Decimal(5), Decimal(60), month_at_least=True)
    assert standing((Decimal(5), Decimal(60)), 80, month_alone, CHEAP).words == (
        "$5.00 of $5.00 spent today: nothing is left.",
        "at least $60.00 of $60.00 spent this month: nothing is left.",
    )


@pytest.mark.parametrize("weight", [None, meter(None, None, None), meter("0.01", "0.02", None)])
def test_an_unknown_price_cannot_be_held_against_a_limit(weight: Meter | None) -> None:
    found = held("0", weight=weight)
    assert found.verdict is Verdict.REFUSE
    assert found.words == ("$0 of $5.00 spent today; what this hand-off costs is unknown.",)


def test_the_settings_named_are_those_of_the_budgets_that_refuse() -> None:
    spent = Spent(Decimal(1), Decimal(60))
    month_only = standing((Decimal(5), Decimal(50)), 80, spent, CHEAP)
    both = standing((Decimal(1), Decimal(50)), 80, spent, CHEAP)
    assert month_only.settings == ("budget.month",)
    assert both.settings == ("budget.day", "budget.month")
    assert both.words == (
        "$1.00 of $1.00 spent today: nothing is left.",
        "$60.00 of $50.00 spent this month: nothing is left.",
    )


@given(LIMITS, PERCENT, METERS)
def test_books_that_cannot_be_read_are_no_proof_that_something_is_left(
    limits: tuple[Decimal | None, Decimal | None], percent: int, weight: Meter
) -> None:
    found = standing(limits, percent, None, weight)
    assert (found.verdict is Verdict.REFUSE) == (limits != NO_LIMITS)


@given(LIMITS, PERCENT, SPENT, METERS)
def test_it_refuses_just_what_is_sure_to_pass_a_limit(
    limits: tuple[Decimal | None, Decimal | None], percent: int, spent: Spent, weight: Meter
) -> None:
    assert weight.input_low is not None
    passed = [
        used >= limit or used + weight.input_low > limit
        for limit, used in zip(limits, (spent.day, spent.month), strict=True)
        if limit is not None
    ]
    found = standing(limits, percent, spent, weight)
    assert (found.verdict is Verdict.REFUSE) == any(passed)
    assert len(found.settings) == sum(passed)


@given(LIMITS, PERCENT, SPENT, METERS)
def test_what_could_pass_a_limit_is_never_let_go_by_in_silence(
    limits: tuple[Decimal | None, Decimal | None], percent: int, spent: Spent, weight: Meter
) -> None:
    assert weight.worst_case is not None
    found = standing(limits, percent, spent, weight)
    for limit, used in zip(limits, (spent.day, spent.month), strict=True):
        if limit is not None and used + weight.worst_case > limit:
            assert found.verdict is not Verdict.FINE
    assert bool(found.words) == (found.verdict is not Verdict.FINE)


@given(MONEY, PERCENT, MONEY, MONEY, METERS)
def test_who_has_spent_more_is_never_held_to_less(
    limit: Decimal, percent: int, spent: Decimal, more: Decimal, weight: Meter
) -> None:
    first, second = (standing((limit, None), percent, Spent(used), weight) for used in (spent, spent + more))
    order = list(Verdict)
    assert order.index(second.verdict) >= order.index(first.verdict)
