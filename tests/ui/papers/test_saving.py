"""Why this file exists: nothing typed is ever lost, and nothing is written that nobody typed."""

from __future__ import annotations

from pathlib import Path

from hybridtui.core.errors import HybridError
from hybridtui.store.documents.files import Files
from tests.ui.conftest import OpenBench


def _stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


async def test_what_is_only_looked_at_is_not_written(bench: OpenBench) -> None:
    async with bench("Notes.\r\n", "# Spec\r\n") as b:
        before = _stamps(b.folder)
        await b.pilot.press("ctrl+g", "3", "down", "ctrl+g", "1")
        await b.pilot.press("ctrl+q")
    assert _stamps(b.folder) == before


async def test_quitting_saves_the_last_key(bench: OpenBench) -> None:
    async with bench("") as b:
        await b.pilot.press("x", "ctrl+q")
        await b.until(lambda: b.fakes.refiner.closed)
    assert (b.folder / "notes.md").read_text() == "x"


async def test_a_disk_that_refuses_is_told_and_quitting_needs_insisting(bench: OpenBench) -> None:
    async with bench("") as b:
        refusals: list[str] = []

        def refuse(self: Files, document: object, text: str, merging: object) -> None:
            refusals.append(text)
            raise HybridError("Not saved: notes.md", "No space left on device.", "Free some space.")

        original, Files.save = Files.save, refuse  # type: ignore[assignment, method-assign]
        try:
            await b.pilot.press("x")
            await b.until(lambda: refusals)
            await b.until(lambda: "not saved" in str(b.screen.meters.render()))
            await b.pilot.press("ctrl+q")
            await b.until(lambda: len(refusals) > 1)
            assert b.app.is_running
            assert not b.fakes.refiner.closed
        finally:
            Files.save = original  # type: ignore[method-assign]
        await b.pilot.press("y")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "xy")


async def test_esc_clears_nothing(bench: OpenBench) -> None:
    async with bench("keep me") as b:
        await b.pilot.press("escape", "escape")
        assert b.screen.notes.text == "keep me"
