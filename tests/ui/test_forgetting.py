"""Why this file exists: a workbench is open all day, and every screen that was ever opened would add up."""

from __future__ import annotations

import gc

from textual.strip import Strip

from tests.ui.conftest import Bench, OpenBench

SPEC = "# Spec\n\n## Requirements\n\n" + "".join(f"- Show the row {number}\n" for number in range(30))


def in_memory(sort: type) -> int:
    """How many objects of that sort there are."""
    gc.collect()
    return sum(isinstance(each, sort) for each in gc.get_objects())


async def visit(b: Bench) -> None:
    """Open the checkpoint, and leave it."""
    await b.review()
    await b.ready()
    await b.pilot.press("escape")
    await b.until(lambda: b.app.screen is b.screen)
    await b.pilot.pause()


async def test_what_a_screen_drew_is_gone_with_it(bench: OpenBench) -> None:
    async with bench("A page.\n", SPEC) as b:
        for _ in range(2):
            await visit(b)
        before = in_memory(Strip)
        for _ in range(6):
            await visit(b)
        assert in_memory(Strip) < before + 6 * 40
