"""Why this file exists: who types or leaves while the rest is loaded waits for none of it, and loses nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

from hybridtui.core.ports import Services
from tests.fakes import Fakes
from tests.ui.conftest import Bench, make_app


@asynccontextmanager
async def loading(folder: Path) -> AsyncIterator[tuple[Bench, Event]]:
    """A workbench whose notes have the focus while all that works behind them is loaded, until the event is set."""
    (folder / "notes.md").write_text("upload page\n", encoding="utf-8")
    fakes, loaded = Fakes(folder), Event()
    app = make_app(folder, fakes)

    def slow() -> Services:
        loaded.wait(10)
        return fakes.services()

    app.workbench._make_services = slow
    async with app.run_test() as pilot:
        b = Bench(app, pilot, fakes, folder)
        try:
            await b.until(lambda: app.workbench.notes.has_focus)
            yield b, loaded
        finally:
            loaded.set()


async def test_who_leaves_before_the_rest_is_loaded_does_not_wait_for_it_and_is_on_the_list(tmp_path: Path) -> None:
    async with loading(tmp_path) as (b, _):
        await b.pilot.press("ctrl+q")
        await b.until(lambda: b.app._exit)
        assert not b.app.workbench.at_work
    assert [one.path for one in b.fakes.shelf.known()] == [str(tmp_path / "notes.md")]


async def test_what_is_typed_while_the_rest_is_loaded_is_saved_before_that_is_there(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    async with loading(tmp_path) as (b, loaded):
        await b.pilot.press("a")
        await b.until(lambda: notes.read_text(encoding="utf-8") == "aupload page\n")
        assert not b.app.workbench.opened
        loaded.set()
        await b.until(lambda: b.app.workbench.opened)
