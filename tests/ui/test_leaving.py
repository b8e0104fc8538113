"""Why this file exists: who leaves loses what they were told they would, and nothing else."""

from __future__ import annotations

from hybridtui.core.reply import ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from tests.ui.conftest import Bench, OpenBench

ANSWERING = "Claude is still answering"


def told(b: Bench) -> str:
    """The notices on the screen."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in b.app._notifications)


async def answering(b: Bench) -> None:
    """Sign, and wait until some of the answer is there."""
    await b.sign()
    b.fakes.executor.answer(ReplyStarted("claude-opus-5-5"), ReplyText("Half"))
    await b.until(lambda: b.screen.session.reply.state is ReplyState.STREAMING)


async def test_everything_that_leaving_would_lose_is_told_before_it_is_lost(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await answering(b)
        (b.folder / "notes.md").unlink()
        (b.folder / "notes.md").mkdir()  # nothing can be written there
        b.screen.notes.insert("typed last")
        await b.pilot.press("q")
        assert ANSWERING in told(b)
        assert "Not saved: notes.md" in told(b)
        assert not b.fakes.refiner.closed
        await b.pilot.press("q")
        await b.until(lambda: b.fakes.refiner.closed)


async def test_to_insist_on_losing_one_reply_is_not_to_insist_on_losing_the_next(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await answering(b)
        await b.pilot.press("q")
        await b.until(lambda: ANSWERING in told(b))
        b.fakes.executor.answer(ReplyEnded("end_turn", Usage(1, 2)), None)
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        await answering(b)
        await b.pilot.press("q")
        await b.pilot.pause()
        assert not b.fakes.refiner.closed
        assert b.screen.session.reply.running
