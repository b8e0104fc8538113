"""Why this file exists: a slow disk and a full one must lose nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App

from hybridtui.core.errors import HybridError
from hybridtui.core.journal import recover
from hybridtui.core.merging import Merging, merge
from hybridtui.core.workspaces.desk import Document
from hybridtui.store.documents.journal import JournalFile
from hybridtui.ui.papers import autosave
from hybridtui.ui.papers.autosave import Autosave
from tests.fakes import FakeClaim

ERROR = HybridError("Not saved: notes.md", "No space left on device.", "Free some space.")


class SlowDisk:
    """Documents whose writes wait for `gate`, and fail while `broken`."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.broken = False
        self.waiting = 0
        self.theirs = ""
        """What another program has put before the text."""
        self.writes: list[str] = []

    def load(self, path: str) -> Document:
        return Document(path, "")

    def look(self, document: Document) -> Document:
        return document

    def save(self, document: Document, text: str, merging: Merging | None = None) -> Document:
        self.waiting += 1
        assert self.gate.wait(30)
        if self.broken:
            raise ERROR
        text = self.theirs + text
        self.writes.append(text)
        return document._replace(text=text)

    def set_aside(self, path: str, text: str) -> str:
        return self.save(Document(path, ""), text).path


class Desk:
    """An editor's text, kept on a slow disk, and in a journal on a quick one."""

    def __init__(self, app: App[None], folder: Path) -> None:
        self.disk = SlowDisk()
        self.text = ""
        self.outcomes: list[HybridError | None] = []
        self.entries: list[HybridError | None] = []
        self.claim = FakeClaim()
        self.folder = folder
        self.file = Autosave(
            app,
            self.disk,
            Document("notes.md", ""),
            lambda: self.text,
            lambda _, error: self.outcomes.append(error),
            JournalFile(folder / "journals", "notes.md"),
            self.claim,
            self.entries.append,
            merge,
        )

    @property
    def recovered(self) -> str | None:
        """What another process would bring back, were this one killed now."""
        there = self.disk.writes[-1] if self.disk.writes else ""
        left = JournalFile(self.folder / "journals", "notes.md").left()
        found = recover(left, there, True, merge) if left else None
        return found.text if found else None

    def type(self, text: str) -> None:
        self.text += text
        self.file.touch()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; the test's own time limit is the only clock."""
        while not condition():  # noqa: ASYNC110 - the writes happen on a thread
            await asyncio.sleep(0.005)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "KEEP", 0.005)
    monkeypatch.setattr(autosave, "DELAY", 0.01)
    monkeypatch.setattr(autosave, "AGAIN", 0.02)


async def test_what_is_typed_while_a_write_hangs_is_written_too(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.gate.clear()
        desk.type("ab")
        await desk.until(lambda: desk.disk.waiting == 1)
        desk.type("cd")
        await desk.until(lambda: not desk.file.due)
        desk.disk.gate.set()
        await desk.until(lambda: len(desk.outcomes) == 2)
        assert desk.disk.writes[-1] == "abcd"


async def test_leaving_after_a_hanging_write_saves_the_last_key(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.type("ab")
        await desk.until(lambda: len(desk.outcomes) == 1)
        desk.type("cd")
        desk.file.flush()
        assert desk.disk.writes == ["ab", "abcd"]
        desk.file.flush()
        assert desk.disk.writes == ["ab", "abcd"]


async def test_a_failed_write_is_tried_again_without_a_key(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.broken = True
        desk.type("ab")
        await desk.until(lambda: len(desk.outcomes) >= 2)
        assert desk.outcomes[:2] == [ERROR, ERROR]
        desk.disk.broken = False
        await desk.until(lambda: None in desk.outcomes)
        assert desk.disk.writes == ["ab"]


async def test_a_failed_flush_is_tried_again_without_a_key(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.broken = True
        desk.type("ab")
        with pytest.raises(HybridError):
            desk.file.flush()
        desk.disk.broken = False
        await desk.until(lambda: desk.disk.writes == ["ab"])


async def test_who_was_passed_over_during_a_write_leaves_the_journal_to_the_other(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.gate.clear()
        desk.type("ab")
        await desk.until(lambda: desk.disk.waiting == 1)
        desk.claim.held = False
        JournalFile(tmp_path / "journals", "notes.md").keep("ab", "ab of the other")
        desk.disk.gate.set()
        await desk.until(lambda: desk.outcomes == [None])
        assert desk.recovered == "ab of the other"


async def test_while_a_write_hangs_the_journal_has_what_is_typed(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.gate.clear()
        desk.type("ab")
        await desk.until(lambda: desk.disk.waiting == 1)
        desk.type("cd")
        await desk.until(lambda: desk.recovered == "abcd")
        desk.disk.gate.set()
        await desk.until(lambda: desk.disk.writes[-1:] == ["abcd"] and len(desk.outcomes) == 2)
        assert list((tmp_path / "journals").iterdir()) == []


async def test_what_a_full_disk_refuses_is_in_the_journal(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.broken = True
        desk.type("ab")
        await desk.until(lambda: len(desk.outcomes) >= 2)
        assert desk.recovered == "ab"
        with pytest.raises(HybridError):
            desk.file.flush()
        assert desk.recovered == "ab"


async def test_a_journal_that_cannot_be_written_is_told_and_keeps_nobody_from_saving(tmp_path: Path) -> None:
    (tmp_path / "journals").write_text("a file")
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.type("ab")
        await desk.until(lambda: desk.disk.writes == ["ab"])
        await desk.until(lambda: bool(desk.entries))
        assert all(error is None or "cannot be kept" in error.title for error in desk.entries)


async def test_what_another_program_wrote_survives_a_kill_before_the_editor_shows_it(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.disk.theirs = "theirs\n"
        desk.disk.gate.clear()
        desk.type("ab")
        await desk.until(lambda: desk.disk.waiting == 1)
        desk.type("cd")
        await desk.until(lambda: desk.recovered == "abcd")
        desk.disk.gate.set()
        await desk.until(lambda: desk.disk.writes[:1] == ["theirs\nab"])
        desk.disk.gate.clear()
        recovered = desk.recovered
        assert recovered is None or ("theirs" in recovered and "abcd" in recovered)
        desk.disk.gate.set()
        await desk.until(lambda: len(desk.outcomes) == 2)


async def test_who_has_lost_the_claim_writes_nothing(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        desk = Desk(app, tmp_path)
        desk.type("ab")
        desk.claim.held = False
        await desk.until(lambda: desk.outcomes == [None])
        desk.type("cd")
        desk.file.flush()
        assert desk.disk.writes == []
        assert not (tmp_path / "journals").exists()


async def test_a_recovery_that_is_killed_is_made_again(tmp_path: Path) -> None:
    app = App[None]()
    async with app.run_test():
        JournalFile(tmp_path / "journals", "notes.md").keep("", "ab")
        for _ in range(3):
            desk = Desk(app, tmp_path)  # no life is long enough for a save
            recovery = desk.file.recover()
            assert recovery
            assert recovery.text == "ab"
            assert desk.recovered == "ab"
