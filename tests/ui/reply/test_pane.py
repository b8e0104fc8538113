"""Why this file exists: a reply was paid for: it stays readable while it comes, and says how it ended."""

from __future__ import annotations

from dataclasses import replace

from hybridtui.core.errors import HybridError
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyDelayed, ReplyEnded, ReplyFailed, ReplyStarted, ReplyText, ReplyThinking
from hybridtui.core.reply.kept import Kept, Recalled
from tests.ui.conftest import Bench, OpenBench

STARTED = ReplyStarted("claude-opus-5-5", "req_1")
PAGE = "\n\n".join(f"Paragraph {number}." for number in range(40))


def screen(b: Bench) -> list[str]:
    """The lines of the pane's window."""
    pane = b.screen.claude
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


def shows(b: Bench, *texts: str) -> bool:
    """Whether each text stands in the window."""
    return all(text in "\n".join(screen(b)) for text in texts)


async def test_the_newest_line_stays_in_sight_until_one_scrolls_away(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(STARTED, ReplyText(PAGE))
        await b.until(lambda: shows(b, "streaming", "Paragraph 39."))
        await b.pilot.press("k", "k", "k")
        await b.until(lambda: shows(b, "▼ more below · G follows"))
        held = screen(b)[1:]
        b.fakes.executor.answer(ReplyText("\n\nlater"))
        await b.until(lambda: "later" in b.screen.claude.plain)
        assert screen(b)[1:] == held
        await b.pilot.press("G")
        await b.until(lambda: shows(b, "later"))
        assert not shows(b, "▼ more below")
        b.fakes.executor.answer(ReplyText("\n\nlast"))
        await b.until(lambda: shows(b, "last"))


async def test_scrolling_down_to_the_end_follows_again(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(STARTED, ReplyText(PAGE))
        await b.until(lambda: shows(b, "Paragraph 39."))
        await b.pilot.press("k", "j")
        await b.until(lambda: not shows(b, "▼ more below"))
        b.fakes.executor.answer(ReplyText("\n\nlast"))
        await b.until(lambda: shows(b, "last"))


async def test_the_place_is_held_when_the_reply_ends(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(STARTED, ReplyText(PAGE))
        await b.until(lambda: shows(b, "Paragraph 39."))
        await b.pilot.press("g")
        await b.until(lambda: shows(b, "Paragraph 0."))
        held = screen(b)[1:-1]
        b.fakes.executor.answer(ReplyEnded("end_turn", Usage(10, 5)), None)
        await b.until(lambda: shows(b, "complete"))
        assert screen(b)[1:-1] == held
        assert not shows(b, "▼ more below")
        await b.pilot.press("G")
        await b.until(lambda: shows(b, "Claude finished.", "billed 10 tokens in, 5 out"))


async def test_thinking_is_folded_and_unfolds_above_a_text_that_stays_in_place(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(STARTED, ReplyThinking("First the limits."))
        await b.until(lambda: shows(b, "thinking", "▸ Thinking, 3 words (i unfolds)"))
        b.fakes.executor.answer(
            ReplyThinking(" Then the page."), ReplyText(PAGE), ReplyEnded("end_turn", Usage()), None
        )
        await b.until(lambda: shows(b, "complete"))
        assert "▸ Thinking, 6 words" in b.screen.claude.plain
        await b.pilot.press("g", "j", "j", "j", "j")
        await b.until(lambda: b.screen.claude.scroll_offset.y == 4)
        held = screen(b)[1:]
        await b.pilot.press("i")
        await b.until(lambda: "First the limits. Then the page." in b.screen.claude.plain)
        assert screen(b)[1:] == held
        await b.pilot.press("g")
        await b.until(lambda: shows(b, "▾ Thinking, 6 words (i folds)", "│ First the limits."))
        await b.pilot.press("i")
        await b.until(lambda: not shows(b, "First the limits."))


async def test_nothing_is_laid_out_out_of_sight_and_all_of_it_once_one_looks(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        await b.pilot.press("1")
        b.fakes.executor.answer(STARTED, ReplyText(PAGE), ReplyEnded("end_turn", Usage()), None)
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        await b.pilot.pause(0.2)
        assert "Paragraph" not in b.screen.claude.plain
        await b.pilot.press("ctrl+g", "4")
        await b.until(lambda: "Paragraph 39." in b.screen.claude.plain)


async def test_a_wait_is_counted_down_and_can_be_stopped(bench: OpenBench) -> None:
    busy = HybridError("Claude is overloaded", "529")
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(ReplyDelayed(12, busy))
        await b.until(lambda: shows(b, "busy: sent again in 12 s (Claude is overloaded) · s stops"))
        b.fakes.executor.answer(ReplyDelayed(11, busy))
        await b.until(lambda: shows(b, "in 11 s"))
        await b.pilot.press("s")
        await b.until(lambda: shows(b, "stopped by you; nothing had arrived"))
        assert not shows(b, "busy")


async def test_a_reply_that_broke_off_says_what_is_kept_what_it_may_cost_and_how_to_send_it_again(
    bench: OpenBench,
) -> None:
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        error = HybridError("The answer broke off", "The connection was lost.", "What arrived is kept.")
        b.fakes.executor.answer(STARTED, ReplyText("Half"), ReplyFailed(error, Usage(1000, 50), billable=True), None)
        await b.until(lambda: shows(b, "✗ broken off; what arrived is kept", "Half", "✗ The answer broke off"))
        assert shows(
            b, "The connection was lost.", "unconfirmed, at least 1,000 tokens in, 50 out · cost at least $0.0050"
        )
        assert shows(b, "h opens the checkpoint: sending it again takes a new sign-off.", "request req_1")


async def test_a_reply_taken_out_again_says_of_when_it_is(bench: OpenBench) -> None:
    kept = Kept("a", "2026-11-23T09:14:07+00:00", ReplyState.ENDED, "")
    async with bench("", size=(100, 30)) as b:
        await b.pilot.press("ctrl+g", "4")
        await b.until(lambda: shows(b, "Nothing was handed off yet"))
        recalled = Recalled(kept, Reply(ReplyState.ENDED, "claude-opus-5-5", "abcd", PAGE))
        b.screen.become(replace(b.screen.session, recalled=recalled))
        await b.until(lambda: shows(b, "Opus 5.5 · kept, of ", "complete", "Paragraph 0."))


async def test_a_new_width_keeps_the_place(bench: OpenBench) -> None:
    words = "\n\n".join(f"Paragraph {number}: " + "word " * 30 for number in range(60))
    async with bench("", size=(100, 30)) as b:
        await b.pilot.press("ctrl+g", "4")
        b.screen.become(replace(b.screen.session, reply=Reply(ReplyState.ENDED, "m", "abcd", words)))
        await b.until(lambda: "Paragraph 59" in b.screen.claude.plain)
        b.screen.claude.scroll_to(y=b.screen.claude.max_scroll_y // 2, animate=False)
        await b.until(lambda: shows(b, "Paragraph 30"))
        await b.pilot.resize_terminal(60, 30)
        await b.until(lambda: b.screen.claude.size.width < 61 and shows(b, "Paragraph 30"))
        assert "Paragraph 59" in b.screen.claude.plain


async def test_a_reply_of_a_megabyte_keeps_no_key_waiting(bench: OpenBench) -> None:
    async with bench("", size=(100, 30)) as b:
        await b.pilot.press("ctrl+g", "4")
        text = "- entry with `code`\n" * 20_000 + "\n# The end\n"
        b.screen.become(replace(b.screen.session, reply=Reply(ReplyState.ENDED, "m", "abcd", text)))
        await b.until(lambda: shows(b, "• entry with code"))
        await b.pilot.press("j", "j")
        assert b.screen.claude.scroll_offset.y == 2
        assert "The end" not in b.screen.claude.plain
        await b.pilot.press("G")
        assert shows(b, "• entry with code")


async def test_what_the_mouse_marks_can_be_copied(bench: OpenBench) -> None:
    async with bench("", size=(100, 30)) as b:
        await b.pilot.press("ctrl+g", "4")
        b.screen.become(replace(b.screen.session, reply=Reply(ReplyState.ENDED, "m", "abcd", "one **two**\n\nthree")))
        await b.until(lambda: shows(b, "three"))
        pane = b.screen.claude
        row = screen(b).index("one two")
        await b.pilot.mouse_down(pane, offset=(4, row))
        await b.pilot.hover(pane, offset=(3, row + 2))
        await b.pilot.mouse_up(pane, offset=(3, row + 2))
        await b.until(lambda: (b.screen.get_selected_text() or "").startswith("two\n\nthr"))


async def test_a_new_width_keeps_the_place_while_more_comes(bench: OpenBench) -> None:
    words = "\n\n".join(f"Paragraph {number}: " + "word " * 30 for number in range(60))
    async with bench("A.", "- Do A\n", size=(100, 30)) as b:
        await b.sign()
        b.fakes.executor.answer(STARTED, ReplyText(words))
        await b.until(lambda: shows(b, "Paragraph 59"))
        b.screen.claude.scroll_to(y=b.screen.claude.max_scroll_y // 2, animate=False)
        await b.until(lambda: shows(b, "Paragraph 30", "▼ more below"))
        await b.pilot.resize_terminal(60, 30)
        await b.until(lambda: b.screen.claude.size.width < 61 and shows(b, "Paragraph 30", "▼ more below"))
