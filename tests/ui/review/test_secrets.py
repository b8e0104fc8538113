"""Why this file exists: a secret leaves only as the human decided, for as long as they decided it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hybridtui.core.checkpoint.machine import State
from hybridtui.core.errors import HybridError
from hybridtui.core.reply import ReplyState, Usage
from hybridtui.core.reply.events import ReplyEnded, ReplyStarted, ReplyText
from tests.ui.review.reviews import TOKEN, GatedScanner, opened

NOTES = "The nightly job uploads the report.\n"
SPEC = f"# Report\n\n## Requirements\n\n- The nightly job uploads the report with {TOKEN}\n"


async def test_a_secret_blocks_until_it_is_answered(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        assert "1 secret waits" in b.checkpoint.obstacle
        await b.pilot.press("s", "tab", "S")
        assert b.checkpoint.state is State.OPEN
        await b.leave()
        assert b.sent == []


async def test_a_masked_secret_stays_here_and_is_put_back_in_the_reply(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("secret", "m")
        assert TOKEN.encode() not in b.checkpoint.envelope.payload
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.sent == [SPEC.replace(TOKEN, "{{SECRET_1}}")]
        b.fakes.executor.answer(ReplyStarted("claude-opus-5-5"))
        for part in ("Uses `{", "{SECRET", "_1}", "}` twice: {{ secret_1 }}, {{SECRET_2}}."):
            b.fakes.executor.answer(ReplyText(part))
        b.fakes.executor.answer(ReplyEnded("end_turn", Usage(10, 5)), None)
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        said = f"Uses `{TOKEN}` twice: {TOKEN}, {{{{SECRET_2}}}}."
        assert b.screen.session.reply.text == said
        (saved,) = (tmp_path / "notes.replies").glob("*Z-????????.md")
        assert saved.read_text() == said
        await b.close()
    assert (tmp_path / "notes.spec.md").read_text() == SPEC
    trace = (tmp_path / "notes.trace.json").read_text()
    assert TOKEN not in trace
    assert json.loads(trace)["secrets"][0]["word"] == "{{SECRET_1}}"

    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        assert not b.checkpoint.obstacle
        assert TOKEN.encode() not in b.checkpoint.envelope.payload


async def test_a_masked_secret_that_was_edited_blocks_again(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("secret", "m")
        await b.leave()
        changed = TOKEN[:-1] + ("a" if TOKEN[-1] != "a" else "b")
        b.screen.spec.amend(SPEC.replace(TOKEN, changed))
        await b.at_checkpoint()
        assert "1 secret waits" in b.checkpoint.obstacle


async def test_allowed_once_it_goes_out_with_one_hand_off(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("secret", "o")
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.sent == [SPEC]
        b.fakes.executor.answer(ReplyEnded("end_turn", Usage()), None)
        await b.until(lambda: b.screen.session.reply.state is ReplyState.ENDED)
        await b.at_checkpoint()
        assert "1 secret waits" in b.checkpoint.obstacle
        await b.leave()
        await b.close()
    assert not (tmp_path / "notes.trace.json").exists()


@pytest.mark.parametrize("keys", [["escape"], ["enter"]], ids=["back", "jump"])
async def test_allowed_once_is_forgotten_when_the_checkpoint_is_left(tmp_path: Path, keys: list[str]) -> None:
    other = "The nightly job mails nobody.\n"
    async with opened(tmp_path, NOTES + other, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("secret", "o")
        assert not b.checkpoint.obstacle
        await b.go_to("dropped")
        await b.pilot.press(*keys)
        await b.back()
        await b.until(lambda: "secret" in b.rules)  # it is marked again
        await b.at_checkpoint()
        assert "1 secret waits" in b.checkpoint.obstacle


async def test_allowed_always_it_is_not_asked_about_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await b.answer("secret", "a", *"mine", "enter")
        await b.leave()
        await b.close()
    assert TOKEN not in (tmp_path / "notes.trace.json").read_text()
    async with opened(tmp_path) as b:
        await b.at_checkpoint()
        assert "secret" not in b.rules
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.sent == [SPEC]


async def test_a_secret_that_is_removed_gives_a_new_code_and_the_old_one_signs_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        old = b.checkpoint.code
        await b.answer("secret", "x")
        assert TOKEN not in b.screen.spec.text
        assert b.checkpoint.code != old
        await b.is_refused(old)
        b.screen.spec.undo()
        assert b.screen.spec.text == SPEC
        await b.at_checkpoint()
        assert "1 secret waits" in b.checkpoint.obstacle


async def test_sign_off_waits_for_the_scanner_and_what_it_finds_blocks(tmp_path: Path) -> None:
    scanner = GatedScanner("uploads")
    async with opened(tmp_path, NOTES, "- The nightly job uploads the report\n", scanner=scanner) as b:
        await b.review()
        await b.until(lambda: b.checkpoint.pending == {"the secret scanner"})
        await b.pilot.press("s", "tab", "S")
        assert "the secret scanner" in b.checkpoint.obstacle
        scanner.gate.set()
        await b.ready()
        assert "1 secret waits" in b.checkpoint.obstacle
        await b.answer("secret", "m")
        await b.type_code()
        await b.until(lambda: b.sent)
        assert b.sent == ["- The nightly job {{SECRET_1}} the report\n"]
        assert len(scanner.asked) == 1  # the same text is not scanned again


async def test_a_scanner_that_fails_is_told_about_and_our_own_rules_hold(tmp_path: Path) -> None:
    scanner = GatedScanner(broken=HybridError("The secret scanner stopped", "It is broken.", "Install it again."))
    scanner.gate.set()
    async with opened(tmp_path, NOTES, SPEC, scanner=scanner) as b:
        await b.at_checkpoint()
        assert any("The secret scanner stopped" in notice.title for notice in b.app._notifications)
        assert "1 secret waits" in b.checkpoint.obstacle


async def test_leaving_while_a_check_runs_leaves_nothing_behind(tmp_path: Path) -> None:
    scanner = GatedScanner("report")
    async with opened(tmp_path, NOTES, "- The nightly job uploads the report\n", scanner=scanner) as b:
        await b.review()
        await b.until(lambda: scanner.asked)
        await b.leave()
        await b.review()
        scanner.gate.set()
        await b.ready()
        assert "1 secret waits" in b.checkpoint.obstacle
        await b.leave()
        assert b.screen.session.checkpoint is None
