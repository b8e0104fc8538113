"""Why this file exists: the whole walk, from typing to a reply, through the real screen with fakes for the tiers."""

from __future__ import annotations

from hybridtui.core.reply import ReplyEnded, ReplyStarted, ReplyState, ReplyText, Usage
from hybridtui.ui.checkpoint import CheckpointScreen
from tests.fakes import item
from tests.ui.conftest import OpenBench


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


async def test_a_hand_off_needs_the_second_key_and_streams_into_pane_four(bench: OpenBench) -> None:
    async with bench("A.", "# Spec\n\n- Do A\n") as b:
        await b.pilot.press("ctrl+g", "h")
        await b.until(lambda: isinstance(b.app.screen, CheckpointScreen))
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.fakes.executor.sent == []
        await b.pilot.press("ctrl+g", "h")
        await b.until(lambda: isinstance(b.app.screen, CheckpointScreen))
        await b.pilot.press("S")
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
        (saved,) = (b.folder / "notes.replies").glob("*.md")
        assert saved.read_text() == "Done: **A**."
