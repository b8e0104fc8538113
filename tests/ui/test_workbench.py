"""Why this file exists: the whole walk, from typing to a reply, through the real screen with fakes for the tiers."""

from __future__ import annotations

from functools import partial

from textual.command import CommandPalette
from textual.content import Content
from textual.events import Paste
from textual.widgets import Static

from hybridtui.core.checkpoint.machine import State
from hybridtui.core.draft.item import Span
from hybridtui.core.errors import HybridError
from hybridtui.core.refining.events import Failed
from hybridtui.core.reply import ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyFailed, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.ui.dialogs.leader import LeaderMenu
from hybridtui.ui.keys import KEYS
from hybridtui.ui.panes.tabs import PaneTabs
from tests.fakes import item
from tests.ui.conftest import Bench, OpenBench


async def test_typing_is_refined_and_saved(bench: OpenBench) -> None:
    async with bench("") as b:
        await b.pilot.press(*"hello")
        await b.until(lambda: b.fakes.refiner.submitted[-1:] == ["hello"])
        await b.until(lambda: (b.folder / "notes.md").read_text() == "hello")
        assert not (b.folder / "notes.spec.md").exists()


async def test_one_key_takes_an_item_and_one_undo_takes_it_back(bench: OpenBench) -> None:
    spec = "# Mine\n\nI wrote this.\n"
    async with bench("A. B.", spec) as b:
        b.fakes.refiner.draft(item("a", "Do A"), item("b", "Do B"))
        await b.until(lambda: len(b.screen.session.fresh) == 2)
        await b.until(lambda: b.screen.draft.cursor == "a")
        await b.pilot.press("ctrl+g", "2")
        await b.until(lambda: b.screen.draft.has_focus)
        await b.pilot.press("j", "t")
        await b.until(lambda: "Do B" in b.screen.spec.text)
        assert b.screen.spec.text.startswith(spec)
        assert "Do A" not in b.screen.spec.text
        await b.pilot.press("a")
        await b.until(lambda: "Do A" in b.screen.spec.text)
        assert b.screen.session.fresh == ()
        b.screen.spec.undo()
        assert "Do A" not in b.screen.spec.text
        assert "Do B" in b.screen.spec.text
        b.screen.spec.undo()
        assert b.screen.spec.text == spec


async def test_what_a_hand_off_needs_is_loaded_while_the_human_decides(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        assert not b.fakes.executor.prepared
        await b.pilot.press("ctrl+g", "h")
        await b.until(lambda: b.fakes.executor.prepared)
        assert b.fakes.executor.sent == []


async def test_a_hand_off_needs_the_second_key_and_streams_into_pane_four(bench: OpenBench) -> None:
    async with bench("A.", "# Spec\n\n- Do A\n") as b:
        await b.review()
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.fakes.executor.sent == []
        await b.sign()
        await b.until(lambda: b.fakes.executor.sent)
        b.fakes.executor.answer(
            ReplyStarted("claude-opus-5-5", "req_1"),
            ReplyText("Done: **A**."),
            ReplyEnded("end_turn", Usage(10, 5)),
            None,
        )
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        assert b.screen.session.reply.cost is not None
        assert b.screen.claude.has_focus
        (saved,) = (b.folder / "notes.replies").glob("*Z-????????.md")
        assert saved.read_text() == "Done: **A**."


async def test_a_spec_line_shows_where_it_came_from(bench: OpenBench) -> None:
    notes = "Do A quickly. Keep the file for 30 days."
    async with bench(notes, "- Keep the file 30 days\n") as b:
        spans = (Span("a", 0, 13), Span("b", 14, len(notes)))
        b.fakes.refiner.draft(item("a", "Do A"), item("b", "Keep file"), spans=spans)
        await b.until(lambda: b.screen.session.draft.run == "done")
        await b.pilot.press("ctrl+g", "3", "right")
        await b.until(lambda: list(b.screen.notes.spans(0, notes)))
        (span,) = b.screen.notes.spans(0, notes)
        assert notes[span.start : span.end] == "Keep the file for 30 days."


async def test_a_change_of_model_voids_the_review(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.review()
        await b.ready()
        b.screen.action_model()
        await b.until(lambda: b.checkpoint.state is State.VOID)
        await b.pilot.press("s", "S", "enter", "escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.screen.session.checkpoint is None
        assert b.fakes.executor.sent == []


async def test_an_edit_of_the_spec_voids_the_review(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.review()
        await b.ready()
        b.screen.spec.insert("and B")
        await b.until(lambda: b.checkpoint.state is State.VOID)
        await b.pilot.press("s", "S", "enter", "escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.fakes.executor.sent == []


async def test_what_a_server_says_of_itself_reaches_the_screen_as_glyphs(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.sign()
        b.fakes.executor.answer(
            ReplyStarted("claude\x1b[31m", "req\x1b"),
            ReplyText("&#x202e;drawer&rlm; \x07"),
            ReplyEnded("\x9b", Usage()),
            None,
        )
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        await b.until(lambda: "complete" in b.screen.claude.plain)
        await b.pilot.pause()
        shown = "".join(segment.text for line in b.screen._compositor.render_strips() for segment in line)
        assert "claude␛[31m" in shown
        assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e", "\u200f"}


async def test_without_a_credential_the_checkpoint_opens_and_sends_nothing(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", missing="Set ANTHROPIC_API_KEY.") as b:
        await b.review()
        await b.ready()
        await b.pilot.press("s", "S", "b", "escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.fakes.executor.sent == []


async def test_stopping_a_reply_keeps_what_arrived(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.sign()
        b.fakes.executor.answer(ReplyStarted("claude-opus-5-5", "req_1"), ReplyText("Half an ans"))
        await b.until(lambda: b.screen.session.reply.text)
        await b.pilot.press("s")
        await b.until(lambda: b.screen.session.reply.state is ReplyState.STOPPED)
        (saved,) = (b.folder / "notes.replies").glob("*Z-????????.md")
        assert saved.read_text() == "Half an ans"


async def test_every_key_is_a_command_of_the_palette(bench: OpenBench) -> None:
    async with bench("") as b:
        titles = {command.title for command in b.app.get_system_commands(b.screen)}
        assert {key.label for key in KEYS if key.id != "palette"} <= titles
        assert "Theme" in titles


async def test_the_palette_closes_the_menu_of_keys_and_offers_as_much(bench: OpenBench) -> None:
    async with bench("") as b:
        await b.pilot.press("ctrl+g", "ctrl+p")
        await b.until(lambda: isinstance(b.app.screen, CommandPalette))
        assert b.app.screen_stack[-2] is b.screen


async def test_markup_in_a_file_name_is_text(bench: OpenBench) -> None:
    async with bench("x") as b:
        b.screen.notes.open("x", "[red]a\x1b[/red].md")
        title = b.screen.notes._border_title
        assert title is not None
        assert title.plain == "1 Notes · [red]a␛[/red].md"


async def test_markup_in_notes_and_replies_is_text(bench: OpenBench) -> None:
    evil = "[bold]x[/] [/ [@click=app.quit]q[/] [0] [b +"
    async with bench(evil, f"- {evil}\n") as b:
        b.fakes.refiner.draft(item("a", evil))
        b.fakes.refiner.say(Failed(1, HybridError(evil, evil, evil)))
        await b.until(lambda: b.screen.session.draft.run == "failed")
        b.screen.tell(HybridError(evil, evil, evil))
        await b.sign()
        b.fakes.executor.answer(
            ReplyStarted(evil, evil),
            ReplyThinking(evil),
            ReplyText(evil),
            ReplyFailed(HybridError(evil, evil, evil)),
            None,
        )
        await b.until(lambda: b.screen.session.reply.state is ReplyState.FAILED)
        await b.pilot.press("i", "ctrl+g", "escape", "2", "t")
        assert evil in b.screen.spec.text
        assert b.app.is_running


async def test_undo_in_a_text_that_scrolled_and_then_fits(bench: OpenBench) -> None:
    async with bench("", size=(80, 24)) as b:
        notes = b.screen.notes
        b.app.post_message(Paste("\n".join(f"line {number}" for number in range(60))))
        await b.until(lambda: "line 59" in notes.text)
        await b.pilot.press("ctrl+z")
        await b.until(lambda: notes.text == "")
        await b.pilot.press("ctrl+y")
        await b.until(lambda: "line 59" in notes.text)
        await b.pilot.press("f7", "delete", "ctrl+z", "ctrl+end", "ctrl+y")
        await b.until(lambda: notes.text == "")


async def test_an_undone_take_is_marked_and_can_be_taken_again(bench: OpenBench) -> None:
    async with bench("A. B.") as b:
        b.fakes.refiner.draft(item("a", "Do A"), item("b", "Do B"))
        await b.until(lambda: len(b.screen.session.fresh) == 2)
        await b.pilot.press("ctrl+g", "2", "t")
        await b.until(lambda: b.screen.draft.cursor == "b")
        assert set(b.screen.session.standing) == {"a"}
        b.screen.spec.undo()
        await b.until(lambda: not b.screen.session.standing)
        await b.pilot.press("k", "t")
        assert "Do A" in b.screen.spec.text


async def test_nothing_is_taken_from_a_draft_out_of_sight_unawares(bench: OpenBench) -> None:
    async with bench("A.") as b:
        b.fakes.refiner.draft(item("a", "Do A"))
        await b.until(lambda: b.screen.session.fresh)
        await b.pilot.press("ctrl+g", "4")
        await b.until(lambda: b.screen.claude.has_focus)
        await b.pilot.press("t", "a")
        await b.pilot.pause()
        assert b.screen.spec.text == ""


async def test_the_menu_offers_only_keys_that_mean_something_in_this_pane(bench: OpenBench) -> None:
    async def offered(b: Bench) -> str:
        await b.pilot.press("ctrl+g")
        await b.until(lambda: isinstance(b.app.screen, LeaderMenu) and b.app.screen.query("#leader-menu"))
        text = str(b.app.screen.query_one("#leader-menu", Static).content)
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        return text

    async with bench("A.") as b:
        in_notes = await offered(b)
        await b.pilot.press("ctrl+g", "4")
        await b.until(lambda: b.screen.claude.has_focus)
        in_reply = await offered(b)
    assert "Save files" in in_reply
    assert "Take item" not in in_reply
    assert "Take item" in in_notes
    assert "Save files" not in in_notes


async def test_no_entry_of_the_menu_is_parted_once_the_terminal_is_narrower(bench: OpenBench) -> None:
    async with bench("A.") as b:
        await b.pilot.press("ctrl+g")
        await b.until(lambda: isinstance(b.app.screen, LeaderMenu) and b.app.screen.query("#leader-menu"))
        menu = b.app.screen.query_one("#leader-menu", Static)
        await b.pilot.resize_terminal(60, 20)
        await b.until(lambda: all(len(line) <= 58 for line in str(menu.content).splitlines()))


async def test_leaving_in_the_middle_of_a_reply_needs_insisting(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.sign()
        b.fakes.executor.answer(ReplyStarted("claude-opus-5-5"), ReplyText("Half"))
        await b.until(lambda: b.screen.session.reply.text)
        await b.pilot.press("q")
        await b.pilot.pause()
        assert not b.fakes.refiner.closed
        await b.pilot.press("q")
        await b.until(lambda: b.fakes.refiner.closed)


async def test_a_broken_price_list_costs_no_reply(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.sign()
        b.fakes.prices.broken = HybridError("There is no price list", "gone", "Install it again.")
        b.fakes.executor.answer(
            ReplyStarted("claude-opus-5-5"), ReplyText("Done."), ReplyEnded("end_turn", Usage(1, 2)), None
        )
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        assert b.screen.session.reply.cost is None
        (record,) = (b.folder / "notes.replies").glob("*.json")
        assert '"state": "ended"' in record.read_text()
        b.screen.spec.insert("x")
        await b.until(lambda: b.screen.session.meter is None)
        assert b.app.is_running


async def test_the_tabs_follow_the_focus_with_nothing_else_going_on(bench: OpenBench) -> None:
    async with bench("A.", size=(60, 20)) as b:
        tabs = b.screen.tabs
        for key, name in (("3", "3 Spec"), ("4", "4 Claude"), ("1", "1 Notes")):
            await b.pilot.press("ctrl+g", key)
            await b.until(partial(_names, tabs, name))


def _names(tabs: PaneTabs, name: str) -> bool:
    """Whether the tab in reverse video is the one called `name`."""
    content = tabs.render()
    assert isinstance(content, Content)
    marked = [content.plain[span.start : span.end] for span in content.spans if "reverse" in str(span.style)]
    return [text.strip() for text in marked] == [name]
