"""Why this file exists: going from one workspace to another loses nothing, and leaves nothing of the first behind."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Static

from hybridtui.core.config import Config
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState
from hybridtui.core.reply.events import ReplyStarted, ReplyText
from hybridtui.departing import Open
from hybridtui.ui.choice_list import ChoiceList
from hybridtui.ui.dialogs.ask import AskScreen
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from hybridtui.ui.line import Line
from hybridtui.ui.workspaces.screen import WorkspacesScreen
from tests.fakes import item
from tests.ui.conftest import Bench, OpenBench

SPEC = "# Spec\n\n## Requirements\n\n- Make an upload page\n"


def shelve(b: Bench, *names: str) -> None:
    """Put workspaces beside the one that is open, and on the list."""
    shelf = b.fakes.shelf
    for name in names:
        path = b.folder / f"{name}.md"
        path.write_text(f"Notes on {name}.\n", encoding="utf-8")
        shelf.opened(str(path))


async def listed(b: Bench) -> WorkspacesScreen:
    """Open the picker, and wait for its list."""
    await b.until(lambda: str(b.folder / "notes.md") in [one.path for one in b.fakes.services().workspaces.known()])
    await b.pilot.press("ctrl+g", "W")
    await b.until(lambda: isinstance(b.app.screen, WorkspacesScreen) and b.app.screen.query_one(ChoiceList).choices)
    assert isinstance(b.app.screen, WorkspacesScreen)
    return b.app.screen


def rows(screen: WorkspacesScreen) -> list[str]:
    return [" ".join(text.split()) for text, _ in screen.query_one(ChoiceList).choices]


def about(screen: WorkspacesScreen) -> str:
    return str(screen.query_one("#workspaces-about", Static).content)


async def choose(b: Bench, screen: WorkspacesScreen, name: str) -> None:
    """Look for a workspace by its name until it is the one under the cursor."""
    screen.query_one(Line).value = name
    await b.until(lambda: screen.current is not None and screen.current.known.name == name)


async def opened(b: Bench, path: Path) -> None:
    await b.until(lambda: b.screen.desk.notes.path == str(path) and b.screen.is_current and b.screen.notes.has_focus)


async def test_enter_opens_the_workspace_under_the_cursor_and_saves_this_one(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "trip", "plan")
        await b.pilot.press("m", "i", "n", "e", " ")
        before = b.screen
        screen = await listed(b)
        await choose(b, screen, "plan")
        await b.pilot.press("enter")
        await opened(b, b.folder / "plan.md")
        assert b.screen is not before
        assert b.screen.notes.text == "Notes on plan.\n"
        assert (b.folder / "notes.md").read_text() == "mine First notes.\n"
        assert not before.is_attached
        assert b.app.screen_stack.count(before) == 0
        await b.pilot.press("h", "i", " ")
        await b.until(lambda: (b.folder / "plan.md").read_text() == "hi Notes on plan.\n")
        assert (b.folder / "notes.md").read_text() == "mine First notes.\n"


async def test_the_model_goes_on_and_hears_only_of_the_new_notes(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        b.fakes.refiner.draft(item("one", "First line"))
        await b.until(lambda: b.screen.session.draft.items)
        await choose(b, await listed(b), "plan")
        await b.pilot.press("enter")
        await opened(b, b.folder / "plan.md")
        await b.until(lambda: b.fakes.refiner.submitted[-1] == "Notes on plan.\n")
        assert not b.fakes.refiner.closed
        assert b.screen.session.draft.items == ()
        b.fakes.refiner.draft(item("two", "Line of the plan"))
        await b.until(lambda: [one.text for one in b.screen.session.draft.items] == ["Line of the plan"])


async def test_the_claim_goes_with_the_human(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        first = b.fakes.claim
        await choose(b, await listed(b), "plan")
        await b.pilot.press("enter")
        await opened(b, b.folder / "plan.md")
        await b.until(lambda: not first.held)
        assert b.fakes.claim.held


async def test_escape_stays_and_so_does_enter_on_the_one_that_is_open(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        before = b.screen
        for key in ("escape", "enter"):
            screen = await listed(b)
            assert rows(screen)[0].startswith("● ")
            await b.pilot.press(key)
            await b.until(lambda: b.app.screen is before)


async def test_what_cannot_be_saved_keeps_the_human_here(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        before, refusal = b.screen, HybridError("Not saved: notes.md", "No space left.", "Free some space.")
        screen = await listed(b)
        monkeypatch.setattr(before, "flush", lambda: refusal)
        await choose(b, screen, "plan")
        await b.pilot.press("enter")
        await b.until(lambda: "Not saved: notes.md" in about(screen))
        assert b.screen is before


async def test_a_workspace_that_cannot_be_read_keeps_the_human_here(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        (b.folder / "plan.spec.md").mkdir()
        screen = await listed(b)
        await choose(b, screen, "plan")
        await b.pilot.press("enter")
        await b.until(lambda: "Cannot read plan.spec.md" in about(screen))
        await b.pilot.press("escape")
        await b.until(lambda: b.screen.is_current and b.screen.notes.has_focus)
        await b.pilot.press("o", "n")
        await b.until(lambda: b.screen.notes.text.startswith("on"))
        await b.until(lambda: (b.folder / "notes.md").read_text().startswith("on"))


async def test_a_reply_under_way_is_asked_about_and_kept(bench: OpenBench) -> None:
    async with bench("First notes.\n", SPEC) as b:
        shelve(b, "plan")
        await b.sign()
        b.fakes.executor.answer(ReplyStarted("id", "claude-opus-5-5"), ReplyText("Half an answer"))
        await b.until(lambda: b.screen.session.reply.text == "Half an answer")
        before = b.screen
        screen = await listed(b)
        await choose(b, screen, "plan")
        for answer in ("n", "y"):
            await b.pilot.press("enter")
            await b.until(lambda: isinstance(b.app.screen, ConfirmScreen) and b.app.screen.seen)
            await b.pilot.press(answer)
            await b.until(lambda: not isinstance(b.app.screen, ConfirmScreen))
            assert before.session.reply.running is (answer == "n")
        await opened(b, b.folder / "plan.md")
        kept = b.fakes.services().replies.latest()
        assert kept
        assert (kept.state, kept.text) == (ReplyState.STOPPED, "Half an answer")
        assert b.screen.session.reply.state is ReplyState.NONE


async def test_a_new_workspace_begins_empty_at_the_name_that_was_typed(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        await listed(b)
        await b.pilot.press("ctrl+n")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*"trip to rome", "enter")
        path = b.fakes.state / "trip to rome" / "notes.md"
        await opened(b, path)
        assert b.screen.notes.text == ""
        assert not path.parent.exists()
        await b.pilot.press("c", "i", "a", "o")
        await b.until(lambda: path.exists() and path.read_text() == "ciao")


async def test_a_new_workspace_takes_the_place_of_none(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        screen = await listed(b)
        await b.pilot.press("ctrl+n")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        await b.pilot.press(*str(b.folder / "notes.md"), "enter")
        await b.until(lambda: "is there already" in about(screen))


async def test_the_open_workspace_is_renamed_with_all_that_belongs_to_it(bench: OpenBench) -> None:
    async with bench("First notes.\n", SPEC) as b:
        opening = Opening(Target.API, "https://claude.invalid", "KEY", "claude-opus-5-5", "ab" * 32)
        reply = b.fakes.services().replies.begin("one", opening, SPEC)
        reply.record(Reply(ReplyState.ENDED, "claude-opus-5-5", "ab" * 32, stop_reason="end_turn", id="one"))
        reply.close()
        await b.pilot.press("m", "i", "n", "e", " ")
        await listed(b)
        (known,) = b.fakes.services().workspaces.known()
        await b.pilot.press("ctrl+r")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        b.app.screen.query_one(Line).value = "rome"
        await b.pilot.press("enter")
        await opened(b, b.folder / "rome.md")
        assert b.screen.notes.text == "mine First notes.\n"
        assert b.screen.spec.text == SPEC
        left = sorted(path.name for path in b.folder.iterdir() if path.name.startswith("notes"))
        assert left == []
        assert {"rome.md", "rome.spec.md", "rome.replies"} <= {path.name for path in b.folder.iterdir()}
        (after,) = b.fakes.services().workspaces.known()
        assert after.id == known.id
        assert after.path == str(b.folder / "rome.md")
        await b.pilot.press("o", "n", " ")
        await b.until(lambda: (b.folder / "rome.md").read_text() == "on mine First notes.\n")
        assert not (b.folder / "notes.md").exists()


async def test_a_name_that_is_taken_renames_nothing_and_work_goes_on(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        screen = await listed(b)
        await b.pilot.press("down")
        await b.until(lambda: screen.current is not None and screen.current.known.path == str(b.folder / "notes.md"))
        await b.pilot.press("ctrl+r")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        b.app.screen.query_one(Line).value = "plan"
        await b.pilot.press("enter")
        await b.until(lambda: "nothing is replaced" in about(screen))
        await b.pilot.press("escape")
        await b.until(lambda: b.screen.is_current and b.screen.notes.has_focus)
        await b.pilot.press("o", "n")
        await b.until(lambda: (b.folder / "notes.md").read_text() == "onFirst notes.\n")
        assert (b.folder / "plan.md").read_text() == "Notes on plan.\n"


async def test_no_key_goes_into_a_text_that_is_being_left(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        before, notes, elsewhere = b.screen, b.screen.notes, b.fakes.elsewhere
        begun, gate = Event(), Event()

        def slow(path: str, config: Config) -> Open:
            begun.set()
            assert gate.wait(30)
            return elsewhere(path, config)

        monkeypatch.setattr(b.app, "_elsewhere", slow)
        screen = await listed(b)
        await choose(b, screen, "plan")
        await b.pilot.press("enter")
        await b.until(begun.is_set)
        await b.pilot.press("escape", "x")
        gate.set()
        await opened(b, b.folder / "plan.md")
        assert notes.text == (b.folder / "notes.md").read_text() == "First notes.\n"
        await b.until(lambda: not before.is_attached)


async def test_another_workspace_is_renamed_where_it_lies(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        screen = await listed(b)
        await choose(b, screen, "plan")
        await b.pilot.press("ctrl+r")
        await b.until(lambda: isinstance(b.app.screen, AskScreen))
        b.app.screen.query_one(Line).value = "rome"
        await b.pilot.press("enter")
        await b.until(lambda: (b.folder / "rome.md").exists() and b.app.screen is screen)
        await b.pilot.press("ctrl+u", *"rome")
        await b.until(lambda: len(rows(screen)) == 1 and "rome" in rows(screen)[0])


async def test_a_workspace_whose_notes_are_gone_is_marked_and_can_be_taken_off(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan", "trip")
        (b.folder / "plan.md").unlink()
        (b.folder / "plan.spec.md").write_text("kept")
        screen = await listed(b)
        await choose(b, screen, "plan")
        assert rows(screen)[0].startswith("✗ plan")
        await b.pilot.press("enter")
        await b.until(lambda: "There are no notes at" in about(screen))
        await b.pilot.press("ctrl+t", "ctrl+u")
        await b.until(lambda: len(rows(screen)) == 2)
        assert not [row for row in rows(screen) if "plan" in row]
        assert (b.folder / "plan.spec.md").read_text() == "kept"


async def test_the_open_workspace_stays_on_the_list(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        screen = await listed(b)
        await b.pilot.press("ctrl+t")
        await b.until(lambda: "It is open now" in about(screen))


async def test_who_looks_at_the_list_before_this_workspace_is_on_it_finds_it_there(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        await listed(b)
        await b.pilot.press("escape")
        b.fakes.shelf.forget(b.fakes.shelf.id_of(str(b.folder / "notes.md")))
        assert not b.fakes.shelf.known()
        b.screen._enlisted = False

        await b.pilot.press("ctrl+g", "W")
        await b.until(lambda: isinstance(b.app.screen, WorkspacesScreen) and b.app.screen.query_one(ChoiceList).choices)


async def test_the_list_tells_of_the_last_hand_off_and_of_what_all_cost(bench: OpenBench) -> None:
    async with bench("First notes.\n", SPEC) as b:
        await b.sign()
        b.fakes.executor.answer(ReplyStarted("id", "claude-opus-5-5"), ReplyText("An answer"), None)
        await b.until(lambda: not b.screen.session.reply.running)
        screen = await listed(b)
        assert "Last hand-off" in about(screen)
        assert "1 hand-off: unknown" in about(screen)


async def test_the_filter_finds_nothing_politely(bench: OpenBench) -> None:
    async with bench("First notes.\n") as b:
        shelve(b, "plan")
        screen = await listed(b)
        place = screen.query_one(Line).region
        await b.pilot.press("z", "q", "x")  # as a person types
        await b.until(lambda: "None is called that" in about(screen))
        assert screen.query_one(Line).region == place
        for key in ("enter", "ctrl+r", "ctrl+t", "down", "up", "pagedown"):
            await b.pilot.press(key)
        assert b.app.screen is screen


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_every_size_shows_the_list_what_is_known_and_the_keys(bench: OpenBench, size: tuple[int, int]) -> None:
    async with bench("First notes.\n", size=size) as b:
        shelve(b, *(f"workspace number {n} with a long name" for n in range(30)))
        screen = await listed(b)
        for widget in (ChoiceList, Line, "#workspaces-about"):
            region = screen.query_one(widget).region
            assert region.height > 0
            assert region.bottom <= size[1]
        folders = [folder for _, folder in screen.query_one(ChoiceList).choices]
        assert all(folders) if size[0] > 80 else not any(folders)  # a path of a few letters tells nothing
        await b.pilot.press("pagedown", "down")
        assert screen.query_one(ChoiceList).at > 1


async def test_a_list_that_cannot_be_read_is_told(bench: OpenBench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise HybridError("The ledger cannot be used", "It is damaged.", "Move it away.")

    async with bench("First notes.\n") as b:
        monkeypatch.setattr(b.fakes.ledger, "rows", broken)
        await b.pilot.press("ctrl+g", "W")
        await b.until(lambda: isinstance(b.app.screen, WorkspacesScreen))
        screen = b.app.screen
        assert isinstance(screen, WorkspacesScreen)
        await b.until(lambda: "The ledger cannot be used" in about(screen))
