"""Why this file exists: money is exact, offline, and unknown rather than wrong.

Amounts are worked out by hand from the published prices; none is copied from what the program said.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.pricing import Override, Rates, Step, Tariff
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.models import MODELS
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted
from hybridtui.frontier.events import Decoder
from hybridtui.frontier.prices import Prices

TODAY = date(2026, 11, 23)
MILLION = 1_000_000

Json = dict[str, object]


def prices(**overrides: tuple[Override, ...]) -> Prices:
    return Prices({name.replace("_", "-"): own for name, own in overrides.items()}, lambda: TODAY)


def answered(model: str, start: object, *deltas: object) -> tuple[Usage, Usage]:
    """The usage at the start and at the end of an answer with these reports, decoded as a real one is."""
    decoder = Decoder()
    message = {"type": "message", "model": model, "content": [], "usage": start}
    first = decoder.feed({"type": "message_start", "message": message})
    for usage in deltas:
        decoder.feed({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": usage})
    last = decoder.feed({"type": "message_stop"})
    assert isinstance(first, ReplyStarted)
    assert isinstance(last, ReplyEnded)
    return first.usage, last.usage


def bill(model: str, start: object, *deltas: object) -> Decimal | None:
    return prices().cost(model, answered(model, start, *deltas)[1])


START: Json = {"input_tokens": 504, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 1}
WRITTEN: Json = {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 23}
CACHED: Json = {**START, "cache_read_input_tokens": 1_000, "cache_creation_input_tokens": 123}
END: Json = {"output_tokens": 97}

SHAPES: dict[str, tuple[tuple[object, ...], str]] = {
    # 504 x 4 + 97 x 20, by the million
    "uncached": ((START, END), "0.003956"),
    # + 123 x 5
    "written for 5 minutes": (
        ({**START, "cache_creation_input_tokens": 123, "cache_creation": {"ephemeral_5m_input_tokens": 123}}, END),
        "0.004571",
    ),
    # + 123 x 8
    "written for an hour": (
        ({**START, "cache_creation_input_tokens": 123, "cache_creation": {"ephemeral_1h_input_tokens": 123}}, END),
        "0.00494",
    ),
    # + 1000 x 0.20
    "read from the cache": (({**START, "cache_read_input_tokens": 1_000}, END), "0.004156"),
    # + 1000 x 0.20 + 100 x 5 + 23 x 8
    "all kinds of cache": (({**CACHED, "cache_creation": WRITTEN}, END), "0.00484"),
    "the division told at the start only": (
        ({**CACHED, "cache_creation": WRITTEN}, {**END, "cache_creation_input_tokens": 123}), "0.00484",
    ),
    # without a division, a write is one of 5 minutes: + 1000 x 0.20 + 123 x 5
    "the division not told": ((CACHED, END), "0.004771"),
    "thinking": ((START, {**END, "output_tokens_details": {"thinking_tokens": 60}}), "0.003956"),
    "null fields": (
        (
            {**START, "cache_creation": None, "server_tool_use": None, "service_tier": None, "speed": None},
            {**END, "input_tokens": None, "cache_read_input_tokens": None, "output_tokens_details": None},
        ),
        "0.003956",
    ),
    "missing fields": (({"input_tokens": 504}, END), "0.003956"),
    "fields nobody knows": (({**START, "moon_tokens": 3}, {**END, "later": {"a": 1}}), "0.003956"),
    "repeated reports": ((START, {"output_tokens": 40}, {"output_tokens": 90}, END), "0.003956"),
    "input corrected at the end": ((START, {**END, "input_tokens": 604}), "0.004356"),
    "input told at the end only": (({"output_tokens": 1}, {**END, "input_tokens": 504}), "0.003956"),
    "standard in every way": (
        ({**START, "service_tier": "standard", "speed": "standard", "inference_geo": "not_available"}, END),
        "0.003956",
    ),
    # + 2 x 10 / 1000
    "two web searches": (
        (START, {**END, "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 5}}), "0.023956",
    ),
    "iterations of the model itself": (({**START, "iterations": [{"type": "message"}]}, END), "0.003956"),
    "nothing at all": (({"input_tokens": 0}, {"output_tokens": 0}), "0"),
}  # fmt: skip


@pytest.mark.parametrize(("reports", "dollars"), SHAPES.values(), ids=SHAPES)
def test_every_shape_of_usage_costs_what_it_costs_by_hand(reports: tuple[object, ...], dollars: str) -> None:
    assert bill("claude-opus-5-5", *reports) == Decimal(dollars)


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ({**START, "service_tier": "priority"}, END, "service_tier priority"),
        ({**START, "service_tier": "batch"}, END, "service_tier batch"),
        ({**START, "speed": "fast"}, END, "speed fast"),
        ({**START, "speed": {"mode": 1}}, END, "speed"),
        ({**START, "inference_geo": "us"}, END, "inference_geo us"),
        (START, {**END, "iterations": [{"type": "message"}, {"type": "compaction"}]}, "iterations of type compaction"),
        (START, {**END, "iterations": [{"type": "fallback_message"}]}, "iterations of type fallback_message"),
        (START, {**END, "iterations": [7]}, "iterations"),
        (START, {**END, "fallback_credit": {"status": "redeemed"}}, "fallback_credit"),
        (START, {**END, "server_tool_use": {"code_execution_requests": 1}}, "code_execution_requests"),
        ({"output_tokens": 1}, END, "no input_tokens"),
        (None, END, "no input_tokens"),
        (START, {}, "no output_tokens"),
        (START, None, "no output_tokens"),
    ],
)
def test_what_no_price_covers_is_unknown_rather_than_too_low(start: object, end: object, reason: str) -> None:
    _, usage = answered("claude-opus-5-5", start, end)
    assert usage.unpriced == reason
    assert prices().cost("claude-opus-5-5", usage) is None


def test_a_reason_told_at_the_start_is_not_forgotten_at_the_end() -> None:
    start, end = answered("claude-opus-5-5", {**START, "speed": "fast"}, END, {**END, "speed": "standard"})
    assert start.unpriced == end.unpriced == "speed fast"


def test_an_answer_that_broke_off_costs_at_least_what_its_start_told() -> None:
    start, _ = answered("claude-opus-5-5", START, END)
    assert prices().cost("claude-opus-5-5", start) == Decimal("0.002036")


@pytest.mark.parametrize(
    ("usage", "dollars"),
    [
        # at 100,000 tokens of prompt every price is the low one: 100000 x 0.10 + 1000 x 0.50
        (Usage(100_000, 1_000), "0.0105"),
        # and one token more makes all of them five times as dear: 100001 x 0.50 + 1000 x 2.50
        (Usage(100_001, 1_000), "0.0525005"),
        # what is cached is part of the prompt: 40000 x 0.10 + 1000 x 0.50 + 30000 x 0.01 + 20000 x 0.125 + 10000 x 0.20
        (Usage(40_000, 1_000, 30_000, 20_000, 10_000), "0.0093"),
        # 40001 x 0.50 + 1000 x 2.50 + 30000 x 0.05 + 20000 x 0.625 + 10000 x 1
        (Usage(40_001, 1_000, 30_000, 20_000, 10_000), "0.0465005"),
        # a long answer does not make a long prompt: 100000 x 0.10 + 120000 x 0.50
        (Usage(100_000, 120_000), "0.07"),
    ],
)
def test_a_long_prompt_makes_every_token_of_haiku_dearer(usage: Usage, dollars: str) -> None:
    assert prices().cost("claude-haiku-5-5", usage) == Decimal(dollars)


TABLE = {
    # id: input, output, written for 5 minutes, written for an hour, read; for a million of each
    "claude-fable-5-2": ("8", "40", "10", "16", "0.20"),
    "claude-opus-5-5": ("4", "20", "5", "8", "0.20"),
    "claude-sonnet-5-5": ("2", "10", "2.50", "4", "0.10"),
    "claude-fable-5-1": ("10", "50", "12.50", "20", "0.25"),
    "claude-fable-5": ("10", "50", "12.50", "20", "1"),
    "claude-mythos-5-2": ("8", "40", "10", "16", "0.20"),
    "claude-opus-5": ("5", "25", "6.25", "10", "0.50"),
    "claude-opus-4-8": ("5", "25", "6.25", "10", "0.50"),
    "claude-opus-4-7": ("5", "25", "6.25", "10", "0.50"),
    "claude-opus-4-6": ("5", "25", "6.25", "10", "0.50"),
    "claude-opus-4-5": ("5", "25", "6.25", "10", "0.50"),
    "claude-sonnet-5": ("2", "10", "2.50", "4", "0.20"),
    "claude-sonnet-4-6": ("3", "15", "3.75", "6", "0.30"),
    "claude-haiku-4-5": ("1", "5", "1.25", "2", "0.10"),
}


def of_each(count: int) -> tuple[Usage, ...]:
    """So many tokens of each kind, in the order of the table."""
    return (
        Usage(input=count),
        Usage(output=count),
        Usage(cache_write_5m=count),
        Usage(cache_write_1h=count),
        Usage(cache_read=count),
    )


@pytest.mark.parametrize("model", TABLE)
def test_every_model_has_its_published_prices(model: str) -> None:
    costs = [prices().cost(model, usage) for usage in of_each(MILLION)]
    assert costs == [Decimal(dollars) for dollars in TABLE[model]]


SHORT_PROMPTS = {
    # the same for a hundred thousand of each: beyond, these charge more
    "claude-haiku-5-5": ("0.01", "0.05", "0.0125", "0.02", "0.001"),
    "claude-sonnet-4-5": ("0.3", "1.5", "0.375", "0.6", "0.03"),
}


@pytest.mark.parametrize("model", SHORT_PROMPTS)
def test_models_that_charge_more_for_long_prompts_have_their_prices_for_short_ones(model: str) -> None:
    costs = [prices().cost(model, usage) for usage in of_each(100_000)]
    assert costs == [Decimal(dollars) for dollars in SHORT_PROMPTS[model]]


@pytest.mark.parametrize("model", [model.id for model in MODELS])
def test_every_preset_has_a_price_a_window_and_a_source(model: str) -> None:
    assert prices().cost(model, Usage(input=1)) is not None
    assert prices().context(model) == MILLION
    assert prices().source(model).startswith("genai-prices 0.")


@pytest.mark.parametrize(
    "model", ["claude-opus-9-9", "claude-opus-5-6", "claude-mythos-5-1", "claude-mythos-preview", "no-such-model", ""]
)
def test_an_unknown_model_has_no_price_rather_than_none_to_pay(model: str) -> None:
    assert prices().cost(model, Usage(input=1)) is None
    assert prices().context(model) is None
    assert prices().source(model) == "unknown"


def own(since: str, *, above: int = 0) -> Override:
    steps = (Step(above, Rates(Decimal(9), Decimal(9))),) if above else ()
    return Override(since, Tariff(Rates(Decimal(3), Decimal(7), Decimal("0.01")), steps))


def test_a_price_of_ones_own_wins_over_the_list_from_its_day_on() -> None:
    usage = Usage(input=MILLION)
    assert prices(claude_opus_5_5=(own("2026-11-23"),)).cost("claude-opus-5-5", usage) == 3
    assert prices(claude_opus_5_5=(own("2026-11-24"),)).cost("claude-opus-5-5", usage) == 4
    assert prices(claude_opus_5_5=(own("2026-11-23"),)).source("claude-opus-5-5") == "prices.toml, since 2026-11-23"


def test_a_price_of_ones_own_has_its_own_step_and_its_own_gaps() -> None:
    mine = prices(claude_next_1=(own("2026-01-01", above=10),))
    assert mine.cost("claude-next-1", Usage(input=10)) == Decimal("0.00003")
    assert mine.cost("claude-next-1", Usage(input=11)) == Decimal("0.000099")
    assert mine.cost("claude-next-1", Usage(input=1, cache_read=1)) == Decimal("0.00000301")
    assert mine.cost("claude-next-1", Usage(input=1, cache_write_5m=1)) is None
    assert mine.context("claude-next-1") is None


def test_an_answer_that_names_the_dated_id_is_billed_at_ones_own_price_too() -> None:
    mine = prices(claude_opus_5_5=(own("2026-01-01"),), claude_opus_5_5_20260922=(own("2027-01-01"),))
    assert mine.cost("claude-opus-5-5-20260922", Usage(input=MILLION)) == 3


def anthropic_models() -> Iterator[str]:
    from genai_prices.data_snapshot import get_snapshot

    provider = next(each for each in get_snapshot().providers if each.id == "anthropic")
    return (model.id for model in provider.models)


COUNTS = st.integers(0, 300_000)


@given(st.sampled_from(sorted(anthropic_models())), COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_our_sum_is_that_of_the_lists_own_makers(
    model: str, fresh: int, read: int, minutes: int, hour: int, output: int
) -> None:
    import genai_prices

    usage = Usage(fresh, output, read, minutes, hour)
    theirs = genai_prices.calc_price(
        genai_prices.Usage(
            input_tokens=usage.all_input,
            cache_read_tokens=read,
            cache_write_tokens=minutes + hour,
            cache_write_1h_tokens=hour,
            output_tokens=output,
        ),
        model,
        provider_id="anthropic",
        genai_request_timestamp=datetime.combine(TODAY, time(12), UTC),
    ).total_price
    ours = prices().cost(model, usage)
    if ours is None:
        assert model in ("claude-2", "claude-v1")  # they have no prices for a cache
    else:
        assert ours == theirs


def test_pricing_starts_no_updater() -> None:
    before = threading.active_count()
    prices().cost("claude-opus-5-5", Usage(input=1))
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "ask",
    [
        lambda: prices().cost("claude-opus-5-5", Usage(input=1)),
        lambda: prices().context("claude-opus-5-5"),
        lambda: prices().source("claude-opus-5-5"),
    ],
)
def test_a_missing_package_is_an_error_for_a_person(ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "genai_prices"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    with pytest.raises(HybridError, match="Prices cannot be worked out") as caught:
        ask()
    assert "genai-prices" in caught.value.next_step


def test_without_the_package_a_price_of_ones_own_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    assert prices(claude_opus_5_5=(own("2026-01-01"),)).cost("claude-opus-5-5", Usage(output=MILLION)) == 7
