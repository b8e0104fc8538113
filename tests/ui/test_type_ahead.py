"""Why this file exists: who knows the way types ahead of the screen, and a key goes where those before it lead."""

from __future__ import annotations

from pathlib import Path

from textual.events import Key

from hybridtui.core.reply import Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from tests.ui.conftest import Bench, OpenBench

BLOCKS = "Two.\n\n```sh\none\n```\n\n```sh\ntwo\n```\n"


def burst(b: Bench, *keys: str) -> None:
    """Send keys all at once."""
    for key in keys:
        b.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_a_code_block_is_copied_by_two_keys_that_come_at_once(bench: OpenBench) -> None:
    async with bench("A.", "- Do A\n") as b:
        await b.sign()
        b.fakes.executor.answer(
            ReplyStarted("claude-opus-5-5"), ReplyText(BLOCKS), ReplyEnded("end_turn", Usage(10, 10)), None
        )
        await b.until(lambda: not b.screen.session.reply.running and b.screen.session.reply.text)
        burst(b, "y", "2")
        await b.until(lambda: b.fakes.clipboard.copied)
        assert b.fakes.clipboard.copied[-1].strip() == "two"
        assert b.app.screen is b.screen


async def test_a_key_that_comes_before_the_checkpoint_is_seen_decides_nothing(bench: OpenBench) -> None:
    async with bench("A.", "- Do something else\n") as b:
        burst(b, "ctrl+g", "h", "x", "x")
        await b.until(lambda: isinstance(b.app.screen, CheckpointScreen))
        await b.ready()
        assert b.screen.spec.text == "- Do something else\n"
        await b.pilot.press("x")
        await b.until(lambda: b.screen.spec.text != "- Do something else\n")


async def test_what_is_typed_after_a_workspace_was_chosen_is_typed_into_its_notes(bench: OpenBench) -> None:
    async with bench("A.") as b:
        other = b.folder / "other.md"
        other.write_text("B.\n", encoding="utf-8")
        b.fakes.shelf.opened(str(other))
        await b.pilot.press("ctrl+g", "W")
        await b.until(lambda: "Workspaces · " in str(b.app.screen.query("#workspaces").first().border_title))
        burst(b, *"other", "enter", "x")
        await b.until(lambda: written(other) == "xB.\n")
        assert written(b.folder / "notes.md") == "A."


def written(path: Path) -> str:
    return path.read_text(encoding="utf-8")
