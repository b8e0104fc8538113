"""Why this file exists: a budget that refuses holds at the stop until the human says yes to going over it, once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key
from textual.widgets import Static

from hybridtui.core.config import Budget, Checkpoint, Config
from hybridtui.core.costs.budget import Spent
from hybridtui.core.errors import HybridError
from hybridtui.ui.checkpoint.screen import CheckpointScreen
from hybridtui.ui.dialogs.confirm import ConfirmScreen
from tests.ui.review.reviews import Reviewer, opened

NOTES = "The upload page takes files of at most 50 MB. Keep every upload for 30 days.\n"
SPEC = "# Upload page\n\n- The upload page takes files of at most 50 MB\n"
BROKEN = HybridError("The books cannot be opened", "The disk is full.", "Make room.")


def limited(day: str, sign_off: str = "code") -> Config:
    return Config(budget=Budget(day=day), checkpoint=Checkpoint(sign_off=sign_off))


def shown(b: Reviewer, id: str) -> str:
    """What a part of the checkpoint says."""
    return str(b.app.screen.query_one(f"#{id}", Static).content)


async def say(b: Reviewer, answer: str) -> None:
    """Ask for more than the budget, and answer the question."""
    await b.pilot.press("y")
    await b.until(lambda: isinstance(b.app.screen, ConfirmScreen) and b.app.screen.seen)
    await b.pilot.press(answer)
    await b.until(lambda: b.app.screen.query("#sheet"))


@pytest.mark.parametrize("sign_off", ["code", "key"])
async def test_a_refusal_holds_until_the_human_says_yes_and_the_books_know_it(tmp_path: Path, sign_off: str) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=limited("5", sign_off)) as b:
        b.fakes.ledger.spending = Spent(Decimal("5.10"), Decimal("5.10"))
        await b.at_checkpoint()
        assert "$5.10 of $5.00 spent today: nothing is left." in shown(b, "sign-off-prompt")
        assert "Press y to go over it" in shown(b, "sign-off-prompt")
        await b.pilot.press("s", "tab", "S")
        assert b.checkpoint.refused
        await say(b, "escape")
        assert b.checkpoint.refused
        await say(b, "y")
        assert not b.checkpoint.obstacle
        assert "! Over the budget, as you decided. $5.10 of $5.00 spent today" in shown(b, "verdict")
        await b.pilot.press(*(("s", *b.checkpoint.code, "enter") if sign_off == "code" else ("S",)))
        await b.back()
        await b.until(lambda: b.sent)
    (row,) = b.fakes.ledger.rows()
    assert row.opening.over_budget


async def test_a_yes_holds_for_this_review_and_this_envelope_alone(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=limited("0")) as b:
        await b.at_checkpoint()
        await say(b, "y")
        await b.answer("dropped", "d", "enter")  # another examination of the same bytes
        assert not b.checkpoint.obstacle
        await b.pilot.press("M")
        await b.ready()
        assert b.checkpoint.refused
        await say(b, "y")
        await b.leave()
        await b.at_checkpoint()
        assert b.checkpoint.refused
        await b.leave()
        assert b.sent == []


async def test_two_keys_in_one_go_are_no_answer_to_a_question_that_nobody_has_seen(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=limited("0")) as b:
        await b.at_checkpoint()
        for _ in range(4):
            b.app.post_message(Key("y", "y"))
        await b.until(lambda: isinstance(b.app.screen, ConfirmScreen) and b.app.screen.seen)
        assert b.checkpoint.refused


async def test_a_yes_to_what_is_shown_no_more_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=limited("0")) as b:
        await b.at_checkpoint()
        asked = b.checkpoint
        b.screen.spec.amend(f"{SPEC}- Another\n")
        b.screen.review.override(asked)
        b.screen.spec.undo()
        assert b.checkpoint.obstacle
        await b.leave()
        b.screen.review.override(asked)
        assert b.screen.session.checkpoint is None


async def test_a_warning_stands_in_sight_and_does_not_hold_anyone_up(tmp_path: Path) -> None:
    async with opened(tmp_path, NOTES, SPEC, config=limited("5")) as b:
        b.fakes.ledger.spending = Spent(Decimal("4.90"), Decimal("4.90"))
        await b.at_checkpoint()
        assert "! $4.90 of $5.00 spent today" in shown(b, "verdict")
        await b.pilot.press("y")
        assert not isinstance(b.app.screen, ConfirmScreen)
        await b.type_code()
        await b.until(lambda: b.sent)
        (row,) = b.fakes.ledger.rows()
        assert not row.opening.over_budget


async def test_books_that_cannot_be_read_refuse_where_there_is_a_limit_and_are_told_where_there_is_none(
    tmp_path: Path,
) -> None:
    for config, refused in ((limited("5"), True), (limited(""), False)):
        async with opened(tmp_path, NOTES, SPEC, config=config) as b:
            b.fakes.ledger.broken = BROKEN
            await b.at_checkpoint()
            assert any(BROKEN.title in notice.title for notice in b.app._notifications)
            assert b.checkpoint.refused == refused
            if refused:
                assert "The books cannot be read" in shown(b, "sign-off-prompt")
                await say(b, "y")
            assert not b.checkpoint.obstacle


async def test_sign_off_waits_for_the_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Event()

    def read() -> Spent:
        assert gate.wait(60)
        return Spent()

    async with opened(tmp_path, NOTES, SPEC, config=limited("5")) as b:
        monkeypatch.setattr(b.fakes.ledger, "spent", read)
        await b.review()
        await b.until(lambda: b.checkpoint.pending == {"the books"})
        assert b.checkpoint.obstacle
        await b.pilot.press("y")
        assert isinstance(b.app.screen, CheckpointScreen)
        gate.set()
        await b.ready()
        assert not b.checkpoint.obstacle
