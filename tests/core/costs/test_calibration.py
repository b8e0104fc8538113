"""Why this file exists: what was billed must make the next estimate better, and a strange bill none the worse."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybridtui.core.costs.calibration import LATEST, UNTRAINED, Calibration, Observation, calibrated

MODEL = "claude-opus-5-5"


def seen(raw: int, billed: int, overhead: int = 300) -> Observation:
    return Observation(MODEL, "cl100k", "list", raw, overhead, billed)


def learnt(*observations: Observation) -> Calibration:
    return calibrated(observations, model=MODEL, counter="cl100k", kind="list")


OBSERVATIONS = st.builds(seen, st.integers(-10, 50_000), st.integers(-10, 200_000), st.integers(-10, 5_000))


def test_before_anything_was_billed_the_count_stands_and_may_be_off_by_15_percent() -> None:
    found = learnt().weigh(700, 300)
    assert (found.tokens, found.low, found.high) == (1_000, 850, 1_150)
    assert learnt().seen == 0


@given(st.lists(OBSERVATIONS, max_size=15), st.integers(0, 10**7), st.integers(0, 10**5))
def test_the_estimate_lies_in_its_own_band(observations: list[Observation], raw: int, overhead: int) -> None:
    for found in (learnt(*observations).weigh(raw, overhead), learnt(*observations).text(raw)):
        assert 0 <= found.low <= found.tokens <= found.high


@given(st.lists(OBSERVATIONS, max_size=15), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_longer_text_never_weighs_less(observations: list[Observation], one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    found = learnt(*observations)
    assert found.weigh(shorter).tokens <= found.weigh(longer).tokens
    assert found.weigh(shorter).high <= found.weigh(longer).high


@given(
    st.lists(st.integers(100, 20_000), min_size=2, max_size=LATEST),
    st.integers(75, 155),
    st.integers(100, 20_000),
)
def test_bills_that_agree_are_believed(sizes: list[int], percent: int, raw: int) -> None:
    found = learnt(*(seen(100 * size, percent * (size + 3)) for size in sizes))
    assert found.weigh(raw, 300).tokens == pytest.approx(percent / 100 * (raw + 300), abs=1)
    assert found.error == pytest.approx(2 * UNTRAINED / (2 + len(sizes)))


def test_a_single_bill_is_believed_by_half() -> None:
    assert learnt(seen(700, 1_200)).weigh(700, 300).tokens == 1_100


def test_the_band_narrows_as_bills_agree_and_widens_as_they_do_not() -> None:
    agreeing = [learnt(*[seen(700, 1_100)] * times).error for times in (2, 5, 10)]
    assert UNTRAINED > agreeing[0] > agreeing[1] > agreeing[2] > 0
    apart = learnt(*(seen(700, billed) for billed in (800, 900, 1_000, 1_100, 1_200)))
    assert apart.error > agreeing[1]


def test_what_a_gateway_adds_to_every_message_is_told_from_a_ratio() -> None:
    bills = [seen(raw, 900 + round(1.1 * (raw + 300))) for raw in (200, 500, 1_000, 2_000)]
    for raw in (100, 4_000):
        assert learnt(*bills).weigh(raw, 300).tokens == pytest.approx(900 + 1.1 * (raw + 300), abs=2)
        assert learnt(*bills).text(raw).tokens == pytest.approx(1.1 * raw, abs=2)


def test_three_bills_are_too_few_to_tell_a_fixed_part() -> None:
    bills = [seen(raw, 900 + raw + 300) for raw in (1_000, 2_000, 4_000)]
    assert learnt(*bills).fixed == 0
    assert learnt(*bills, seen(8_000, 900 + 8_300)).fixed > 0


@pytest.mark.parametrize("strange", [seen(700, 0), seen(700, -5), seen(0, 900), seen(700, 250_000), seen(700, 9)])
def test_a_bill_that_cannot_be_for_the_same_text_is_left_out(strange: Observation) -> None:
    assert learnt(strange) == Calibration()
    assert learnt(strange, seen(700, 1_100), seen(800, 1_210)) == learnt(seen(700, 1_100), seen(800, 1_210))


@pytest.mark.parametrize(
    "other",
    [
        replace(seen(700, 1_300), model="claude-sonnet-4-6"),
        replace(seen(700, 1_300), counter="ctok"),
        replace(seen(700, 1_300), kind="code"),
    ],
)
def test_only_the_same_tokenizers_and_kind_of_text_teach(other: Observation) -> None:
    assert learnt(other) == Calibration()


def test_another_model_with_the_same_tokenizer_teaches() -> None:
    assert learnt(*[replace(seen(700, 1_100), model="claude-haiku-5-5")] * 2).weigh(700, 300).tokens == 1_100


def test_the_newest_ten_count() -> None:
    newest, oldest = [seen(700, 1_100)] * LATEST, [seen(700, 800)] * 50
    assert learnt(*newest, *oldest) == learnt(*newest)


def test_the_ratio_is_kept_within_what_a_tokenizer_can_be_off() -> None:
    assert learnt(*[seen(1_000, 4_000, 0)] * 3).weigh(1_000).tokens == 1_600
    assert learnt(*[seen(1_000, 300, 0)] * 3).weigh(1_000).tokens == 700


@pytest.mark.parametrize("seed", range(20))
def test_after_five_bills_of_a_noisy_biller_the_next_is_within_8_percent_and_in_the_band(seed: int) -> None:
    chance = random.Random(seed)

    def bill(raw: int) -> int:
        return 23 + round((raw + 300) * 1.17 * chance.uniform(0.96, 1.04))

    sizes = [chance.randrange(200, 4_000) for _ in range(6)]
    found = learnt(*(seen(raw, bill(raw)) for raw in sizes[:5])).weigh(sizes[5], 300)
    billed = bill(sizes[5])
    assert abs(found.tokens - billed) <= 0.08 * billed
    assert found.low <= billed <= found.high
