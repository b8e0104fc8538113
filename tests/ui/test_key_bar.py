"""Why this file exists: a narrow screen shows fewer keys, never half of one, and always how to find the others."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from hybridtui.ui.key_bar import KEPT, Entry, KeyBar, fitting
from tests.ui.conftest import Bench, OpenBench

words = strategies.text(strategies.sampled_from("abcé漢"), min_size=1, max_size=9)
entries = strategies.lists(
    strategies.builds(Entry, words, words, words, strategies.sampled_from((*KEPT, "take", "mark", "stop", "live"))),
    unique_by=lambda entry: entry.action,
)


@given(entries, strategies.integers(0, 120))
def test_what_is_shown_fits_and_stands_in_order_and_what_is_kept_goes_last(some: list[Entry], width: int) -> None:
    shown = fitting(some, width)
    assert sum(entry.width + 1 for entry in shown) - 1 <= width
    assert list(shown) == [entry for entry in some if entry in shown]
    left_out = [entry for entry in some if entry not in shown]
    if any(entry.action in KEPT for entry in left_out):
        assert all(entry.action in KEPT for entry in shown)
    assert fitting(some, 1000) == tuple(some)


def text(b: Bench) -> str:
    bar = b.app.screen.query_one(KeyBar)
    return "".join(segment.text for segment in bar.render_line(0)).rstrip()


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_the_draft_shows_whole_keys_with_help_and_quit_among_them(bench: OpenBench, width: int) -> None:
    async with bench("A.", "- Do A\n", size=(width, 24)) as b:
        await b.pilot.press("ctrl+g", "2")
        await b.until(lambda: "t Take" in text(b))
        assert {"? Help", "q Quit", "^g Keys"} <= {part.strip() for part in parts(b)}
        assert len(text(b)) <= width


def parts(b: Bench) -> list[str]:
    return [f"{entry.shown} {entry.label}" for entry in b.app.screen.query_one(KeyBar).entries]


async def test_an_editor_shows_the_keys_that_are_no_text(bench: OpenBench) -> None:
    async with bench("A.", size=(60, 20)) as b:
        await b.until(lambda: text(b))
        assert parts(b) == ["^g Keys", "F1 Help", "^q Quit"]


async def test_a_click_presses_the_key(bench: OpenBench) -> None:
    async with bench("A.", size=(80, 24)) as b:
        await b.until(lambda: text(b))
        await b.pilot.click(KeyBar, offset=(text(b).index("F1"), 0))
        await b.until(lambda: type(b.app.screen).__name__ == "HelpScreen")
