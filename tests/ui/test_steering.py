"""Why this file exists: each key that steers must reach the local tier, and show what it did without colour."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input

from hybridtui.core.config import Config, Local
from hybridtui.core.draft.item import Item, Model, Span, Stats
from hybridtui.core.kinds import Kind
from hybridtui.core.refining.events import Loaded, Partial, Started
from hybridtui.core.steering import Compression, Mode, Steering, Wish
from hybridtui.ui.dialogs.instruction import InstructionScreen
from hybridtui.ui.dialogs.swap import SwapScreen
from hybridtui.ui.panes.draft_rows import Layout, about
from tests.fakes import item
from tests.ui.conftest import Bench, OpenBench

SIZES = pytest.mark.parametrize("size", [(140, 45), (60, 20)], ids=["wide", "smallest"])
MB = ("Max 50 MB.", "Max 20 MB per file.")


def drawn(b: Bench) -> list[str]:
    """The lines of the draft with their glyphs, as they are drawn."""
    return [row.text for row in Layout().rows(b.screen.session, 60) if row.item]


def shows(b: Bench, text: str) -> bool:
    """Whether `text` stands on the screen."""
    lines = ("".join(segment.text for segment in line) for line in b.app.screen._compositor.render_strips())
    return any(text in line for line in lines)


async def opened(b: Bench, screen: type[Screen[Any]]) -> None:
    """Wait until a screen of this kind is open and takes keys."""
    await b.until(lambda: isinstance(b.app.screen, screen) and b.app.screen.focused)


def subtitle(b: Bench) -> str:
    return str(b.screen.draft.border_subtitle)


async def drafted(b: Bench, *items: Item, spans: tuple[Span, ...] = ()) -> None:
    """Let the worker answer with these items, and go to the draft."""
    b.fakes.refiner.draft(*items, spans=spans)
    await b.until(lambda: b.screen.draft.cursor and b.screen.session.draft.run == "done")
    await b.pilot.press("ctrl+g", "2")
    await b.until(lambda: b.screen.draft.has_focus)


async def stale(b: Bench) -> None:
    """Take a line, then let its sentence change."""
    await drafted(b, item("a", "Max 50 MB"), spans=(Span("a", 0, len(MB[0])),))
    await b.pilot.press("t")
    await b.until(lambda: b.screen.session.standing)
    b.screen.notes.load_text(MB[1])
    await b.until(lambda: MB[1] in b.fakes.refiner.submitted)
    b.fakes.refiner.draft(item("b", "Max 20 MB per file"), spans=(Span("b", 0, len(MB[1])),))
    await b.until(lambda: b.screen.draft.cursor == "b" and "b" in b.screen.session.replacing)


async def test_the_settings_are_where_the_steering_begins(bench: OpenBench) -> None:
    config = Config(Local(mode="faithful", compression="light", instruction="a CLI"))
    async with bench("A.", config=config) as b:
        await b.until(lambda: b.fakes.refiner.steered)
        assert b.fakes.refiner.steered == [Steering(Mode.FAITHFUL, Compression.LIGHT, "a CLI")]


async def test_what_stands_near_the_cursor_is_refined_first(bench: OpenBench) -> None:
    async with bench("One.\nTwo.") as b:
        await b.pilot.press("down", "right", "ctrl+g", "r")
        await b.until(lambda: len(b.fakes.refiner.cursors) == 2)
        assert b.fakes.refiner.cursors == [0, len("One.\nT")]


@SIZES
async def test_the_dial_turns_and_the_notes_are_refined_again(bench: OpenBench, size: tuple[int, int]) -> None:
    async with bench("A.", size=size) as b:
        await drafted(b, item("a", "Do A"))
        await b.pilot.press("c", "c", "c")
        await b.until(lambda: len(b.fakes.refiner.steered) == 4)
        steps = [steering.compression for steering in b.fakes.refiner.steered]
        assert steps == [Compression.DENSE, Compression.VERBATIM, Compression.LIGHT, Compression.DENSE]
        await b.pilot.press("c")
        await b.until(lambda: "verbatim" in str(b.screen.meters.render()))
        assert "2 Draft · verbatim · auto: rules" in str(b.screen.draft.border_title)


async def test_the_mode_goes_round_and_the_one_in_force_is_shown(bench: OpenBench) -> None:
    async with bench("A.") as b:
        b.fakes.refiner.say(Loaded(Model("big", "/nowhere/big.gguf", 4_000_000_000, 4096, Mode.REWRITE)))
        await b.until(lambda: "auto: rewrite" in str(b.screen.draft.border_title))
        for mode in ("rules", "faithful", "rewrite", "auto: rewrite"):
            await b.pilot.press("ctrl+g", "w")
            await b.until(partial(shows, b, f"2 Draft · dense · {mode}"))
        assert [steering.mode for steering in b.fakes.refiner.steered[1:]] == [*Mode, None]


async def test_each_wish_is_for_the_line_under_the_cursor(bench: OpenBench) -> None:
    config = Config(Local(compression="light"))
    async with bench("A. B.", config=config) as b:
        await drafted(b, item("a", "Do A"), item("b", "Do B"))
        await b.pilot.press("j", "o", "o", "b", "v")
        await b.until(lambda: len(b.fakes.refiner.steered) == 5)
        assert [steering.wishes for steering in b.fakes.refiner.steered[1:]] == [
            (Wish("b", None, 1),),
            (Wish("b", None, 2),),
            (Wish("b", Compression.DENSE, 2),),
            (Wish("b", Compression.VERBATIM, 2),),
        ]
        await b.until(lambda: subtitle(b) == "verbatim · wording 3")
        await b.pilot.press("v", "k")
        await b.until(lambda: subtitle(b) == "2 new")


async def test_a_line_as_dense_as_can_be_is_not_asked_for_again(bench: OpenBench) -> None:
    async with bench("A.") as b:
        await drafted(b, item("a", "Do A"))
        await b.pilot.press("b")
        await b.until(lambda: b.app._notifications)
        assert [notice.message for notice in b.app._notifications] == ["That line is as dense as the dial goes."]
        assert len(b.fakes.refiner.submitted) == 1


async def test_a_line_still_being_written_takes_no_wish(bench: OpenBench) -> None:
    async with bench("A.") as b:
        await b.until(lambda: b.fakes.refiner.submitted)
        b.fakes.refiner.say(Started(1, (Span("a", 0, 2),)), Partial(1, item("a", "Do"), Stats()))
        await b.until(lambda: b.screen.draft.cursor == "a")
        await b.pilot.press("ctrl+g", "2", "o", "d", "t")
        await b.until(lambda: len(list(b.app._notifications)) == 3)
        assert len(b.fakes.refiner.submitted) == 1
        assert b.screen.spec.text == ""


@SIZES
async def test_a_dropped_line_stays_in_sight_and_is_never_taken_by_take_all(
    bench: OpenBench, size: tuple[int, int]
) -> None:
    async with bench("A. B.", size=size) as b:
        await drafted(b, item("a", "Do A"), item("b", "Do B"))
        await b.pilot.press("d")
        await b.until(lambda: subtitle(b) == "1 new")
        assert drawn(b) == ["✗ Do A", "+ Do B"]
        await b.pilot.press("a")
        await b.until(lambda: b.screen.spec.text)
        assert "Do A" not in b.screen.spec.text
        await b.pilot.press("d")
        await b.until(lambda: "+ Do A" in drawn(b))


async def test_a_merged_line_tells_of_how_many_and_splits_and_merges_again(bench: OpenBench) -> None:
    async with bench("A. B.") as b:
        await drafted(b, item("a", "Show progress"), item("b", "Show the progress"))
        await b.until(lambda: drawn(b) == ["+ Show progress (×2)"])
        await b.pilot.press("u")
        assert drawn(b) == ["+ Show progress", "+ Show the progress"]
        await b.pilot.press("j")
        await b.until(lambda: b.screen.draft.cursor == "b")
        await b.pilot.press("u")
        await b.until(lambda: b.screen.draft.cursor == "a")
        assert drawn(b) == ["+ Show progress (×2)"]
        await b.pilot.press("t")
        await b.until(lambda: b.screen.spec.text)
        assert b.screen.spec.text.count("progress") == 1


async def test_a_line_like_no_other_says_so(bench: OpenBench) -> None:
    async with bench("A.") as b:
        await drafted(b, item("a", "Do A"))
        await b.pilot.press("u")
        await b.until(lambda: [notice.message for notice in b.app._notifications] == ["No other line says the same."])


@SIZES
async def test_a_stale_line_is_shown_beside_the_new_one_and_replaced_in_one_step(
    bench: OpenBench, size: tuple[int, int]
) -> None:
    async with bench(MB[0], size=size) as b:
        await stale(b)
        await b.until(lambda: subtitle(b) == "0 new · 1 stale")
        assert drawn(b) == ["~ Max 20 MB per file"]
        await b.pilot.press("a")
        assert "50" in b.screen.spec.text
        assert "20" not in b.screen.spec.text
        await b.pilot.press("enter")
        await opened(b, SwapScreen)
        await b.until(lambda: shows(b, "- Max [-50-] MB") and shows(b, "+ Max {+20+} MB{+ per file+}"))
        await b.pilot.press("enter")
        await b.until(lambda: drawn(b) == ["✓ Max 20 MB per file"])
        assert b.screen.spec.text == "## Requirements\n\n- Max 20 MB per file\n"
        assert b.screen.session.record.sources("Max 20 MB per file") == ("b",)
        b.screen.spec.undo()
        await b.until(lambda: b.screen.spec.text == "## Requirements\n\n- Max 50 MB\n")
        await b.until(lambda: "b" in b.screen.session.replacing)


async def test_a_stale_line_may_stay_and_the_new_one_stand_beside_it(bench: OpenBench) -> None:
    async with bench(MB[0]) as b:
        await stale(b)
        await b.pilot.press("t")
        await opened(b, SwapScreen)
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert "20" not in b.screen.spec.text
        await b.pilot.press("t")
        await opened(b, SwapScreen)
        await b.pilot.press("a")
        await b.until(lambda: "20" in b.screen.spec.text)
        assert "- Max 50 MB\n- Max 20 MB per file\n" in b.screen.spec.text


async def test_a_line_is_found_to_be_stale_after_a_restart(bench: OpenBench) -> None:
    async with bench(MB[0]) as b:
        await drafted(b, item("a", "Max 50 MB"), spans=(Span("a", 0, len(MB[0])),))
        await b.pilot.press("t")
        await b.until(lambda: b.screen.session.standing)
        await b.pilot.press("q")
        await b.until(lambda: b.fakes.refiner.closed)
    async with bench(MB[1]) as b:
        b.fakes.refiner.draft(item("b", "Max 20 MB per file"), spans=(Span("b", 0, len(MB[1])),))
        await b.until(lambda: "b" in b.screen.session.replacing)


async def test_what_there_is_to_know_about_a_line_is_told_while_the_cursor_is_on_it(bench: OpenBench) -> None:
    async with bench("A. B.", size=(60, 20)) as b:
        told = replace(item("a", "Do A"), remark="rewrite [bold]turned\x1b down")
        await drafted(b, told, item("b", "Do B"))
        assert about(b.screen.session, "a") == "rewrite [bold]turned\x1b down"
        await b.until(lambda: shows(b, "rewrite [bold]turned␛ down"))
        await b.pilot.press("j")
        await b.until(lambda: subtitle(b) == "2 new")


@pytest.mark.parametrize(("mode", "says"), [("rewrite", "Read by the model"), ("rules", "✗ Not read now")])
async def test_an_instruction_is_kept_and_it_says_who_reads_it(bench: OpenBench, mode: str, says: str) -> None:
    config = Config(Local(mode=mode, instruction="a CLI"))
    async with bench("A.", config=config, size=(60, 20)) as b:
        await b.pilot.press("ctrl+g", "e")
        await opened(b, InstructionScreen)
        await b.until(lambda: shows(b, says))
        assert b.app.screen.query_one(Input).value == "a CLI"
        await b.pilot.press(*" 2", "enter")
        await b.until(lambda: len(b.fakes.refiner.steered) == 2)
        assert b.fakes.refiner.steered[1].instruction == "a CLI 2"


async def test_leaving_the_instruction_changes_nothing_and_a_paste_holds_no_control_characters(
    bench: OpenBench,
) -> None:
    async with bench("A.") as b:
        await b.pilot.press("ctrl+g", "e")
        await opened(b, InstructionScreen)
        field = b.app.screen.query_one(Input)
        field.post_message(Paste("a\x1b[31mb"))
        await b.until(lambda: field.value == "a␛[31mb")
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert len(b.fakes.refiner.submitted) == 1


async def test_a_wish_made_where_the_draft_is_out_of_sight_is_confirmed(bench: OpenBench) -> None:
    async with bench("A.", size=(60, 20)) as b:
        b.fakes.refiner.draft(item("a", "Do A", Kind.GOAL))
        await b.until(lambda: b.screen.draft.cursor == "a")
        await b.pilot.press("ctrl+g", "3", "ctrl+g", "d")
        await b.until(lambda: [notice.message for notice in b.app._notifications] == ["Dropped: Do A"])
