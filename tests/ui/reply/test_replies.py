"""Why this file exists: every reply to a spec can be read again, and nobody takes an old one for the latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Opening
from hybridtui.core.reply import Reply, ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyText
from hybridtui.core.reply.kept import Kept
from hybridtui.store.replies.folder import ReplyFile, ReplyFolder
from hybridtui.ui.choice_list import ChoiceList
from hybridtui.ui.reply.diff_screen import DiffScreen
from hybridtui.ui.reply.replies import RepliesScreen
from tests.ui.conftest import Bench, OpenBench
from tests.ui.reply.test_copying import SPEC, answered

OPENING = Opening(Target.API, "https://claude.invalid", "KEY", "claude-opus-5-5", "ab" * 32)
BEGUN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


def keep(
    folder: Path, number: int, reply: Reply | None = None, spec: str = "# Spec\n\n- Do Z\n", text: str = ""
) -> None:
    """Keep a reply as if it had come long ago; one without an end was interrupted."""
    file = ReplyFile(folder / "notes.replies", f"old-{number}", OPENING, spec, BEGUN + timedelta(hours=number))
    file.append(ReplyText(text or f"Old answer {number}."))
    if reply:
        file.record(reply)
    file.close()


def ended(number: int) -> Reply:
    return Reply(ReplyState.ENDED, "claude-opus-5-5", "ab" * 32, stop_reason="end_turn", id=f"old-{number}")


async def listed(b: Bench) -> RepliesScreen:
    await b.pilot.press("ctrl+g", "R")
    await b.until(lambda: isinstance(b.app.screen, RepliesScreen) and b.app.screen.query_one(ChoiceList).has_focus)
    assert isinstance(b.app.screen, RepliesScreen)
    return b.app.screen


def rows(screen: RepliesScreen) -> list[str]:
    return [" ".join(name.split()) for name, _ in screen.query_one(ChoiceList).choices]


def about(screen: RepliesScreen) -> str:
    return str(screen.query_one("#replies-about", Static).content)


async def test_the_replies_of_a_spec_are_listed_with_what_they_answer(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1))
    keep(tmp_path, 2)
    keep(tmp_path, 3, Reply(ReplyState.FAILED, "x-1", error=HybridError("Refused"), billable=False, id="old-3"))
    keep(tmp_path, 5, replace(ended(5), stop_reason="max_tokens"))
    keep(tmp_path, 6, Reply(ReplyState.STOPPED, "x-1", billable=False, id="old-6"))
    keep(tmp_path, 4, Reply(ReplyState.DELIVERED, "", target=Target.FILE, id="old-4"), SPEC)
    async with bench("A.", SPEC) as b:
        screen = await listed(b)
        assert [row.split()[4:] for row in rows(screen)] == [
            ["v1", "stopped", "nothing", "x-1"],
            ["v1", "incomplete", "unknown", "Opus", "5.5"],
            ["v2", "=", "now", "delivered", "nothing", "file"],
            ["v1", "failed", "nothing", "x-1"],
            ["v1", "broken", "off", "unknown", "Opus", "5.5"],
            ["v1", "complete", "unknown", "Opus", "5.5"],
        ]
        assert [row[0] for row in rows(screen)] == ["○", "¬", "→", "○", "✗", "✓"]
        told = []
        for _ in rows(screen):
            told.append(about(screen))
            await b.pilot.press("j")
        assert "You stopped it in time; nothing was billed." in told[0]
        assert "Cut off at the output limit." in told[1]
        assert "Nothing answers there" in told[2]
        assert "Refused; nothing was billed." in told[3]
        assert "it may have been billed" in told[4]
        assert "Esc, then h. It takes a new sign-off." in told[4]
        assert told[5] == "It answers another version of the spec."


async def test_an_old_reply_is_shown_as_such_and_the_latest_is_one_key_away(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1), text="Old words.\n\n```py\nold = 1\n```\n")
    async with bench("A.", SPEC) as b:
        await answered(b, "New words.")
        await listed(b)
        await b.pilot.press("G", "enter")
        await b.until(lambda: "Old words." in b.screen.claude.plain)
        assert "kept, of" in b.screen.claude.plain
        assert "New words." not in b.screen.claude.plain
        await b.pilot.press("y", "1")
        await b.until(lambda: b.fakes.clipboard.copied == ["old = 1\n"])
        await b.pilot.press("ctrl+g", "1")
        await b.until(lambda: b.screen.notes.has_focus)
        await b.pilot.press("ctrl+g", "4")
        await b.until(lambda: b.screen.claude.has_focus)
        assert "Old words." in b.screen.claude.plain, "coming back to it leaves it"
        await b.pilot.press("4")
        await b.until(lambda: "New words." in b.screen.claude.plain)
        assert "kept, of" not in b.screen.claude.plain


async def test_while_a_reply_streams_the_list_disturbs_nothing(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1))
    async with bench("A.", SPEC) as b:
        await answered(b, "One ", end=False)
        screen = await listed(b)
        assert screen.current.hand_off == b.screen.session.reply.id, "the list begins at what is in the pane"
        assert rows(screen)[0].startswith("…")
        assert "on its way" in about(screen)
        b.fakes.executor.answer(ReplyText("two "))
        await b.until(lambda: b.screen.session.reply.text == "One two ")
        await b.pilot.press("G", "enter")
        await b.until(lambda: "Old answer 1." in b.screen.claude.plain)
        b.fakes.executor.answer(ReplyText("three"), ReplyEnded("end_turn", Usage(1, 1)), None)
        await b.until(lambda: not b.screen.session.reply.running)
        assert "Old answer 1." in b.screen.claude.plain
        await listed(b)
        await b.pilot.press("g", "enter")
        await b.until(lambda: "One two three" in b.screen.claude.plain)
        assert b.screen.session.recalled is None


async def test_a_new_hand_off_takes_the_place_of_what_is_read(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1))
    keep(tmp_path, 2, ended(2))
    async with bench("A.", SPEC) as b:
        await listed(b)
        await b.pilot.press("j", "enter")
        await b.until(lambda: b.screen.session.recalled)
        await answered(b, "New words.")
        await b.until(lambda: "New words." in b.screen.claude.plain)
        assert b.screen.session.recalled is None


async def test_what_changed_in_the_spec_since_is_shown(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1))
    keep(tmp_path, 2, ended(2), SPEC)
    async with bench("A.", SPEC, size=(60, 20)) as b:
        screen = await listed(b)
        await b.pilot.press("d")
        assert "the same, word for word" in about(screen)
        await b.pilot.press("j", "d")
        await b.until(lambda: isinstance(b.app.screen, DiffScreen))
        assert isinstance(b.app.screen, DiffScreen)
        changed = [(line.side, line.text) for line in b.app.screen._lines if line.side in ("in", "out")]
        assert changed == [("out", "- Do Z"), ("in", "- Do A")]
        await b.pilot.press("escape", "escape")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.screen.session.recalled is None


async def test_what_cannot_be_read_is_told(bench: OpenBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, 1, ended(1))
    keep(tmp_path, 2, ended(2))
    async with bench("A.", SPEC) as b:
        screen = await listed(b)
        for path in (tmp_path / "notes.replies").iterdir():
            path.unlink()
        await b.pilot.press("j", "d")
        assert "✗" in about(screen)
        await b.pilot.press("enter")
        await b.until(lambda: any("cannot be read" in (each.title or "") for each in b.app._notifications))

        def refuse(self: ReplyFolder) -> tuple[Kept, ...]:
            raise HybridError("That folder cannot be read")

        monkeypatch.setattr(ReplyFolder, "kept", refuse)
        await b.pilot.press("ctrl+g", "R")
        await b.until(lambda: any("That folder" in (each.title or "") for each in b.app._notifications))


async def test_there_may_be_none(bench: OpenBench) -> None:
    async with bench("A.", SPEC) as b:
        await b.pilot.press("ctrl+g", "R")
        await b.until(lambda: any("No reply" in each.message for each in b.app._notifications))


async def test_the_latest_reply_read_again_is_no_old_one(bench: OpenBench, tmp_path: Path) -> None:
    keep(tmp_path, 1, ended(1))
    async with bench("A.", SPEC) as b:
        await answered(b, "New words.")
        screen = await listed(b)
        assert [each.hand_off for each in screen._kept] == [b.screen.session.reply.id, "old-1"]
        await b.pilot.press("enter")
        await b.until(lambda: b.app.screen is b.screen)
        assert b.screen.session.recalled is None
