"""Why this file exists: who types or leaves while the rest is loaded waits for none of it, and loses nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from tests.fakes import Fakes
from tests.ui.conftest import Bench, make_app


async def test_who_leaves_before_the_rest_is_loaded_does_not_wait_for_it_and_is_on_the_list(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("upload page\n", encoding="utf-8")
    fakes, go = Fakes(tmp_path), Event()
    app = make_app(tmp_path, fakes)

    def slow() -> object:
        go.wait(10)
        return fakes.services()

    app.workbench._make_services = slow  # type: ignore[assignment]
    async with app.run_test() as pilot:
        bench = Bench(app, pilot, fakes, tmp_path)
        try:
            await bench.until(lambda: app.workbench.notes.has_focus)
            await pilot.press("ctrl+q")
            await bench.until(lambda: app._exit)
            assert not app.workbench.at_work
        finally:
            go.set()
    assert [one.path for one in fakes.shelf.known()] == [str(tmp_path / "notes.md")]


async def test_what_is_typed_while_the_rest_is_loaded_is_saved_before_that_is_there(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("upload page\n", encoding="utf-8")
    fakes, go = Fakes(tmp_path), Event()
    app = make_app(tmp_path, fakes)

    def slow() -> object:
        go.wait(10)
        return fakes.services()

    app.workbench._make_services = slow  # type: ignore[assignment]
    async with app.run_test() as pilot:
        bench = Bench(app, pilot, fakes, tmp_path)
        try:
            await bench.until(lambda: app.workbench.notes.has_focus)
            await pilot.press("a")
            await bench.until(lambda: notes.read_text(encoding="utf-8") == "aupload page\n")
            assert not app.workbench.opened
        finally:
            go.set()
        await bench.until(lambda: app.workbench.opened)
