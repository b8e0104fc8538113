"""Why this file exists: whatever is done in the workbench, what it wrote shows what a full repaint would show."""

from __future__ import annotations

from random import Random

import pytest
from rich.console import COLOR_SYSTEMS
from textual.drivers.headless_driver import HeadlessDriver

from hybridtui.app import HybridApp
from hybridtui.ui.wire.economy import _pieces
from hybridtui.ui.wire.picture import Picture
from tests.ui.conftest import Bench, OpenBench
from tests.ui.wire.emulator import Emulator, Look

NOTES = "".join(
    f"um so the page {n} should take files of at most {n} MB, ok? And keep every upload for {n} days. 漢字 👍🏽 ❤️\n\n"
    for n in range(1, 12)
)
SPEC = "# Page\n\n" + "".join(f"- It takes files of at most {n} MB 漢字\n" for n in range(1, 40))
SIZES = [(140, 45), (80, 24), (60, 20), (111, 30), (200, 50)]
LEADER, STEPS = "ctrl+g", 60
ACTS: list[list[str]] = [
    [*"so it is quick ", "enter"],
    ["漢", "字", "é", "👍", "space"],
    ["backspace"] * 4,
    ["down"] * 9,
    ["up"] * 3,
    ["pagedown"],
    ["pageup"],
    *([LEADER, key] for key in ("1", "2", "3", "4", "a", "t", "c", "h", "question_mark")),
    [LEADER, "2", "j", "j", "enter"],
    ["ctrl+p", *"theme"],
    ["escape"],
    ["escape"],
]


class Glass:
    """The terminal that a workbench is drawn on."""

    def __init__(self, app: HybridApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app = app
        self.emulator = Emulator(*app.size)
        self.taken = 0
        monkeypatch.setattr(HeadlessDriver, "is_headless", False)
        monkeypatch.setattr(HeadlessDriver, "write", lambda _, text: self._take(text))

    def _take(self, text: str) -> None:
        self.taken += 1
        self.emulator.take(text)

    def resize(self, size: tuple[int, int]) -> None:
        """Another size; what a terminal shows until it is drawn on is anybody's guess, here: nothing."""
        self.emulator = Emulator(*size)

    def is_drawn(self) -> bool:
        """Whether nothing waits to be drawn."""
        screen = self._app.screen
        waits = screen._dirty_widgets or screen._layout_required or screen._scroll_required or screen._repaint_required
        return not (waits or screen._compositor._dirty_regions or self._app._batch_count)

    def picture(self) -> list[list[Look]]:
        """All that can be seen."""
        return [self.emulator.looks(y) for y in range(self.emulator.lines)]

    def whole(self) -> list[list[Look]]:
        """All that could be seen were the screen drawn whole at this moment."""
        screen, size = self._app.screen, self._app.size
        update = screen._compositor.render_update(full=True, screen_stack=self._app._background_screens)
        emulator = Emulator(*size)
        colours = COLOR_SYSTEMS[self._app.console.color_system or "truecolor"]
        emulator.take(Picture(*size).paint(_pieces(update), colours))
        return [emulator.looks(y) for y in range(emulator.lines)]


async def act(b: Bench, glass: Glass, random: Random) -> None:
    match random.randrange(12):
        case 0:
            size = random.choice(SIZES)
            glass.resize(size)
            await b.pilot.resize_terminal(*size)
        case 1:
            b.app.theme = random.choice(["dusk", "textual-light", "ansi-dark", "gruvbox"])
        case _:
            await b.pilot.press(*random.choice(ACTS))


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
async def test_after_each_act_the_screen_is_what_a_full_repaint_shows(
    seed: int, bench: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    async with bench(NOTES, SPEC) as b:
        b.app.blink = b.screen.notes.cursor_blink = False  # a cursor that blinks is never drawn for good
        glass = Glass(b.app, monkeypatch)
        b.app.redraw()
        for _ in range(STEPS):
            await act(b, glass, random)
            await b.pilot.pause()
            await b.until(glass.is_drawn)
            for y, (drawn, wanted) in enumerate(zip(glass.picture(), glass.whole(), strict=True)):
                assert drawn == wanted, f"row {y}"
    assert glass.taken > STEPS
