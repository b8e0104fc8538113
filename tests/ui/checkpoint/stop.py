"""Why this file exists: a checkpoint can be tried without a workbench around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from hybridtui.core.checkpoint.findings import Edit, Finding
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.hand_off.envelope import Envelope
from hybridtui.core.hand_off.order import Order
from hybridtui.ui.checkpoint import screen as checkpoint_module
from hybridtui.ui.checkpoint.agenda import Agenda, Jump, Signed
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.checkpoint.sheet import Sheet
from hybridtui.ui.checkpoint.sign_off import SignOff
from hybridtui.ui.theming import derived
from tests.ui.checkpoint.agendas import agenda

STYLES = Path(checkpoint_module.__file__).parents[2] / "dialogs.tcss"

COUNT_REQUEST = Envelope("count", "https://claude.invalid", "ANTHROPIC_API_KEY", "claude-opus-5-5", (), b"{}")

Outcome = Signed | Jump | None


@dataclass
class Remembered:
    """Answers that only remember what was decided."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def edit(self, edit: Edit) -> None:
        self.calls.append(("edit", edit.label))

    def waive(self, finding: Finding, reason: str) -> None:
        self.calls.append(("waive", finding.rule, reason))

    def allow(self, finding: Finding, reason: str, always: bool) -> None:
        self.calls.append(("allow", finding.rule, reason, always))

    def mask(self, finding: Finding) -> None:
        self.calls.append(("mask", finding.rule))

    def set_aside(self, finding: Finding, reason: str) -> None:
        self.calls.append(("set aside", finding.rule, reason))

    def take(self, finding: Finding) -> None:
        self.calls.append(("take", finding.rule))

    def answer(self, finding: Finding, text: str) -> None:
        self.calls.append(("answer", finding.rule, text))

    def choose(self, order: Order) -> None:
        self.calls.append(("choose", order))

    def override(self, asked: Checkpoint) -> None:
        self.calls.append(("override", asked))

    def count_request(self) -> Envelope | None:
        return COUNT_REQUEST

    def count(self, request: Envelope) -> None:
        self.calls.append(("count", request))

    def stop_counting(self) -> None:
        self.calls.append(("stop counting",))


class CheckpointApp(App[None]):
    """Nothing but a checkpoint."""

    CSS_PATH = STYLES

    def __init__(self, shown: Agenda, cursor: str = "") -> None:
        super().__init__()
        self.answers = Remembered()
        self.checkpoint = CheckpointScreen(shown, self.answers, cursor)
        self.outcomes: list[Outcome] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return derived(self.current_theme)

    def on_mount(self) -> None:
        self.push_screen(self.checkpoint, self.outcomes.append)


@dataclass
class Stop:
    """An open checkpoint and the hand on the keys."""

    app: CheckpointApp
    pilot: Pilot[None]

    @property
    def screen(self) -> CheckpointScreen:
        return self.app.checkpoint

    @property
    def sheet(self) -> Sheet:
        return self.screen.query_one(Sheet)

    @property
    def sign_off(self) -> SignOff:
        return self.screen.query_one(SignOff)

    @property
    def shown(self) -> str:
        """What the terminal shows."""
        return "\n".join(
            "".join(segment.text for segment in line) for line in self.app.screen._compositor.render_strips()
        )

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)

    async def go_to(self, rule: str) -> None:
        """Walk to the finding of `rule`."""
        for _ in range(40):
            if self.sheet.finding and self.sheet.finding.rule == rule:
                return
            await self.pilot.press("j")
        raise AssertionError(f"no finding of {rule}")

    @property
    def offered(self) -> set[str]:
        """The keys in the bar of keys."""
        return {key for key, active in self.screen.active_bindings.items() if active.binding.show}


@asynccontextmanager
async def opened(shown: Agenda, cursor: str = "", size: tuple[int, int] = (100, 40)) -> AsyncIterator[Stop]:
    app = CheckpointApp(shown, cursor)
    async with app.run_test(size=size) as pilot:
        stop = Stop(app, pilot)
        await stop.until(lambda: app.screen is app.checkpoint and stop.sheet.has_focus and stop.sheet.cursor)
        yield stop


def clean(*, typed: bool = True) -> Agenda:
    """An agenda with nothing in the way of a sign-off."""
    return agenda((), typed=typed)
