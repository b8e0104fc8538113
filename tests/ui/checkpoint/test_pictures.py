"""Why this file exists: whether a page can be read in half a minute, only a picture tells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from textual.pilot import Pilot

from hybridtui.core.costs.budget import Spent
from hybridtui.core.hand_off.order import Target
from tests.ui.checkpoint.agendas import agenda
from tests.ui.checkpoint.stop import CheckpointApp, Stop
from tests.ui.test_snapshots import Compare


@pytest.mark.parametrize("size", [(140, 45), (80, 24), (60, 20)], ids=["wide", "narrow", "smallest"])
@pytest.mark.parametrize("kind", ["findings", "ready", "refused"])
def test_picture(kind: str, size: tuple[int, int], snap_compare: Compare) -> None:
    shown = agenda()
    if kind == "ready":
        shown = replace(shown, checkpoint=replace(shown.checkpoint, blockers=0))
    if kind == "refused":
        shown = replace(
            agenda(()),
            checkpoint=agenda(()).checkpoint.budgeted(
                "$4.90 of $5.00 spent today; the input alone costs ≈$0.12 or more."
            ),
            targets=(Target.API, Target.CLIPBOARD, Target.FILE),
            warnings=("$17.20 of $20.00 spent this month; this hand-off costs up to ≈$0.33.",),
            spent=Spent(Decimal("4.90"), Decimal("17.20"), 1, month_at_least=True),
            limits=(Decimal(5), Decimal(20)),
            countable=True,
        )
    app = CheckpointApp(shown)

    async def before(pilot: Pilot[None]) -> None:
        stop = Stop(app, pilot)
        await stop.until(lambda: stop.sheet.has_focus and stop.sheet.cursor)
        if kind == "ready":
            await pilot.press("n", "j", "s")
            await stop.until(lambda: stop.sign_off.line.has_focus)
            stop.sign_off.line.cursor_blink = False
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
