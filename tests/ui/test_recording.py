"""Why this file exists: what happens in the workbench is in its history without anybody asking for it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from textual.app import App

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.history import Sort, Version
from hybridtui.core.refining.events import Stopped
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from hybridtui.store import shared_file
from hybridtui.store.history import failures
from hybridtui.store.history.database import HistoryDatabase
from hybridtui.store.history.file import HistoryFile
from hybridtui.store.replies.folder import ReplyFolder
from hybridtui.ui import recorder
from hybridtui.ui.timeline.screen import TimelineScreen
from hybridtui.ui.timeline.version_list import VersionList
from tests.fakes import item
from tests.ui.conftest import Bench, OpenBench
from tests.ui.reply.test_copying import SPEC
from tests.ui.reply.test_replies import keep

T = TypeVar("T")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pause is worth a version."""
    monkeypatch.setattr(recorder, "SPACING", 0.0)


def history(folder: Path) -> HistoryFile:
    return HistoryFile(folder / "history.db", lambda: "notes", 0)


def texts(folder: Path, sort: Sort) -> list[str]:
    """The versions of a sort, the oldest first."""
    kept = history(folder)
    return [kept.text(each.id) for each in reversed(kept.versions()) if each.sort is sort]


def abouts(folder: Path, sort: Sort) -> list[str]:
    return [each.about for each in reversed(history(folder).versions()) if each.sort is sort]


async def timeline(b: Bench) -> TimelineScreen:
    await b.pilot.press("ctrl+g", "T")
    await b.until(lambda: isinstance(b.app.screen, TimelineScreen))
    screen = b.app.screen
    assert isinstance(screen, TimelineScreen)
    await b.until(lambda: screen.query_one(VersionList).current)
    return screen


async def walked_to(b: Bench, screen: TimelineScreen, sort: Sort) -> Version:
    """Go down to the next version of that sort."""
    versions = screen.query_one(VersionList)
    await b.pilot.press("j")
    while versions.current and versions.current.sort is not sort:
        await b.pilot.press("j")
    assert versions.current
    return versions.current


async def test_what_is_open_is_kept_and_what_it_becomes_at_each_pause(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("One.\n", "- Two\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n"])
        await b.until(lambda: texts(tmp_path, Sort.SPEC) == ["- Two\n"])
        await b.pilot.press(*"more")
        await b.until(lambda: texts(tmp_path, Sort.NOTES)[-1] == "moreOne.\n")
        await b.pilot.press("ctrl+g", "3", "x")
        await b.until(lambda: texts(tmp_path, Sort.SPEC)[-1] == "x- Two\n")


async def test_a_burst_is_one_version_and_nothing_of_it_is_missing_in_the_end(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "SPACING", 3600.0)
    monkeypatch.setattr(recorder, "LONGEST", 0.6)
    async with bench("One.\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n"])
        await b.pilot.press(*"abcdef")
        await b.until(lambda: texts(tmp_path, Sort.NOTES)[-1] == "abcdefOne.\n")
        assert len(texts(tmp_path, Sort.NOTES)) <= 3


async def test_what_was_typed_last_is_kept_when_the_workbench_is_left(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "SPACING", 3600.0)
    async with bench("One.\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n"])
        await b.pilot.press(*"late", "ctrl+q")
        await b.until(lambda: not b.app.is_running)
    assert texts(tmp_path, Sort.NOTES) == ["One.\n", "lateOne.\n"]


async def test_who_only_reads_keeps_no_version_of_what_another_writes(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("One.") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One."])
        b.screen.reading = True
        (tmp_path / "notes.md").write_text("One. Two.")
        b.fakes.watcher.say()
        await b.until(lambda: b.screen.notes.text == "One. Two.")
        await b.screen.recorder.settle()
        assert texts(tmp_path, Sort.NOTES) == ["One."]


async def test_notes_without_a_word_are_no_version(bench: OpenBench, tmp_path: Path) -> None:
    async with bench() as b:
        await b.pilot.press("ctrl+q")
        await b.until(lambda: not b.app.is_running)
    assert history(tmp_path).versions() == ()


async def test_each_draft_that_ends_is_kept_also_when_it_is_stopped(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("A. B.\n") as b:
        await b.until(lambda: b.fakes.refiner.submitted)
        b.fakes.refiner.draft(item("a", "Do A"), item("b", "Do B"))
        await b.until(lambda: abouts(tmp_path, Sort.DRAFT) == ["2 items"])
        assert texts(tmp_path, Sort.DRAFT) == ["## Requirements\n\n- Do A\n- Do B\n"]
        await b.pilot.press("ctrl+g", "r")
        b.fakes.refiner.draft(item("a", "Do A better"))
        await b.until(lambda: abouts(tmp_path, Sort.DRAFT) == ["2 items", "1 item"])
        await b.pilot.press("ctrl+g", "r")
        await b.until(lambda: len(b.fakes.refiner.submitted) == 3)
        b.fakes.refiner.say(Stopped(3, b.screen.session.draft.stats))
        await b.until(lambda: b.screen.session.draft.run.value == "stopped")
        await b.screen.recorder.settle()
        assert abouts(tmp_path, Sort.DRAFT) == ["2 items", "1 item"]  # the same items are no other draft


async def test_a_spec_is_kept_before_the_program_puts_something_into_it(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "SPACING", 3600.0)
    async with bench("A.\n", "mine\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.SPEC) == ["mine\n"])
        b.fakes.refiner.draft(item("a", "Do A"))
        await b.until(lambda: b.screen.session.fresh)
        await b.pilot.press("ctrl+g", "3", "!")
        await b.pilot.press("ctrl+g", "a")
        await b.until(lambda: "Do A" in b.screen.spec.text)
        await b.until(lambda: texts(tmp_path, Sort.SPEC) == ["mine\n", "!mine\n"])


async def test_a_hand_off_leaves_its_spec_the_very_bytes_and_the_reply(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("A.", SPEC) as b:
        b.fakes.executor.answer(
            ReplyStarted("claude-opus-5-5"), ReplyText("Done. "), ReplyText("Really."), ReplyEnded("end_turn", Usage(9))
        )
        b.fakes.executor.answer(None)
        await b.sign()
        await b.until(lambda: texts(tmp_path, Sort.REPLY) == ["Done. Really."])
        approved = b.fakes.executor.sent[0]
        kept = {each.sort: each for each in history(tmp_path).versions()}
        assert kept[Sort.SIGN_OFF].digest == approved.sign_off
        assert kept[Sort.SIGN_OFF].of == kept[Sort.SPEC].digest
        assert texts(tmp_path, Sort.SIGN_OFF)[0].encode() == approved.envelope.canonical()
        assert abouts(tmp_path, Sort.SIGN_OFF) == [f"{approved.sign_off[:8]}, Claude API, Opus 5.5"]
        assert kept[Sort.REPLY].of == b.screen.session.reply.id
        assert abouts(tmp_path, Sort.REPLY) == ["Opus 5.5, complete, <$0.0001"]


async def test_what_arrived_of_a_reply_is_kept_when_the_workbench_is_left(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("A.", SPEC) as b:
        b.fakes.executor.answer(ReplyStarted("claude-opus-5-5"), ReplyText("Half of"))
        await b.sign()
        await b.until(lambda: b.screen.session.reply.text == "Half of")
        await b.pilot.press("ctrl+q", "ctrl+q")
        await b.until(lambda: not b.app.is_running)
    assert texts(tmp_path, Sort.REPLY) == ["Half of"]
    assert "stopped" in abouts(tmp_path, Sort.REPLY)[0]


async def test_a_reply_that_a_crash_cut_short_is_kept_at_the_next_start_once(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, text="Cut short.")
    for _ in range(2):
        async with bench("A.", SPEC) as b:
            await b.until(lambda: texts(tmp_path, Sort.REPLY))
            await b.screen.recorder.settle()
            assert texts(tmp_path, Sort.REPLY) == ["Cut short."]


async def test_a_version_is_put_back_as_one_step_and_the_text_before_is_a_version(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "SPACING", 3600.0)
    async with bench("first\n\nlast\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["first\n\nlast\n"])
        await b.pilot.press(*"typed", "ctrl+end", *"more")
        screen = await timeline(b)
        assert texts(tmp_path, Sort.NOTES)[-1] == "typedfirst\n\nlast\nmore"
        await walked_to(b, screen, Sort.NOTES)
        await b.pilot.press("r")
        await b.until(lambda: b.app.screen is b.screen and b.screen.notes.text == "first\n\nlast\n")
        assert b.screen.notes.has_focus
        assert any("Undo (^z)" in notice.message for notice in b.app._notifications)
        await b.pilot.press("ctrl+z")
        assert b.screen.notes.text == "typedfirst\n\nlast\nmore"
        await b.screen.recorder.settle()
        assert texts(tmp_path, Sort.NOTES) == ["first\n\nlast\n", "typedfirst\n\nlast\nmore"]


async def test_a_spec_that_is_put_back_is_on_the_disk_and_in_the_history(bench: OpenBench, tmp_path: Path) -> None:
    async with bench("A.", "- One\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.SPEC) == ["- One\n"])
        await b.pilot.press("ctrl+g", "3", "ctrl+end", *"- Two")
        await b.until(lambda: texts(tmp_path, Sort.SPEC)[-1] == "- One\n- Two")
        screen = await timeline(b)
        first = screen.query_one(VersionList).current
        if first and first.sort is not Sort.SPEC:
            await walked_to(b, screen, Sort.SPEC)
        await b.pilot.press("G")
        while (found := screen.query_one(VersionList).current) and found.sort is not Sort.SPEC:
            await b.pilot.press("k")
        await b.pilot.press("r")
        await b.until(lambda: b.app.screen is b.screen and b.screen.spec.text == "- One\n")
        await b.until(lambda: (tmp_path / "notes.spec.md").read_text() == "- One\n")
        await b.until(lambda: texts(tmp_path, Sort.SPEC)[-1] == "- One\n")


async def test_a_reply_opens_in_its_pane_while_its_file_is_there(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, text="An old answer.")
    (reply,) = ReplyFolder(tmp_path / "notes.replies").kept()
    kept = history(tmp_path)
    kept.add(Sort.REPLY, "Gone.", "Opus 5.5, complete", "another hand-off")
    kept.add(Sort.REPLY, "An old answer.", "Opus 5.5, open", reply.hand_off)
    async with bench("A.", SPEC) as b:
        for text, shown in (("An old answer.", True), ("Gone.", False)):
            screen = await timeline(b)
            versions = screen.query_one(VersionList)
            while versions.current and kept.text(versions.current.id) != text:
                await b.pilot.press("j")
            await b.pilot.press("r")
            await b.until(lambda: b.app.screen is b.screen)
            if shown:
                await b.until(lambda: "An old answer." in b.screen.claude.plain)
            else:
                await b.until(lambda: any("is gone" in each.message for each in b.app._notifications))


async def test_work_goes_on_without_a_history_and_that_is_told_once(bench: OpenBench, tmp_path: Path) -> None:
    (tmp_path / "history.db").mkdir()
    async with bench("A.\n") as b:
        await b.pilot.press(*"xy")
        await b.until(lambda: (tmp_path / "notes.md").read_text() == "xyA.\n")
        await b.until(lambda: b.app._notifications)
        await b.pilot.press("z")
        await b.screen.recorder.settle()
        titles = [notice.title for notice in b.app._notifications]
        assert titles == ["The history is not kept"]


async def test_no_key_waits_for_a_slow_history(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    gate = threading.Event()
    add = HistoryFile.add

    def slow(self: HistoryFile, sort: Sort, text: str, about: str = "", of: str = "") -> str:
        gate.wait(60)
        return add(self, sort, text, about, of)

    monkeypatch.setattr(HistoryFile, "add", slow)
    try:
        async with bench("A.\n", config=Config()) as b, asyncio.timeout(30):
            await b.pilot.press(*"typed")
            await b.until(lambda: b.screen.notes.text == "typedA.\n")
            gate.set()
    finally:
        gate.set()


async def test_a_version_that_cannot_be_read_changes_nothing(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: HistoryFile, id: int) -> str:
        raise HybridError("That version cannot be read")

    async with bench("A.\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES))
        await timeline(b)
        monkeypatch.setattr(HistoryFile, "text", gone)
        await b.pilot.press("r")
        await b.until(lambda: any(each.title == "That version cannot be read" for each in b.app._notifications))
        assert b.screen.notes.text == "A.\n"


@contextmanager
def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program writes the history, and does not end."""
    monkeypatch.setattr(shared_file, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(folder / "history.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield


async def test_what_could_not_be_kept_is_kept_once_the_history_is_free(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "AGAIN", 0.1)
    async with bench("One.\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n"])
        with locked(tmp_path, monkeypatch):
            await b.pilot.press("a")
            await b.until(lambda: b.screen.services.history.waiting)
            await b.until(lambda: any(each.title == failures.TITLE for each in b.app._notifications))
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n", "aOne.\n"])
        assert b.screen.parting_words() is None


async def test_what_could_never_be_kept_is_told_as_the_workbench_is_left(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench("One.\n") as b:
        await b.until(lambda: texts(tmp_path, Sort.NOTES) == ["One.\n"])
        with locked(tmp_path, monkeypatch):
            await b.pilot.press("a", "ctrl+q")
            await b.until(lambda: not b.app.is_running)
            words = b.screen.parting_words()
    assert words is not None
    assert "1 version could not be kept in the history" in words.plain


async def test_who_leaves_waits_once_for_a_history_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, notes, tries = history(tmp_path), ["One."], []
    file.add(Sort.NOTES, "One.")
    write = HistoryDatabase.write

    def tried(self: HistoryDatabase, work: Callable[[sqlite3.Connection], T]) -> T:
        tries.append(notes[-1])
        return write(self, work)

    async with App[None]().run_test() as pilot:
        kept = recorder.Recorder(
            pilot.app,
            lambda: file,
            notes=lambda: notes[-1],
            spec=lambda: "- Do A",
            tell=lambda error: None,
            writes=lambda: True,
        )
        with locked(tmp_path, monkeypatch):
            monkeypatch.setattr(HistoryDatabase, "write", tried)
            for text in ("Two.", "Three."):
                notes.append(text)
                kept.notes.touch()
                kept.spec.touch()
                await kept.settle()
            assert tries == ["Two.", "Three."]
        await kept.settle()
    assert texts(tmp_path, Sort.NOTES) == ["One.", "Two.", "Three."]
    assert texts(tmp_path, Sort.SPEC) == ["- Do A"]
