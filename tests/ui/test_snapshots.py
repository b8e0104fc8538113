"""Why this file exists: a picture shows what no assertion does. The first of them is the README's picture.

To accept a change after looking at it: `pytest tests/ui/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from hybridtui.app import HybridApp
from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.events import Loaded, Partial, Ready, Started
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.ui.dialogs.swap import SwapScreen
from hybridtui.ui.reply import stopwatch
from tests.fakes import Fakes
from tests.ui.conftest import make_app

NOTES = """\
ok so rough idea for the thing, basically our support team keeps pasting customer CSVs into slack and it's a mess. \
so I want a small upload page, drag and drop, max like 50 MB i guess? it should check the columns (email, plan, \
seats) and tell them which rows are bad.

it needs to write into postgres, don't touch the billing columns. show progress. um what else. auth — only \
@acme.io google accounts. would be cool to have dark mode but not now.
"""

LINES = (
    ("our support team", "it's a mess.", Kind.BACKGROUND, "Our support team keeps pasting customer CSVs into slack"),
    ("so I want", "i guess?", Kind.CONSTRAINT, "Small upload page, drag and drop, max 50 MB"),
    ("it should check", "are bad.", Kind.REQUIREMENT, "Check columns (email, plan, seats), tell which rows are bad"),
    ("it needs to", "columns.", Kind.CONSTRAINT, "Write into postgres, don't touch the billing columns"),
    ("show progress", "progress.", Kind.REQUIREMENT, "Show progress"),
    ("auth", "accounts.", Kind.CONSTRAINT, "Auth — only @acme.io google accounts"),
    ("would be cool", "not now.", Kind.OUT_OF_SCOPE, "Dark mode but"),
)


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self, app: App[None], *, terminal_size: tuple[int, int], run_before: Callable[[Pilot[None]], object]
    ) -> bool: ...


def _answer(fakes: Fakes) -> None:
    """What a worker says while it decodes the last line."""
    items, spans = [], []
    for start, end, kind, text in LINES:
        first = NOTES.index(start)
        spans.append(Span(start, first, NOTES.index(end, first) + len(end)))
        items.append(Item(start, kind, text, (start,)))
    stats = Stats(6, 7, 74, 21, 3.1, 1.3)
    fakes.refiner.say(
        Loaded(Model("SmolLM2-135M-Instruct", "/models/starter.gguf", 135_000_000, 4096)),
        Started(1, tuple(spans)),
        *(Ready(1, (item,), stats) for item in items[:-1]),
        Partial(1, items[-1], stats),
    )


@pytest.fixture
def desk(tmp_path: Path) -> tuple[HybridApp, Fakes]:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    fakes = Fakes(tmp_path)
    return make_app(tmp_path, fakes), fakes


async def _until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    async with asyncio.timeout(90):  # the runner's own limit cannot reach into Textual's loop
        while not condition():
            await pilot.pause()
            await asyncio.sleep(0)


async def _draft(pilot: Pilot[None], app: HybridApp, fakes: Fakes) -> None:
    """Wait for the draft of the sample, then take two items and put the cursor on the second."""
    bench = app.workbench
    await _until(pilot, lambda: bench.opened and bench.notes.has_focus)
    bench.notes.cursor_blink = bench.spec.cursor_blink = False
    _answer(fakes)
    await _until(pilot, lambda: bench.session.draft.partials and bench.session.meter)
    await pilot.press("ctrl+g", "2")
    await _until(pilot, lambda: bench.draft.has_focus)
    await pilot.press("g", "t", "j", "t")
    await _until(pilot, lambda: len(bench.session.fresh) == 4 and (m := bench.session.meter) and m.spec_tokens)
    await _until(pilot, lambda: bench.session.examination.spec.text == bench.spec.text)
    await pilot.pause(0.2)


def test_readme_picture(desk: tuple[HybridApp, Fakes], snap_compare: Compare) -> None:
    app, fakes = desk

    async def before(pilot: Pilot[None]) -> None:
        await _draft(pilot, app, fakes)

    assert snap_compare(app, terminal_size=(120, 30), run_before=before)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["narrow", "smallest"])
def test_one_pane_at_a_time(size: tuple[int, int], desk: tuple[HybridApp, Fakes], snap_compare: Compare) -> None:
    app, fakes = desk

    async def before(pilot: Pilot[None]) -> None:
        await _draft(pilot, app, fakes)

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_checkpoint(desk: tuple[HybridApp, Fakes], snap_compare: Compare) -> None:
    app, fakes = desk

    async def before(pilot: Pilot[None]) -> None:
        await _draft(pilot, app, fakes)
        await pilot.press("h")
        await _until(pilot, lambda: app.workbench.session.checkpoint and not app.workbench.session.checkpoint.obstacle)
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=(100, 40), run_before=before)


def test_reply(desk: tuple[HybridApp, Fakes], snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    app, fakes = desk
    monkeypatch.setattr(stopwatch, "monotonic", lambda: 0.0)  # however long it takes, the picture says the same

    async def before(pilot: Pilot[None]) -> None:
        await _draft(pilot, app, fakes)
        await pilot.press("h")
        await _until(pilot, lambda: app.workbench.session.checkpoint and not app.workbench.session.checkpoint.obstacle)
        assert app.workbench.session.checkpoint
        await pilot.press("s", *app.workbench.session.checkpoint.code, "enter")
        fakes.executor.answer(
            ReplyStarted("claude-opus-5-5", "req_0001"),
            ReplyThinking("First the limits, then the page."),
            ReplyText("## Upload page\n\n1. Reject files over **50 MB**.\n2. Check `email`, `plan`, `seats`.\n\n"),
            ReplyText("| step | limit |\n|---|---|\n| upload | 50 MB |\n"),
            ReplyEnded("end_turn", Usage(640, 87)),
            None,
        )
        await _until(pilot, lambda: app.workbench.session.reply.cost is not None)
        await pilot.pause(0.3)

    assert snap_compare(app, terminal_size=(100, 30), run_before=before)


def test_a_line_behind_the_notes(desk: tuple[HybridApp, Fakes], snap_compare: Compare) -> None:
    app, fakes = desk

    async def before(pilot: Pilot[None]) -> None:
        await _draft(pilot, app, fakes)
        bench = app.workbench
        notes = NOTES.replace("max like 50 MB i guess?", "max like 20 MB a file.")
        bench.notes.load_text(notes)
        await _until(pilot, lambda: notes in fakes.refiner.submitted)
        start = notes.index("so I want")
        spans = (Span("new", start, notes.index("a file.") + 7),)
        fakes.refiner.draft(
            Item("new", Kind.CONSTRAINT, "Small upload page, drag and drop, max 20 MB a file", ("new",)), spans=spans
        )
        await _until(pilot, lambda: bench.draft.cursor in bench.session.replacing)
        await pilot.press("t")
        await _until(pilot, lambda: isinstance(app.screen, SwapScreen))
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=(60, 20), run_before=before)
