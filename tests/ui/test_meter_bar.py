"""Why this file exists: the bar promises nothing that it does not know, and leaves out the least important first."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from hybridtui.core.costs.meter import Meter
from hybridtui.core.costs.weighing import recounted, weigh
from hybridtui.core.draft import Draft, Run
from hybridtui.core.draft.item import Model
from hybridtui.core.hand_off.order import Order, Target
from hybridtui.core.session import Engine, Session
from hybridtui.ui.panes.meter_bar import MeterBar
from tests.fakes import FlatPrices, WordCounter

ORDER = Order()


def weighed(order: Order = ORDER) -> Meter:
    return weigh(WordCounter(), FlatPrices(), (), order, notes="some words " * 500, spec="- an entry\n" * 100)


async def told(session: Session, width: int = 140, line: int = 1) -> str:
    """The bar's second line, or its first (0)."""

    class Bar(App[None]):
        def compose(self) -> ComposeResult:
            yield MeterBar()

    app = Bar()
    async with app.run_test(size=(width, 5)):
        bar = app.query_one(MeterBar)
        bar.show(session, unsaved=False)
        return str(bar.content).splitlines()[line]


async def test_an_estimate_is_told_with_its_likely_error() -> None:
    meter = weighed()
    assert f"in ≈{meter.input_tokens} ±15 %" in await told(Session(meter=meter))


async def test_what_claude_counted_is_no_estimate() -> None:
    meter = recounted(FlatPrices(), ORDER, weighed(), 1_204)
    assert "in 1,204 counted by Claude" in await told(Session(meter=meter))


@pytest.mark.parametrize("target", [Target.CLIPBOARD, Target.FILE])
async def test_what_stays_on_this_machine_has_no_price(target: Target) -> None:
    order = ORDER._replace(target=target)
    line = await told(Session(meter=weighed(order), order=order))
    assert line.endswith(f"to {target.label}, where nothing is billed")
    assert "Opus" not in line, "no model reads it"
    assert "$" not in line
    assert "unknown" not in line


@pytest.mark.parametrize("width", [60, 80, 100, 140])
async def test_what_does_not_fit_is_left_out_whole_and_the_price_last(width: int) -> None:
    line = await told(Session(meter=weighed()), width)
    assert len(line) <= width
    assert (await told(Session(meter=weighed()), 200)).startswith(line)
    assert ("input ≈$" in line) == (width >= 80)


async def test_before_anything_is_counted_no_figure_is_told() -> None:
    assert await told(Session()) == "counting tokens"


async def test_a_run_whose_windows_are_not_counted_yet_tells_no_figures() -> None:
    session = Session(engine=Engine(1.0, Model("a model", "a.gguf")), draft=Draft(run=Run.RUNNING))
    assert (await told(session, line=0)).startswith("refining · ")
