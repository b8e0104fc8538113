"""Why this file exists: what another program writes while one types is neither lost nor in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hybridtui.core.checkpoint.machine import State
from hybridtui.core.trace.record import Record
from hybridtui.ui.dialogs.resolve import ResolveScreen
from hybridtui.ui.papers import autosave
from tests.fakes import item
from tests.ui.conftest import Bench, OpenBench

LINES = "\n".join(f"line {number} of the notes" for number in range(60)) + "\n"
CONFLICT = "<<<<<<< here\nmax 80 MB\n=======\nmax 20 MB\n>>>>>>> outside"


def write(b: Bench, text: str, name: str = "notes.md") -> None:
    """Another program saves `name`, as vim does: under another name first. The workbench is told."""
    other = b.folder / ".elsewhere.tmp"
    other.write_text(text, encoding="utf-8")
    os.utime(other, (1, 1))
    other.replace(b.folder / name)
    b.fakes.watcher.say()


def told(b: Bench) -> str:
    return "\n".join(f"{notice.title} {notice.message}" for notice in b.app._notifications)


async def watched(b: Bench) -> None:
    await b.until(lambda: b.fakes.watcher.watched)


async def test_an_outside_edit_shows_up_with_cursor_and_first_line_in_their_places(bench: OpenBench) -> None:
    async with bench(LINES) as b:
        await watched(b)
        notes = b.screen.notes
        notes.move_cursor((40, 8))
        await b.until(lambda: notes.scroll_offset.y > 0)
        first = notes.document.get_line(notes.wrapped_document.offset_to_location(notes.scroll_offset)[0])
        write(b, "new\n" + LINES.replace("line 2 of", "line two of") + "more\n")
        await b.until(lambda: notes.text.startswith("new\n"))
        assert "line two of" in notes.text
        assert notes.cursor_location == (41, 8)
        assert notes.document.get_line(notes.wrapped_document.offset_to_location(notes.scroll_offset)[0]) == first
        await b.until(lambda: "notes.md changed outside: 3 lines" in told(b))
        notes.undo()
        assert notes.text == LINES
        await b.until(lambda: (b.folder / "notes.md").read_text() == LINES)


async def test_what_the_humans_own_editor_saves_is_brought_in_at_its_end_and_told_as_theirs(bench: OpenBench) -> None:
    async with bench("first\n", "- Do A\n") as b:
        await watched(b)
        async with b.screen._papers.outside.lent(str(b.folder / "notes.md")):
            write(b, "first\nsecond\n")
            write(b, "- Do A\n- Do B\n", "notes.spec.md")
            await b.until(lambda: "notes.spec.md changed outside: 1 line" in told(b))
            assert b.screen.notes.text == "first\n"
        assert b.screen.notes.text == "first\nsecond\n"
        await b.until(lambda: "notes.md changed in your editor: 1 line" in told(b))
        write(b, "first\nsecond\nthird\n")
        await b.until(lambda: "notes.md changed outside: 1 line" in told(b))


async def test_what_is_typed_and_not_saved_is_merged_with_it(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "DELAY", 3.0)  # or a busy machine saves it first
    async with bench("first\n") as b:
        await watched(b)
        await b.pilot.press("ctrl+end", "x", "y")
        write(b, "FIRST\nfrom outside\n")
        await b.until(lambda: "from outside" in b.screen.notes.text)
        await b.pilot.press("z")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "FIRST\nfrom outside\nxyz")
        assert b.screen.notes.text == "FIRST\nfrom outside\nxyz"


async def test_our_own_writing_is_not_taken_for_that_of_others(bench: OpenBench) -> None:
    async with bench("") as b:
        await watched(b)
        await b.pilot.press("a")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "a")
        b.fakes.watcher.say()
        await b.pilot.press("b")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "ab")
        assert "changed outside" not in told(b)
        assert b.screen.notes.text == "ab"


async def test_an_edit_that_arrives_while_a_save_is_under_way_is_not_lost(
    bench: OpenBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench("a\n") as b:
        await watched(b)
        real, interruptions = os.replace, ["a\nfrom outside\n"]

        def interrupted(source: Path, target: Path) -> None:
            real(source, target)
            if interruptions and Path(target).name == "notes.md":
                write(b, interruptions.pop() + (b.folder / "notes.md").read_text().removeprefix("a\n"))

        monkeypatch.setattr(os, "replace", interrupted)
        await b.pilot.press("ctrl+end", "x")
        await b.until(lambda: not interruptions)
        await b.pilot.press("y")
        await b.until(lambda: b.screen.notes.text == "a\nfrom outside\nxy")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "a\nfrom outside\nxy")


async def test_what_only_a_save_finds_is_shown_too(bench: OpenBench) -> None:
    async with bench("a\n") as b:
        (b.folder / "notes.md").write_text("a\nunseen\n")
        await b.pilot.press("ctrl+end", "x")
        await b.until(lambda: b.screen.notes.text == "a\nunseen\nx")


async def test_whoever_comes_back_to_the_terminal_sees_what_changed(bench: OpenBench) -> None:
    async with bench("a\n") as b:
        await watched(b)
        (b.folder / "notes.md").write_text("b\n")
        b.app.on_app_focus()
        await b.until(lambda: b.screen.notes.text == "b\n")


async def test_a_review_under_way_is_void_when_the_spec_changes_outside(bench: OpenBench) -> None:
    async with bench("Files are CSV.", "- Files are CSV.\n") as b:
        await watched(b)
        await b.review()
        await b.ready()
        write(b, "- Files are XML.\n", "notes.spec.md")
        await b.until(lambda: b.checkpoint.state is State.VOID)


async def test_a_file_that_goes_is_told_and_comes_back_with_the_next_key(bench: OpenBench) -> None:
    async with bench("keep me") as b:
        await watched(b)
        (b.folder / "notes.md").unlink()
        b.fakes.watcher.say()
        await b.until(lambda: "notes.md is gone" in told(b))
        assert b.screen.notes.text == "keep me"
        await b.pilot.press("x")
        await b.until(lambda: (b.folder / "notes.md").exists())
        assert (b.folder / "notes.md").read_text() == "xkeep me"


async def test_a_folder_in_its_place_is_told_once_and_nothing_is_lost(bench: OpenBench) -> None:
    async with bench("keep me") as b:
        await watched(b)
        (b.folder / "notes.md").unlink()
        (b.folder / "notes.md").mkdir()
        b.fakes.watcher.say()
        b.fakes.watcher.say()
        await b.until(lambda: "Cannot read notes.md" in told(b))
        await b.until(lambda: b.fakes.watcher.seen.empty())
        assert told(b).count("Cannot read notes.md") == 1
        assert b.screen.notes.text == "keep me"


async def test_what_another_workbench_recorded_is_known_here(bench: OpenBench) -> None:
    async with bench("Files are CSV.", "- Files are CSV.\n") as b:
        await watched(b)
        record = Record().take([item("k", "Files are CSV.")]).set_aside("x", reason="later")
        write(b, record.to_json(), "notes.trace.json")
        await b.until(lambda: b.screen.session.record.aside == {"x": "later"})
        assert "trace" not in told(b)
        assert "k" in b.screen.session.record.items


async def test_a_conflict_is_marked_told_and_settled_with_one_key(bench: OpenBench) -> None:
    async with bench("max 50 MB\nend\n") as b:
        await watched(b)
        b.screen.notes.amend("max 80 MB\nend\n")
        write(b, "max 20 MB\nend\n")
        await b.until(lambda: b.screen.notes.text == f"{CONFLICT}\nend\n")
        await b.until(lambda: "1 conflict with what you wrote" in told(b))
        await b.until(lambda: b.screen.session.examination.notes == b.screen.notes.text)
        await b.pilot.press("ctrl+g", "n")
        await b.until(lambda: "⇄" in str(b.screen.notes.border_subtitle))
        await b.pilot.press("ctrl+g", "k")
        await b.until(lambda: isinstance(b.app.screen, ResolveScreen))
        await b.pilot.press("o")
        await b.until(lambda: b.screen.notes.text == "max 20 MB\nend\n")
        await b.until(lambda: b.app.screen is b.screen)
        b.screen.notes.undo()
        assert b.screen.notes.text == f"{CONFLICT}\nend\n"
        await b.pilot.press("ctrl+g", "k")
        await b.until(lambda: isinstance(b.app.screen, ResolveScreen))
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.screen.notes.text == f"{CONFLICT}\nend\n"


async def test_a_conflict_in_the_spec_stands_in_the_way_of_the_sign_off_until_it_is_settled(bench: OpenBench) -> None:
    async with bench("The page loads.", f"- The page loads.\n{CONFLICT}\n") as b:
        await b.review()
        await b.ready()
        assert b.checkpoint.obstacle == "1 conflict waits for a decision."
        await b.pilot.press("f")
        await b.until(lambda: b.screen.spec.text == "- The page loads.\nmax 80 MB\n")
        await b.ready()
        await b.until(lambda: not b.checkpoint.obstacle)


async def test_without_a_conflict_the_key_is_not_offered(bench: OpenBench) -> None:
    async with bench("plain") as b:
        assert b.screen.check_action("resolve", ()) is False
        b.screen.notes.amend(CONFLICT)
        assert b.screen.check_action("resolve", ())
        await b.pilot.press("ctrl+g", "2")
        assert b.screen.check_action("resolve", ()) is False


async def test_a_review_is_of_what_the_file_says_now(bench: OpenBench) -> None:
    async with bench("Files are CSV.", "- Files are CSV.\n") as b:
        await watched(b)
        (b.folder / "notes.spec.md").write_text("- Files are XML.\n")  # and nothing tells of it
        await b.review()
        await b.ready()
        assert b"XML" in b.checkpoint.envelope.payload
        assert b.checkpoint.state is State.OPEN
