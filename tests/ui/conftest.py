"""Why this file exists: every UI test opens the real workbench on files of its own, with fakes for the tiers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot

from hybridtui.app import HybridApp
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.config import Config
from hybridtui.core.config.parser import Settings
from hybridtui.core.ports import Executor
from hybridtui.core.workspaces.desk import Desk
from hybridtui.store import paths
from hybridtui.store.documents.files import Files
from hybridtui.store.settings import config_file
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.keys import KEYS
from hybridtui.ui.workbench import Workbench
from tests.fakes import Fakes


@dataclass
class Bench:
    """A running workbench, the hand that types, and the fakes behind it."""

    app: HybridApp
    pilot: Pilot[None]
    fakes: Fakes
    folder: Path

    @property
    def screen(self) -> Workbench:
        return self.app.workbench

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until `condition` holds; not for ever, as the runner's own limit cannot reach into Textual's loop."""
        async with asyncio.timeout(90):
            while not condition():
                await self.pilot.pause()
                await asyncio.sleep(0)

    async def review(self) -> None:
        """Open the checkpoint."""
        await self.pilot.press("ctrl+g", "h")
        await self.until(lambda: isinstance(self.app.screen, CheckpointScreen))

    @property
    def checkpoint(self) -> Checkpoint:
        """The review in progress."""
        checkpoint = self.screen.session.checkpoint
        assert checkpoint
        return checkpoint

    async def ready(self) -> None:
        """Wait until everything has been looked over."""
        await self.until(lambda: not self.checkpoint.pending)
        await self.pilot.pause()

    async def sign(self) -> None:
        """Open the checkpoint and type the code that it shows."""
        await self.review()
        await self.ready()
        await self.pilot.press("s", *self.checkpoint.code, "enter")
        await self.until(lambda: self.app.screen is self.screen)


class OpenBench(Protocol):
    """Opens a workbench on `notes` and `spec` (None: no such file yet)."""

    def __call__(
        self,
        notes: str | None = None,
        spec: str | None = None,
        *,
        size: tuple[int, int] = (140, 45),
        config: Config | None = None,
        missing: str = "",
        executor: Executor | None = None,
    ) -> AbstractAsyncContextManager[Bench]: ...


def make_app(folder: Path, fakes: Fakes, config: Config | None = None) -> HybridApp:
    """The application on the files of `folder`."""
    notes, spec, trace = (
        Files().load(str(folder / name)) for name in ("notes.md", "notes.spec.md", "notes.trace.json")
    )
    begun = config or Config()

    def reload() -> Settings:
        """What a test has saved meanwhile; until it has, what it began with."""
        if not paths.config_file().exists():
            return Settings(begun)
        return config_file.load({}, bindings={key.id: key.plain for key in KEYS})

    enlist = partial(fakes.shelf.opened, notes.path)
    desk = Desk(notes, spec, trace, Files(), fakes.journal, fakes.claim, begun, enlist=enlist)
    return HybridApp(fakes.services, desk, fakes.elsewhere, reload)


@pytest.fixture
def bench(tmp_path: Path) -> OpenBench:
    @asynccontextmanager
    async def open_bench(
        notes: str | None = None,
        spec: str | None = None,
        *,
        size: tuple[int, int] = (140, 45),
        config: Config | None = None,
        missing: str = "",
        executor: Executor | None = None,
    ) -> AsyncIterator[Bench]:
        for name, text in (("notes.md", notes), ("notes.spec.md", spec)):
            if text is not None:
                (tmp_path / name).write_text(text, encoding="utf-8")
        fakes = Fakes(tmp_path)
        fakes.executor.missing = missing
        fakes.in_place = executor
        app = make_app(tmp_path, fakes, config)
        async with app.run_test(size=size) as pilot:
            made = Bench(app, pilot, fakes, tmp_path)
            await made.until(lambda: app.workbench.opened and app.workbench.notes.has_focus)
            yield made

    return open_bench
