"""Why this file exists: where a spec goes and who executes it can change at the stop, and is signed anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybridtui.core.config import Budget, Config
from hybridtui.core.hand_off.order import Target
from hybridtui.core.ledger import Outcome
from hybridtui.core.reply import ReplyState
from hybridtui.ui.dialogs.help import HelpScreen
from tests.ui.review.reviews import TOKEN, Reviewer, opened

NOTES = "The upload page takes files of at most 50 MB.\n"
SPEC = "# Upload page\n\n- The upload page takes files of at most 50 MB\n"
LIMITED = Config(budget=Budget(day="0"))


def told(b: Reviewer) -> str:
    """What stands on the sheet."""
    return "\n".join("".join(text for text, _ in line.pieces) for line in b.sheet._rows)


async def press(b: Reviewer, key: str) -> None:
    """Change the order, and wait until everything has been looked over again."""
    before = b.checkpoint
    await b.pilot.press(key)
    await b.until(lambda: b.checkpoint is not before)
    await b.ready()


@pytest.mark.parametrize(("key", "field"), [("T", "target"), ("M", "model"), ("E", "effort")])
async def test_a_change_of_the_order_changes_the_code_and_the_old_one_signs_nothing(
    tmp_path: Path, key: str, field: str
) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        old, before = b.checkpoint.code, getattr(b.screen.session.order, field)
        await press(b, key)
        assert getattr(b.screen.session.order, field) != before
        assert b.checkpoint.code != old
        await b.is_refused(old)


async def test_the_meters_follow_the_model_here_and_on_the_workbench(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await press(b, "M")
        model = b.screen.session.order.model
        assert f"model      {model}" in told(b)
        await b.type_code()
        await b.until(lambda: b.fakes.executor.sent)
        (row,) = b.fakes.ledger.rows()
        assert row.opening.model == model
        assert row.opening.meter
        assert row.opening.meter.model == model
        await b.until(lambda: b.screen.session.meter and b.screen.session.meter.model == model)


async def test_each_effort_comes_in_its_turn_and_none_means_that_the_model_decides(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        seen = []
        for _ in range(6):
            line = next(line for line in told(b).splitlines() if line.startswith("effort"))
            seen.append(line.removeprefix("effort").partition("E next")[0].strip())
            await press(b, "E")
        assert seen == ["medium", "high", "xhigh", "max", "the model decides", "low"]
        assert dict(b.checkpoint.envelope.settings)["effort"] == "medium"


async def test_a_model_that_takes_no_effort_is_offered_none(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        b.screen.choose("claude-9")
        before = b.checkpoint
        await b.pilot.press("E")
        assert b.checkpoint is before


async def test_the_clipboard_needs_no_credential_and_bills_nothing_whatever_the_budget(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=LIMITED) as b:
        b.fakes.executor.missing = "Set ANTHROPIC_API_KEY."
        await b.at_checkpoint()
        assert b.checkpoint.obstacle
        await press(b, "T")
        assert not b.checkpoint.obstacle
        assert "costs      nothing here" in told(b)
        assert "paid with" not in told(b)
        await b.pilot.press("M", "E", "c", "y")
        await b.type_code()
        await b.until(lambda: b.screen.session.reply.state is ReplyState.DELIVERED)
        assert b.fakes.clipboard.copied == [SPEC]
        (row,) = b.fakes.ledger.rows()
        assert (row.opening.target, row.outcome) == (Target.CLIPBOARD, Outcome.DELIVERED)
        assert (row.opening.model, row.opening.effort, row.opening.max_tokens) == ("", "", 0)
        assert b.fakes.executor.sent == b.fakes.counter.sent == []


async def test_a_file_is_named_before_it_is_written(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        await press(b, "T")
        await press(b, "T")
        path = tmp_path / "notes.handoff.md"
        assert b.checkpoint.envelope.host == str(path)
        assert not path.exists()
        await b.type_code()
        await b.until(path.exists)
        assert path.read_text() == SPEC


async def test_what_is_copied_is_masked_and_the_human_is_told_that_it_stays_so(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, f"{SPEC}- Log in with {TOKEN}\n") as b:
        await b.at_checkpoint()
        await press(b, "T")
        assert "1 secret waits" in b.checkpoint.obstacle
        await b.go_to("secret")
        assert "put back in the reply" not in told(b)
        await b.answer("secret", "m")
        assert "1 secret goes out masked, and nobody puts it back" in told(b)
        await b.type_code()
        await b.until(lambda: b.fakes.clipboard.copied)
        assert b.fakes.clipboard.copied == [f"{SPEC}- Log in with {{{{SECRET_1}}}}\n"]


async def test_the_help_at_the_checkpoint_tells_its_keys_and_leads_back(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC) as b:
        await b.at_checkpoint()
        before = b.checkpoint
        await b.pilot.press("question_mark")
        await b.until(lambda: isinstance(b.app.screen, HelpScreen))
        await b.pilot.press("escape")
        await b.until(lambda: b.app.screen.query("#sheet"))
        assert b.checkpoint is before
        await b.type_code()
        await b.until(lambda: b.sent)
