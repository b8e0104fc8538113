"""Why this file exists: what the manifest leaves out, nobody has signed knowingly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.budget import Spent
from hybridtui.core.costs.meter import Meter
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.manifest import manifest
from hybridtui.core.hand_off.order import Order
from hybridtui.core.hand_off.request import Request

METER = Meter(
    model="claude-opus-5-5",
    notes_tokens=80,
    spec_tokens=1100,
    input_tokens=1200,
    ratio=None,
    input_low=Decimal("0.0050"),
    input_high=Decimal("0.0070"),
    worst_case=Decimal("0.33"),
    fill=None,
    low=1080,
    high=1320,
)
LIMITS = (Decimal(5), Decimal(20))


MEDIUM = Order(effort="medium")


def envelope(order: Order = MEDIUM) -> Envelope:
    request = Request.of("- Do A", order)
    return Envelope(
        "api", "https://claude.invalid", "ANTHROPIC_API_KEY", order.model, request.settings(), request.encode()
    )


def told(made: Envelope, meter: Meter | None = METER, **more: object) -> dict[str, str]:
    return dict(manifest(made, meter, **more))  # type: ignore[arg-type]


def test_all_that_is_signed_stands_in_it() -> None:
    made = replace(envelope(), folder="/work", permission="read only")
    assert told(made) == {
        "target": "Claude API",
        "goes to": "https://claude.invalid",
        "paid with": "ANTHROPIC_API_KEY",
        "model": "claude-opus-5-5",
        "answer": "at most 32,000 tokens, thinking included",
        "thinking": "as much as the model wants, billed; a summary is shown",
        "effort": "medium",
        "works in": "/work",
        "may": "read only",
        "input": "≈1,200 ±10 % tokens, ≈$0.0050–$0.0070",
        "at most": "≈$0.3300 with the longest answer allowed",
        "size": f"{len(made.payload):,} bytes",
        "SHA-256": made.digest(),
    }


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9)), max_size=4, unique=True).map(
        tuple
    )
)
def test_a_setting_that_is_not_known_is_told_as_it_is(settings: tuple[tuple[str, str], ...]) -> None:
    pairs = manifest(replace(envelope(), settings=settings), METER)
    assert set(settings) - {("max_tokens", value) for _, value in settings} <= set(pairs)


@pytest.mark.parametrize(
    ("order", "label", "words"),
    [
        (Order(), "effort", "the model decides"),
        (Order(thinking="omitted"), "thinking", "as much as the model wants, billed; nothing of it is shown"),
        (Order(max_tokens=1), "answer", "at most 1 tokens, thinking included"),
    ],
)
def test_settings_are_told_in_words(order: Order, label: str, words: str) -> None:
    assert told(envelope(order))[label] == words


def test_a_model_that_takes_no_effort_has_none() -> None:
    assert {"effort", "thinking"}.isdisjoint(told(envelope(Order(model="claude-9", effort="high"))))


def test_what_was_counted_exactly_is_no_estimate_and_what_was_not_counted_is_unknown() -> None:
    assert told(envelope(), replace(METER, exact=True))["input"].startswith("1,200 tokens, counted by Claude, ")
    assert told(envelope(), None, uncounted="counting tokens")["input"] == "counting tokens"
    assert "at most" not in told(envelope(), None)


def test_what_is_not_priced_is_unknown() -> None:
    unpriced = replace(METER, input_low=None, input_high=None, worst_case=None)
    assert told(envelope(), unpriced)["input"] == "≈1,200 ±10 % tokens, unknown"
    assert told(envelope(), unpriced)["at most"].startswith("unknown")


def test_what_was_spent_is_held_against_the_limits_there_are() -> None:
    spent = Spent(Decimal("0.5"), Decimal(12), unpriced=2)
    both = told(envelope(), spent=spent, limits=LIMITS)
    assert both["today"] == "$0.5000 spent of $5.00"
    assert both["this month"] == "$12.00 spent of $20.00"
    assert both["unpriced"] == "2 hand-offs are of unknown cost this month"
    cut = told(envelope(), spent=replace(spent, day_at_least=True), limits=LIMITS)
    assert cut["today"] == "at least $0.5000 spent of $5.00"
    assert "today" not in told(envelope(), spent=spent, limits=(None, Decimal(20)))
    assert {"today", "this month", "unpriced"}.isdisjoint(told(envelope(), spent=spent))
    assert told(envelope(), spent=Spent(), limits=(Decimal(0), None))["today"] == "$0 spent of $0"


@pytest.mark.parametrize("target", ["clipboard", "file"])
def test_where_nothing_is_sent_nothing_is_billed_nor_held_against_a_budget(target: str) -> None:
    here = Envelope(target, "", "", "", (), b"- Do A")
    pairs = told(here, spent=Spent(), limits=LIMITS, secrets="1 secret goes out masked")
    assert list(pairs) == ["target", "costs", "secrets", "size", "SHA-256"]
