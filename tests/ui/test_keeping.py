"""Why this file exists: what a crash interrupted is brought back, and of two workbenches only one writes."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.workspaces.claim import Holder
from hybridtui.store import atomic
from hybridtui.store.documents.journal import JournalFile
from hybridtui.ui.central import claiming
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from hybridtui.ui.papers.read_only_line import ReadOnlyLine
from tests.fakes import Fakes
from tests.ui.conftest import Bench, OpenBench

THERE = Holder(4711, "2026-11-23T14:03:00+00:00", "/dev/pts/3", "here")


def journal(folder: Path, name: str = "notes.md") -> JournalFile:
    return JournalFile(folder / ".journals", str(folder / name))


def told(b: Bench) -> str:
    """The notices on the screen."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in b.app._notifications)


def line(b: Bench) -> str:
    """The line that says why nothing can be written; empty without one."""
    lines = b.screen.query(ReadOnlyLine)
    return str(lines.first().render()) if lines else ""


async def test_what_was_typed_after_the_last_save_comes_back_and_says_so(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("Saved.", "Saved. Typed.")
    async with bench("Saved.") as b:
        assert b.screen.notes.text == "Saved. Typed."
        assert "Recovered" in told(b)
        assert "7 characters of notes.md" in told(b)
        await b.until(lambda: (b.folder / "notes.md").read_text() == "Saved. Typed.")
        await b.until(lambda: not list((tmp_path / ".journals").iterdir()))


async def test_a_recovery_can_be_undone(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("Saved.", "Saved. Typed.")
    async with bench("Saved.") as b:
        await b.pilot.press("ctrl+z")
        await b.until(lambda: b.screen.notes.text == "Saved.")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "Saved.")


async def test_spec_and_decisions_come_back_too(bench: OpenBench, tmp_path: Path) -> None:
    trace = json.dumps({"version": 2, "links": [], "set_aside": {"k": "why"}})
    journal(tmp_path, "notes.spec.md").keep("- Do A\n", "- Do A\n- Do B\n")
    journal(tmp_path, "notes.trace.json").keep("", trace)
    async with bench("A.", "- Do A\n") as b:
        assert b.screen.spec.text == "- Do A\n- Do B\n"
        assert b.screen.session.record.aside == {"k": "why"}
        trace_file = b.folder / "notes.trace.json"
        await b.until(lambda: trace_file.exists() and "why" in trace_file.read_text())


async def test_a_trace_that_cannot_be_read_is_kept_before_another_takes_its_place(
    bench: OpenBench, tmp_path: Path
) -> None:
    trace = '<<<<<<< here\n{"set_aside": {"k": "why I said no"}}\n'
    (tmp_path / "notes.trace.json").write_text(trace)
    async with bench("A.", "- Do A\n") as b:
        assert "kept as notes.trace.json.damaged-" in told(b)
        b.screen.spec.insert("- Do B\n")
        await b.until(lambda: (tmp_path / "notes.trace.json").read_text() != trace)
    (aside,) = (name for name in os.listdir(tmp_path) if name.startswith("notes.trace.json.damaged-"))
    assert (tmp_path / aside).read_text() == trace


async def test_what_another_program_wrote_meanwhile_stays(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("One.\n", "One.\nTyped.\n")
    async with bench("Theirs.\nOne.\n") as b:
        assert b.screen.notes.text == "Theirs.\nOne.\nTyped.\n"
        assert "merged" in told(b)


async def test_without_anything_to_recover_nothing_is_said_or_written(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("One.", "One. Two.")
    async with bench("One. Two.") as b:
        assert told(b) == ""
        assert b.screen.notes.text == "One. Two."
        assert list((tmp_path / ".journals").iterdir()) == []


async def test_on_a_full_disk_what_is_typed_outlives_leaving(
    bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with bench("Saved.") as b:
        with monkeypatch.context() as disk:
            disk.setattr(atomic, "_replace", full)
            b.screen.notes.insert("Typed. ")
            await b.pilot.pause()
            await b.pilot.press("ctrl+q")
            await b.until(lambda: "Not saved: notes.md" in told(b))
            assert "next start" in told(b)
            assert not b.fakes.refiner.closed
            await b.pilot.press("ctrl+q")
            await b.until(lambda: b.fakes.refiner.closed)
    assert (tmp_path / "notes.md").read_text() == "Saved."
    async with bench() as b:
        assert b.screen.notes.text == "Typed. Saved."
        await b.until(lambda: (tmp_path / "notes.md").read_text() == "Typed. Saved.")


# Two on one workspace


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbench under test is not the first on its notes."""
    monkeypatch.setattr(claiming, "HEED", 0.02)
    monkeypatch.setattr(claiming, "PATIENCE", 0.2)
    original = Fakes.__init__

    def made(self: Fakes, *args: object, **more: object) -> None:
        original(self, *args, **more)  # type: ignore[arg-type]
        self.claim.elsewhere, self.claim.held = THERE, False

    monkeypatch.setattr(Fakes, "__init__", made)


@pytest.mark.usefixtures("second")
async def test_the_second_reads_says_who_writes_and_writes_nothing(bench: OpenBench) -> None:
    async with bench("One.", "- Do A\n") as b:
        assert "pts/3" in line(b)
        assert "^g O takes them over" in line(b)
        await b.pilot.press("x")
        assert b.screen.notes.text == "One."
        await b.pilot.press("ctrl+g", "h")
        await b.pilot.press("ctrl+q")
        await b.until(lambda: b.fakes.refiner.closed)
        assert b.app.screen is b.screen  # no checkpoint
    assert not {"notes.trace.json", ".journals"} & {path.name for path in b.folder.iterdir()}


@pytest.mark.usefixtures("second")
async def test_the_second_leaves_the_journal_of_the_first_alone(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("One.", "One. Two.")
    async with bench("One.") as b:
        assert b.screen.notes.text == "One."
        assert told(b) == ""
    left = journal(tmp_path).left()
    assert left
    assert left.text == "One. Two."


@pytest.mark.usefixtures("second")
async def test_taking_over_asks_and_goes_on_from_what_was_saved(
    bench: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "PATIENCE", 60)
    async with bench("One.") as b:
        await b.pilot.press("ctrl+g", "O")
        await b.until(lambda: b.fakes.claim.asking)
        (b.folder / "notes.md").write_text("One. Two.")
        b.fakes.claim.elsewhere = None
        await b.until(lambda: not b.screen.reading)
        assert b.screen.notes.text == "One. Two."
        await b.until(lambda: line(b) == "")
        await b.pilot.press("ctrl+end", "x")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "One. Two.x")
        assert not b.fakes.claim.asking


@pytest.mark.usefixtures("second")
async def test_where_the_first_does_not_answer_the_human_decides(bench: OpenBench, tmp_path: Path) -> None:
    journal(tmp_path).keep("One.", "One. Unsaved.")
    async with bench("One.") as b:
        for answer, held in (("n", False), ("y", True)):
            await b.pilot.press("ctrl+g", "O")
            await b.until(lambda: isinstance(b.app.screen, ConfirmScreen) and b.app.screen.seen)
            assert not b.fakes.claim.asking
            await b.pilot.press(answer)
            await b.until(lambda: b.app.screen is b.screen)
            await b.until(lambda held=held: b.screen.reading is not held)  # type: ignore[misc]
        assert b.screen.notes.text == "One. Unsaved."
        assert "Recovered" in told(b)


async def test_who_is_asked_saves_and_reads_from_then_on(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "HEED", 0.02)
    async with bench("") as b:
        await b.pilot.press("x")
        b.fakes.claim.wanted = True
        await b.until(lambda: b.screen.reading)
        assert (b.folder / "notes.md").read_text() == "x"
        assert not b.fakes.claim.held
        assert "asked for these notes" in line(b)
        await b.pilot.press(*"yes, quit", "z")  # who types on when that happens gives no commands
        assert b.screen.notes.text == "x"
        assert not b.fakes.refiner.closed
        await b.pilot.press("ctrl+g", "2")
        assert b.screen.pane == "draft"


async def test_who_was_passed_over_leaves_the_files_alone(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "HEED", 0.02)
    async with bench("One.", "- Do A\n") as b:
        await b.review()
        b.fakes.claim.elsewhere, b.fakes.claim.held = THERE, False
        (b.folder / "notes.md").write_text("Theirs.")
        b.screen.notes.insert("Mine. ")
        await b.until(lambda: b.screen.reading)
        await b.until(lambda: b.app.screen is b.screen)
        assert b.screen.session.checkpoint is None
        assert "took these notes over" in line(b)
        assert "typed last is only here" in line(b)
        await b.pilot.press("ctrl+q")
        await b.until(lambda: "Not saved: what you typed last" in told(b))
        assert not b.fakes.refiner.closed
        await b.pilot.press("ctrl+q")
        await b.until(lambda: b.fakes.refiner.closed)
    assert (b.folder / "notes.md").read_text() == "Theirs."


async def test_what_was_typed_when_another_took_over_is_saved_when_it_is_taken_back(
    bench: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "HEED", 0.02)
    async with bench("One.\n") as b:
        b.fakes.claim.elsewhere, b.fakes.claim.held = THERE, False
        b.screen.notes.insert("Mine.\n")
        await b.until(lambda: b.screen.reading)
        b.fakes.claim.elsewhere = None
        await b.pilot.press("ctrl+g", "O")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "Mine.\nOne.\n")


async def test_the_key_is_offered_only_where_there_is_something_to_take_over(bench: OpenBench) -> None:
    async with bench("One.") as b:
        assert not b.screen.check_action("take_over", ())
        assert b.screen.check_action("hand_off", ())


async def test_where_nothing_can_be_kept_between_two_runs_that_is_told_and_once(
    bench: OpenBench, tmp_path: Path
) -> None:
    async with bench("A.") as b:
        unkept = HybridError("Nothing can be kept")
        b.screen.desk = b.screen.desk._replace(unkept=lambda: unkept)
        b.screen.tell_of_keeping(HybridError("no history"))
        b.screen.tell_of_keeping(HybridError("no list"))
        await b.until(lambda: "Nothing can be kept" in told(b))
        assert told(b).count("Nothing can be kept") == 1
        b.screen.desk = b.screen.desk._replace(unkept=lambda: None)
        b.screen.tell_of_keeping(HybridError("no list"))
        await b.until(lambda: "no list" in told(b))
        assert "no history" not in told(b)


async def test_a_claim_that_nobody_took_is_had_back_and_what_was_typed_meanwhile_is_saved(
    bench: OpenBench, tmp_path: Path
) -> None:
    async with bench("A.") as b:
        b.fakes.claim.held = False
        await b.pilot.press("x")
        await b.until(lambda: b.fakes.claim.held)
        await b.until(lambda: (b.folder / "notes.md").read_text() == "xA.")
        assert line(b) == ""
