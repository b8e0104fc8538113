"""Why this file exists: money is exact, offline, and unknown rather than wrong."""

from __future__ import annotations

import sys
import threading
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.errors import HybridError
from hybridtui.core.models import MODELS
from hybridtui.core.reply import Usage
from hybridtui.frontier.prices import Prices

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        (Usage(input=MILLION), "4"),
        (Usage(output=MILLION), "20"),
        (Usage(cache_read=MILLION), "0.20"),
        (Usage(cache_write_5m=MILLION), "5"),
        (Usage(cache_write_1h=MILLION), "8"),
        (Usage(input=504, cache_read=1_000, cache_write_5m=123, output=97), "0.004771"),
        (Usage(), "0"),
    ],
)
def test_each_kind_of_token_has_its_own_price(usage: Usage, dollars: str) -> None:
    cost = Prices().cost("claude-opus-5-5", usage)
    assert isinstance(cost, Decimal)
    assert cost == Decimal(dollars)


def test_a_long_prompt_makes_every_token_dearer_where_the_model_says_so() -> None:
    prices = Prices()
    short, long = (prices.cost("claude-haiku-5-5", Usage(input=tokens)) for tokens in (100_000, 200_000))
    assert short is not None
    assert long == short * 2 * 5


@pytest.mark.parametrize("model", [model.id for model in MODELS])
def test_every_preset_has_a_price_and_a_window(model: str) -> None:
    assert Prices().cost(model, Usage(input=1)) is not None
    assert Prices().context(model) == MILLION


@pytest.mark.parametrize("model", ["claude-opus-9-9", "no-such-model", ""])
def test_an_unknown_model_has_no_price_rather_than_none_to_pay(model: str) -> None:
    assert Prices().cost(model, Usage(input=1)) is None
    assert Prices().context(model) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_tokens_never_cost_less(tokens: int, more: int) -> None:
    prices = Prices()
    less, cost = (prices.cost("claude-haiku-5-5", Usage(input=count)) for count in (tokens, tokens + more))
    assert less is not None
    assert cost is not None
    assert cost >= less


def test_pricing_starts_no_updater() -> None:
    before = threading.active_count()
    Prices().cost("claude-opus-5-5", Usage(input=1))
    assert threading.active_count() == before


def test_a_missing_package_is_an_error_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "genai_prices"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    for ask in (lambda: Prices().cost("claude-opus-5-5", Usage(input=1)), lambda: Prices().context("claude-opus-5-5")):
        with pytest.raises(HybridError, match="Prices cannot be worked out") as caught:
            ask()
        assert "genai-prices" in caught.value.next_step
