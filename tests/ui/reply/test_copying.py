"""Why this file exists: what is copied is the reply as it came or one block of it, and only what is known is told."""

from __future__ import annotations

import pytest

from hybridtui.core.errors import HybridError
from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from hybridtui.ui.reply.copying import CopyScreen, warning
from tests.ui.conftest import Bench, OpenBench

REPLY = "Two files.\n\n`a.py`\n\n```py\nx = 1\n```\n\n```sh\nprintf '\x1b[31m'\n```\n\nDone.\n"
SPEC = "# Spec\n\n- Do A\n"


async def answered(b: Bench, *text: str, end: bool = True) -> None:
    """Hand off, and wait for the reply, or for what has come of it."""
    await b.sign()
    b.fakes.executor.answer(ReplyStarted("claude-opus-5-5"), *map(ReplyText, text))
    if end:
        b.fakes.executor.answer(ReplyEnded("end_turn", Usage(10, 10)), None)
    await b.until(lambda: b.screen.session.reply.text == "".join(text) and b.screen.session.reply.running != end)


async def test_a_reply_without_code_is_copied_whole_at_once(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await answered(b, "Just words, é.")
        await b.pilot.press("y")
        await b.until(lambda: b.fakes.clipboard.copied)
        assert b.fakes.clipboard.copied == ["Just words, é."]


@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        (["0"], REPLY),
        (["enter"], REPLY),
        (["1"], "x = 1\n"),
        (["j", "enter"], "x = 1\n"),
        (["G", "enter"], "printf '\x1b[31m'\n"),
        (["7", "2"], "printf '\x1b[31m'\n"),
    ],
)
async def test_the_human_says_what_of_it_is_copied(keys: list[str], copied: str, bench: OpenBench) -> None:
    async with bench("A.", SPEC, size=(60, 20)) as b:
        await answered(b, REPLY)
        await b.pilot.press("y")
        await b.until(lambda: isinstance(b.app.screen, CopyScreen))
        await b.pilot.press(*keys)
        await b.until(lambda: b.fakes.clipboard.copied)
        assert b.fakes.clipboard.copied == [copied]
        assert b.app.screen is b.screen


async def test_who_goes_back_copies_nothing(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await answered(b, REPLY)
        await b.pilot.press("y")
        await b.until(lambda: isinstance(b.app.screen, CopyScreen))
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.fakes.clipboard.copied == []


async def test_what_has_come_so_far_can_be_copied(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await answered(b, "Half an ", "answer", end=False)
        await b.pilot.press("y")
        await b.until(lambda: b.fakes.clipboard.copied)
        assert b.fakes.clipboard.copied == ["Half an answer"]
        assert b.screen.session.reply.running


async def test_the_key_copies_nothing_where_there_is_nothing(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await b.pilot.press("ctrl+g", "2", "y")
        await b.pilot.press("4", "y")
        await b.until(lambda: any("no text" in each.message for each in b.app._notifications))
        assert b.fakes.clipboard.copied == []


async def test_what_is_known_is_told_and_so_is_what_went_wrong(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await answered(b, "With \x1b[2J in it.")
        await b.pilot.press("y")
        await b.until(lambda: any("the test's clipboard It holds 1 hidden" in n.message for n in b.app._notifications))
        b.fakes.clipboard.broken = HybridError("Too long to be copied", "It has many bytes.", "Save it.")
        await b.pilot.press("y")
        await b.until(lambda: any(each.title == "Too long to be copied" for each in b.app._notifications))


def test_ordinary_text_needs_no_warning() -> None:
    assert warning("a\tb\nc é\n") == ""
    assert "2 hidden characters" in warning("\x1b[31m\u202e")
