"""Why this file exists: a review is tried on a workbench that is opened again and again on the same folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from threading import Event

from hybridtui.app import HybridApp, desk
from hybridtui.core.checkpoint.machine import State
from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.request import Request
from hybridtui.core.ports import Executor
from hybridtui.core.secrets import Secret
from hybridtui.store.workspaces.workspace import Workspace
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.checkpoint.sheet import Sheet
from tests.core.secrets.made import vendor_keys
from tests.fakes import Fakes
from tests.ui.conftest import Bench

TOKEN = vendor_keys(Random(4))["GitHub token"]


@dataclass
class GatedScanner:
    """Looks for `words` once `gate` is open; `broken` is what comes of it instead while a test says so."""

    words: str = ""
    gate: Event = field(default_factory=Event)
    broken: HybridError | None = None
    asked: list[str] = field(default_factory=list)
    available: bool = True

    def scan(self, text: str) -> tuple[Secret, ...]:
        self.asked.append(text)
        assert self.gate.wait(60)
        if self.broken:
            raise self.broken
        start = text.find(self.words) if self.words else -1
        return (Secret("odd word", (start, start + len(self.words))),) if start >= 0 else ()


class Reviewer(Bench):
    """A workbench at whose checkpoint findings are answered."""

    @property
    def sheet(self) -> Sheet:
        return self.app.screen.query_one(Sheet)

    @property
    def rules(self) -> list[str]:
        """The rules of what was found, in the order of the checkpoint."""
        return [finding.rule for finding in self.screen.session.examination.findings]

    @property
    def sent(self) -> list[str]:
        """The specs that went out."""
        return [Request.parse(approved.envelope.payload).spec for approved in self.fakes.executor.sent]

    async def at_checkpoint(self) -> None:
        """Open it, and wait until everything has been looked over."""
        await self.review()
        await self.ready()

    async def go_to(self, rule: str) -> None:
        """Walk to the finding of `rule`."""
        await self.pilot.press("g")
        for _ in range(60):
            if self.sheet.finding and self.sheet.finding.rule == rule:
                return
            await self.pilot.press("j")
        raise AssertionError(f"no finding of {rule} among {self.rules}")

    async def answer(self, rule: str, *keys: str) -> None:
        """Press `keys` on the finding of `rule`, and wait until everything has been looked over again."""
        await self.go_to(rule)
        before = self.screen.session.examination
        await self.pilot.press(*keys)
        await self.until(lambda: self.screen.session.examination is not before)
        await self.until(lambda: isinstance(self.app.screen, CheckpointScreen))
        await self.ready()

    async def type_code(self, code: str | None = None) -> None:
        """Type the code, and wait until the checkpoint is left."""
        await self.pilot.press("s", *(code or self.checkpoint.code), "enter")
        await self.back()

    async def leave(self) -> None:
        """Go back without signing."""
        await self.pilot.press("escape")
        await self.back()

    async def is_refused(self, code: str) -> None:
        """Type a code that is shown no more, and leave: nothing is signed by it, and nothing sent."""
        await self.pilot.press("s", *code, "enter")
        assert self.checkpoint.state is State.OPEN
        await self.pilot.press("escape")
        await self.leave()
        assert self.sent == []

    async def back(self) -> None:
        """Wait until the workbench is on the screen, and knows that it is."""
        await self.until(lambda: self.app.screen is self.screen and self.screen.session.checkpoint is None)

    async def close(self) -> None:
        """Save and leave."""
        await self.pilot.press("ctrl+q")
        await self.until(lambda: self.fakes.refiner.closed)


@asynccontextmanager
async def opened(
    folder: Path,
    notes: str | None = None,
    spec: str | None = None,
    *,
    config: Config | None = None,
    scanner: GatedScanner | None = None,
    executor: Executor | None = None,
) -> AsyncIterator[Reviewer]:
    """The workbench on the files of `folder`, of which `notes` and `spec` are written first where they are given."""
    for name, text in (("notes.md", notes), ("notes.spec.md", spec)):
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    fakes = Fakes(folder, in_place=executor)
    app = HybridApp(
        lambda: replace(fakes.services(), scanner=scanner),
        desk(Workspace.of(folder / "notes.md"), config or Config(), fakes.claim),
        fakes.elsewhere,
    )
    async with app.run_test(size=(120, 40)) as pilot:
        made = Reviewer(app, pilot, fakes, folder)
        await made.until(lambda: app.workbench.opened and app.workbench.notes.has_focus)
        yield made
