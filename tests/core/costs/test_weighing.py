"""Why this file exists: what is weighed is what is sent, and what cannot be priced has no price."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hybridtui.core.costs.calibration import Observation
from hybridtui.core.costs.meter import Meter
from hybridtui.core.costs.text_kind import TextKind
from hybridtui.core.costs.weighing import FRAME, count_text, recounted, weigh
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.hand_off.request import SYSTEM_PROMPT
from tests.fakes import FlatPrices, WordCounter

NOTES, SPEC = "some words of notes " * 50, "- an entry of the spec\n" * 20
ORDER = Order(max_tokens=1_000)
OVERHEAD = len(SYSTEM_PROMPT.split()) + FRAME


def bills(ratio: int, kind: str = "list", times: int = 5) -> tuple[Observation, ...]:
    return tuple(Observation(ORDER.model, "words", kind, 100, 200, 300 * ratio // 100) for _ in range(times))


def weighed(observations: tuple[Observation, ...] = (), order: Order = ORDER, notes: str = NOTES) -> Meter:
    return weigh(WordCounter(), FlatPrices(), observations, order, notes=notes, spec=SPEC)


def test_the_input_is_the_spec_the_system_prompt_and_the_frame() -> None:
    found = weighed()
    assert (found.notes_tokens, found.spec_tokens) == (200, 120)
    assert found.input_tokens == found.raw + found.overhead == 120 + OVERHEAD
    assert (found.counter, found.kind) == ("words", "list")


def test_what_was_billed_corrects_every_figure_but_the_ratio() -> None:
    plain, corrected = weighed(), weighed(bills(120))
    assert corrected.input_tokens == round(1.2 * plain.input_tokens)
    assert (corrected.notes_tokens, corrected.spec_tokens) == (240, 144)
    assert corrected.ratio == plain.ratio
    assert corrected.high - corrected.low < plain.high - plain.low
    assert (corrected.raw, corrected.overhead) == (plain.raw, plain.overhead), "or it would learn from itself"


def test_bills_of_another_kind_of_text_correct_nothing() -> None:
    assert weighed(bills(120, kind="code")) == weighed()


def test_the_notes_cost_what_the_input_would_with_them_in_the_place_of_the_spec() -> None:
    assert weighed().notes_cost == (200 + OVERHEAD) * Decimal("0.000004")
    assert weighed(notes="").notes_cost is None


@pytest.mark.parametrize("target", [Target.CLIPBOARD, Target.FILE])
def test_what_stays_here_weighs_the_spec_alone_and_has_no_price(target: Target) -> None:
    found = weighed(order=Order(target=target))
    assert (found.input_tokens, found.overhead) == (found.spec_tokens, 0)
    assert (found.input_low, found.input_high, found.worst_case, found.notes_cost, found.fill) == (None,) * 5


def test_once_claude_has_counted_the_money_is_worked_out_anew() -> None:
    found = recounted(FlatPrices(), ORDER, weighed(), 500)
    assert (found.exact, found.input_tokens) == (True, 500)
    assert found.worst_case == Decimal("0.002") + Decimal("0.02")
    assert found.fill == 500 / 200_000


def test_a_text_by_itself_is_counted_as_its_kind_was_billed() -> None:
    found = count_text(WordCounter(), bills(120), ORDER.model, SPEC)
    assert (found.weight.tokens, found.raw, found.kind, found.counter) == (144, 120, TextKind.LIST, "words")
    assert count_text(WordCounter(), bills(120), ORDER.model, NOTES).weight.tokens == 200
