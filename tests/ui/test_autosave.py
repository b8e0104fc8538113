"""Why this file exists: a slow disk and a full one must lose nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.app import App

from hybridtui.core.errors import HybridError
from hybridtui.core.ports import Document
from hybridtui.ui.papers import autosave
from hybridtui.ui.papers.autosave import Autosave

ERROR = HybridError("Not saved: notes.md", "No space left on device.", "Free some space.")


class SlowDisk:
    """Documents whose writes wait for `gate`, and fail while `broken`."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.broken = False
        self.waiting = 0
        self.writes: list[str] = []

    def load(self, path: str) -> Document:
        return Document(path, "")

    def save(self, document: Document, text: str) -> Document:
        self.waiting += 1
        assert self.gate.wait(30)
        if self.broken:
            raise ERROR
        self.writes.append(text)
        return replace(document, text=text)


class Desk:
    """An editor's text, kept on a slow disk."""

    def __init__(self, app: App[None]) -> None:
        self.disk = SlowDisk()
        self.text = ""
        self.outcomes: list[HybridError | None] = []
        self.file = Autosave(
            app, self.disk, Document("notes.md", ""), lambda: self.text, lambda _, error: self.outcomes.append(error)
        )

    def type(self, text: str) -> None:
        self.text += text
        self.file.touch()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; the test's own time limit is the only clock."""
        while not condition():  # noqa: ASYNC110 - the writes happen on a thread
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "DELAY", 0.01)
    monkeypatch.setattr(autosave, "AGAIN", 0.02)


async def test_what_is_typed_while_a_write_hangs_is_written_too() -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app)
        desk.disk.gate.clear()
        desk.type("ab")
        await desk.until(lambda: desk.disk.waiting == 1)
        desk.type("cd")
        await desk.until(lambda: not desk.file.due)
        desk.disk.gate.set()
        await desk.until(lambda: len(desk.outcomes) == 2)
        assert desk.disk.writes[-1] == "abcd"


async def test_leaving_after_a_hanging_write_saves_the_last_key() -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app)
        desk.type("ab")
        await desk.until(lambda: len(desk.outcomes) == 1)
        desk.type("cd")
        desk.file.flush()
        assert desk.disk.writes == ["ab", "abcd"]
        desk.file.flush()
        assert desk.disk.writes == ["ab", "abcd"]


async def test_a_failed_write_is_tried_again_without_a_key() -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app)
        desk.disk.broken = True
        desk.type("ab")
        await desk.until(lambda: len(desk.outcomes) >= 2)
        assert desk.outcomes[:2] == [ERROR, ERROR]
        desk.disk.broken = False
        await desk.until(lambda: None in desk.outcomes)
        assert desk.disk.writes == ["ab"]
